package org.tributary.audit;

import static org.tributary.audit.Page.cell;
import static org.tributary.audit.Page.escaped;
import static org.tributary.audit.Page.id;
import static org.tributary.audit.Page.link;
import static org.tributary.audit.Page.rule;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tributary.agreement.Agreement;
import org.tributary.agreement.Instruction;
import org.tributary.agreement.UseCase;

/**
 * The matrix as one page that an Information Governance officer reads and prints. It runs nothing:
 * the filter by use case is a link, which the style sheet follows.
 */
public final class AuditPage {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

  private final AuditMatrix matrix;
  private final Page page;

  private AuditPage(AuditMatrix matrix) {
    this.matrix = matrix;
    this.page = new Page(title(matrix), filters(matrix));
  }

  /** The page in UTF-8. */
  public static byte[] of(AuditMatrix matrix) {
    return new AuditPage(matrix).write();
  }

  /** The page of one use case, as it goes with its outputs. */
  public static byte[] forUseCase(AuditMatrix matrix, String useCase) {
    return of(matrix.only(useCase));
  }

  private static String title(AuditMatrix matrix) {
    return "What is kept, how, for how long and under which clause"
        + matrix.authority().map(one -> ": " + one.name() + " (" + one.code() + ")").orElse("");
  }

  /** A use case that is linked to as {@code only-…} hides the others. */
  private static String filters(AuditMatrix matrix) {
    return matrix.useCases().stream()
        .map(audit -> id(audit.useCase().name()))
        .map(
            name ->
                "#only-"
                    + name
                    + ":target~main .use:not(.u-"
                    + name
                    + "){display:none}#only-"
                    + name
                    + ":target~nav a[href=\"#only-"
                    + name
                    + "\"]{background:#144e81;color:#fff}\n")
        .collect(Collectors.joining());
  }

  private byte[] write() {
    for (UseCaseAudit audit : matrix.useCases()) {
      page.raw("<span id=\"only-" + id(audit.useCase().name()) + "\"></span>\n");
    }
    page.raw("<header>\n").heading(1, "", title(matrix));
    page.lead(
        "As the configuration says on "
            + DAY.format(matrix.day())
            + matrix
                .authority()
                .map(
                    one ->
                        ", for what "
                            + one.name()
                            + " uploads. What it has not signed on this day is marked.")
                .orElse(", for the region as a whole."));
    page.raw("</header>\n");
    contents();
    page.raw("<main id=\"main\">\n");
    overview();
    matrix.useCases().forEach(this::useCase);
    uncovered();
    reading();
    page.raw("</main>\n");
    return page.end(
        "Made by “tributary audit” from the configuration alone. It holds no value of any record.");
  }

  private void contents() {
    page.raw("<nav aria-label=\"Contents\">\n");
    if (matrix.useCases().size() > 1) {
      page.raw("<p id=\"filter\">Show one use case, or all:</p>\n<ul class=\"filter\">\n");
      for (UseCaseAudit audit : matrix.useCases()) {
        String name = audit.useCase().name();
        page.raw("<li>" + link("only-" + id(name), "Only " + name) + "</li>\n");
      }
      page.raw("<li>" + link("overview", "All") + "</li>\n</ul>\n");
    }
    page.raw("<ul>\n<li>" + link("overview", "At a glance") + "</li>\n");
    for (UseCaseAudit audit : matrix.useCases()) {
      String name = audit.useCase().name();
      page.raw("<li>" + link(id(name), name + ": " + audit.useCase().title()) + "<ul>\n");
      for (String part : List.of("signatures", "fields", "tables", "how-long", "clauses")) {
        page.raw("<li>" + link(id(name, part), name + " " + partTitle(part)) + "</li>\n");
      }
      page.raw("</ul></li>\n");
    }
    if (!matrix.uncovered().isEmpty()) {
      page.raw("<li>" + link("not-covered", "What is not covered") + "</li>\n");
    }
    page.raw("<li>" + link("reading", "How to read this page") + "</li>\n</ul>\n</nav>\n");
  }

  private static String partTitle(String part) {
    return switch (part) {
      case "signatures" -> "who signed";
      case "fields" -> "field by field";
      case "tables" -> "whole tables";
      case "how-long" -> "how long";
      default -> "clause by clause";
    };
  }

