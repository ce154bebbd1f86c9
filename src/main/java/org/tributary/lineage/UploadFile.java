package org.tributary.lineage;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.tributary.report.SessionState.Staged;
import org.tributary.submission.Period;

/**
 * One uploaded file, as the session that read it noted it.
 *
 * @param key of the upload
 * @param etag that the upload had
 * @param id stands for the file where its name must not be told
 * @param path below the dataset's folder, as the authority named it
 * @param sha256 of its bytes
 * @param degraded by table, the rows that went on, each with the line it stood on
 */
record UploadFile(
    String key,
    String etag,
    String id,
    String path,
    String sha256,
    Period period,
    Map<String, Staged> degraded) {

  UploadFile {
    degraded = new TreeMap<>(degraded);
  }

  /** The rows of a table that went on, where the file has any. */
  Staged degraded(String table) {
    return Objects.requireNonNull(degraded.get(table), "no row of this table went on");
  }

  /** The number of the session that read the table from the file; 0 where it is not told. */
  long session(String table) {
    return degraded(table).session();
  }
}
