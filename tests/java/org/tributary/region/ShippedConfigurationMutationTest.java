package org.tributary.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.agreement.UseCase;
import org.tributary.authority.LocalAuthority;
import org.tributary.compile.Database;
import org.tributary.config.Problems;
import org.tributary.config.YamlFiles;
import org.tributary.gate.Gate;
import org.tributary.output.StarSchemaFiles;
import org.tributary.pipeline.DegradeRule;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.FieldRules;
import org.tributary.pipeline.Marked;
import org.tributary.pipeline.Origin;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineFiles;
import org.tributary.pipeline.PipelineTable;
import org.tributary.proof.OutputsProof;
import org.tributary.proof.ProofOfOneTable;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Mark;

/**
 * Makes one mistake after the other in the shipped pipelines, and shows for each who refuses it.
 * {@code -DupdateExpected=true} writes the table anew, for a person to check.
 */
class ShippedConfigurationMutationTest {

  private static final Path EXPECTED = Path.of("tests/cases/mutations/who-refuses-what.csv");
  private static final Path CONFIG = Path.of("config");
  private static final LocalDate DAY = LocalDate.of(2026, 5, 1);
  private static final int OLDEST_YEAR = 2020;

  private static final String HEAD =
      """
      # Who refuses a mistake in the line of a kept field, in the pipelines as they are shipped.
      # check: the configuration does not load, so that nothing runs.
      # gate and proof: were it to load, rows that hold this field in full would be refused, or shown to break a promise.
      #   They are asked about fields that identify somebody; to no other field does a rule take anything away.
      # label: the very same values leave under another header, and nothing else changes.
      # A dash is no refusal. A line without any is a failure of the test.
      dataset,table,field,mistake,check,gate,proof,label
      """;

  @TempDir private Path scratch;

  private final Region region =
      RegionFiles.load(CONFIG, Path.of("schemas"), new Problems()).orElseThrow();

  /** One mistake in the line of a field: as it is written, and as it would come to run. */
  private record Mistake(String name, String line, OutputField field) {}

  @Test
  void every_mistake_in_the_line_of_a_kept_field_is_refused() throws IOException {
    copyOutputs();
    Map<String, String> repairs = OutputsProof.repairs(CONFIG);
    List<String> lines = new ArrayList<>();
    Path work = Files.createDirectories(scratch.resolve("work"));
    try (Database database = Database.open(work, "256MB", scratch)) {
      for (Pipeline pipeline : region.pipelines().values()) {
        String text = Files.readString(CONFIG.resolve("pipelines/" + pipeline.dataset() + ".yaml"));
        for (PipelineTable table : pipeline.tables()) {
          assertThat(refusedAlone(pipeline, table, text)).as(table.name()).isEmpty();
          for (OutputField field : table.fields()) {
            if (field.useCases().isEmpty()) {
              continue;
            }
            if (field.marked().isPresent()) {
              assertThat(gateAndProof(pipeline, table, field, field, repairs, database, false))
                  .as("%s as it should be", field.name())
                  .isEqualTo("-,-");
            }
            String line = line(text, table, field);
            for (Mistake mistake : mistakes(field, line)) {
              assertThat(mistake.line()).as(mistake.name()).isNotEqualTo(line);
              String mistaken = with(text, table, line, mistake.line());
              String check = check(pipeline, table, mistaken) ? "refuses" : "-";
              String later =
                  field.marked().isPresent()
                      ? gateAndProof(
                          pipeline, table, field, mistake.field(), repairs, database, true)
                      : "-,-";
              String label = isLabel(field, mistake) ? "same values" : "-";
              lines.add(
                  Stream.of(pipeline.dataset(), table.name(), field.name(), mistake.name())
                          .map(ShippedConfigurationMutationTest::cell)
                          .collect(Collectors.joining(","))
                      + ","
                      + check
                      + ","
                      + later
                      + ","
                      + label);
            }
            if (hasPattern(pipeline, table, field)) {
              lines.add(
                  Stream.of(pipeline.dataset(), table.name(), field.name(), "pattern removed")
                          .map(ShippedConfigurationMutationTest::cell)
                          .collect(Collectors.joining(","))
                      + (checkWithoutPattern(pipeline, table, field) ? ",refuses" : ",-")
                      + ",-,-,-");
            }
          }
        }
      }
    }
    assertThat(lines).filteredOn(line -> line.endsWith(",-,-,-,-")).as("nobody refuses").isEmpty();
    String found = HEAD + String.join("\n", lines) + "\n";
    if (System.getProperty("updateExpected") != null) {
      Files.writeString(EXPECTED, found);
    }
    assertThat(found).isEqualTo(Files.readString(EXPECTED));
  }

