package org.tributary.audit;

import static org.tributary.page.Words.counted;
import static org.tributary.page.Words.day;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tributary.page.Page;

/**
 * The matrix as one page that an Information Governance officer reads and prints. The filter by use
 * case is a link, which the style sheet follows; its script only folds what is long and finds
 * words.
 */
public record AuditPage(AuditMatrix matrix) {

  static final String SCRIPT = Page.resource(AuditPage.class, "audit.js");

  /** What a use case has a part of the page about. */
  enum Topic {
    SIGNATURES("signatures", "who signed"),
    FIELDS("fields", "field by field"),
    TABLES("tables", "whole tables"),
    HOW_LONG("how-long", "how long"),
    CLAUSES("clauses", "clause by clause");

    private final String id;
    private final String words;

    Topic(String id, String words) {
      this.id = id;
      this.words = words;
    }

    String id(UseCaseAudit audit) {
      return Page.id(audit.useCase().name(), id);
    }

    String words() {
      return words;
    }
  }

  /** The page in UTF-8. */
  public static byte[] of(AuditMatrix matrix) {
    return Page.of("audit/audit.jte", new AuditPage(matrix));
  }

  /** The page of one use case, as it goes with its outputs. */
  public static byte[] forUseCase(AuditMatrix matrix, String useCase) {
    return of(matrix.only(useCase));
  }

  List<String> useCases() {
    return matrix.useCases().stream().map(audit -> audit.useCase().name()).toList();
  }

  String title() {
    return "What is kept, how, for how long and under which clause"
        + matrix.authority().map(one -> ": " + one.name() + " (" + one.code() + ")").orElse("");
  }

  /** How much is kept for each use case, in a sentence. */
  String summary() {
    return matrix.useCases().stream()
        .map(
            audit ->
                audit.useCase().name()
                    + ": "
                    + counted(matrix.agreed(audit.useCase().name()).size(), "field")
                    + " under "
                    + counted(audit.clauses().size(), "clause")
                    + ", "
                    + signed(audit))
        .collect(Collectors.joining("; ", "", "."));
  }

  /** How many signatures hold. */
  String signed(UseCaseAudit audit) {
    long holding =
        audit.signatures().stream().filter(one -> one.standing() == Standing.HOLDS).count();
    return "signed by "
        + holding
        + " of "
        + counted(audit.signatures().size(), "authority", "authorities");
  }

  String reviewed(LocalDate by) {
    return day(by) + (by.isBefore(matrix.day()) ? " (overdue)" : "");
  }

  /** Fields of a table: those that a use case keeps, of so many. */
  record Share(long kept, long of) {

    Share plus(Share other) {
      return new Share(kept + other.kept, of + other.of);
    }

    @Override
    public String toString() {
      return kept == 0 ? "none" : kept + " of " + of;
    }
  }

  /** By table and use case. */
  Map<String, Map<String, Share>> glance() {
    Map<String, Map<String, Share>> shares = new LinkedHashMap<>();
    for (Cell cell : matrix.cells()) {
      shares
          .computeIfAbsent(place(cell), none -> new LinkedHashMap<>())
          .merge(cell.useCase(), new Share(cell.kept() == Kept.KEPT ? 1 : 0, 1), Share::plus);
    }
    return shares;
  }

  /** What is agreed about the fields of each table. */
  Map<String, List<Cell>> fields(String useCase) {
    return matrix.agreed(useCase).stream()
        .collect(Collectors.groupingBy(AuditPage::place, LinkedHashMap::new, Collectors.toList()));
  }

  private static String place(Cell cell) {
    return cell.dataset() + " " + cell.table();
  }

  static String caption(List<Cell> fields) {
    boolean signed = fields.stream().allMatch(cell -> cell.kept() == Kept.KEPT);
    return "%s, kept for %s return years%s"
        .formatted(
            counted(fields.size(), "field"),
            fields.get(0).years(),
            signed ? "" : " (the authority has not signed: nothing of it is kept)");
  }

  /** By what is done, where; what is done alike with several tables of a dataset is told once. */
  static Map<UseCaseAudit.TableRule, String> tableRules(UseCaseAudit audit) {
    return audit.tableRules().stream()
        .collect(
            Collectors.groupingBy(
                one ->
                    new UseCaseAudit.TableRule(
                        one.dataset(), "", one.words(), one.clause(), one.rule()),
                LinkedHashMap::new,
                Collectors.mapping(UseCaseAudit.TableRule::table, Collectors.joining(", "))));
  }
}
