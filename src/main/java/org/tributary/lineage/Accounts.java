package org.tributary.lineage;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import org.tributary.region.Region;
import org.tributary.store.ObjectStore;

/**
 * Both accounts of a region, as somebody sees them who may read both. Nothing is written to them.
 *
 * @param uploads what authorities uploaded
 * @param workspace of the upload account, where each session notes what it read
 * @param shared what the upload account shares with the hub
 * @param outputs what the hub's users download
 * @param repairs the folder of the SQL that mends concatenated tables
 * @param scratch an existing folder that is nobody else's
 * @param databaseMemory what the embedded DuckDB may use, as it writes it
 */
public record Accounts(
    Region region,
    ObjectStore uploads,
    ObjectStore workspace,
    ObjectStore shared,
    ObjectStore outputs,
    Path repairs,
    Path scratch,
    String databaseMemory,
    Clock clock) {

  LocalDate today() {
    return LocalDate.now(clock);
  }
}
