package org.tributary.proof;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.tributary.audit.Page;

/**
 * A proof as a page to read: what is broken first, then promise by promise, then table by table.
 */
public final class ProofPage {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

  private final ProofReport report;
  private final Page page = new Page("Proof from the outputs", "");

  private ProofPage(ProofReport report) {
    this.report = report;
  }

  /** The page in UTF-8; the same report gives the same bytes. */
  public static byte[] of(ProofReport report) {
    return new ProofPage(report).write();
  }

  private byte[] write() {
    page.raw("<header>\n").heading(1, "", "Proof from the outputs").lead(verdict());
    page.raw("</header>\n<nav aria-label=\"Contents\">\n<ul>\n");
    page.raw("<li>" + Page.link("promises", "Promise by promise") + "</li>\n");
    for (String unit : units().keySet()) {
      page.raw("<li>" + Page.link(Page.id("unit", unit), unit) + "</li>\n");
    }
    page.raw("</ul>\n</nav>\n<main id=\"main\">\n");
    broken();
    if (!report.notLookedAt().isEmpty()) {
      page.heading(2, "", "Not looked at").list(report.notLookedAt());
    }
    promises();
    units().forEach(this::unit);
    page.raw("</main>\n");
    return page.end(
        "Made by “tributary audit --outputs” from the published files alone; proof.csv has every single"
            + " check. It names files, columns and counts, and holds no value of any record.");
  }

  private String verdict() {
    String looked = report.checks().size() + " checks of what is published";
    String day = ", held to signatures and retention on " + DAY.format(report.date());
    if (report.checks().isEmpty()) {
      return "Nothing is published, so nothing is proven.";
    }
    return report.holds()
        ? "Every promise holds: " + looked + day + "."
        : report.broken().size() + " of " + looked + " do not hold" + day + ".";
  }

  private void broken() {
    if (report.broken().isEmpty()) {
      return;
    }
    page.heading(2, "", "What is broken");
    page.table(
        "Where a promise does not hold",
        List.of("Promise", "Of", "File", "Column", "Rows#", "What was found"));
    for (Check check : report.broken()) {
      for (Broken broken : check.broken()) {
        page.row(
            List.of(
                "<span class=\"mark warn\">broken</span> " + escaped(check.promise().words()),
                Page.cell(check.unit()),
                Page.cell(broken.file()),
                Page.cell(broken.column()),
                Page.number(broken.rows()),
                Page.cell(broken.words())));
      }
    }
    page.endTable();
  }

  private void promises() {
    page.heading(2, "promises", "Promise by promise");
    byPromise("What was looked at for each promise", report.checks());
  }

  private void byPromise(String caption, List<Check> all) {
    page.table(caption, List.of("Promise", "Clauses", "Checks#", "Files#", "Rows#", "Holds"));
    for (Promise promise : Promise.values()) {
      List<Check> checks = all.stream().filter(check -> check.promise() == promise).toList();
      TreeSet<String> clauses = new TreeSet<>();
      checks.forEach(check -> clauses.addAll(check.clauses()));
      page.row(
          List.of(
              escaped(promise.words()),
              Page.cell(String.join(", ", clauses)),
              Page.number(checks.size()),
              Page.number(checks.stream().mapToLong(Check::files).sum()),
              Page.number(checks.stream().mapToLong(Check::rows).sum()),
              holds(checks)));
    }
    page.endTable();
  }

  private Map<String, List<Check>> units() {
    Map<String, List<Check>> units = new LinkedHashMap<>();
    report
        .checks()
        .forEach(
            check -> units.computeIfAbsent(check.unit(), unit -> new ArrayList<>()).add(check));
    return units;
  }

  private void unit(String unit, List<Check> checks) {
    page.heading(2, Page.id("unit", unit), unit);
    if (isOfAnAuthority(unit)) {
      byPromise("What was looked at in " + unit, checks);
      return;
    }
    page.table(
        "What was looked at in " + unit,
        List.of("Table", "Promise", "Clauses", "Columns", "Rows#", "Holds"));
    for (Check check : checks) {
      page.row(
          List.of(
              escaped(check.table().isEmpty() ? "all of it" : check.table()),
              Page.cell(check.promise().words()),
              Page.cell(String.join(", ", check.clauses())),
              Page.cell(String.join(", ", check.columns())),
              Page.number(check.rows()),
              holds(List.of(check))));
    }
    page.endTable();
  }

  /** Whose many tables, period by period, stand one by one in the CSV only. */
  private static boolean isOfAnAuthority(String unit) {
    return unit.indexOf('/') >= 0;
  }

  private static String holds(List<Check> checks) {
    if (checks.isEmpty()) {
      return Page.cell("nothing to look at");
    }
    return checks.stream().allMatch(Check::holds)
        ? "<td><span class=\"mark fine\">holds</span></td>"
        : "<td><span class=\"mark warn\">broken</span></td>";
  }

  private static String escaped(String words) {
    return Page.escaped(words);
  }
}
