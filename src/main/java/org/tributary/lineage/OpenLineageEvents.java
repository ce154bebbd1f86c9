package org.tributary.lineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.ColumnLineageDatasetFacet;
import io.openlineage.client.OpenLineage.InputDataset;
import io.openlineage.client.OpenLineage.InputField;
import io.openlineage.client.OpenLineage.InputFieldTransformations;
import io.openlineage.client.OpenLineage.JobFacets;
import io.openlineage.client.OpenLineage.OutputDataset;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import io.openlineage.client.OpenLineage.RunFacets;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tributary.agreement.UseCase;
import org.tributary.authority.LocalAuthority;
import org.tributary.output.Output;
import org.tributary.pipeline.DegradeRule;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.Origin;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.publish.CommitLog;
import org.tributary.publish.Layout;
import org.tributary.publish.Manifest;
import org.tributary.publish.PublishedFile;
import org.tributary.publish.PublishedState;
import org.tributary.region.Region;
import org.tributary.report.SessionState.Staged;
import org.tributary.schema.Field;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;

/**
 * The way of the data through the newest commits as run events of OpenLineage 2, one line of JSON
 * each: for every authority's dataset from its uploads to what is shared, for every use case from
 * what is shared to its outputs, for everything that SQL makes from its sources. They hold names,
 * counts and digests, and no value of a record. The same commits give the same bytes.
 */
public final class OpenLineageEvents {

  /** Where the jobs are, and by area the datasets. */
  private static final String NAMESPACE = "tributary";

  private static final URI PRODUCER = URI.create("urn:tributary:0.1.0");

  /** The beginning of an attempt's id. */
  private static final DateTimeFormatter BEGUN =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final int LENGTH_OF_BEGUN = "20260331T020000Z".length();

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  /** The areas that are read; none is written to. */
  public record Areas(ObjectStore shared, ObjectStore workspace, ObjectStore outputs) {}

  private final Region region;
  private final Areas areas;
  private final LocalDate day;
  private final OpenLineage openLineage = new OpenLineage(PRODUCER);
  private final OutputStream out;

  private OpenLineageEvents(Region region, Areas areas, LocalDate day, OutputStream out) {
    this.region = region;
    this.areas = areas;
    this.day = day;
    this.out = out;
  }

  /**
   * Writes the events of every authority's dataset and of these use cases.
   *
   * @param day the day whose signatures count
   * @return how many events there are; 0 where nothing is published
   */
  public static long write(
      Region region, Areas areas, Set<String> useCases, LocalDate day, OutputStream out)
      throws StoreException, IOException {
    OpenLineageEvents events = new OpenLineageEvents(region, areas, day, out);
    long written = 0;
    for (LocalAuthority authority : region.authorities().values()) {
      for (Pipeline pipeline : region.pipelines().values()) {
        written += events.session(authority, pipeline.purposeBound());
      }
    }
    for (String useCase : useCases) {
      written += events.release(region.useCase(useCase));
    }
    return written;
  }

