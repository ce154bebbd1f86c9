package org.tributary.proof;

import static org.tributary.page.Words.day;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tributary.page.Page;

/**
 * A proof as a page to read: what is broken first, then promise by promise, then table by table.
 */
public record ProofPage(ProofReport report) {

  /** The page in UTF-8; the same report gives the same bytes. */
  public static byte[] of(ProofReport report) {
    return Page.of("proof/proof.jte", new ProofPage(report));
  }

  String verdict() {
    if (report.checks().isEmpty()) {
      return "Nothing is published, so nothing is proven.";
    }
    String looked = report.checks().size() + " checks of what is published";
    String day = ", held to signatures and retention on " + day(report.date());
    return report.holds()
        ? "Every promise holds: " + looked + day + "."
        : report.broken().size() + " of " + looked + " do not hold" + day + ".";
  }

  Map<String, List<Check>> units() {
    return report.checks().stream()
        .collect(Collectors.groupingBy(Check::unit, LinkedHashMap::new, Collectors.toList()));
  }

  /** Whose many tables, period by period, stand one by one in the CSV only. */
  static boolean isOfAnAuthority(String unit) {
    return unit.indexOf('/') >= 0;
  }

  static List<Check> of(Promise promise, List<Check> all) {
    return all.stream().filter(check -> check.promise() == promise).toList();
  }

  static String clauses(List<Check> checks) {
    return checks.stream()
        .flatMap(check -> check.clauses().stream())
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
