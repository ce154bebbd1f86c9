package org.tributary.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorType;
import org.tributary.errors.Severity;

/**
 * What one session found in one authority's files of one dataset.
 *
 * @param session names the session ({@code 822-annex-a-000012}): the commit that it made
 * @param day on which the files were looked at
 * @param files in the order of reading
 * @param joins by table, what putting the periods together did
 */
public record SessionReport(
    String authorityName,
    String authorityCode,
    String dataset,
    String session,
    LocalDate day,
    List<FileReport> files,
    List<JoinReport> joins) {

  private static final String WORKBOOK = ".xlsx";

  /** Worst first, then by type and place. */
  private static final Comparator<DataError> ORDER =
      Comparator.comparing((DataError error) -> error.type().severity())
          .thenComparing(DataError::type)
          .thenComparing(DataError::table)
          .thenComparingLong(DataError::row)
          .thenComparingLong(DataError::xmlLine)
          .thenComparingInt(DataError::column);

  public SessionReport {
    files = List.copyOf(files);
    joins = List.copyOf(joins);
  }

  /** The lines of the report for one of its readers: what is worse first, then file by file. */
  public List<ReportLine> lines(Audience audience) {
    SortedMap<Severity, List<ReportLine>> lines = new TreeMap<>();
    for (int number = 1; number <= files.size(); number++) {
      FileReport file = files.get(number - 1);
      String filename = filename(number, audience);
      Map<ErrorType, Long> kept =
          file.errors().stream()
              .collect(Collectors.groupingBy(DataError::type, Collectors.counting()));
      file.errors().stream()
          .sorted(ORDER)
          .forEach(error -> of(lines, error.type()).add(line(error, filename)));
      for (Map.Entry<ErrorType, Long> count : file.counts().entrySet()) {
        long more = count.getValue() - kept.getOrDefault(count.getKey(), 0L);
        if (more > 0) {
          of(lines, count.getKey()).add(more(count.getKey(), more, filename));
        }
      }
    }
    return lines.values().stream().flatMap(List::stream).toList();
  }

  private static List<ReportLine> of(SortedMap<Severity, List<ReportLine>> lines, ErrorType type) {
    return lines.computeIfAbsent(type.severity(), none -> new ArrayList<>());
  }

  /**
   * How a file is called in front of a reader; files are numbered in the order of reading, from 1.
   */
  public String filename(int number, Audience audience) {
    return switch (audience) {
      case LOCAL_AUTHORITY -> printable(files.get(number - 1).path());
      case HUB -> shared(number);
    };
  }

  /**
   * A file is a number, or what its name was understood to say of a table and a period: all else in
   * a name may be a child's, before the table and behind it.
   */
  private String shared(int number) {
    FileReport file = files.get(number - 1);
    String period = file.period();
    if (!file.namedTable().isEmpty() && !period.isEmpty()) {
      return "***_" + file.namedTable() + "_" + period + ending(file.path());
    }
    String year = period.isEmpty() ? "" : period.split("_", 2)[0] + "/";
    return year + String.format(Locale.ROOT, "file-%02d", number);
  }

  private static String ending(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(WORKBOOK) ? WORKBOOK : "";
  }

  /** A name with nothing in it that could move a cursor or end a line. */
  public static String printable(String name) {
    return name.codePoints()
        .map(point -> Character.isISOControl(point) || isFormat(point) ? 0xFFFD : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Marks such as those that turn the direction of writing. */
  private static boolean isFormat(int point) {
    return Character.getType(point) == Character.FORMAT
        || Character.getType(point) == Character.LINE_SEPARATOR
        || Character.getType(point) == Character.PARAGRAPH_SEPARATOR;
  }

  private ReportLine line(DataError error, String filename) {
    return new ReportLine(
        error.type().code(),
        error.type().severity().word(),
        error.type().message(error.field(), error.detail()),
        error.type().hint(),
        filename,
        error.table(),
        number(error.row()),
        error.columnLetter(),
        error.field(),
        number(error.xmlLine()),
        error.xmlPath(),
        session);
  }

  private ReportLine more(ErrorType type, long count, String filename) {
    return new ReportLine(
        type.code(),
        type.severity().word(),
        "And " + count + " more of this kind, not listed one by one.",
        type.hint(),
        filename,
        "",
        "",
        "",
        "",
        "",
        "",
        session);
  }

  private static String number(long number) {
    return number > 0 ? Long.toString(number) : "";
  }

  /** How many errors of a severity there are in all files. */
  public long count(Severity severity) {
    return files.stream().mapToLong(file -> file.count(severity)).sum();
  }
}
