package org.tributary.lineage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tributary.agreement.UseCase;
import org.tributary.audit.AuditMatrix;
import org.tributary.authority.LocalAuthority;
import org.tributary.compile.Database;
import org.tributary.compile.Databases;
import org.tributary.config.Nearest;
import org.tributary.lineage.AuthorityRows.Deduplicating;
import org.tributary.lineage.RowOrigin.Standing;
import org.tributary.lineage.Step.Operation;
import org.tributary.output.Output;
import org.tributary.output.Outputs;
import org.tributary.pipeline.Origin;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.publish.CommitLog;
import org.tributary.publish.Manifest;
import org.tributary.publish.PublishedState;
import org.tributary.schema.Kind;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;

/**
 * Answers where rows of an output come from. The tables are put together again from what the
 * accounts keep, with each row's origin beside it, and the answer counts only where the bytes are
 * those that were published: so nothing is guessed.
 */
public final class Explain {

  private final Accounts accounts;
  private final Question question;
  private final UseCase useCase;
  private final Pipeline pipeline;
  private final FieldOrigins origins;

  private Explain(
      Accounts accounts,
      Question question,
      UseCase useCase,
      Pipeline pipeline,
      FieldOrigins origins) {
    this.accounts = accounts;
    this.question = question;
    this.useCase = useCase;
    this.pipeline = pipeline;
    this.origins = origins;
  }

  /**
   * Explains rows of the newest release.
   *
   * @throws NoAnswerException where there is nothing to explain, or what the accounts keep is not
   *     what the release was made of
   */
  public static Explanation of(Accounts accounts, Question question)
      throws StoreException, IOException, NoAnswerException {
    UseCase useCase = known("use case", question.useCase(), accounts.region().useCases());
    Pipeline pipeline = known("dataset", question.dataset(), accounts.region().pipelines());
    AuditMatrix matrix = AuditMatrix.of(accounts.region(), accounts.today(), Optional.empty());
    return new Explain(
            accounts,
            question,
            useCase,
            pipeline,
            new FieldOrigins(accounts.region(), matrix, useCase.name()))
        .answer();
  }

  private static <T> T known(String what, String name, Map<String, T> all)
      throws NoAnswerException {
    if (!all.containsKey(name)) {
      throw new NoAnswerException(
          "There is no " + what + " '" + name + "'.", advice(name, all.keySet()));
    }
    return all.get(name);
  }

  private static String advice(String name, Set<String> known) {
    return Nearest.to(name, known)
        .map(meant -> "Did you mean '" + meant + "'?")
        .orElse("Known: " + String.join(", ", new TreeSet<>(known)) + ".");
  }

  private Explanation answer() throws StoreException, IOException, NoAnswerException {
    Outputs outputs = accounts.region().outputs(useCase.name(), accounts.today());
    for (Output.OfReturn output : outputs.ofAllRows()) {
      if (isAsked(output)) {
        return compiled(
            new Output.OfReturn(useCase.name(), output.dataset(), output.rules(), question.rows()));
      }
    }
    for (Output.BySql output : outputs.bySql()) {
      if (isAsked(output)) {
        return made(output);
      }
    }
    Set<String> known =
        outputs.all().stream()
            .filter(output -> output.dataset().equals(pipeline.dataset()))
            .map(Explain::asked)
            .collect(Collectors.toCollection(TreeSet::new));
    throw new NoAnswerException(
        useCase.name() + " has no output '" + question.table() + "' of " + pipeline.dataset() + ".",
        advice(question.table(), known));
  }

  private boolean isAsked(Output output) {
    return output.dataset().equals(pipeline.dataset()) && asked(output).equals(question.table());
  }

  /** What one asks for: a table, and whose where several authorities are handed one each. */
  private static String asked(Output output) {
    return output instanceof Output.Derived derived ? derived.label() : output.table();
  }

  private Manifest release() throws StoreException, IOException, NoAnswerException {
    return new PublishedState(new CommitLog(accounts.outputs(), useCase.name()))
        .read(PublishedState.Commit::manifest)
        .orElseThrow(
            () ->
                new NoAnswerException(
                    useCase.name() + " has no release yet.",
                    "Run the programme once (run --once), and ask again."));
  }

  // What authorities share, put together.

