package org.tributary.hub;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.tributary.compile.Engines;
import org.tributary.compile.Repairs;
import org.tributary.opendata.OpenDataArea;
import org.tributary.region.Region;
import org.tributary.retain.DeletionRecords;
import org.tributary.store.ObjectStore;

/**
 * The hub account: what the upload account shares, a workspace of its own, and the outputs that the
 * hub's users download. It has no area in which anything undegraded could lie, and no key.
 *
 * @param external where open data lies, if there is such an area
 * @param engines each session has as many of their databases as there are workers
 */
public record HubAccount(
    Region region,
    ObjectStore shared,
    ObjectStore workspace,
    ObjectStore outputs,
    Optional<OpenDataArea> external,
    Path scratch,
    Repairs repairs,
    Engines engines,
    int workers,
    DeletionRecords deletions,
    Clock clock) {}
