package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.openlineage.client.OpenLineage.InputFieldTransformations;
import io.openlineage.client.OpenLineage.OutputDataset;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.authority.LocalAuthority;
import org.tributary.demo.CinCensusReturns;
import org.tributary.demo.Ssda903Returns;
import org.tributary.lineage.OpenLineageEvents;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.PipelineTable;
import org.tributary.region.Region;
import org.tributary.store.Digest;

/**
 * The events of a small region, read back with the classes that OpenLineage generates from its
 * published JSON schemas, strictly: an unknown or missing property or another type is an error.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenLineageTest {

  private static final Clock MAY_2026 =
      Clock.fixed(Instant.parse("2026-05-01T09:00:00Z"), ZoneOffset.UTC);

  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final List<String> lines = new ArrayList<>();
  private final List<RunEvent> events = new ArrayList<>();
  private final Map<String, byte[]> uploads = new java.util.TreeMap<>();
  private Region region;
  private byte[] again = {};

  @BeforeAll
  void publish(@TempDir Path folder) throws Exception {
    try (TrialRegion trial = new TrialRegion(folder, MAY_2026)) {
      region = trial.region();
      LocalAuthority bedford = region.authorities().get("822");
      for (int year : List.of(2024, 2025)) {
        new Ssda903Returns(region.datasets().get("ssda903"), bedford, 7, 10)
            .filesOf(year)
            .forEach((name, bytes) -> uploads.put("ssda903/" + name, bytes));
        new CinCensusReturns(region.datasets().get("cin-census"), bedford, 7, 10)
            .filesOf(year)
            .forEach((name, bytes) -> uploads.put("cin-census/" + name, bytes));
      }
      for (Map.Entry<String, byte[]> upload : uploads.entrySet()) {
        trial.upload(bedford.folder() + "/" + upload.getKey(), upload.getValue());
      }
      trial.work();
      PublishedCopy copy = PublishedCopy.of(trial);
      String text = new String(written(copy), StandardCharsets.UTF_8);
      again = written(copy);
      for (String line : text.lines().toList()) {
        lines.add(line);
        events.add(STRICT.readValue(line, RunEvent.class));
      }
    }
  }

  private byte[] written(PublishedCopy copy) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long count =
        OpenLineageEvents.write(
            region,
            new OpenLineageEvents.Areas(
                copy.store("shared"), copy.store("workspace"), copy.store("outputs")),
            region.useCases().keySet(),
            LocalDate.now(MAY_2026),
            out);
    assertThat(out.toString(StandardCharsets.UTF_8).lines().count()).isEqualTo(count);
    return out.toByteArray();
  }

  private RunEvent complete(String job) {
    return events.stream()
        .filter(event -> event.getJob().getName().equals(job))
        .filter(event -> event.getEventType() == EventType.COMPLETE)
        .findFirst()
        .orElseThrow();
  }

  private static OutputDataset output(RunEvent event, String name) {
    return event.getOutputs().stream()
        .filter(output -> output.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> steps(OutputDataset output, String column) {
    return output
        .getFacets()
        .getColumnLineage()
        .getFields()
        .getAdditionalProperties()
        .get(column)
        .getInputFields()
        .get(0)
        .getTransformations()
        .stream()
        .map(OpenLineageTest::step)
        .toList();
  }

  private static String step(InputFieldTransformations step) {
    return step.getType()
        + " "
        + step.getSubtype()
        + " "
        + step.getDescription()
        + (step.getMasking() ? " (masking)" : "");
  }

  @Test
  void every_event_is_what_the_published_schemas_say_and_nothing_is_lost_when_it_is_read()
      throws Exception {
    assertThat(events).hasSizeGreaterThan(20);
    for (int i = 0; i < lines.size(); i++) {
      RunEvent event = events.get(i);
      assertThat(event.getSchemaURL().toString()).startsWith("https://openlineage.io/spec/2-");
      assertThat(event.getProducer()).hasToString("urn:tributary:0.1.0");
      JsonNode said = STRICT.readTree(lines.get(i));
      JsonNode read =
          STRICT.readTree(
              STRICT
                  .copy()
                  .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
                  .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                  .writeValueAsString(event));
      assertThat(read).isEqualTo(said);
    }
  }

  /**
   * Against the files of OpenLineage themselves, where somebody has them: {@code
   * -Dopenlineage.spec=FOLDER}, the folder {@code spec} of the project's repository.
   */
  @Test
  void every_event_and_facet_is_valid_by_the_published_files() throws Exception {
    String folder = System.getProperty("openlineage.spec", "");
    assumeThat(folder).isNotEmpty();
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(id -> published(Path.of(folder), id)));
    Set<String> used = new HashSet<>();
    for (String line : lines) {
      JsonNode event = STRICT.readTree(line);
      valid(registry, event, event.path("schemaURL").asText(), used);
      List<JsonNode> facets = new ArrayList<>();
      event.path("job").path("facets").forEach(facets::add);
      event.path("run").path("facets").forEach(facets::add);
      for (String list : List.of("inputs", "outputs")) {
        for (JsonNode dataset : event.path(list)) {
          dataset.path("facets").forEach(facets::add);
          dataset.path("inputFacets").forEach(facets::add);
          dataset.path("outputFacets").forEach(facets::add);
        }
      }
      for (JsonNode facet : facets) {
        String schema = facet.path("_schemaURL").asText();
        if (schema.startsWith("https://openlineage.io/")) {
          valid(registry, facet, schema, used);
        }
      }
    }
    assertThat(used).hasSizeGreaterThan(6);
  }

  private static void valid(
      SchemaRegistry registry, JsonNode node, String schema, Set<String> used) {
    used.add(schema);
    String refers = "{\"$ref\": \"" + schema + "\"}";
    assertThat(registry.getSchema(refers).validate(node.toString(), InputFormat.JSON))
        .as(schema)
        .isEmpty();
  }

  /** A file of the spec by the last part of its id, whatever its version. */
  private static String published(Path spec, String id) {
    String name = id.replaceFirst("#.*", "").replaceFirst(".*/", "");
    Path facet = spec.resolve("facets").resolve(name);
    try {
      return Files.readString(Files.exists(facet) ? facet : spec.resolve(name));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  @Test
  void each_run_starts_and_completes_once_and_is_known_by_its_commit() {
    Map<String, List<EventType>> byRun =
        events.stream()
            .collect(
                Collectors.groupingBy(
                    event -> event.getJob().getName() + " " + event.getRun().getRunId(),
                    Collectors.mapping(RunEvent::getEventType, Collectors.toList())));
    assertThat(byRun.values())
        .allSatisfy(
            types -> assertThat(types).containsExactly(EventType.START, EventType.COMPLETE));
    assertThat(events).allMatch(event -> event.getEventTime().getOffset().equals(ZoneOffset.UTC));
  }

  @Test
  void the_same_commits_give_the_same_bytes() {
    assertThat(new String(again, StandardCharsets.UTF_8))
        .isEqualTo(String.join("\n", lines) + "\n");
  }

  @Test
  void a_session_names_its_uploads_by_their_hashes_and_not_by_the_names_of_files() {
    Set<String> hashes =
        uploads.entrySet().stream()
            .filter(upload -> upload.getKey().startsWith("ssda903/"))
            .map(upload -> Digest.of(upload.getValue()).sha256())
            .collect(Collectors.toSet());
    assertThat(complete("session/822/ssda903").getInputs())
        .hasSizeGreaterThan(10)
        .allSatisfy(
            input -> {
              assertThat(hashes).contains(input.getFacets().getVersion().getDatasetVersion());
              assertThat(input.getName()).matches("822/ssda903/[0-9a-f]{16}");
            });
  }

  @Test
  void a_column_says_what_is_done_to_it_and_what_masks_it() {
    OutputDataset header =
        output(complete("session/822/ssda903"), "concatenated/ssda903/822_ssda903_header.csv");
    assertThat(steps(header, "CHILD"))
        .containsExactly(
            "DIRECT TRANSFORMATION checked and spelt as string",
            "DIRECT TRANSFORMATION integer",
            "DIRECT TRANSFORMATION add_la_suffix");
    assertThat(steps(header, "DOB"))
        .containsExactly(
            "DIRECT TRANSFORMATION checked and spelt as date",
            "DIRECT TRANSFORMATION first_of_month (masking)");
    assertThat(
            header.getFacets().getColumnLineage().getFields().getAdditionalProperties().get("LA"))
        .as("the authority's name comes from no field")
        .satisfies(column -> assertThat(column.getInputFields()).isEmpty());
    OutputDataset episodes =
        output(complete("session/822/ssda903"), "concatenated/ssda903/822_ssda903_episodes.csv");
    assertThat(steps(episodes, "HOME_POST"))
        .contains("DIRECT TRANSFORMATION short_postcode (masking)");
    assertThat(steps(episodes, "Episode_source"))
        .containsExactly("INDIRECT CONDITIONAL repair ssda903-episodes");
  }

  @Test
  void every_degraded_column_of_every_table_is_masked_and_no_other() {
    RunEvent session = complete("session/822/ssda903");
    int tables = 0;
    for (PipelineTable table : region.pipelines().get("ssda903").tables()) {
      List<OutputField> kept = table.keptFor(Set.of("PAN", "SUFFICIENCY"));
      String name = "concatenated/ssda903/822_ssda903_" + table.name() + ".csv";
      if (session.getOutputs().stream().noneMatch(made -> made.getName().equals(name))) {
        continue;
      }
      tables++;
      OutputDataset shared = output(session, name);
      for (OutputField field : kept) {
        boolean masked =
            shared
                .getFacets()
                .getColumnLineage()
                .getFields()
                .getAdditionalProperties()
                .get(field.name())
                .getInputFields()
                .stream()
                .flatMap(from -> from.getTransformations().stream())
                .anyMatch(InputFieldTransformations::getMasking);
        assertThat(masked)
            .as(table.name() + " " + field.name())
            .isEqualTo(field.degrade().isPresent());
      }
    }
    assertThat(tables).isGreaterThan(4);
  }

  @Test
  void whatever_is_read_was_written_by_a_step_before_or_is_an_upload() {
    Set<String> written = new HashSet<>();
    for (RunEvent event : events) {
      event
          .getInputs()
          .forEach(
              input -> {
                if (!input.getNamespace().equals("tributary:uploads")) {
                  assertThat(written)
                      .contains(
                          input.getNamespace()
                              + " "
                              + input.getName()
                              + " "
                              + input.getFacets().getVersion().getDatasetVersion());
                }
              });
      event
          .getOutputs()
          .forEach(
              output ->
                  written.add(
                      output.getNamespace()
                          + " "
                          + output.getName()
                          + " "
                          + output.getFacets().getVersion().getDatasetVersion()));
    }
    assertThat(written).hasSizeGreaterThan(30);
  }

  @Test
  void what_sql_makes_is_a_run_of_its_own_within_its_release() {
    RunEvent children = complete("sql/SUFFICIENCY_dimLookedAfterChild");
    assertThat(children.getRun().getFacets().getParent().getRun().getRunId())
        .isEqualTo(complete("release/SUFFICIENCY").getRun().getRunId());
    assertThat(children.getJob().getFacets().getSql().getQuery()).contains("ChildIdentifier");
    assertThat(steps(children.getOutputs().get(0), "ChildIdentifier"))
        .containsExactly("DIRECT IDENTITY as it is compiled");
    assertThat(complete("sql/PAN_cin_census_referrals").getInputs()).hasSize(1);
  }

  @Test
  void each_column_names_its_clause_in_a_facet_that_our_own_schema_describes() throws Exception {
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(Path.of("docs/schemas/agreement-facet.json")));
    int facets = 0;
    for (String line : lines) {
      for (JsonNode output : STRICT.readTree(line).path("outputs")) {
        JsonNode facet = output.path("facets").path("tributaryAgreement");
        assertThat(schema.validate(facet.toString(), InputFormat.JSON)).isEmpty();
        Set<String> columns = new HashSet<>();
        output
            .path("facets")
            .path("schema")
            .path("fields")
            .forEach(field -> columns.add(field.path("name").asText()));
        facet.path("columns").fieldNames().forEachRemaining(columns::remove);
        assertThat(columns).as("columns without a clause").isEmpty();
        facets++;
      }
    }
    assertThat(facets).isGreaterThan(30);
    assertThat(lines).anyMatch(line -> line.contains("\"clause\":\"4.3\""));
  }

  @Test
  void no_event_holds_a_value_of_a_record() {
    String text = String.join("\n", lines);
    String header =
        new String(
            uploads.entrySet().stream()
                .filter(upload -> upload.getKey().contains("header"))
                .findFirst()
                .orElseThrow()
                .getValue(),
            StandardCharsets.UTF_8);
    List<String> children =
        header
            .lines()
            .skip(1)
            .map(line -> line.split("[,;\t]")[0])
            .filter(child -> child.length() > 3)
            .toList();
    assertThat(children).isNotEmpty().allSatisfy(child -> assertThat(text).doesNotContain(child));
  }
}