  private Explanation compiled(Output.OfReturn of)
      throws StoreException, IOException, NoAnswerException {
    PipelineTable table = of.rules();
    Manifest release = release();
    Path folder = Files.createTempDirectory(accounts.scratch(), "explain");
    try (Databases databases = new Databases(folder, accounts.databaseMemory(), 2);
        Database database = Database.open(folder, accounts.databaseMemory())) {
      Compilation compilation =
          Compilation.of(databases, database, accounts, release, question, table, folder);
      OutputRows output = compilation.rows();
      for (String column : question.key().keySet()) {
        hasColumn(output, column);
      }
      if (question.column().isPresent()) {
        hasColumn(output, question.column().get());
      }
      List<OutputRows.Row> rows =
          question.row().isPresent()
              ? output.numbered(question.row().getAsLong())
              : output.having(question.key());
      if (rows.isEmpty()) {
        throw new NoAnswerException(
            "The output has no such row.",
            question.row().isPresent()
                ? "Rows are counted from 1, without the header, through all parts of the CSV."
                : "Write the cells as they stand in the CSV.");
      }
      List<OutputRows.Row> explained = rows.subList(0, Math.min(question.most(), rows.size()));
      SortedMap<Long, List<Long>> alike = output.alike(explained, output.columns());
      Map<String, AuthorityRows> authorities = new HashMap<>();
      List<RowOrigin> origins = new ArrayList<>();
      for (OutputRows.Row row : explained) {
        Compilation.Place place = compilation.place(row.number());
        if (!authorities.containsKey(place.authority())) {
          Path own = Files.createDirectories(folder.resolve("of-" + place.authority()));
          authorities.put(place.authority(), authority(database, compilation, table, place, own));
        }
        origins.add(
            origin(compilation, authorities.get(place.authority()), table, row, place, alike));
      }
      return new Explanation(
          of.name(),
          release.number(),
          "",
          List.of(),
          rows.size(),
          origins,
          List.of(),
          this.origins.tableSteps(pipeline.dataset(), table.name()));
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static void hasColumn(OutputRows output, String column) throws NoAnswerException {
    if (!output.columns().contains(column)) {
      throw new NoAnswerException(
          "The output has no column '" + column + "'.",
          advice(column, new TreeSet<>(output.columns())));
    }
  }

  private AuthorityRows authority(
      Database database,
      Compilation compilation,
      PipelineTable table,
      Compilation.Place place,
      Path folder)
      throws StoreException, IOException, NoAnswerException {
    Compilation.Input input = compilation.input(place.authority());
    LocalAuthority authority = input.authority();
    return AuthorityRows.of(
        database,
        accounts,
        input.commit(),
        table.purposeBound(),
        accounts.region().signed(authority, pipeline.dataset(), accounts.today()),
        pipeline.deduplicate() ? Deduplicating.YES : Deduplicating.NO,
        input.shared(),
        folder);
  }

  private RowOrigin origin(
      Compilation compilation,
      AuthorityRows authority,
      PipelineTable table,
      OutputRows.Row row,
      Compilation.Place place,
      SortedMap<Long, List<Long>> alike)
      throws StoreException, IOException {
    AuthorityRows.Line line = authority.line(place.row());
    UploadFile file = authority.file(line);
    Compilation.Input input = compilation.input(place.authority());
    long older =
        question.rows() == Output.Rows.NEWEST
            ? compilation.older(place, table, Set.of(useCase.name()))
            : 0;
    List<String> repaired = repaired(authority, table, row, line);
    return new RowOrigin(
        row.number(),
        alike.getOrDefault(row.number(), List.of()),
        input.authority().code(),
        input.authority().name(),
        file.path(),
        file.sha256(),
        file.id(),
        file.period().name(),
        line.row(),
        session(input.commit().unit(), file.session(table.name())),
        authority.gaveWayTo(line),
        older,
        repairedBy(table, row),
        repaired,
        standing(file),
        columns(table, file.period().year(), repaired));
  }

  private static String session(String unit, long number) {
    return unit + " " + number;
  }

  /** The columns in which the row is no longer what its upload was degraded to. */
  private List<String> repaired(
      AuthorityRows authority, PipelineTable table, OutputRows.Row row, AuthorityRows.Line line) {
    if (table.repair().isEmpty()) {
      return List.of();
    }
    Map<String, String> before = authority.values(line);
    List<String> changed = new ArrayList<>();
    for (OutputField field : table.purposeBound().keptFor(Set.of(useCase.name()))) {
      String now = row.cells().getOrDefault(field.plainName(), "");
      String was = before.getOrDefault(field.name(), "");
      // A text that a spreadsheet would take for a formula has an apostrophe before it.
      if (field.origin() == Origin.SUBMITTED && !now.equals(was) && !now.equals("'" + was)) {
        changed.add(field.plainName());
      }
    }
    return changed;
  }

  /** The rules that the repair noted in the row; empty where it has no such column. */
  private static String repairedBy(PipelineTable table, OutputRows.Row row) {
    return table.fields().stream()
        .filter(field -> field.origin() == Origin.ADDED_BY_REPAIR)
        .filter(field -> field.type() == Kind.CATEGORY)
        .map(field -> row.cells().getOrDefault(field.name(), ""))
        .findFirst()
        .orElse("");
  }

  private Standing standing(UploadFile file) throws StoreException {
    return accounts.uploads().list(file.key()).stream()
        .filter(object -> object.key().equals(file.key()))
        .map(StoredObject::etag)
        .map(etag -> etag.equals(file.etag()) ? Standing.THERE : Standing.REPLACED)
        .findFirst()
        .orElse(Standing.REMOVED);
  }

  private List<ColumnOrigin> columns(PipelineTable table, int returnYear, List<String> repaired) {
    return origins.of(pipeline.dataset(), table, returnYear).stream()
        .filter(column -> question.column().map(column.column()::equals).orElse(true))
        .map(column -> repaired.contains(column.column()) ? repairedToo(table, column) : column)
        .toList();
  }

  private static ColumnOrigin repairedToo(PipelineTable table, ColumnOrigin column) {
    List<Step> steps = new ArrayList<>(column.steps());
    steps.add(
        new Step(
            Operation.REPAIRED,
            "changed by the repair " + table.repair().orElse("") + ", see its rule"));
    return new ColumnOrigin(
        column.column(), column.from(), column.inputs(), steps, column.clause(), column.rules());
  }

  // What SQL makes.

  private Explanation made(Output.BySql output)
      throws StoreException, IOException, NoAnswerException {
    String sql =
        output.sqlFiles().stream().map(file -> "config/" + file).collect(Collectors.joining(", "));
    List<String> reads = new ArrayList<>();
    output.reads().forEach(source -> reads.add(source.name()));
    if (output instanceof Output.Star star) {
      star.schema().openData().keySet().forEach(source -> reads.add("open data: " + source));
    }
    if (output instanceof Output.Derived derived) {
      derived.output().openData().keySet().forEach(of -> reads.add("open data: " + of));
    }
    List<ColumnOrigin> columns = new ArrayList<>();
    for (Output.Column column : output.columns()) {
      columns.add(
          made(column.name(), column.is().map(Output.Source::toString), output.clause(), sql));
    }
    return explained(output, sql, reads, columns);
  }

  private ColumnOrigin made(String name, Optional<String> is, String clause, String sql) {
    return new ColumnOrigin(
        name,
        From.SQL,
        is.stream().toList(),
        List.of(
            new Step(
                Operation.DERIVED,
                is.isPresent() ? "as it stands in " + is.get() : "worked out by the SQL")),
        origins.clause(clause),
        List.of(sql));
  }

  private Explanation explained(
      Output.BySql output, String sql, List<String> reads, List<ColumnOrigin> columns)
      throws StoreException, IOException, NoAnswerException {
    Manifest release = release();
    String name = output.name();
    if (release.file(output.parquet()).isEmpty()) {
      throw new NoAnswerException(
          "Release " + release.number() + " of " + useCase.name() + " has no " + name + ".",
          "It is made once authorities share what it reads: " + String.join(", ", reads) + ".");
    }
    List<ColumnOrigin> wanted =
        columns.stream()
            .filter(column -> question.column().map(column.column()::equals).orElse(true))
            .toList();
    if (wanted.isEmpty()) {
      Set<String> known = new TreeSet<>();
      columns.forEach(column -> known.add(column.column()));
      throw new NoAnswerException(
          "The output has no column '" + question.column().orElse("") + "'.",
          advice(question.column().orElse(""), known));
    }
    return new Explanation(
        name,
        release.number(),
        sql,
        reads,
        0,
        List.of(),
        wanted,
        List.of(new TableStep("made by SQL", sql, origins.clause(output.clause()))));
  }
}
