package org.tributary.overview;

import static org.tributary.overview.Html.brief;
import static org.tributary.overview.Html.counted;
import static org.tributary.overview.Html.escaped;
import static org.tributary.overview.Html.number;
import static org.tributary.overview.Html.perThousand;
import static org.tributary.overview.Html.signed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.tributary.errors.ErrorType;
import org.tributary.errors.Severity;
import org.tributary.overview.Charts.Bar;
import org.tributary.overview.ReleaseFacts.Authority;
import org.tributary.overview.ReleaseFacts.Change;
import org.tributary.overview.ReleaseFacts.DatasetFacts;
import org.tributary.overview.ReleaseFacts.Figure;
import org.tributary.overview.ReleaseFacts.Found;
import org.tributary.overview.ReleaseFacts.Quality;
import org.tributary.overview.ReleaseFacts.Received;
import org.tributary.overview.ReleaseFacts.Retention;
import org.tributary.overview.ReleaseFacts.Signed;
import org.tributary.overview.ReleaseFacts.Since;
import org.tributary.overview.ReleaseFacts.Standing;
import org.tributary.overview.ReleaseFacts.WholeYear;

/**
 * The facts of a release as one page that a regional analyst opens first. It needs nothing but
 * itself; its script only picks rows of long tables, and without it all of them are there. It reads
 * as well without colour or on paper. The same facts give the same bytes.
 */
public final class OverviewPage {

  private static final String STYLE = resource("overview.css");
  private static final String SCRIPT = resource("overview.js");

  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  /** The heads of columns that hold words; the others hold numbers. */
  private static final Set<String> OF_WORDS =
      Set.of(
          "Dataset",
          "Nothing received",
          "Sent, but nothing of it used",
          "Trend",
          "Why not kept",
          "Severity",
          "Most of it at",
          "What it is",
          "Under clause");

  /** So many children a change from year to year must concern before it is marked. */
  private static final long WORTH_MARKING = 20;

  /** Of so many authorities, picking some of them is worth a field to type in. */
  private static final int WORTH_PICKING = 12;

  private final ReleaseFacts facts;
  private final StringBuilder page = new StringBuilder();

  private OverviewPage(ReleaseFacts facts) {
    this.facts = facts;
  }

  /** Writes the page in UTF-8; a file that is there is replaced. */
  public static void write(ReleaseFacts facts, Path file) throws IOException {
    Files.write(file, of(facts));
  }

  /** The page in UTF-8. */
  public static byte[] of(ReleaseFacts facts) {
    return new OverviewPage(facts).write().getBytes(StandardCharsets.UTF_8);
  }

