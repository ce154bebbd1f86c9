package org.tributary.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.errors.Severity;

/**
 * What became of one uploaded file. It holds no value of the file.
 *
 * @param path as the authority named it, below the dataset's folder
 * @param sha256 of its bytes; empty where they were not fetched
 * @param period as in file names ({@code 2024_mar}); empty where none was found
 * @param counts how often each type of error was found
 * @param errors the first of each type, in the order in which they were found
 * @param namedTable the table that its name says behind a child's identifier; empty where it says
 *     none, and in the state of an earlier version
 */
public record FileReport(
    String path,
    String sha256,
    String period,
    Outcome outcome,
    List<TableReport> tables,
    Map<ErrorType, Long> counts,
    List<DataError> errors,
    @JsonSetter(nulls = Nulls.AS_EMPTY) String namedTable) {

  /** A file whose name tells of no child. */
  public FileReport(
      String path,
      String sha256,
      String period,
      Outcome outcome,
      List<TableReport> tables,
      Map<ErrorType, Long> counts,
      List<DataError> errors) {
    this(path, sha256, period, outcome, tables, counts, errors, "");
  }

  /** How it ended for a file. */
  public enum Outcome {
    READ("read"),
    /** It cannot be used as it is. */
    SET_ASIDE("set aside"),
    /** Its return year is not known here yet; it will be read by itself. */
    HELD("held"),
    /** It is no return, and nobody has to do anything. */
    IGNORED("ignored");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    /** As it stands in a report. */
    public String words() {
      return words;
    }
  }

  /** What became of the rows of one table: read = kept + all removed. */
  public record TableReport(
      String table, long rowsRead, long rowsKept, Map<ErrorType, Long> removed) {

    public TableReport {
      removed = Collections.unmodifiableMap(new TreeMap<>(removed));
      long accounted = rowsKept + removed.values().stream().mapToLong(Long::longValue).sum();
      if (rowsRead != accounted) {
        throw new IllegalArgumentException("the rows read are not the rows kept and removed");
      }
    }

    /** Together with another part of the file that is the same table. */
    public TableReport and(TableReport other) {
      SortedMap<ErrorType, Long> sum = new TreeMap<>(removed);
      other.removed.forEach((type, rows) -> sum.merge(type, rows, Long::sum));
      return new TableReport(table, rowsRead + other.rowsRead, rowsKept + other.rowsKept, sum);
    }
  }

  public FileReport {
    tables = List.copyOf(tables);
    Map<ErrorType, Long> ordered = new EnumMap<>(ErrorType.class);
    ordered.putAll(counts);
    counts = Collections.unmodifiableMap(ordered);
    errors = List.copyOf(errors);
  }

  /** The same file with more errors of one type, of which some are given word for word. */
  public FileReport with(ErrorType type, long count, List<DataError> more) {
    Map<ErrorType, Long> allCounts = new EnumMap<>(ErrorType.class);
    allCounts.putAll(counts);
    allCounts.merge(type, count, Long::sum);
    List<DataError> all = new ArrayList<>(errors);
    long kept = errors.stream().filter(error -> error.type() == type).count();
    more.stream().limit(Math.max(0, ErrorLog.KEPT_OF_A_TYPE - kept)).forEach(all::add);
    return new FileReport(path, sha256, period, outcome, tables, allCounts, all, namedTable);
  }

  /** How many errors of a severity there are, those not kept word for word included. */
  public long count(Severity severity) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().severity() == severity)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  @JsonIgnore
  public long rowsRead() {
    return tables.stream().mapToLong(TableReport::rowsRead).sum();
  }

  @JsonIgnore
  public long rowsKept() {
    return tables.stream().mapToLong(TableReport::rowsKept).sum();
  }
}