  private List<Mistake> mistakes(OutputField field, String line) {
    List<Mistake> mistakes = new ArrayList<>();
    if (field.degrade().isPresent()) {
      mistakes.add(
          new Mistake(
              "degrade removed",
              without(line, " degrade: [a-z_0-9]+,"),
              changed(field, field.name(), field.type(), field.enrich(), false, field.clause())));
    }
    if (!field.enrich().isEmpty()) {
      mistakes.add(
          new Mistake(
              "enrich removed",
              without(line, " enrich: \\[[^]]*\\],"),
              changed(field, field.name(), field.type(), List.of(), true, field.clause())));
    }
    if (field.enrich().size() > 1) {
      for (EnrichRule rule : field.enrich()) {
        List<EnrichRule> others = field.enrich().stream().filter(one -> one != rule).toList();
        String word = FieldRules.instruction(rule).word();
        String words =
            others.stream()
                .map(one -> FieldRules.instruction(one).word())
                .collect(Collectors.joining(", "));
        mistakes.add(
            new Mistake(
                "enrich without " + word,
                line.replaceFirst("enrich: \\[[^]]*\\]", "enrich: [" + words + "]"),
                changed(field, field.name(), field.type(), others, true, field.clause())));
      }
    }
    Kind other = field.type() == Kind.STRING ? Kind.DATE : Kind.STRING;
    String type = "{type: " + other.name().toLowerCase(java.util.Locale.ROOT) + ", ";
    mistakes.add(
        new Mistake(
            "kind changed",
            line.replaceFirst("\\{(type: [a-z]+, )?", Matcher.quoteReplacement(type)),
            changed(field, field.name(), other, field.enrich(), false, field.clause())));
    String name = "Another column";
    mistakes.add(
        new Mistake(
            "column renamed",
            line.replaceFirst("^      .*?: \\{", "      " + name + ": {"),
            changed(field, name, field.type(), field.enrich(), true, field.clause())));
    String clause = clauseThatDoesNotInstruct(field);
    mistakes.add(
        new Mistake(
            "clause changed",
            line.replaceFirst("clause: \"[0-9.]+\"", "clause: \"" + clause + "\""),
            changed(field, field.name(), field.type(), field.enrich(), true, clause)));
    return mistakes;
  }

  private boolean hasPattern(Pipeline pipeline, PipelineTable table, OutputField field) {
    return region.dataset(pipeline.dataset()).tables().stream()
        .filter(submitted -> submitted.name().equals(table.name()))
        .flatMap(submitted -> submitted.fields().stream())
        .anyMatch(
            submitted -> submitted.name().equals(field.name()) && submitted.pattern().isPresent());
  }

  /** The schema lets anything be typed into the field, and all else is as it is shipped. */
  private boolean checkWithoutPattern(Pipeline pipeline, PipelineTable table, OutputField field) {
    Dataset shipped = region.dataset(pipeline.dataset());
    SortedMap<String, Dataset> datasets = new TreeMap<>(region.datasets());
    datasets.put(
        shipped.name(),
        new Dataset(
            shipped.name(),
            shipped.description(),
            shipped.firstYear(),
            shipped.newestYear(),
            shipped.tables().stream()
                .map(
                    submitted ->
                        submitted.name().equals(table.name())
                            ? submitted.withFields(
                                submitted.fields().stream()
                                    .map(
                                        one ->
                                            one.name().equals(field.name())
                                                ? withoutPattern(one)
                                                : one)
                                    .toList())
                            : submitted)
                .toList()));
    Problems problems = new Problems();
    UnagreedText.find(
        region.pipelines(),
        YamlFiles.in(CONFIG.resolve("pipelines"), new Problems()),
        datasets,
        region.useCases(),
        problems);
    return problems.all().stream()
        .anyMatch(problem -> problem.toString().contains("'" + field.name() + "'"));
  }