  private void overview() {
    page.heading(2, "overview", "At a glance");
    page.raw("<table>\n<caption>Fields kept, of those that the table has</caption>\n<thead><tr>");
    page.raw("<th scope=\"col\">Dataset and table</th>");
    for (UseCaseAudit audit : matrix.useCases()) {
      String name = audit.useCase().name();
      page.raw(
          "<th scope=\"col\" class=\"use u-" + id(name) + "\">" + link(id(name), name) + "</th>");
    }
    page.raw("</tr></thead>\n<tbody>\n");
    Map<String, Map<String, long[]>> counts = new LinkedHashMap<>();
    for (Cell cell : matrix.cells()) {
      long[] count =
          counts
              .computeIfAbsent(cell.dataset() + " " + cell.table(), none -> new LinkedHashMap<>())
              .computeIfAbsent(cell.useCase(), none -> new long[2]);
      count[0] += cell.kept() == Kept.KEPT ? 1 : 0;
      count[1]++;
    }
    counts.forEach(
        (table, byUseCase) -> {
          page.raw("<tr><th scope=\"row\">" + escaped(table) + "</th>");
          byUseCase.forEach(
              (useCase, count) ->
                  page.raw(
                      "<td class=\"use u-"
                          + id(useCase)
                          + "\">"
                          + (count[0] == 0 ? "none" : count[0] + " of " + count[1])
                          + "</td>"));
          page.raw("</tr>\n");
        });
    page.endTable();
  }

  private void useCase(UseCaseAudit audit) {
    UseCase useCase = audit.useCase();
    Agreement agreement = useCase.agreement();
    String name = useCase.name();
    page.raw("<section class=\"use u-" + id(name) + "\" aria-labelledby=\"" + id(name) + "\">\n");
    page.heading(2, id(name), name + ": " + useCase.title());
    page.paragraph(useCase.purpose());
    page.raw("<dl>\n").fact("Agreement", agreement.toString());
    page.fact("Holds from", DAY.format(agreement.from()));
    page.fact("To be reviewed by", reviewed(agreement.reviewBy()));
    page.fact(
        "Impact assessment",
        agreement.assessment().reference()
            + ", version "
            + agreement.assessment().version()
            + ", to be reviewed by "
            + reviewed(agreement.assessment().reviewBy()));
    page.fact("Controllers", String.join("; ", agreement.controllers()));
    page.fact("Processor", agreement.processor());
    page.fact("Lawful basis", agreement.lawfulBasis()).raw("</dl>\n");
    signatures(audit);
    fields(audit);
    tables(audit);
    durations(audit);
    clauses(audit);
    page.raw("</section>\n");
  }

  private String reviewed(LocalDate by) {
    return DAY.format(by) + (by.isBefore(matrix.day()) ? " (overdue)" : "");
  }

  private void part(UseCaseAudit audit, String part) {
    String name = audit.useCase().name();
    page.heading(3, id(name, part), name + ": " + partTitle(part));
  }

  private void signatures(UseCaseAudit audit) {
    part(audit, "signatures");
    page.table(
        "Signatures on " + DAY.format(matrix.day()),
        List.of("Authority", "Its signature", "From", "Until"));
    for (UseCaseAudit.Signed signed : audit.signatures()) {
      page.row(
          List.of(
              escaped(signed.name() + " (" + signed.code() + ")"),
              "<td><span class=\"mark "
                  + (signed.standing() == Standing.HOLDS ? "fine" : "warn")
                  + "\">"
                  + signed.standing().words()
                  + "</span></td>",
              cell(signed.from().map(DAY::format).orElse("")),
              cell(
                  signed
                      .until()
                      .map(DAY::format)
                      .orElse(signed.from().isPresent() ? "no end" : ""))));
    }
    page.endTable();
  }

  private void fields(UseCaseAudit audit) {
    String name = audit.useCase().name();
    part(audit, "fields");
    page.paragraph("What is not listed here is not kept for " + name + ".");
    Set<String> tables = new LinkedHashSet<>();
    matrix.agreed(name).forEach(cell -> tables.add(cell.dataset() + " " + cell.table()));
    for (String table : tables) {
      List<Cell> cells =
          matrix.agreed(name).stream()
              .filter(cell -> (cell.dataset() + " " + cell.table()).equals(table))
              .toList();
      String signed =
          cells.stream().allMatch(cell -> cell.kept() == Kept.KEPT)
              ? ""
              : " (the authority has not signed: nothing of it is kept)";
      page.heading(4, id(name, table), table);
      page.table(
          cells.size()
              + (cells.size() == 1 ? " field" : " fields")
              + ", kept for "
              + cells.get(0).years()
              + " return years"
              + signed,
          List.of("Field", "Kept how", "Under which clause", "What does it"));
      for (Cell cell : cells) {
        page.row(
            List.of(
                escaped(cell.field())
                    + (cell.meaning().isEmpty()
                        ? ""
                        : "<span class=\"words\">" + escaped(cell.meaning()) + "</span>"),
                cell(cell.treatment()),
                "<td>"
                    + link(id(name, "clause", cell.clause()), cell.clause())
                    + " <span class=\"words\">"
                    + escaped(cell.clauseWords())
                    + "</span></td>",
                rule(String.join("; ", cell.rules()))));
      }
      page.endTable();
    }
  }

