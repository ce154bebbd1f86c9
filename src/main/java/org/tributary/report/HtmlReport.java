package org.tributary.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorType;
import org.tributary.errors.Severity;
import org.tributary.report.FileReport.Outcome;
import org.tributary.report.FileReport.TableReport;

/**
 * The error report as one page that a data officer can read and act on: what was read, what was
 * kept, and what to do about the rest, worst first. It needs nothing but itself, runs nothing, and
 * reads as well without colour or on paper. The same report gives the same bytes.
 */
public final class HtmlReport {

  /** How many places of one kind of error are named; the CSV report has the others. */
  private static final int PLACES = 8;

  /** How many different sentences of one kind of error are shown. */
  private static final int SENTENCES = 8;

  private static final String STYLE =
      """
      body{font:16px/1.5 system-ui,sans-serif;color:#0b0c0c;max-width:60rem;margin:0 auto;padding:1rem}
      h1{font-size:1.7rem;line-height:1.2}h2{margin-top:2.2rem;border-bottom:2px solid #0b0c0c}
      h3{margin-bottom:.3rem;overflow-wrap:anywhere}
      table{border-collapse:collapse;width:100%;margin:.5rem 0 1.2rem}
      caption{text-align:left;font-weight:600;padding:.2rem 0}
      th,td{text-align:left;vertical-align:top;padding:.35rem .6rem .35rem 0;border-bottom:1px solid #b1b4b6}
      td.n,th.n{text-align:right;padding-right:1.2rem;font-variant-numeric:tabular-nums}
      .lead{font-size:1.15rem}.mark{font-weight:700;border:2px solid;padding:0 .4rem;white-space:nowrap}
      .error{color:#942514}.warning{color:#594d00}.information{color:#144e81}
      .bar{display:block;min-width:8rem;border:1px solid #0b0c0c;height:.8rem}
      .bar span{display:block;height:100%;background:repeating-linear-gradient(135deg,#1d5b3f,#1d5b3f 4px,#2f7d59 4px,#2f7d59 8px)}
      .where{display:block;color:#383f43;font-variant-numeric:tabular-nums}footer{margin-top:3rem;color:#505a5f}
      @media print{body{max-width:none}h3{break-after:avoid}table{break-inside:avoid}}
      """;

  private final SessionReport report;
  private final Audience audience;
  private final StringBuilder page = new StringBuilder();

  private HtmlReport(SessionReport report, Audience audience) {
    this.report = report;
    this.audience = audience;
  }

  /** The page in UTF-8. */
  public static byte[] of(SessionReport report, Audience audience) {
    return new HtmlReport(report, audience).write().getBytes(StandardCharsets.UTF_8);
  }

  private String write() {
    String title = report.authorityName() + ", " + report.dataset() + ": what became of the files";
    page.append("<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>").append(escaped(title)).append("</title>\n<style>\n");
    page.append(STYLE).append("</style>\n</head>\n<body>\n<main>\n");
    page.append("<h1>").append(escaped(title)).append("</h1>\n");
    headline();
    if (!report.files().isEmpty()) {
      whatToDo();
      files();
      joins();
    }
    page.append("</main>\n<footer><p>Session ").append(escaped(report.session()));
    page.append(
        ". This page holds no value of any record. The file error_report.csv beside it lists every place.</p></footer>\n");
    return page.append("</body>\n</html>\n").toString();
  }

  private void headline() {
    if (report.files().isEmpty()) {
      page.append(
          "<p class=\"lead\">There are no files in this folder, so nothing is shared.</p>\n");
      return;
    }
    Map<Outcome, Long> outcomes =
        report.files().stream()
            .collect(
                Collectors.groupingBy(
                    FileReport::outcome,
                    () -> new EnumMap<>(Outcome.class),
                    Collectors.counting()));
    long read = report.files().stream().mapToLong(FileReport::rowsRead).sum();
    long kept = report.files().stream().mapToLong(FileReport::rowsKept).sum();
    page.append("<p class=\"lead\">");
    page.append(counted(report.files().size(), "file")).append(": ");
    page.append(
        outcomes.entrySet().stream()
            .map(entry -> number(entry.getValue()) + " " + entry.getKey().words())
            .collect(Collectors.joining(", ")));
    page.append(". ").append(counted(read, "row")).append(" read, ");
    page.append(number(kept)).append(" kept");
    page.append(read > kept ? ", " + number(read - kept) + " not kept. " : ". ");
    long ours =
        report.files().stream()
            .mapToLong(file -> file.counts().getOrDefault(ErrorType.TRANSFORM_FAILED, 0L))
            .sum();
    long errors = report.count(Severity.ERROR) - ours;
    long warnings = report.count(Severity.WARNING);
    if (errors > 0) {
      page.append("<strong>").append(counted(errors, "error"));
      page.append(errors == 1 ? " needs" : " need");
      page.append(
          switch (audience) {
            case LOCAL_AUTHORITY -> " your attention.</strong>";
            case HUB -> " the authority's attention.</strong>";
          });
    } else if (ours > 0) {
      page.append("<strong>A file could not be prepared here; the operators are told.</strong>");
    } else if (warnings > 0) {
      page.append("<strong>No errors; please look at the ");
      page.append(counted(warnings, "warning")).append(".</strong>");
    } else {
      page.append("<strong>Nothing needs to be corrected.</strong>");
    }
    page.append("</p>\n");
  }

