package org.tributary.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an area lies: a bucket and a prefix of an S3 service.
 *
 * @param endpoint absent for AWS's own
 * @param credentials a file with the lines {@code access-key=…} and {@code secret-key=…}; absent
 *     where the machine's role gives them
 */
public record Area(
    String name,
    Optional<URI> endpoint,
    String region,
    String bucket,
    String prefix,
    Optional<Path> credentials) {}