  private static String resource(String name) {
    try (InputStream in = OverviewPage.class.getResourceAsStream(name)) {
      return new String(
          java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** As a policy names a text that a page may hold. */
  private static String allowed(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private String write() {
    String title = facts.useCase() + ", release " + facts.release() + ": what is in it";
    page.append("<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    page.append("style-src ").append(allowed(STYLE)).append("; script-src ");
    page.append(allowed(SCRIPT)).append("; base-uri 'none'; form-action 'none'\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>").append(escaped(title)).append("</title>\n<style>");
    page.append(STYLE).append("</style>\n</head>\n<body>\n");
    page.append("<a class=\"skip\" href=\"#glance\">Skip to the summary</a>\n<header>\n<h1>");
    page.append(escaped(title)).append("</h1>\n<p>").append(escaped(facts.title()));
    page.append(". Made on <time>").append(facts.date()).append("</time>.</p>\n");
    page.append("<p class=\"notice\"><strong>For the hub's analysts only.</strong> ");
    page.append("The counts are exact, small ones too. Do not publish this page or pass it on.");
    page.append("</p>\n</header>\n");
    contents();
    page.append("<main>\n");
    glance();
    if (!facts.datasets().isEmpty()) {
      received();
      overTheYears();
      errors();
      retention();
    }
    sources();
    facts.since().ifPresent(this::since);
    page.append("</main>\n<footer><p>");
    page.append(escaped(facts.useCase())).append(", release ").append(facts.release());
    page.append(". This page counts rows and children. It holds no record and no value of one.");
    page.append("</p></footer>\n<script>").append(SCRIPT).append("</script>\n");
    return page.append("</body>\n</html>\n").toString();
  }

  private void contents() {
    page.append("<nav aria-label=\"On this page\">\n<ul>\n");
    link("glance", "At a glance");
    if (!facts.datasets().isEmpty()) {
      link("received", "Received and missing");
      link("years", "Children and rows by year");
      link("errors", "Errors");
      link("retention", "Retention");
    }
    link("sources", "What else went in");
    facts.since().ifPresent(since -> link("since", "Since release " + since.release()));
    page.append("</ul>\n</nav>\n");
  }

  private void link(String id, String words) {
    page.append("<li><a href=\"#").append(id).append("\">").append(words).append("</a></li>\n");
  }

  private void heading(String id, String words) {
    page.append("<h2 id=\"").append(id).append("\">").append(escaped(words)).append("</h2>\n");
  }

  private void dataset(DatasetFacts dataset) {
    page.append("<h3>").append(escaped(dataset.name())).append("</h3>\n");
  }

  private void paragraph(String words) {
    page.append("<p>").append(words).append("</p>\n");
  }

  /** A table that scrolls by itself where it is wider than the page. */
  private void table(String caption, List<String> heads, Rows rows) {
    page.append("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
    page.append(escaped(caption)).append("\">\n<table>\n<caption>").append(escaped(caption));
    page.append("</caption>\n<thead><tr>");
    for (String head : heads) {
      boolean words = OF_WORDS.contains(head);
      page.append("<th scope=\"col\"").append(words ? " class=\"t\">" : ">");
      page.append(escaped(head)).append("</th>");
    }
    page.append("</tr></thead>\n<tbody>\n");
    rows.write();
    page.append("</tbody>\n</table>\n</div>\n");
  }

  /** Writes the rows of a table. */
  private interface Rows {
    void write();
  }

  private void row(String head) {
    page.append("<tr><th scope=\"row\">").append(escaped(head)).append("</th>");
  }

  /** The end of a cell goes without saying in HTML, and there may be tens of thousands. */
  private void cell(String content) {
    page.append("<td>").append(content);
  }

  private void words(String content) {
    page.append("<td class=\"t\">").append(content);
  }

  private void endRow() {
    page.append("</tr>\n");
  }

  private void glance() {
    heading("glance", "At a glance");
    long signed = facts.authorities().stream().filter(each -> each.signed() == Signed.YES).count();
    Map<Standing, Long> standings = new EnumMap<>(Standing.class);
    long rows = 0;
    for (DatasetFacts dataset : facts.datasets()) {
      for (Received received : dataset.received()) {
        standings.merge(received.standing(), 1L, Long::sum);
        rows += received.rows();
      }
    }
    long here = standings.getOrDefault(Standing.RECEIVED, 0L);
    long lacking =
        standings.getOrDefault(Standing.MISSING, 0L)
            + standings.getOrDefault(Standing.NOT_USED, 0L);
    page.append("<dl class=\"glance\">\n");
    fact(number(signed) + " of " + number(facts.authorities().size()), "authorities have signed");
    fact(number(here) + " of " + number(here + lacking), "returns that are due are in");
    fact(brief(rows), rows == 1 ? "row" : "rows in the release");
    fact(errorRate(), "errors for each 1,000 rows sent");
    page.append("</dl>\n");
    if (facts.datasets().isEmpty()) {
      paragraph("The use case uses no dataset, so there is nothing to show.");
    } else if (rows == 0) {
      paragraph("<strong>The release holds no data yet.</strong>");
    }
    if (lacking > 0) {
      missing();
    } else if (here > 0) {
      paragraph("Nothing that is due is missing.");
    }
  }

  private void fact(String figure, String words) {
    page.append("<div><dt>").append(escaped(words)).append("</dt><dd>").append(escaped(figure));
    page.append("</dd></div>\n");
  }

  private String errorRate() {
    long errors = 0;
    long rows = 0;
    for (DatasetFacts dataset : facts.datasets()) {
      for (Quality quality : dataset.quality()) {
        errors += count(quality, Severity.ERROR);
        rows += quality.rowsRead();
      }
    }
    return rows == 0 ? "none sent" : perThousand(errors, rows);
  }

  private void missing() {
    table(
        "What is missing, and whose it is",
        List.of("Authority", "Dataset", "Nothing received", "Sent, but nothing of it used"),
        () -> {
          for (Authority authority : facts.authorities()) {
            for (DatasetFacts dataset : facts.datasets()) {
              List<Integer> missing = years(dataset, authority, Standing.MISSING);
              List<Integer> unused = years(dataset, authority, Standing.NOT_USED);
              if (!missing.isEmpty() || !unused.isEmpty()) {
                row(authority.name());
                words(escaped(dataset.name()));
                words(ranges(missing));
                words(ranges(unused));
                endRow();
              }
            }
          }
        });
  }

  private static List<Integer> years(DatasetFacts dataset, Authority authority, Standing standing) {
    return dataset.received().stream()
        .filter(received -> received.authorityCode().equals(authority.code()))
        .filter(received -> received.standing() == standing)
        .map(Received::year)
        .sorted()
        .toList();
  }

  /** {@code 2015 to 2018, 2020}. */
  static String ranges(List<Integer> years) {
    List<String> ranges = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < years.size(); at++) {
      boolean last = at + 1 == years.size() || years.get(at + 1) != years.get(at) + 1;
      if (last) {
        String end = at == from + 1 ? " and " : " to ";
        ranges.add(
            at == from
                ? label(years.get(at))
                : label(years.get(from)) + end + label(years.get(at)));
        from = at + 1;
      }
    }
    return ranges.isEmpty() ? "–" : String.join(", ", ranges);
  }

  private static String label(int year) {
    return year == ReleaseFacts.NO_YEAR ? "No year" : Integer.toString(year);
  }

  private void pick() {
    if (facts.authorities().size() > WORTH_PICKING) {
      page.append("<div class=\"pick\" hidden></div>\n");
    }
  }

  private void received() {
    heading("received", "Received and missing");
    paragraph(
        "A year is a return year: 2024 is the year to 31 March 2024. What is received says how"
            + " many of the tables that the return has in that year hold rows"
            + " (an authority may have nothing to put into some of them).");
    page.append("<ul class=\"legend\">\n");
    legend(Standing.RECEIVED, "rows of it are in this release");
    legend(Standing.MISSING, "its return year has ended, and nothing came");
    legend(Standing.NOT_USED, "files came, and no row of them is in this release");
    legend(Standing.NOT_YET_DUE, "its return year has not ended, or its form is not set up here");
    legend(Standing.NOT_SIGNED, "the authority has not signed this use of its data");
    page.append("</ul>\n");
    pick();
    for (DatasetFacts dataset : facts.datasets()) {
      dataset(dataset);
      if (!dataset.description().isEmpty()) {
        paragraph(escaped(dataset.description()));
      }
      if (dataset.years().isEmpty()) {
        paragraph("There is no year of this dataset that the release could hold.");
        continue;
      }
      List<String> heads = new ArrayList<>(List.of("Authority"));
      dataset.years().forEach(year -> heads.add(label(year)));
      table(
          dataset.name() + ": received and missing by return year",
          heads,
          () -> {
            for (List<Received> line : byAuthority(dataset)) {
              row(name(line.get(0).authorityCode()));
              line.forEach(this::standing);
              endRow();
            }
          });
    }
  }

  private void legend(Standing standing, String words) {
    page.append("<li><span class=\"").append(kind(standing)).append("\">");
    page.append(sign(standing)).append("</span> ").append(words).append("</li>\n");
  }

  private void standing(Received received) {
    page.append("<td class=\"").append(kind(received.standing())).append("\">");
    page.append(sign(received.standing()));
    if (received.standing() == Standing.RECEIVED) {
      page.append("<small>").append(received.tables());
      if (received.tablesAskedFor() >= received.tables()) {
        page.append(" of ").append(received.tablesAskedFor());
      }
      page.append(" tables</small>");
      if (!received.months().isEmpty()) {
        page.append("<small>");
        page.append(
            received.months().stream()
                .map(month -> MONTHS[month - 1])
                .collect(Collectors.joining(" ")));
        page.append("</small>");
      }
    }
  }

  private static String kind(Standing standing) {
    return switch (standing) {
      case RECEIVED -> "r";
      case NOT_USED -> "u";
      case MISSING -> "m";
      case NOT_YET_DUE -> "d";
      case NOT_SIGNED -> "s";
    };
  }

  private static String sign(Standing standing) {
    return switch (standing) {
      case RECEIVED -> "✓ received";
      case NOT_USED -> "! not used";
      case MISSING -> "✗ missing";
      case NOT_YET_DUE -> "… not due";
      case NOT_SIGNED -> "– not signed";
    };
  }

  private String name(String code) {
    return facts.authorities().stream()
        .filter(authority -> authority.code().equals(code))
        .map(Authority::name)
        .findFirst()
        .orElse("Not told by the table");
  }

  /** Line by line, each in the order of the years. */
  private static List<List<Received>> byAuthority(DatasetFacts dataset) {
    List<List<Received>> lines = new ArrayList<>();
    String last = "";
    for (Received received : dataset.received()) {
      if (lines.isEmpty() || !received.authorityCode().equals(last)) {
        lines.add(new ArrayList<>());
      }
      lines.get(lines.size() - 1).add(received);
      last = received.authorityCode();
    }
    return lines;
  }

  private void overTheYears() {
    heading("years", "Children and rows by year");
    paragraph(
        "Where the same is described in several years, the newest description is kept, and counts in"
            + " its year only. A child is counted once in a year, in however many tables it appears; one who moves from"
            + " one authority to another is counted by both, and twice in the region. “none” and an"
            + " empty cell mean that nothing was received. The small bars show the same numbers,"
            + " each authority against its own highest year. ▼ marks less than half and ▲ more"
            + " than twice the children of the year before (where 20 or more were counted in"
            + " one of them): look twice at these. Below each bar of the region stands how many"
            + " authorities (LAs) are in it.");
    pick();
    for (int number = 0; number < facts.datasets().size(); number++) {
      DatasetFacts dataset = facts.datasets().get(number);
      dataset(dataset);
      if (dataset.wholeYears().isEmpty()) {
        paragraph("No rows have been received.");
        continue;
      }
      boolean withChildren = dataset.wholeYears().stream().anyMatch(year -> year.children() > 0);
      page.append("<div class=\"charts\">\n");
      if (withChildren) {
        region("c" + number, dataset, "children", WholeYear::children);
      }
      region("r" + number, dataset, "rows", WholeYear::rows);
      page.append("</div>\n");
      if (withChildren) {
        byYear(dataset, "children", Received::children, WholeYear::children, Marks.SHOWN);
      }
      byYear(dataset, "rows", Received::rows, WholeYear::rows, Marks.NONE);
      tables(dataset);
    }
  }

  private void region(
      String id, DatasetFacts dataset, String what, ToLongFunction<WholeYear> value) {
    List<Bar> bars = together(dataset, value);
    String title = dataset.name() + ", the region together: " + what + " by year";
    page.append("<figure>\n<figcaption>").append(what.equals("rows") ? "Rows" : "Children");
    page.append(", the region together</figcaption>\n");
    page.append("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
    page.append(escaped(title)).append(", chart\">\n");
    page.append(Charts.bars(id, title, bars)).append("</div>\n</figure>\n");
  }

  private static List<Bar> together(DatasetFacts dataset, ToLongFunction<WholeYear> value) {
    Map<Integer, WholeYear> known =
        dataset.wholeYears().stream().collect(Collectors.toMap(WholeYear::year, year -> year));
    List<Bar> bars = new ArrayList<>();
    for (int year : dataset.years()) {
      Optional<WholeYear> whole = Optional.ofNullable(known.get(year));
      bars.add(
          new Bar(
              label(year),
              whole.map(value::applyAsLong),
              whole.map(found -> counted(found.authorities(), "LA", "LAs")).orElse("")));
    }
    return bars;
  }

  /** Whether great changes from year to year are marked. */
  private enum Marks {
    SHOWN,
    NONE
  }

  private void byYear(
      DatasetFacts dataset,
      String what,
      ToLongFunction<Received> value,
      ToLongFunction<WholeYear> sum,
      Marks marks) {
    List<String> heads = new ArrayList<>(List.of("Authority", "Trend"));
    dataset.years().forEach(year -> heads.add(label(year)));
    table(
        dataset.name() + ": " + what + " by authority and return year",
        heads,
        () -> {
          for (List<Received> line : byAuthority(dataset)) {
            if (line.stream().allMatch(received -> received.standing() == Standing.NOT_SIGNED)) {
              continue;
            }
            row(name(line.get(0).authorityCode()));
            List<Bar> bars = new ArrayList<>();
            for (Received received : line) {
              Optional<Long> known =
                  received.standing() == Standing.RECEIVED
                      ? Optional.of(value.applyAsLong(received))
                      : Optional.empty();
              bars.add(new Bar(label(received.year()), known, ""));
            }
            cell(Charts.small(what, bars));
            Optional<Long> before = Optional.empty();
            for (Bar bar : bars) {
              cell(bar.value().map(Html::number).orElse("") + mark(before, bar.value(), marks));
              before = bar.value();
            }
            endRow();
          }
          row("The region");
          List<Bar> region = together(dataset, sum);
          cell(Charts.small(what, region));
          region.forEach(bar -> cell(bar.value().map(Html::number).orElse("")));
          endRow();
        });
  }

  private static String mark(Optional<Long> before, Optional<Long> now, Marks marks) {
    if (marks == Marks.NONE || before.isEmpty() || now.isEmpty()) {
      return "";
    }
    long then = before.get();
    long at = now.get();
    if (Math.max(then, at) < WORTH_MARKING) {
      return "";
    }
    return at * 2 < then ? " ▼" : at > then * 2 ? " ▲" : "";
  }

  /** Table by table, the authorities together. */
  private void tables(DatasetFacts dataset) {
    record Place(String table, int year) {}
    Map<Place, Long> rows = new HashMap<>();
    for (Figure figure : dataset.figures()) {
      if (figure.month() == 0) {
        rows.merge(new Place(figure.table(), figure.year()), figure.rows(), Long::sum);
      }
    }
    List<String> heads = new ArrayList<>(List.of("Table", "Trend"));
    dataset.years().forEach(year -> heads.add(label(year)));
    table(
        dataset.name() + ": rows by table and return year, the region together",
        heads,
        () -> {
          for (String name : dataset.tables()) {
            row(name);
            List<Bar> bars = new ArrayList<>();
            for (int year : dataset.years()) {
              Optional<Long> known = Optional.ofNullable(rows.get(new Place(name, year)));
              bars.add(new Bar(label(year), known, ""));
            }
            cell(Charts.small("rows", bars));
            bars.forEach(bar -> cell(bar.value().map(Html::number).orElse("")));
            endRow();
          }
        });
  }

  private void errors() {
    heading("errors", "Errors in what was sent");
    paragraph(
        "From the authorities' error reports, over all files that lie in their folders now, of all"
            + " years. A row may have several errors. An error costs a value, a row or a file; a"
            + " warning costs nothing and asks somebody to look. Rows that are not kept are mostly"
            + " duplicates of newer ones.");
    pick();
    for (DatasetFacts dataset : facts.datasets()) {
      dataset(dataset);
      if (dataset.quality().isEmpty()) {
        paragraph("No authority has sent any file of it.");
        continue;
      }
      quality(dataset);
      errorsByTable(dataset);
      kinds(dataset);
    }
  }

  private static long count(Quality quality, Severity severity) {
    return quality.found().stream()
        .filter(found -> found.severity() == severity)
        .mapToLong(Found::count)
        .sum();
  }

  private static long errors(Quality quality, String table) {
    return quality.found().stream()
        .filter(found -> found.severity() == Severity.ERROR && found.table().equals(table))
        .mapToLong(Found::count)
        .sum();
  }

  private void quality(DatasetFacts dataset) {
    long highest =
        dataset.quality().stream()
            .filter(quality -> quality.rowsRead() > 0)
            .mapToLong(each -> count(each, Severity.ERROR) * 10_000 / each.rowsRead())
            .max()
            .orElse(0);
    table(
        dataset.name() + ": error rates by authority",
        List.of(
            "Authority",
            "Rows read",
            "Rows not kept",
            "Why not kept",
            "Warnings",
            "Errors",
            "Errors for each 1,000 rows"),
        () -> {
          for (Quality quality : dataset.quality()) {
            long errors = count(quality, Severity.ERROR);
            long read = quality.rowsRead();
            row(name(quality.authorityCode()));
            cell(number(read));
            cell(number(read - quality.rowsKept()));
            words(reasons(quality.removed()));
            cell(number(count(quality, Severity.WARNING)));
            cell(number(errors));
            cell(
                read == 0
                    ? "no rows"
                    : perThousand(errors, read)
                        + " "
                        + Charts.lying(errors * 10_000 / read, highest));
            endRow();
          }
        });
  }

  private static String reasons(Map<String, Long> removed) {
    String reasons =
        removed.entrySet().stream()
            .filter(reason -> reason.getValue() > 0)
            .map(reason -> number(reason.getValue()) + " " + escaped(reason.getKey()))
            .collect(Collectors.joining(", "));
    return reasons.isEmpty() ? "–" : reasons;
  }

  private void errorsByTable(DatasetFacts dataset) {
    Set<String> others = new TreeSet<>();
    for (Quality quality : dataset.quality()) {
      quality.found().stream()
          .filter(found -> found.severity() == Severity.ERROR)
          .forEach(found -> others.add(found.table()));
    }
    boolean ofFiles = others.remove("");
    dataset.tables().forEach(others::remove);
    List<String> tables = new ArrayList<>(dataset.tables());
    tables.addAll(others);
    List<String> heads = new ArrayList<>(List.of("Authority"));
    heads.addAll(tables);
    if (ofFiles) {
      heads.add("Not told by table");
    }
    if (heads.size() == 1) {
      return;
    }
    table(
        dataset.name() + ": errors by authority and table, and for each 1,000 rows shared",
        heads,
        () -> {
          for (Quality quality : dataset.quality()) {
            row(name(quality.authorityCode()));
            for (String table : tables) {
              long errors = errors(quality, table);
              long rows = quality.shared().getOrDefault(table, 0L);
              cell(
                  errors == 0
                      ? "0"
                      : number(errors)
                          + (rows == 0
                              ? ""
                              : "<small>" + perThousand(errors, rows) + " ‰</small>"));
            }
            if (ofFiles) {
              cell(number(errors(quality, "")));
            }
            endRow();
          }
        });
  }

  /** One kind of error over all authorities. */
  private record Kind(String type, Severity severity) {}

  private void kinds(DatasetFacts dataset) {
    Comparator<Kind> worstFirst = Comparator.comparing(Kind::severity).thenComparing(Kind::type);
    Map<Kind, Map<String, Long>> kinds = new TreeMap<>(worstFirst);
    for (Quality quality : dataset.quality()) {
      for (Found found : quality.found()) {
        kinds
            .computeIfAbsent(new Kind(found.type(), found.severity()), none -> new TreeMap<>())
            .merge(quality.authorityCode(), found.count(), Long::sum);
      }
    }
    if (kinds.isEmpty()) {
      paragraph("Nothing was found wrong.");
      return;
    }
    table(
        dataset.name() + ": kinds of error, worst first",
        List.of("Kind", "Severity", "How often", "At authorities", "Most of it at", "What it is"),
        () ->
            kinds.forEach(
                (kind, counts) -> {
                  row(kind.type());
                  words(kind.severity().word());
                  cell(number(counts.values().stream().mapToLong(Long::longValue).sum()));
                  cell(number(counts.size()));
                  words(most(counts));
                  words(meaning(kind.type()));
                  endRow();
                }));
  }

  private String most(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .max(
            Map.Entry.<String, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(most -> escaped(name(most.getKey())) + " (" + number(most.getValue()) + ")")
        .orElseThrow();
  }

  private static String meaning(String type) {
    return ErrorType.ofCode(type)
        .map(known -> escaped(known.message("a field", "").strip()))
        .orElse("");
  }

  private void retention() {
    heading("retention", "What the retention removed");
    paragraph(
        "Rows that authorities share, because another use case keeps them longer, and that are too"
            + " old for this one. Files of a year outside all retentions were never read.");
    page.append("<ul>\n");
    for (DatasetFacts dataset : facts.datasets()) {
      Retention retention = dataset.retention();
      page.append("<li>").append(escaped(dataset.name())).append(": kept for ");
      page.append(counted(retention.years(), "return year", "return years"));
      page.append(", from ").append(retention.oldestYear());
      retention
          .clause()
          .ifPresent(clause -> page.append(", under clause ").append(escaped(clause)));
      retention.words().ifPresent(said -> page.append(": “").append(escaped(said)).append("”"));
      page.append(retention.words().isPresent() ? " " : ". ");
      long refused = retention.filesRefused();
      page.append(counted(refused, "file was", "files were")).append(" not read because of ");
      page.append(refused == 1 ? "its year" : "their years").append(".</li>\n");
    }
    page.append("</ul>\n");
    boolean any =
        facts.datasets().stream()
            .flatMap(dataset -> dataset.retention().removed().values().stream())
            .anyMatch(rows -> rows > 0);
    if (!any) {
      paragraph("No row that an authority shares was too old for this release.");
      return;
    }
    table(
        "Rows removed because their time has ended",
        List.of("Dataset and table", "Rows removed", "Older than", "Under clause"),
        () -> facts.datasets().forEach(this::removed));
    paragraph("Of all other tables nothing was too old.");
  }

  private void removed(DatasetFacts dataset) {
    Retention retention = dataset.retention();
    for (Map.Entry<String, Long> table : retention.removed().entrySet()) {
      if (table.getValue() > 0) {
        row(dataset.name() + ", " + table.getKey());
        cell(number(table.getValue()));
        cell(Integer.toString(retention.oldestYear()));
        words(escaped(retention.clause().orElse("none named")));
        endRow();
      }
    }
  }

  private void sources() {
    heading("sources", "What else went in");
    if (facts.statements().isEmpty()) {
      paragraph("No open data was used.");
      return;
    }
    page.append("<ul>\n");
    for (String statement : facts.statements()) {
      page.append("<li>").append(escaped(statement)).append("</li>\n");
    }
    page.append("</ul>\n");
  }

  private void since(Since since) {
    heading("since", "Since release " + since.release());
    List<Change> changes =
        since.changes().stream().filter(each -> each.before() != each.now()).toList();
    if (changes.isEmpty()) {
      paragraph("No table has more rows or fewer.");
      return;
    }
    table(
        "Tables with more rows or fewer than in release " + since.release(),
        List.of("Dataset and table", "Rows then", "Rows now", "Difference"),
        () -> {
          for (Change change : changes) {
            row(change.dataset() + ", " + change.table());
            cell(number(change.before()));
            cell(number(change.now()));
            cell(signed(change.now() - change.before()));
            endRow();
          }
        });
    int same = since.changes().size() - changes.size();
    if (same > 0) {
      paragraph(counted(same, "table has", "tables have") + " as many rows as then.");
    }
  }
}