  /** Every kind of error over all files, worst and commonest first. */
  private void whatToDo() {
    Map<ErrorType, Long> counts = new EnumMap<>(ErrorType.class);
    Map<ErrorType, Integer> inFiles = new EnumMap<>(ErrorType.class);
    for (FileReport file : report.files()) {
      file.counts().forEach((type, count) -> counts.merge(type, count, Long::sum));
      file.counts().keySet().forEach(type -> inFiles.merge(type, 1, Integer::sum));
    }
    List<ErrorType> types =
        counts.keySet().stream()
            .filter(type -> type.severity() != Severity.INFORMATION)
            .sorted(
                Comparator.comparing(ErrorType::severity)
                    .thenComparing(Comparator.comparing(counts::get).reversed())
                    .thenComparing(type -> type))
            .toList();
    if (types.isEmpty()) {
      return;
    }
    page.append(
        "<h2>What to correct</h2>\n<table>\n<caption>Kinds of error, worst first</caption>\n");
    page.append(
        "<thead><tr><th scope=\"col\">Kind</th><th scope=\"col\" class=\"n\">How often</th>"
            + "<th scope=\"col\" class=\"n\">In files</th><th scope=\"col\">What to do</th></tr></thead>\n<tbody>\n");
    for (ErrorType type : types) {
      page.append("<tr><td>").append(mark(type)).append("</td><td class=\"n\">");
      page.append(number(counts.get(type))).append("</td><td class=\"n\">");
      page.append(number(inFiles.get(type))).append("</td><td>");
      page.append(escaped(type.hint())).append("</td></tr>\n");
    }
    page.append("</tbody>\n</table>\n");
  }

  private void files() {
    page.append("<h2>File by file</h2>\n");
    List<Integer> numbers = new ArrayList<>();
    for (int number = 1; number <= report.files().size(); number++) {
      numbers.add(number);
    }
    Comparator<Integer> worstFirst =
        Comparator.comparing(
                (Integer number) -> report.files().get(number - 1).outcome() != Outcome.SET_ASIDE)
            .thenComparing(number -> -report.files().get(number - 1).count(Severity.ERROR))
            .thenComparing(number -> -report.files().get(number - 1).count(Severity.WARNING))
            .thenComparing(number -> number);
    numbers.stream().sorted(worstFirst).forEach(this::file);
  }

  private void file(int number) {
    FileReport file = report.files().get(number - 1);
    page.append("<h3>").append(escaped(report.filename(number, audience))).append("</h3>\n<p>");
    page.append("<span class=\"mark\">").append(file.outcome().words()).append("</span> ");
    if (!file.period().isEmpty()) {
      page.append("Return year ").append(escaped(file.period().replace('_', ' '))).append(". ");
    }
    page.append(
        switch (file.outcome()) {
          case READ ->
              counted(file.rowsRead(), "row") + " read, " + number(file.rowsKept()) + " kept.";
          case SET_ASIDE -> "Nothing of this file is used.";
          case HELD -> "It will be read by itself when the return of that year is known here.";
          case IGNORED -> "It is no return.";
        });
    page.append("</p>\n");
    if (!file.tables().isEmpty()) {
      tables(file);
    }
    if (!file.counts().isEmpty()) {
      errors(file);
    }
  }

  private void tables(FileReport file) {
    page.append("<table>\n<caption>Rows</caption>\n<thead><tr><th scope=\"col\">Table</th>");
    page.append("<th scope=\"col\" class=\"n\">Read</th><th scope=\"col\" class=\"n\">Kept</th>");
    page.append(
        "<th scope=\"col\">Share kept</th><th scope=\"col\">Not kept, and why</th></tr></thead>\n<tbody>\n");
    for (TableReport table : file.tables()) {
      row(table.table(), table.rowsRead(), table.rowsKept(), table.removed(), Map.of());
    }
    page.append("</tbody>\n</table>\n");
  }