  private static Field withoutPattern(Field field) {
    return new Field(
        field.name(),
        field.description(),
        field.kind(),
        field.mandatory(),
        field.headers(),
        field.format(),
        Optional.empty(),
        field.min(),
        field.max(),
        field.decimals(),
        field.maxLength(),
        field.codes(),
        field.validity(),
        field.mark(),
        field.shortLabel());
  }

  /** A clause of every use case that keeps the field, and that does not say all that is done. */
  private String clauseThatDoesNotInstruct(OutputField field) {
    List<UseCase> keeping = field.useCases().stream().map(region.useCases()::get).toList();
    return keeping.get(0).clauses().stream()
        .map(UseCase.Clause::id)
        .filter(
            id ->
                keeping.stream()
                    .allMatch(
                        useCase ->
                            useCase
                                .clause(id)
                                .filter(
                                    clause -> !clause.instructs().containsAll(FieldRules.of(field)))
                                .isPresent()))
        .findFirst()
        .orElseThrow();
  }

  private static OutputField changed(
      OutputField field,
      String name,
      Kind type,
      List<EnrichRule> enrich,
      boolean degraded,
      String clause) {
    return new OutputField(
        name,
        type,
        field.useCases(),
        field.uniqueKey(),
        enrich,
        degraded ? field.degrade() : Optional.empty(),
        OptionalInt.empty(),
        field.ascending(),
        clause,
        field.origin(),
        field.identifier(),
        field.marked().map(marked -> new Marked(marked.mark(), clause)));
  }

  /** Whether only the header differs of a column that a rule makes. */
  private static boolean isLabel(OutputField field, Mistake mistake) {
    OutputField back =
        changed(mistake.field(), field.name(), field.type(), field.enrich(), true, field.clause());
    OutputField before =
        changed(field, field.name(), field.type(), field.enrich(), true, field.clause());
    return mistake.name().equals("column renamed")
        && field.marked().isEmpty()
        && field.enrich().stream().anyMatch(EnrichRule::makesField)
        && back.equals(before);
  }

  private boolean check(Pipeline pipeline, PipelineTable table, String text) throws IOException {
    return !refusedAlone(pipeline, table, text).isEmpty() || refusedWithAllOthers(pipeline, text);
  }

  /** What is wrong with a table by itself: most mistakes, and the quickest to find. */
  private List<Problems.Problem> refusedAlone(Pipeline pipeline, PipelineTable table, String text)
      throws IOException {
    Path config = scratch.resolve("alone");
    String head =
        text.substring(0, text.indexOf("\ntables:\n")).replaceAll("deduplicated-for.*", "");
    write(config, pipeline, head + "\ntables:\n" + section(text, table) + "\n");
    Problems problems = new Problems();
    PipelineFiles.load(
        config, region.datasets(), region.useCases(), region.useCases().keySet(), problems);
    return errors(problems);
  }

  private boolean refusedWithAllOthers(Pipeline pipeline, String text) throws IOException {
    Path config = scratch.resolve("whole");
    write(config, pipeline, text);
    Problems problems = new Problems();
    SortedMap<String, Pipeline> pipelines = new TreeMap<>(region.pipelines());
    pipelines.putAll(
        PipelineFiles.load(
            config, region.datasets(), region.useCases(), region.useCases().keySet(), problems));
    var stars =
        StarSchemaFiles.load(config.resolve("outputs"), pipelines, region.useCases(), problems);
    if (errors(problems).isEmpty()) {
      UnmetClauses.find(
          region.useCases(),
          YamlFiles.in(CONFIG.resolve("use-cases"), problems),
          Decision.all(region.useCases(), region.datasets(), pipelines, stars),
          problems);
    }
    return !errors(problems).isEmpty();
  }

  private static List<Problems.Problem> errors(Problems problems) {
    return problems.all().stream()
        .filter(problem -> problem.severity() == Problems.Severity.ERROR)
        .toList();
  }

  private static void write(Path config, Pipeline pipeline, String text) throws IOException {
    Path folder = config.resolve("pipelines");
    for (Path file : YamlFiles.in(folder, new Problems()).values()) {
      Files.delete(file);
    }
    Files.writeString(folder.resolve(pipeline.dataset() + ".yaml"), text);
  }