  /** A commit, and when its attempt began and it was published. */
  private record Done(
      String unit, Manifest manifest, String sha256, ZonedDateTime begun, ZonedDateTime ended) {

    /** The same for the same commit, whoever asks. */
    UUID runId(String job) {
      return UUID.nameUUIDFromBytes((job + '\n' + sha256).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Done done(ObjectStore store, String unit, PublishedState.Commit commit)
      throws StoreException {
    Manifest manifest = commit.manifest();
    Instant begun = BEGUN.parse(manifest.attempt().substring(0, LENGTH_OF_BEGUN), Instant::from);
    String key = new Layout(unit).commit(manifest.number());
    Instant published =
        store.list(key).stream().map(StoredObject::modified).findFirst().orElse(begun);
    Instant ended = published.isBefore(begun) ? begun : published;
    return new Done(
        unit,
        manifest,
        commit.sha256(),
        begun.atZone(ZoneOffset.UTC),
        ended.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneOffset.UTC));
  }

  private static String namespace(String area) {
    return NAMESPACE + ":" + area;
  }

  // From uploads to what is shared.

  private long session(LocalAuthority authority, Pipeline pipeline)
      throws StoreException, IOException {
    String unit = authority.code() + "/" + pipeline.dataset();
    return new PublishedState(new CommitLog(areas.shared(), unit))
        .read(
            commit ->
                session(
                    authority,
                    pipeline,
                    done(areas.shared(), unit, commit),
                    UploadCommit.of(unit, commit, areas.workspace())))
        .orElse(0L);
  }

  private long session(LocalAuthority authority, Pipeline pipeline, Done done, UploadCommit uploads)
      throws IOException {
    Set<String> signed = region.signed(authority, pipeline.dataset(), day);
    List<InputDataset> inputs = new ArrayList<>();
    for (UploadFile upload : uploads.files()) {
      long rows = upload.degraded().values().stream().mapToLong(Staged::rows).sum();
      inputs.add(input("uploads", name(done.unit(), upload), upload.sha256(), rows));
    }
    List<OutputDataset> outputs = new ArrayList<>();
    for (PipelineTable table : pipeline.tables()) {
      Optional<PublishedFile> file =
          done.manifest().file(authority.sharedTable(pipeline.dataset(), table.name()));
      if (file.isPresent()) {
        List<String> from =
            uploads.filesOf(table.name()).stream()
                .map(upload -> name(done.unit(), upload))
                .toList();
        List<OutputField> fields = table.keptFor(signed);
        Map<String, List<InputField>> lineage = new LinkedHashMap<>();
        Map<String, List<AgreementFacet.Clause>> clauses = new LinkedHashMap<>();
        for (OutputField field : fields) {
          lineage.put(field.name(), submitted(pipeline, table, field, from));
          clauses.put(field.name(), clauses(field, signed));
        }
        outputs.add(
            output(
                "shared",
                file.get().name(),
                file.get(),
                schema(fields, OutputField::name),
                lineage,
                pipeline.deduplicate() ? deduplicated(table, from) : List.of(),
                clauses));
      }
    }
    String job = "session/" + done.unit();
    return write(
        job,
        done,
        new OpenLineage.RunFacetsBuilder().build(),
        documented("Reads, checks and minimises what an authority uploaded, and shares it."),
        inputs,
        outputs);
  }

  /** Stands for an upload, whose own name may say more than a catalogue should know. */
  private static String name(String unit, UploadFile upload) {
    return unit + "/" + upload.id();
  }

  /** What a shared column is made from, in the uploads, and how. */
  private List<InputField> submitted(
      Pipeline pipeline, PipelineTable table, OutputField field, List<String> from) {
    if (field.origin() == Origin.ADDED_BY_REPAIR) {
      InputFieldTransformations repaired =
          how("INDIRECT", "CONDITIONAL", "repair " + table.repair().orElse(""), Masking.NO);
      List<InputField> all = new ArrayList<>();
      for (OutputField key : table.uniqueKey()) {
        all.addAll(each(from, key.plainName(), List.of(repaired)));
      }
      return all;
    }
    List<InputFieldTransformations> steps = new ArrayList<>();
    steps.add(
        how("DIRECT", "TRANSFORMATION", "checked and spelt as " + word(field.type()), Masking.NO));
    Optional<String> source = source(pipeline, table, field);
    if (source.isEmpty()) {
      // The name of the authority or the year: of the folder, and of no field.
      return List.of();
    }
    field
        .enrich()
        .forEach(rule -> steps.add(how("DIRECT", "TRANSFORMATION", word(rule), Masking.NO)));
    field.degrade().ifPresent(rule -> steps.add(degraded(rule, field)));
    return each(from, source.get(), steps);
  }

  private InputFieldTransformations degraded(DegradeRule rule, OutputField field) {
    return switch (rule) {
      case FIRST_OF_MONTH, SHORT_POSTCODE ->
          how("DIRECT", "TRANSFORMATION", word(rule), Masking.YES);
      case HASH_SHA256 ->
          how(
              "DIRECT",
              "TRANSFORMATION",
              word(rule) + " of the identifier " + field.identifier().orElse(""),
              Masking.YES);
      case REMOVE_ROW -> how("INDIRECT", "FILTER", word(rule), Masking.NO);
    };
  }

  /** The field that the values are read from; empty where a rule makes them of something else. */
  private Optional<String> source(Pipeline pipeline, PipelineTable table, OutputField field) {
    List<Field> fields =
        region.dataset(pipeline.dataset()).tables().stream()
            .filter(known -> known.name().equals(table.name()))
            .flatMap(known -> known.fields().stream())
            .toList();
    if (field.enrich().contains(EnrichRule.SCHOOL_YEAR)) {
      return fields.stream().filter(Field::isBirthDate).map(Field::name).findFirst();
    }
    boolean isMade = field.enrich().stream().anyMatch(EnrichRule::makesField);
    return isMade ? Optional.empty() : Optional.of(field.plainName());
  }

  private List<InputField> each(
      List<String> from, String field, List<InputFieldTransformations> steps) {
    return from.stream()
        .map(upload -> openLineage.newInputField(namespace("uploads"), upload, field, steps))
        .toList();
  }

  /** The fields that decide which rows stay. */
  private List<InputField> deduplicated(PipelineTable table, List<String> from) {
    List<InputField> deciding = new ArrayList<>();
    InputFieldTransformations filter =
        how("INDIRECT", "FILTER", "of rows of one key the newest stays", Masking.NO);
    for (OutputField key : table.uniqueKey()) {
      if (key.enrich().stream().noneMatch(EnrichRule::makesField)) {
        deciding.addAll(each(from, key.plainName(), List.of(filter)));
      }
    }
    return deciding;
  }

  private List<AgreementFacet.Clause> clauses(OutputField field, Set<String> useCases) {
    return field.useCases().stream()
        .filter(useCases::contains)
        .map(name -> clause(region.useCase(name), field.clause()))
        .toList();
  }

  private static AgreementFacet.Clause clause(UseCase useCase, String id) {
    return new AgreementFacet.Clause(
        useCase.name(),
        useCase.agreement().reference() + " version " + useCase.agreement().version(),
        id,
        useCase.clause(id).map(UseCase.Clause::words).orElse(""));
  }

  // From what is shared to outputs.

  private long release(UseCase useCase) throws StoreException, IOException {
    String unit = useCase.name();
    return new PublishedState(new CommitLog(areas.outputs(), unit))
        .read(commit -> release(useCase, done(areas.outputs(), unit, commit)))
        .orElse(0L);
  }

  private long release(UseCase useCase, Done done) throws StoreException, IOException {
    List<InputDataset> inputs = new ArrayList<>();
    List<OutputDataset> outputs = new ArrayList<>();
    for (Output.OfReturn of : region.outputs(useCase.name(), day).ofAllRows()) {
      List<OutputField> fields = of.rules().purposeBound().keptFor(Set.of(useCase.name()));
      String name = of.name();
      Optional<PublishedFile> file = done.manifest().file(of.parquet());
      if (file.isEmpty()) {
        continue;
      }
      List<PublishedFile> shared = shared(useCase, of);
      shared.forEach(from -> inputs.add(input("shared", from.name(), from.sha256(), from.rows())));
      Map<String, List<InputField>> lineage = new LinkedHashMap<>();
      Map<String, List<AgreementFacet.Clause>> clauses = new LinkedHashMap<>();
      InputFieldTransformations same = how("DIRECT", "IDENTITY", "as it is shared", Masking.NO);
      for (OutputField field : fields) {
        lineage.put(
            field.plainName(),
            shared.stream()
                .map(
                    from ->
                        openLineage.newInputField(
                            namespace("shared"), from.name(), field.name(), List.of(same)))
                .toList());
        clauses.put(field.plainName(), clauses(field, Set.of(useCase.name())));
      }
      outputs.add(
          output(
              "outputs",
              name,
              file.get(),
              schema(fields, OutputField::plainName),
              lineage,
              retained(fields, shared),
              clauses));
    }
    String job = "release/" + useCase.name();
    long written =
        write(
            job,
            done,
            new OpenLineage.RunFacetsBuilder().build(),
            documented("Puts all authorities' tables together for one use case."),
            inputs,
            outputs);
    for (Output.BySql output : region.outputs(useCase.name(), day).bySql()) {
      written += made(useCase, done, job, output);
    }
    return written;
  }

  private List<PublishedFile> shared(UseCase useCase, Output.OfReturn of) throws StoreException {
    List<PublishedFile> shared = new ArrayList<>();
    for (LocalAuthority authority : region.authorities().values()) {
      if (authority.signedOn(day, of.dataset()).contains(useCase.name())) {
        new CommitLog(areas.shared(), authority.code() + "/" + of.dataset())
            .head()
            .flatMap(head -> head.manifest().file(authority.sharedTable(of.dataset(), of.table())))
            .ifPresent(shared::add);
      }
    }
    return shared;
  }

  /** The year decides which rows may still be kept. */
  private List<InputField> retained(List<OutputField> fields, List<PublishedFile> shared) {
    InputFieldTransformations filter =
        how("INDIRECT", "FILTER", "years within retention", Masking.NO);
    return fields.stream()
        .filter(field -> field.enrich().contains(EnrichRule.YEAR))
        .flatMap(
            field ->
                shared.stream()
                    .map(
                        from ->
                            openLineage.newInputField(
                                namespace("shared"), from.name(), field.name(), List.of(filter))))
        .toList();
  }

  // What SQL makes.

  private long made(UseCase useCase, Done done, String parent, Output.BySql output)
      throws IOException {
    Optional<PublishedFile> file = done.manifest().file(output.parquet());
    List<Output.OfReturn> sources =
        output.reads().stream()
            .filter(source -> done.manifest().file(source.parquet()).isPresent())
            .sorted(Comparator.comparing(Output::name))
            .toList();
    if (file.isEmpty()) {
      return 0;
    }
    Map<String, List<InputField>> lineage = new LinkedHashMap<>();
    List<OpenLineage.SchemaDatasetFacetFields> schema = new ArrayList<>();
    for (Output.Column column : output.columns()) {
      schema.add(
          field(
              column.name(), word(output instanceof Output.Star ? column.type() : column.kind())));
      lineage.put(column.name(), column.is().map(this::same).orElse(List.of()));
    }
    List<InputField> read = read(sources);
    List<InputDataset> inputs =
        sources.stream()
            .map(
                source -> {
                  PublishedFile from = done.manifest().file(source.parquet()).orElseThrow();
                  return input("outputs", source.name(), from.sha256(), from.rows());
                })
            .toList();
    Map<String, List<AgreementFacet.Clause>> clauses = new LinkedHashMap<>();
    lineage
        .keySet()
        .forEach(column -> clauses.put(column, List.of(clause(useCase, output.clause()))));
    RunFacets ofRelease =
        new OpenLineage.RunFacetsBuilder()
            .parent(
                openLineage.newParentRunFacet(
                    new OpenLineage.ParentRunFacetRunBuilder().runId(done.runId(parent)).build(),
                    new OpenLineage.ParentRunFacetJobBuilder()
                        .namespace(NAMESPACE)
                        .name(parent)
                        .build(),
                    null))
            .build();
    JobFacets facets =
        new OpenLineage.JobFacetsBuilder()
            .documentation(documentation("Makes an output from compiled tables, in SQL."))
            .sql(openLineage.newSQLJobFacet(output.sql(), "duckdb"))
            .build();
    return write(
        "sql/" + output.name(),
        done,
        ofRelease,
        facets,
        inputs,
        List.of(output("outputs", output.name(), file.get(), schema, lineage, read, clauses)));
  }

  private List<InputField> same(Output.Source is) {
    return List.of(
        openLineage.newInputField(
            namespace("outputs"),
            is.output().name(),
            is.field().name(),
            List.of(how("DIRECT", "IDENTITY", "as it is compiled", Masking.NO))));
  }

  /** What the SQL may read: more than it says of single columns is not claimed. */
  private List<InputField> read(List<Output.OfReturn> sources) {
    InputFieldTransformations reads =
        how("INDIRECT", "CONDITIONAL", "read by the SQL of this job", Masking.NO);
    List<InputField> read = new ArrayList<>();
    for (Output.OfReturn source : sources) {
      for (OutputField field : source.rules().purposeBound().keptFor(Set.of(source.useCase()))) {
        read.add(
            openLineage.newInputField(
                namespace("outputs"), source.name(), field.plainName(), List.of(reads)));
      }
    }
    return read;
  }

  // How events are put together.

  /** Whether a step takes detail away that must not go further. */
  private enum Masking {
    YES,
    NO
  }

  private InputFieldTransformations how(
      String type, String subtype, String words, Masking masking) {
    return openLineage.newInputFieldTransformations(type, subtype, words, masking == Masking.YES);
  }

  private OpenLineage.DocumentationJobFacet documentation(String words) {
    return openLineage.newDocumentationJobFacet(words, "text/plain");
  }

  private JobFacets documented(String words) {
    return new OpenLineage.JobFacetsBuilder().documentation(documentation(words)).build();
  }

  private List<OpenLineage.SchemaDatasetFacetFields> schema(
      List<OutputField> fields, java.util.function.Function<OutputField, String> name) {
    return fields.stream().map(one -> field(name.apply(one), word(one.type()))).toList();
  }

  private OpenLineage.SchemaDatasetFacetFields field(String name, String type) {
    return new OpenLineage.SchemaDatasetFacetFieldsBuilder().name(name).type(type).build();
  }

  private InputDataset input(String area, String name, String sha256, long rows) {
    return new OpenLineage.InputDatasetBuilder()
        .namespace(namespace(area))
        .name(name)
        .facets(
            new OpenLineage.DatasetFacetsBuilder()
                .version(openLineage.newDatasetVersionDatasetFacet(sha256))
                .build())
        .inputFacets(
            new OpenLineage.InputDatasetInputFacetsBuilder()
                .inputStatistics(openLineage.newInputStatisticsInputDatasetFacet(rows, null, null))
                .build())
        .build();
  }

  private OutputDataset output(
      String area,
      String name,
      PublishedFile file,
      List<OpenLineage.SchemaDatasetFacetFields> schema,
      Map<String, List<InputField>> lineage,
      List<InputField> ofAllColumns,
      Map<String, List<AgreementFacet.Clause>> clauses) {
    OpenLineage.ColumnLineageDatasetFacetFieldsBuilder fields =
        new OpenLineage.ColumnLineageDatasetFacetFieldsBuilder();
    lineage.forEach(
        (column, from) ->
            fields.put(
                column,
                openLineage.newColumnLineageDatasetFacetFieldsAdditional(from, null, null)));
    ColumnLineageDatasetFacet columns =
        openLineage.newColumnLineageDatasetFacet(fields.build(), ofAllColumns);
    return new OpenLineage.OutputDatasetBuilder()
        .namespace(namespace(area))
        .name(name)
        .facets(
            new OpenLineage.DatasetFacetsBuilder()
                .version(openLineage.newDatasetVersionDatasetFacet(file.sha256()))
                .schema(openLineage.newSchemaDatasetFacet(schema))
                .columnLineage(columns)
                .put(AgreementFacet.NAME, new AgreementFacet(PRODUCER, clauses))
                .build())
        .outputFacets(
            new OpenLineage.OutputDatasetOutputFacetsBuilder()
                .outputStatistics(
                    openLineage.newOutputStatisticsOutputDatasetFacet(
                        file.rows(), file.bytes(), null))
                .build())
        .build();
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  /** One START and one COMPLETE. */
  private long write(
      String job,
      Done done,
      RunFacets runFacets,
      JobFacets jobFacets,
      List<InputDataset> inputs,
      List<OutputDataset> outputs)
      throws IOException {
    OpenLineage.Run run = openLineage.newRun(done.runId(job), runFacets);
    OpenLineage.Job of = openLineage.newJob(NAMESPACE, job, jobFacets);
    line(openLineage.newRunEvent(done.begun(), EventType.START, run, of, inputs, List.of()));
    line(openLineage.newRunEvent(done.ended(), EventType.COMPLETE, run, of, inputs, outputs));
    return 2;
  }

  private void line(OpenLineage.RunEvent event) throws IOException {
    out.write(JSON.writeValueAsBytes(event));
    out.write('\n');
  }
}