  private void row(
      String table,
      long read,
      long kept,
      SortedMap<ErrorType, Long> removed,
      Map<String, Long> repaired) {
    long percent = read == 0 ? 0 : kept * 100 / read;
    page.append("<tr><th scope=\"row\">").append(escaped(table)).append("</th><td class=\"n\">");
    page.append(number(read))
        .append("</td><td class=\"n\">")
        .append(number(kept))
        .append("</td><td>");
    page.append(percent).append(" %<span class=\"bar\" aria-hidden=\"true\"><span style=\"width:");
    page.append(percent).append("%\"></span></span></td><td>");
    List<String> reasons = new ArrayList<>();
    removed.forEach((type, rows) -> reasons.add(number(rows) + " " + type.code()));
    repaired.forEach((rule, rows) -> reasons.add(number(rows) + " repaired by " + escaped(rule)));
    page.append(reasons.isEmpty() ? "none" : String.join(", ", reasons)).append("</td></tr>\n");
  }

  private void errors(FileReport file) {
    page.append(
        "<table>\n<caption>What was found</caption>\n<thead><tr><th scope=\"col\">Kind</th>");
    page.append(
        "<th scope=\"col\" class=\"n\">How often</th><th scope=\"col\">What it is, and where</th></tr></thead>\n<tbody>\n");
    Map<ErrorType, List<DataError>> byType =
        file.errors().stream()
            .collect(
                Collectors.groupingBy(
                    DataError::type, () -> new EnumMap<>(ErrorType.class), Collectors.toList()));
    List<ErrorType> types =
        file.counts().keySet().stream()
            .sorted(Comparator.comparing(ErrorType::severity).thenComparing(type -> type))
            .toList();
    for (ErrorType type : types) {
      page.append("<tr><td>").append(mark(type)).append("</td><td class=\"n\">");
      page.append(number(file.counts().get(type))).append("</td><td>");
      places(type, file.counts().get(type), byType.getOrDefault(type, List.of()));
      page.append("</td></tr>\n");
    }
    page.append("</tbody>\n</table>\n");
  }

  /** Errors that say the same are said once, with their places. */
  private void places(ErrorType type, long count, List<DataError> errors) {
    Map<String, List<DataError>> bySentence = new TreeMap<>();
    for (DataError error : errors) {
      bySentence
          .computeIfAbsent(type.message(error.field(), error.detail()), said -> new ArrayList<>())
          .add(error);
    }
    if (errors.isEmpty()) {
      bySentence.put(type.message("", ""), List.of());
    }
    boolean first = true;
    long told = 0;
    for (Map.Entry<String, List<DataError>> said :
        bySentence.entrySet().stream().limit(SENTENCES).toList()) {
      page.append(first ? "" : "<br>").append(escaped(said.getKey()));
      first = false;
      told += said.getValue().size();
      List<String> places =
          said.getValue().stream()
              .map(HtmlReport::place)
              .filter(place -> !place.isEmpty())
              .limit(PLACES)
              .toList();
      if (!places.isEmpty()) {
        page.append(" <span class=\"where\">").append(escaped(String.join("; ", places)));
        int more = said.getValue().size() - places.size();
        page.append(more > 0 ? "; and " + number(more) + " more" : "").append("</span>");
      }
    }
    if (!errors.isEmpty() && count > told) {
      page.append("<br>And ").append(number(count - told)).append(" more of this kind.");
    }
  }

  /** {@code episodes row 14 (column F, LS)}. */
  private static String place(DataError error) {
    List<String> words = new ArrayList<>();
    if (!error.table().isEmpty()) {
      words.add(error.table());
    }
    if (error.row() > 0) {
      words.add("row " + error.row());
    }
    if (error.xmlLine() > 0) {
      words.add("line " + error.xmlLine());
    }
    if (!error.xmlPath().isEmpty()) {
      words.add(error.xmlPath());
    }
    if (error.column() >= 0) {
      String field = error.field().isEmpty() ? "" : ", " + error.field();
      words.add("(column " + error.columnLetter() + field + ")");
    }
    return String.join(" ", words);
  }

  private void joins() {
    if (report.joins().isEmpty()) {
      return;
    }
    page.append("<h2>All years together</h2>\n");
    page.append(
        "<p>The files of all years are put together; where the same is described twice, the newest counts.</p>\n");
    page.append(
        "<table>\n<caption>Rows of each table over all years</caption>\n<thead><tr><th scope=\"col\">Table</th>");
    page.append(
        "<th scope=\"col\" class=\"n\">Together</th><th scope=\"col\" class=\"n\">Kept</th>");
    page.append(
        "<th scope=\"col\">Share kept</th><th scope=\"col\">Not kept or mended, and why</th></tr></thead>\n<tbody>\n");
    for (JoinReport join : report.joins()) {
      row(join.table(), join.rowsRead(), join.rowsKept(), join.removed(), join.repaired());
    }
    page.append("</tbody>\n</table>\n");
  }

  private static String mark(ErrorType type) {
    String word = type.severity().word();
    return "<span class=\"" + word + "\">" + type.code() + "<br><small>" + word + "</small></span>";
  }

  private static String counted(long count, String noun) {
    return number(count) + " " + noun + (count == 1 ? "" : "s");
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