  private void copyOutputs() throws IOException {
    for (String config : List.of("alone", "whole")) {
      Files.createDirectories(scratch.resolve(config).resolve("pipelines"));
      String only = config.equals("alone") ? "outputs/repairs" : "outputs";
      try (Stream<Path> files = Files.walk(CONFIG.resolve(only))) {
        files
            .filter(Files::isRegularFile)
            .forEach(
                file -> {
                  Path to = scratch.resolve(config).resolve(CONFIG.relativize(file).toString());
                  try {
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to);
                  } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                  }
                });
      }
    }
  }

  /** Asked for each use case that keeps the field; all must refuse. */
  private String gateAndProof(
      Pipeline pipeline,
      PipelineTable table,
      OutputField field,
      OutputField mistaken,
      Map<String, String> repairs,
      Database database,
      boolean full)
      throws IOException {
    PipelineTable other =
        new PipelineTable(
            table.name(),
            table.fields().stream().map(one -> one.equals(field) ? mistaken : one).toList(),
            table.repair());
    boolean gate = true;
    boolean proof = true;
    for (String name : field.useCases()) {
      UseCase useCase = region.useCases().get(name);
      List<LocalAuthority> signed =
          region.authorities().values().stream()
              .filter(authority -> authority.signedOn(DAY).contains(name))
              .toList();
      Map<String, String> row = new LinkedHashMap<>();
      for (OutputField one : table.keptFor(Set.of(name))) {
        // In the table as it is, so that a renamed column is one that nobody listed.
        row.put(one.name(), value(one, one.equals(field) && full, signed.get(0)));
      }
      Path csv = scratch.resolve("table.csv");
      Files.writeString(csv, record(row.keySet()) + record(row.values()));
      gate &= !Gate.output(csv, useCase, other, signed, OLDEST_YEAR).isEmpty();
      proof &=
          !ProofOfOneTable.broken(region, repairs, DAY, database, csv, 1, useCase, pipeline, other)
              .isEmpty();
    }
    return (gate ? "refuses" : "-") + "," + (proof ? "refuses" : "-");
  }

  private static String value(OutputField field, boolean full, LocalAuthority authority) {
    if (field.marked().isPresent()) {
      Mark mark = field.marked().get().mark();
      return switch (mark) {
        case BIRTH_DATE, DEATH_DATE, EXPECTED_BIRTH_DATE -> full ? "2010-03-17" : "2010-03-01";
        case POSTCODE -> full ? "OX1 2JD" : "OX1 2";
        case PERSON_ID -> full ? "123" : "123_" + authority.code();
        case NAME -> full ? "Somebody" : "";
      };
    }
    if (field.enrich().contains(EnrichRule.LA_NAME)) {
      return authority.name();
    }
    if (field.enrich().contains(EnrichRule.YEAR)) {
      return "2025";
    }
    if (field.enrich().contains(EnrichRule.MONTH)) {
      return "3";
    }
    if (field.degrade().equals(Optional.of(DegradeRule.REMOVE_ROW))) {
      return "Yes";
    }
    boolean tellsTheRule =
        field.origin() == Origin.ADDED_BY_REPAIR && field.type() == Kind.CATEGORY;
    return tellsTheRule ? "Original" : "";
  }

  private static String record(java.util.Collection<String> cells) {
    return cells.stream()
        .map(cell -> cell.isEmpty() ? "" : "\"" + cell + "\"")
        .collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(String text) {
    return text.contains(",") ? "\"" + text + "\"" : text;
  }

  private static String without(String line, String pattern) {
    return line.replaceFirst(pattern, "");
  }

  private static String section(String text, PipelineTable table) {
    // A name that YAML would read as a number stands in quotes.
    Matcher own = Pattern.compile("\n  \"?" + Pattern.quote(table.name()) + "\"?:\n").matcher(text);
    assertThat(own.find()).as(table.name()).isTrue();
    int start = own.start() + 1;
    Matcher next = Pattern.compile("\n  \"?[a-z_0-9]+\"?:\n").matcher(text);
    int end = next.find(start) ? next.start() + 1 : text.length();
    return text.substring(start, end).stripTrailing() + "\n";
  }

  private static String line(String text, PipelineTable table, OutputField field) {
    return section(text, table)
        .lines()
        .filter(
            line ->
                line.startsWith("      " + field.name() + ": {")
                    || line.startsWith("      \"" + field.name() + "\": {"))
        .findFirst()
        .orElseThrow();
  }

  private static String with(String text, PipelineTable table, String line, String other) {
    String section = section(text, table);
    return text.replace(section, section.replace(line + "\n", other + "\n"));
  }
}
