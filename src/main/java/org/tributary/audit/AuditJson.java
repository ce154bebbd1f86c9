package org.tributary.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tributary.agreement.Agreement;
import org.tributary.agreement.Instruction;
import org.tributary.agreement.UseCase;

/**
 * The matrix and the changes as JSON, as {@code docs/schemas/audit.json} and {@code
 * docs/schemas/audit-changes.json} describe them.
 */
public final class AuditJson {

  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .build()
          .writer(
              new DefaultPrettyPrinter()
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private AuditJson() {}

  /** The whole matrix. */
  public static byte[] of(AuditMatrix matrix) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("day", matrix.day().toString());
    matrix.authority().ifPresent(authority -> json.put("authority", authority.code()));
    json.put("use_cases", matrix.useCases().stream().map(AuditJson::useCase).toList());
    json.put("fields", matrix.cells().stream().map(AuditJson::cell).toList());
    json.put(
        "not_covered",
        matrix.uncovered().stream()
            .map(gap -> object("what", gap.what(), "which", gap.which()))
            .toList());
    return bytes(json);
  }

  /** The matrix of one use case, as it goes with its outputs. */
  public static byte[] forUseCase(AuditMatrix matrix, String useCase) {
    return of(matrix.only(useCase));
  }

  /** The changes, the most sensitive first. */
  public static byte[] of(ConfigurationDifference difference) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("day", difference.day().toString());
    json.put(
        "changes",
        difference.changes().stream()
            .map(
                change ->
                    object(
                        "effect", change.effect().words(),
                        "use_case", change.useCase(),
                        "about", change.about(),
                        "what_changes", change.sentence(),
                        "in_todays_outputs", change.inOutputs(),
                        "rows", difference.rows(change)))
            .toList());
    return bytes(json);
  }

  private static Map<String, Object> useCase(UseCaseAudit audit) {
    UseCase useCase = audit.useCase();
    Agreement agreement = useCase.agreement();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", useCase.name());
    json.put("title", useCase.title());
    json.put("purpose", useCase.purpose());
    json.put(
        "agreement",
        object(
            "title", agreement.title(),
            "reference", agreement.reference(),
            "version", agreement.version(),
            "from", agreement.from().toString(),
            "review_by", agreement.reviewBy().toString(),
            "controllers", agreement.controllers(),
            "processor", agreement.processor(),
            "lawful_basis", agreement.lawfulBasis(),
            "assessment",
                object(
                    "reference", agreement.assessment().reference(),
                    "version", agreement.assessment().version(),
                    "review_by", agreement.assessment().reviewBy().toString())));
    json.put(
        "signatures",
        audit.signatures().stream()
            .map(
                signed -> {
                  Map<String, Object> line =
                      object(
                          "code", signed.code(),
                          "name", signed.name(),
                          "standing", signed.standing().words());
                  signed.from().map(LocalDate::toString).ifPresent(day -> line.put("from", day));
                  signed.until().map(LocalDate::toString).ifPresent(day -> line.put("until", day));
                  return line;
                })
            .toList());
    json.put(
        "whole_tables",
        audit.tableRules().stream()
            .map(
                rule ->
                    object(
                        "dataset", rule.dataset(),
                        "table", rule.table(),
                        "what", rule.words(),
                        "clause", rule.clause(),
                        "done_by", rule.rule()))
            .toList());
    json.put(
        "how_long",
        audit.durations().stream()
            .map(
                duration ->
                    object(
                        "dataset", duration.dataset(),
                        "where", duration.where(),
                        "how_long", duration.howLong(),
                        "clause", duration.clause(),
                        "done_by", duration.rule()))
            .toList());
    json.put(
        "clauses",
        audit.clauses().stream()
            .map(
                use ->
                    object(
                        "id", use.clause().id(),
                        "words", use.clause().words(),
                        "instructs",
                            use.clause().instructs().stream().map(Instruction::written).toList(),
                        "carried_out_by", use.carriedOutBy()))
            .toList());
    return json;
  }

  private static Map<String, Object> cell(Cell cell) {
    return object(
        "dataset", cell.dataset(),
        "table", cell.table(),
        "field", cell.field(),
        "meaning", cell.meaning(),
        "use_case", cell.useCase(),
        "kept", cell.kept().words(),
        "enriched", cell.enriched(),
        "degraded", cell.degraded(),
        "return_years", cell.years(),
        "clause", cell.clause(),
        "clause_words", cell.clauseWords(),
        "done_by", cell.rules());
  }

  private static Map<String, Object> object(Object... namesThenValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    List<Object> all = List.of(namesThenValues);
    for (int i = 0; i < all.size(); i += 2) {
      object.put((String) all.get(i), all.get(i + 1));
    }
    return object;
  }

  private static byte[] bytes(Map<String, Object> json) {
    try {
      return (WRITER.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("maps, lists, texts and numbers are always JSON", impossible);
    }
  }
}
