package org.tributary.report;

import static org.tributary.page.Words.counted;
import static org.tributary.page.Words.day;
import static org.tributary.page.Words.number;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorType;
import org.tributary.errors.Severity;
import org.tributary.page.Page;
import org.tributary.report.Cause.Cost;
import org.tributary.report.FileReport.Outcome;

/**
 * The error report as one page that a data officer can read and act on: what was read, what was
 * kept, and what to do about the rest, worst first.
 *
 * @param outcome what became of the files and their rows
 * @param covers which files it tells of
 * @param attention whose attention it needs, and for what
 * @param causes what to correct over all files, by what it costs, dearest first
 * @param files worst first
 * @param joins all years together
 * @param next what whoever sent the files does now, and what happens then
 */
public record HtmlReport(
    String title,
    String covers,
    String outcome,
    String attention,
    SortedMap<Cost, List<Cause>> causes,
    List<FilePart> files,
    List<Rows> joins,
    List<String> next,
    String session) {

  /** How many places of one kind of error are named; the CSV report has the others. */
  private static final int PLACES = 8;

  /** How many different sentences of one kind of error are shown. */
  private static final int SENTENCES = 8;

  /**
   * One file.
   *
   * @param anchor where its part of the page begins
   * @param place its number and name, which tells it from all others
   * @param year the return year; empty where none is known
   * @param verdict in a few words, what came of it
   * @param guide the page that says what such a file must be
   */
  public record FilePart(
      String name,
      String anchor,
      String place,
      Outcome outcome,
      String year,
      String verdict,
      String became,
      List<Rows> tables,
      List<Kind> kinds,
      Optional<String> guide) {}

  /** The rows of one table, and why some of them were not kept. */
  public record Rows(String table, long read, long kept, String why) {

    public long percent() {
      return read == 0 ? 0 : kept * 100 / read;
    }

    private static Rows of(
        String table,
        long read,
        long kept,
        Map<ErrorType, Long> removed,
        Map<String, Long> repaired) {
      List<String> reasons = new ArrayList<>();
      removed.forEach((type, rows) -> reasons.add(number(rows) + " " + type.code()));
      repaired.forEach((rule, rows) -> reasons.add(number(rows) + " repaired by " + rule));
      return new Rows(table, read, kept, reasons.isEmpty() ? "none" : String.join(", ", reasons));
    }
  }

  /**
   * A kind of error in one file.
   *
   * @param untold how many are in no sentence
   */
  public record Kind(ErrorType type, long count, List<Said> said, long untold) {}

  /**
   * Errors that say the same are said once, with their places.
   *
   * @param guide where the guide says what the field must be
   */
  public record Said(String sentence, String places, Optional<String> guide) {}

  /**
   * The page in UTF-8.
   *
   * @param help for the authority; the hub corrects no file
   */
  public static byte[] of(SessionReport report, Audience audience, Help help) {
    List<Cause> causes = Cause.of(report, audience);
    return Page.of(
        "report/report.jte",
        new HtmlReport(
            report.authorityName() + ", " + report.dataset() + ": what became of the files",
            "It covers all files of the folder as they were on " + day(report.day()) + ".",
            outcome(report),
            attention(report, causes, audience),
            causes.stream()
                .collect(Collectors.groupingBy(Cause::cost, TreeMap::new, Collectors.toList())),
            files(report, audience, audience == Audience.HUB ? Help.NONE : help),
            report.joins().stream().map(HtmlReport::rows).toList(),
            next(causes, audience, help.contact()),
            report.session()));
  }

  private static String outcome(SessionReport report) {
    Map<Outcome, Long> outcomes =
        report.files().stream()
            .collect(
                Collectors.groupingBy(
                    FileReport::outcome,
                    () -> new EnumMap<>(Outcome.class),
                    Collectors.counting()));
    long read = report.files().stream().mapToLong(FileReport::rowsRead).sum();
    long kept = report.files().stream().mapToLong(FileReport::rowsKept).sum();
    return "%s: %s. %s read, %s kept%s."
        .formatted(
            counted(report.files().size(), "file"),
            outcomes.entrySet().stream()
                .map(entry -> number(entry.getValue()) + " " + entry.getKey().words())
                .collect(Collectors.joining(", ")),
            counted(read, "row"),
            number(kept),
            read > kept ? ", " + number(read - kept) + " not kept" : "");
  }

  private static String attention(SessionReport report, List<Cause> causes, Audience audience) {
    long ours =
        report.files().stream()
            .mapToLong(file -> file.counts().getOrDefault(ErrorType.TRANSFORM_FAILED, 0L))
            .sum();
    long errors = Cause.countOf(causes, Severity.ERROR);
    long warnings = Cause.countOf(causes, Severity.WARNING);
    if (errors > 0) {
      String whose =
          switch (audience) {
            case LOCAL_AUTHORITY -> "your";
            case HUB -> "the authority's";
          };
      return counted(errors, "error needs", "errors need") + " " + whose + " attention.";
    }
    if (ours > 0) {
      return "A file could not be prepared here; the operators are told.";
    }
    return warnings > 0
        ? "No errors; please look at the " + counted(warnings, "warning") + "."
        : "Nothing needs to be corrected.";
  }

  private static List<String> next(
      List<Cause> causes, Audience audience, Optional<String> contact) {
    boolean isToCorrect = causes.stream().anyMatch(cause -> cause.cost() != Cost.DOUBT);
    return switch (audience) {
      case HUB -> List.of();
      case LOCAL_AUTHORITY -> {
        List<String> next =
            new ArrayList<>(
                isToCorrect
                    ? List.of(
                        "Correct the files where they come from, and put them into the same folder under"
                            + " the same names: a file takes the place of the one before.",
                        "They are read by themselves, mostly within minutes, and this page is written"
                            + " anew. Until then what was kept of the files as they are counts.")
                    : List.of(
                        "You have nothing to do. When a file is added, replaced or removed, this page is"
                            + " written anew."));
        contact.ifPresent(whom -> next.add("Questions: " + whom));
        yield next;
      }
    };
  }

  private static List<FilePart> files(SessionReport report, Audience audience, Help help) {
    List<FileReport> files = report.files();
    return IntStream.range(0, files.size())
        .boxed()
        .sorted(
            Comparator.comparing((Integer at) -> files.get(at).outcome() != Outcome.SET_ASIDE)
                .thenComparing(at -> -files.get(at).count(Severity.ERROR))
                .thenComparing(at -> -files.get(at).count(Severity.WARNING))
                .thenComparing(at -> at))
        .map(
            at ->
                file(
                    files.get(at),
                    report.filename(at + 1, audience),
                    at + 1,
                    help.page(report.dataset(), files.get(at).period())))
        .toList();
  }

  private static FilePart file(FileReport file, String name, int number, Optional<String> guide) {
    String became =
        switch (file.outcome()) {
          case READ ->
              counted(file.rowsRead(), "row") + " read, " + number(file.rowsKept()) + " kept.";
          case SET_ASIDE -> "Nothing of this file is used.";
          case HELD -> "It will be read by itself when the return of that year is known here.";
          case IGNORED -> "It is no return.";
        };
    return new FilePart(
        name,
        "file-" + number,
        "file " + number + ", " + name,
        file.outcome(),
        file.period().replace('_', ' '),
        verdict(file),
        became,
        file.tables().stream()
            .map(
                table ->
                    Rows.of(
                        table.table(),
                        table.rowsRead(),
                        table.rowsKept(),
                        table.removed(),
                        Map.of()))
            .toList(),
        kinds(file, guide),
        guide);
  }

  private static String verdict(FileReport file) {
    long errors = file.count(Severity.ERROR);
    return switch (file.outcome()) {
      case READ ->
          errors > 0
              ? "received, with " + counted(errors, "error")
              : "received and fine: " + counted(file.rowsRead(), "row");
      case SET_ASIDE ->
          errors == 0 && file.counts().containsKey(ErrorType.NO_DATA_ROWS)
              ? "received, without any rows"
              : "set aside: nothing of it is used";
      case HELD -> "held until its year is known here";
      case IGNORED -> "ignored: it is no return";
    };
  }

  private static Rows rows(JoinReport join) {
    return Rows.of(join.table(), join.rowsRead(), join.rowsKept(), join.removed(), join.repaired());
  }

  private static List<Kind> kinds(FileReport file, Optional<String> guide) {
    Map<ErrorType, List<DataError>> byType =
        file.errors().stream()
            .collect(
                Collectors.groupingBy(
                    DataError::type, () -> new EnumMap<>(ErrorType.class), Collectors.toList()));
    Comparator<ErrorType> order =
        Comparator.comparing(ErrorType::severity).thenComparing(type -> type);
    return file.counts().entrySet().stream()
        .sorted(Map.Entry.comparingByKey(order))
        .map(
            found ->
                kind(
                    found.getKey(),
                    found.getValue(),
                    byType.getOrDefault(found.getKey(), List.of()),
                    guide))
        .toList();
  }

  private static Kind kind(
      ErrorType type, long count, List<DataError> errors, Optional<String> guide) {
    if (errors.isEmpty()) {
      Said said = new Said(type.message("", ""), "", Optional.empty());
      return new Kind(type, count, List.of(said), 0);
    }
    Map<String, List<DataError>> bySentence =
        errors.stream()
            .collect(
                Collectors.groupingBy(
                    error -> type.message(error.field(), error.detail()),
                    TreeMap::new,
                    Collectors.toList()));
    List<Map.Entry<String, List<DataError>>> shown =
        bySentence.entrySet().stream().limit(SENTENCES).toList();
    long told = shown.stream().mapToLong(said -> said.getValue().size()).sum();
    return new Kind(
        type,
        count,
        shown.stream().map(said -> said(said.getKey(), said.getValue(), guide)).toList(),
        Math.max(0, count - told));
  }

  private static Said said(String sentence, List<DataError> errors, Optional<String> guide) {
    return new Said(
        sentence,
        places(errors),
        guide.flatMap(page -> Help.anchor(errors).map(anchor -> page + "#" + anchor)));
  }

  private static String places(List<DataError> errors) {
    List<String> places =
        errors.stream()
            .map(HtmlReport::place)
            .filter(place -> !place.isEmpty())
            .limit(PLACES)
            .toList();
    int more = errors.size() - places.size();
    return String.join("; ", places)
        + (places.isEmpty() || more == 0 ? "" : "; and " + number(more) + " more");
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
}
