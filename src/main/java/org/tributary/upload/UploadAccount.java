package org.tributary.upload;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.tributary.compile.Engines;
import org.tributary.compile.Repairs;
import org.tributary.opendata.OpenDataArea;
import org.tributary.read.Limits;
import org.tributary.region.Region;
import org.tributary.retain.DeletionRecords;
import org.tributary.store.ObjectStore;

/**
 * The upload account: its areas, its region, its secret and its limits. Nobody outside the pipeline
 * reads {@code uploads} or {@code workspace}; {@code shared} is what the hub reads.
 *
 * @param pseudonymKeys the secrets of pseudonyms
 * @param external open data, where the area is configured
 * @param engines each session has as many of their databases as there are workers
 */
public record UploadAccount(
    Region region,
    ObjectStore uploads,
    ObjectStore workspace,
    ObjectStore shared,
    Optional<OpenDataArea> external,
    PseudonymKeys pseudonymKeys,
    Path scratch,
    Repairs repairs,
    Limits limits,
    Engines engines,
    int workers,
    Duration settle,
    Duration emptiedFolderWait,
    DeletionRecords deletions,
    Clock clock) {}