  private void tables(UseCaseAudit audit) {
    String name = audit.useCase().name();
    part(audit, "tables");
    page.table(
        "What is done with whole tables, shared and reported",
        List.of("Where", "What is done", "Under which clause", "What does it"));
    // What is done alike with several tables of a dataset is one row.
    Map<UseCaseAudit.TableRule, List<String>> alike = new LinkedHashMap<>();
    for (UseCaseAudit.TableRule one : audit.tableRules()) {
      alike
          .computeIfAbsent(
              new UseCaseAudit.TableRule(one.dataset(), "", one.words(), one.clause(), one.rule()),
              none -> new ArrayList<>())
          .add(one.table());
    }
    alike.forEach(
        (one, tables) -> {
          String place = (one.dataset() + " " + String.join(", ", tables)).strip();
          page.row(
              List.of(
                  escaped(place.isEmpty() ? "everything" : place),
                  cell(one.words()),
                  clauseCell(audit, one.clause()),
                  rule(one.rule())));
        });
    page.endTable();
    if (audit.tableRules().isEmpty()) {
      page.paragraph("Nothing is done with whole tables for " + name + ".");
    }
  }

  private void durations(UseCaseAudit audit) {
    part(audit, "how-long");
    page.table(
        "How long anything stays",
        List.of("Dataset", "Where", "How long", "Under which clause", "What does it"));
    for (UseCaseAudit.Duration one : audit.durations()) {
      page.row(
          List.of(
              escaped(one.dataset().isEmpty() ? "every dataset" : one.dataset()),
              cell(one.where()),
              cell(one.howLong()),
              clauseCell(audit, one.clause()),
              rule(one.rule())));
    }
    page.endTable();
  }

  private static String clauseCell(UseCaseAudit audit, String clause) {
    return "<td>"
        + link(id(audit.useCase().name(), "clause", clause), clause)
        + " <span class=\"words\">"
        + escaped(audit.clauseWords(clause))
        + "</span></td>";
  }

  private void clauses(UseCaseAudit audit) {
    String name = audit.useCase().name();
    part(audit, "clauses");
    for (UseCaseAudit.ClauseUse use : audit.clauses()) {
      page.heading(4, id(name, "clause", use.clause().id()), "Clause " + use.clause().id());
      page.raw("<blockquote>" + escaped(use.clause().words()) + "</blockquote>\n");
      if (use.clause().instructs().isEmpty()) {
        page.paragraph("The programme does nothing because of it: people carry it out.");
        continue;
      }
      page.paragraph(
          "It instructs: "
              + use.clause().instructs().stream()
                  .map(Instruction::written)
                  .collect(Collectors.joining(", "))
              + ". Carried out by:");
      page.list(use.carriedOutBy());
    }
  }

  private void uncovered() {
    if (matrix.uncovered().isEmpty()) {
      return;
    }
    page.heading(2, "not-covered", "What is not covered");
    for (AuditMatrix.Uncovered gap : matrix.uncovered()) {
      page.heading(3, "", gap.what());
      if (gap.which().isEmpty()) {
        page.paragraph("None.");
      } else {
        page.list(gap.which());
      }
    }
  }

  private void reading() {
    page.heading(2, "reading", "How to read this page");
    page.list(
        List.of(
            "Each field that is kept for a use case is listed once, with the clause that keeps it"
                + " in the agreement's own words, and the line of the configuration or the SQL file"
                + " that does it.",
            "“As it was submitted” means that values are checked and spelled alike, and nothing is"
                + " added or taken away.",
            "The programme does not start where a field has no clause, where its clause does not"
                + " instruct what is done with it, or where a clause instructs what nothing does."));
  }
}
