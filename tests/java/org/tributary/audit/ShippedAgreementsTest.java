package org.tributary.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.agreement.UseCase;
import org.tributary.config.Problems;
import org.tributary.pipeline.FieldRules;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.region.Region;
import org.tributary.region.RegionFiles;
import org.tributary.region.Shipped;

/** The agreements as they are shipped: nothing without a clause, no clause without effect. */
class ShippedAgreementsTest {

  private static final LocalDate DAY = LocalDate.of(2026, 5, 1);

  @TempDir Path scratch;

  private static final Region SHIPPED = Shipped.region();

  @Test
  void every_kept_field_stands_once_in_the_matrix_under_a_clause_that_instructs_its_rules() {
    Region region = SHIPPED;
    AuditMatrix matrix = AuditMatrix.of(region, DAY, Optional.empty());
    Map<String, List<Cell>> byPlace =
        matrix.cells().stream()
            .collect(
                Collectors.groupingBy(
                    cell ->
                        String.join(
                            "/", cell.dataset(), cell.table(), cell.field(), cell.useCase())));
    int kept = 0;
    for (Pipeline pipeline : region.pipelines().values()) {
      for (PipelineTable table : pipeline.tables()) {
        for (OutputField field : table.fields()) {
          for (UseCase useCase : region.useCases().values()) {
            String place =
                String.join("/", pipeline.dataset(), table.name(), field.name(), useCase.name());
            boolean agreed = field.useCases().contains(useCase.name());
            assertThat(byPlace.get(place)).as(place).hasSize(1);
            Cell cell = byPlace.get(place).get(0);
            assertThat(cell.kept()).as(place).isEqualTo(agreed ? Kept.KEPT : Kept.NOT_KEPT);
            if (agreed) {
              kept++;
              UseCase.Clause clause = useCase.clause(cell.clause()).orElseThrow();
              assertThat(clause.instructs()).as(place).containsAll(FieldRules.of(field));
              assertThat(cell.clauseWords()).isEqualTo(clause.words());
              assertThat(cell.years()).isEqualTo(useCase.retentionYears().get(pipeline.dataset()));
              assertThat(cell.rules()).isNotEmpty();
            }
          }
        }
      }
    }
    assertThat(kept).isGreaterThan(250);
    assertThat(byPlace.values()).allMatch(cells -> cells.size() == 1);
  }

  @Test
  void every_clause_is_carried_out_and_every_decision_stands_under_one() {
    AuditMatrix matrix = AuditMatrix.of(SHIPPED, DAY, Optional.empty());
    for (UseCaseAudit audit : matrix.useCases()) {
      assertThat(audit.clauses()).allMatch(use -> !use.carriedOutBy().isEmpty());
      assertThat(audit.tableRules())
          .allMatch(rule -> audit.useCase().clause(rule.clause()).isPresent());
      assertThat(audit.durations())
          .isNotEmpty()
          .allMatch(duration -> audit.useCase().clause(duration.clause()).isPresent());
    }
  }

  @Test
  void every_file_that_the_matrix_names_is_there() {
    AuditMatrix matrix = AuditMatrix.of(SHIPPED, DAY, Optional.empty());
    Stream<String> rules =
        Stream.concat(
            matrix.cells().stream().flatMap(cell -> cell.rules().stream()),
            matrix.useCases().stream()
                .flatMap(
                    audit ->
                        Stream.concat(
                            audit.tableRules().stream().map(UseCaseAudit.TableRule::rule),
                            audit.durations().stream().map(UseCaseAudit.Duration::rule))));
    assertThat(rules.map(rule -> Path.of(rule.split("[:,]")[0])).distinct())
        .isNotEmpty()
        .allMatch(Files::isRegularFile);
  }

  @Test
  void the_json_conforms_to_its_schema() throws IOException {
    Region region = SHIPPED;
    JsonSchemas.conforms("audit", AuditJson.of(AuditMatrix.of(region, DAY, Optional.empty())));
    JsonSchemas.conforms("audit", AuditJson.of(AuditMatrix.of(region, DAY, Optional.of("926"))));
  }

  @Test
  void what_goes_with_a_use_case_tells_of_no_other() {
    AuditMatrix matrix = AuditMatrix.of(SHIPPED, DAY, Optional.empty());
    String page = new String(AuditPage.forUseCase(matrix, "SUFFICIENCY"), StandardCharsets.UTF_8);
    assertThat(page).contains("SUFFICIENCY: clause by clause").doesNotContain("PAN: ");
    String csv = new String(AuditCsv.forUseCase(matrix, "SUFFICIENCY"), StandardCharsets.UTF_8);
    assertThat(csv.lines().skip(1)).allMatch(line -> line.contains("\"SUFFICIENCY\""));
  }

  @Test
  void what_an_authority_has_not_signed_is_marked() {
    AuditMatrix matrix = AuditMatrix.of(SHIPPED, DAY, Optional.of("926"));
    assertThat(matrix.agreed("PAN")).allMatch(cell -> cell.kept() == Kept.KEPT);
    assertThat(matrix.agreed("SUFFICIENCY"))
        .isNotEmpty()
        .allMatch(cell -> cell.kept() == Kept.NOT_SIGNED);
    assertThat(AuditMatrix.of(SHIPPED, LocalDate.of(2024, 3, 31), Optional.of("926")).agreed("PAN"))
        .allMatch(cell -> cell.kept() == Kept.NOT_SIGNED);
  }

  @TestFactory
  List<DynamicTest> without_any_one_clause_or_word_of_a_clause_nothing_starts() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    copy(Path.of("config"), scratch.resolve("config"));
    for (String name : List.of("PAN", "SUFFICIENCY")) {
      Path file = scratch.resolve("config/use-cases/" + name + ".yaml");
      String whole = Files.readString(file);
      for (Mutation mutation : mutations(whole)) {
        tests.add(
            dynamicTest(
                name + " without " + mutation.what(),
                () -> {
                  Files.writeString(file, mutation.text());
                  try {
                    Problems problems = new Problems();
                    assertThat(
                            RegionFiles.load(
                                scratch.resolve("config"), Path.of("schemas"), problems))
                        .isEmpty();
                    assertThat(problems.errors()).isNotEmpty();
                  } finally {
                    Files.writeString(file, whole);
                  }
                }));
      }
    }
    assertThat(tests).hasSizeGreaterThan(50);
    return tests;
  }

  /** A use case with something taken out of it. */
  private record Mutation(String what, String text) {}

  private static List<Mutation> mutations(String whole) {
    List<Mutation> mutations = new ArrayList<>();
    String start = "  - id: ";
    String[] parts = whole.split("(?m)^(?=" + start + ")");
    for (int i = 1; i < parts.length; i++) {
      String clause = parts[i];
      String id = clause.substring(start.length(), clause.indexOf('\n'));
      mutations.add(new Mutation(id, whole.replace(clause, "")));
      int from = clause.indexOf("instructs: [") + "instructs: [".length();
      int to = clause.indexOf(']', from);
      List<String> words = Arrays.asList(clause.substring(from, to).split(", "));
      for (String word : words) {
        String left =
            words.stream().filter(other -> !other.equals(word)).collect(Collectors.joining(", "));
        mutations.add(
            new Mutation(
                id + " " + word,
                whole.replace(clause, clause.substring(0, from) + left + clause.substring(to))));
      }
    }
    return mutations;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
