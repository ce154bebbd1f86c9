package org.tributary.overview;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.pipeline.Picture;
import org.tributary.publish.Counts;
import org.tributary.region.Region;
import org.tributary.report.ErrorSummary;

/**
 * What an overview is made from: the configuration, and what is on this machine of a release and of
 * what the authorities published for it.
 *
 * @param release its number
 * @param date the day of the release; what is due depends on it
 * @param tables those that the release holds
 * @param submissions the heads that the release was compiled from
 * @param pictures those of the use case, in the order of the page
 * @param statements sentences to be shown as they are, such as which open data was used
 */
public record OverviewInput(
    Region region,
    String useCase,
    long release,
    LocalDate date,
    List<TableFile> tables,
    List<Submission> submissions,
    List<String> statements,
    List<PictureTables> pictures,
    Optional<Previous> previous) {

  /**
   * A picture, and what it counts on.
   *
   * @param tables the Parquet of each table that the release holds, by its name in SQL
   */
  public record PictureTables(Picture picture, SortedMap<String, Path> tables) {

    public PictureTables {
      tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }
  }

  /**
   * One compiled table of a pipeline.
   *
   * @param parquet all authorities together, with the fields that the use case keeps
   * @param counts what compiling it read, kept and removed
   */
  public record TableFile(String dataset, String table, Path parquet, Counts counts) {}

  /**
   * What one authority has published of one dataset.
   *
   * @param counts those of its commit
   * @param shared rows by table, as its commit names its concatenated files
   * @param errors what its error report says in numbers; empty where its commit does not tell
   */
  public record Submission(
      String authorityCode,
      String dataset,
      Counts counts,
      Map<String, Long> shared,
      Optional<ErrorSummary> errors) {

    public Submission {
      shared = Map.copyOf(shared);
    }
  }

  /** The release before: its number, and its rows by dataset and table ({@code a/b}). */
  public record Previous(long release, Map<String, Long> rows) {

    public Previous {
      rows = Map.copyOf(rows);
    }
  }

  public OverviewInput {
    tables = List.copyOf(tables);
    submissions = List.copyOf(submissions);
    statements = List.copyOf(statements);
    pictures = List.copyOf(pictures);
  }
}
