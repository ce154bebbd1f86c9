package org.tributary.overview;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.errors.Severity;
import org.tributary.pipeline.Picture;

/**
 * What there is to say about one release of a use case, in numbers: nothing in it is a value of a
 * record. A year is a return year (2024 for the year to 31 March 2024).
 *
 * @param authorities every authority of the region, in the order of the page
 * @param trends the numbers that are drawn over the years
 * @param statements sentences about open data and whatever else went into the release
 */
public record ReleaseFacts(
    String useCase,
    String title,
    long release,
    LocalDate date,
    List<Authority> authorities,
    List<DatasetFacts> datasets,
    List<Trend> trends,
    List<String> statements,
    Optional<Since> since) {

  /** The year of rows whose table does not say one. */
  public static final int NO_YEAR = 0;

  /** The code of the authority of rows whose table does not say one. */
  public static final String NO_AUTHORITY = "";

  /** An authority of the region. */
  public record Authority(String code, String name, Signed signed) {}

  /** Whether an authority takes part in the use case on the day of the release. */
  public enum Signed {
    YES,
    NO
  }

  /** How it stands with what an authority should have sent for a year. */
  public enum Standing {
    RECEIVED,
    /** A file came, and no row of it is in the release. */
    NOT_USED,
    MISSING,
    NOT_YET_DUE,
    NOT_SIGNED
  }

  /**
   * One dataset of the release.
   *
   * @param years those that may be in it, and whatever others are
   * @param tables the names of those that the use case keeps anything of, in order
   * @param received by authority, in the order of the region, then year
   * @param figures by table, authority, year and month: for each year a line without a month, and
   *     where the dataset is monthly a line for each month
   * @param wholeYears children over all authorities and tables, by year
   * @param quality by authority, what became of the rows that it sent
   */
  public record DatasetFacts(
      String name,
      String description,
      List<Integer> years,
      List<String> tables,
      List<Received> received,
      List<Figure> figures,
      List<WholeYear> wholeYears,
      List<Quality> quality,
      Retention retention) {

    public DatasetFacts {
      years = List.copyOf(years);
      tables = List.copyOf(tables);
      received = List.copyOf(received);
      figures = List.copyOf(figures);
      wholeYears = List.copyOf(wholeYears);
      quality = List.copyOf(quality);
    }
  }

  /**
   * What is there of one authority and year.
   *
   * @param rows of all tables
   * @param children told apart over all tables
   * @param tables how many tables have rows
   * @param tablesAskedFor how many tables the return has in that year; 0 where that is not known
   * @param months 1 to 12; none where the dataset is not monthly
   */
  public record Received(
      String authorityCode,
      int year,
      Standing standing,
      long rows,
      long children,
      int tables,
      int tablesAskedFor,
      List<Integer> months) {

    public Received {
      months = List.copyOf(months);
    }
  }

  /**
   * Rows and children of one table, authority and year, or month of a year.
   *
   * @param month 1 to 12; 0 for the whole year
   * @param children told apart; 0 where the table knows none
   */
  public record Figure(
      String table, String authorityCode, int year, int month, long rows, long children) {}

  /**
   * All authorities together.
   *
   * @param authorities how many of them have rows
   */
  public record WholeYear(int year, long rows, long children, long authorities) {}

  /**
   * What became of the rows that one authority sent of a dataset, over all its files: rowsRead =
   * rowsKept + all that was removed.
   *
   * @param removed rows, by the code of the error type
   * @param shared rows that it shares, by table
   * @param told what its error report says, worst first; empty where it does not tell
   */
  public record Quality(
      String authorityCode,
      long rowsRead,
      long rowsKept,
      SortedMap<String, Long> removed,
      SortedMap<String, Long> shared,
      Optional<List<Found>> told) {

    public Quality {
      removed = Collections.unmodifiableSortedMap(new TreeMap<>(removed));
      shared = Collections.unmodifiableSortedMap(new TreeMap<>(shared));
      told = told.map(List::copyOf);
    }

    /** What was found as far as it is told. */
    List<Found> found() {
      return told.orElse(List.of());
    }
  }

  /**
   * How often one kind of error was found in one table.
   *
   * @param type the code of the error type
   * @param table empty where the error is of a whole file, or the report does not say
   */
  public record Found(String type, Severity severity, String table, long count) {}

  /**
   * What the retention let stay, and what it removed from this release.
   *
   * @param years how many return years are kept, the present one included
   * @param clause under which it stands, as the agreement numbers it; and in its words
   * @param removed rows that an authority shares and this release does not hold, by table
   * @param filesRefused files that were too old, or of a year to come, when they were uploaded
   */
  public record Retention(
      int years,
      int oldestYear,
      Optional<String> clause,
      Optional<String> words,
      Map<String, Long> removed,
      long filesRefused) {

    public Retention {
      removed = Collections.unmodifiableSortedMap(new TreeMap<>(removed));
    }
  }

  /**
   * What a picture shows.
   *
   * @param values in the order of its lines, and of each by year
   * @param refused why it is not shown
   */
  public record Trend(Picture picture, List<Value> values, Optional<String> refused) {

    public Trend {
      values = List.copyOf(values);
    }
  }

  /**
   * One number of a picture.
   *
   * @param line none for the region together
   * @param tenths the value ten times
   * @param children how many stand behind it, where children do
   */
  public record Value(int year, Optional<String> line, long tenths, Optional<Long> children) {}

  /** What changed since an earlier release. */
  public record Since(long release, List<Change> changes) {

    public Since {
      changes = List.copyOf(changes);
    }
  }

  /** The rows of one table then and now. */
  public record Change(String dataset, String table, long before, long now) {}

  public ReleaseFacts {
    authorities = List.copyOf(authorities);
    datasets = List.copyOf(datasets);
    trends = List.copyOf(trends);
    statements = List.copyOf(statements);
  }
}
