package org.tributary.lineage;

import java.util.List;
import org.tributary.errors.ErrorType;

/**
 * One row of an output and the row of an upload that it comes from. It holds no value of either.
 *
 * @param row of the output, from 1
 * @param alike other rows of the output with the same values: only their order tells them apart
 * @param authorityCode whose upload it is
 * @param path of the upload below the dataset's folder, as the authority named it
 * @param sha256 of the upload's bytes
 * @param period as in file names ({@code 2024_mar})
 * @param line the row in the upload, as a person sees it
 * @param session the session that read the upload
 * @param gaveWay the rows of uploads that gave way to this one
 * @param older how many rows of the same key the output of the newest rows leaves out
 * @param repairedBy the rules of the repair that changed the row
 * @param repaired the columns that differ from the upload's for it
 * @param standing what became of the upload since
 * @param columns each cell's origin
 */
public record RowOrigin(
    long row,
    List<Long> alike,
    String authorityCode,
    String authorityName,
    String path,
    String sha256,
    String fileId,
    String period,
    long line,
    String session,
    List<Left> gaveWay,
    long older,
    String repairedBy,
    List<String> repaired,
    Standing standing,
    List<ColumnOrigin> columns) {

  /** In what a row that gave way is like the one that stayed. */
  public enum Likeness {
    KEY("the same key"),
    ALL_VALUES("the same in every kept field");

    private final String words;

    Likeness(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /** What became of an upload since it was read. */
  public enum Standing {
    THERE("still there"),
    REPLACED("replaced since: the next session reads the new file, and the row may change"),
    REMOVED("removed since: the next session takes its rows out of every output");

    private final String words;

    Standing(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /**
   * A row of an upload that gave way.
   *
   * @param why superseded by a later file of the period, or a duplicate
   */
  public record Left(String path, String sha256, long line, ErrorType why, Likeness likeness) {}

  public RowOrigin {
    alike = List.copyOf(alike);
    gaveWay = List.copyOf(gaveWay);
    repaired = List.copyOf(repaired);
    columns = List.copyOf(columns);
  }
}
