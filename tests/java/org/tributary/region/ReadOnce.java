package org.tributary.region;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tributary.config.Problems;
import org.tributary.store.Digest;

/**
 * Regions that tests of this process read before: the same files, wherever they lie, are the same
 * region, and to read them takes about a second.
 */
public final class ReadOnce {

  /** Each takes megabytes. */
  private static final int KEPT = 4;

  private static final Map<String, Region> KNOWN =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Region> eldest) {
          return size() > KEPT;
        }
      };

  private ReadOnce() {}

  /** As {@link RegionFiles#load}; files about which there is something to say are always read. */
  public static synchronized Optional<Region> load(Path config, Path schemas, Problems problems) {
    String files = files(config) + files(schemas);
    Region known = KNOWN.get(files);
    if (known != null) {
      return Optional.of(known);
    }
    Problems own = new Problems();
    Optional<Region> read = RegionFiles.load(config, schemas, own);
    if (own.all().isEmpty()) {
      read.ifPresent(region -> KNOWN.put(files, region));
    }
    problems.addAll(own);
    return read;
  }

  /** What a folder's files are called and say. */
  private static String files(Path folder) {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> found = Files.walk(folder)) {
      List<Path> files = found.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        all.append(folder.relativize(file))
            .append(' ')
            .append(Digest.of(Files.readAllBytes(file)).sha256())
            .append('\n');
      }
      return Digest.of(all.toString().getBytes(StandardCharsets.UTF_8)).sha256();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
