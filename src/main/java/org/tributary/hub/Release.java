package org.tributary.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.compile.AuthorityTable;
import org.tributary.compile.Compiled;
import org.tributary.compile.Database;
import org.tributary.compile.Databases;
import org.tributary.compile.DerivedTables;
import org.tributary.compile.NewestRows;
import org.tributary.compile.OpenDataImport;
import org.tributary.compile.StarTables;
import org.tributary.compile.StarTables.Standing;
import org.tributary.compile.TableSums;
import org.tributary.compile.UseCaseTables;
import org.tributary.describe.ReleasePackage.WrittenFile;
import org.tributary.errors.ErrorType;
import org.tributary.gate.Breach;
import org.tributary.gate.Gate;
import org.tributary.ledger.Draft;
import org.tributary.ledger.Entry.What;
import org.tributary.opendata.Finding;
import org.tributary.opendata.Imported;
import org.tributary.opendata.OpenData;
import org.tributary.opendata.OpenDataArea;
import org.tributary.opendata.Version;
import org.tributary.output.Output;
import org.tributary.output.Pictures;
import org.tributary.output.StarSchema;
import org.tributary.overview.Overview;
import org.tributary.overview.OverviewInput;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Picture;
import org.tributary.pipeline.PipelineTable;
import org.tributary.publish.Area;
import org.tributary.publish.Attempt;
import org.tributary.publish.CommitLog;
import org.tributary.publish.CommitLog.Head;
import org.tributary.publish.Counts;
import org.tributary.publish.History;
import org.tributary.publish.How;
import org.tributary.publish.Look.Begun;
import org.tributary.publish.LookAgainException;
import org.tributary.publish.PublishedFile;
import org.tributary.region.Digests;
import org.tributary.report.ErrorSummary;
import org.tributary.schema.Table;
import org.tributary.store.Contents;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.Scratch;
import org.tributary.store.SideBySide;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/**
 * One compilation of a use case's outputs from what the authorities have published, to a commit in
 * the outputs area. Its methods are the steps of the route {@code release}, called once each and in
 * that order; by its {@link #outcome()} the route decides what comes next.
 */
public final class Release {

  /** Told how a release ended, and the number of its commit. */
  interface AtEnd {
    void ended(How how, long number);
  }

  /**
   * One file that this release made, and for which table.
   *
   * @param unknown what may stand in it in the place of a value
   */
  private record Made(
      Compiled.File file, Output output, PipelineTable rules, Set<String> unknown) {}

  private static final Logger LOG = LoggerFactory.getLogger(Release.class);

  /** Behind the digest of the rules, where a recipe names them apart from what they are given. */
  private static final String RULES_END = "/";

  /** Where the package's own files stand among those of a release. */
  public static final String PACKAGE = "package/";

  private final HubUnit unit;
  private final CommitLog commits;
  private final ReleaseInputs inputs;
  private final Attempt attempt;
  private final AtEnd atEnd;
  private final Remembered remembered;

  /** Opened as they are needed, and kept until the release ends. */
  private final Databases databases;

  private final SortedMap<String, ReleaseState.Compiled> compiled = new TreeMap<>();
  private final List<Made> made = new ArrayList<>();
  private final Map<String, PublishedFile> reusedFiles = new TreeMap<>();

  /** What was made again and is the file of the release before, which need not be fetched. */
  private final Map<String, Path> asBefore = new TreeMap<>();

  /** The tables of open data that were made, by the names that were wanted together. */
  private final Map<Set<String>, Map<String, Path>> openData = new HashMap<>();

  private final SortedMap<String, TableSums> sums = new TreeMap<>();
  private final List<String> sources = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private ReleaseState previous = ReleaseState.NOTHING;
  private Optional<How> how = Optional.empty();

  Release(
      HubUnit unit,
      CommitLog commits,
      Begun<ReleaseInputs> begun,
      Remembered remembered,
      AtEnd atEnd) {
    this.unit = unit;
    this.commits = commits;
    this.inputs = begun.inputs();
    this.attempt = begun.attempt();
    this.remembered = remembered;
    this.atEnd = atEnd;
    this.databases = new Databases(unit.account().engines(), unit.account().workers());
  }

  public String attempt() {
    return attempt.id();
  }

  public ReleaseTicket ticket() {
    return new ReleaseTicket(attempt.id(), unit.name());
  }

  /** How it ended; empty while it goes on. */
  public Optional<How> outcome() {
    return how;
  }

  private Path scratch() {
    return unit.account().scratch().resolve(attempt.id());
  }

  /** All authorities together, per table only the use case's fields and years. */
  public void compile() throws StoreException, IOException, LookAgainException {
    Scratch.create(scratch());
    if (attempt.head().isPresent()) {
      previous = stateOf(attempt.head().get());
    }
    for (Output.OfReturn output : unit.outputs().ofAllRows()) {
      compile(output);
    }
    for (List<Output.Derived> together : unit.outputs().derivedTogether()) {
      derive(together);
    }
    for (StarSchema schema : unit.outputs().starSchemas()) {
      makeStar(schema);
    }
  }

  /** A table of all rows and, where the use case has it, the same with the newest only. */
  private void compile(Output.OfReturn output)
      throws StoreException, IOException, LookAgainException {
    List<SharedTable> wanted =
        inputs.tables().stream()
            .filter(input -> input.dataset().equals(output.dataset()))
            .filter(input -> input.table().equals(output.table()))
            .toList();
    if (wanted.isEmpty()) {
      return;
    }
    int oldestYear = unit.oldestYear(output.dataset());
    String recipe = recipe(output, wanted, oldestYear);
    Optional<Output.OfReturn> newest = unit.outputs().newestOf(output);
    if (isReused(Stream.concat(Stream.of(output), newest.stream()).toList(), recipe)) {
      return;
    }
    List<AuthorityTable> local = new ArrayList<>();
    List<Fetch> fetches = new ArrayList<>();
    for (SharedTable input : wanted) {
      Path csv = scratch().resolve(input.authority().code() + "-" + output.table() + ".csv");
      fetches.add(() -> fetch(input.from(), input.file(), csv));
      local.add(new AuthorityTable(input.authority().code(), csv, input.file().rows()));
    }
    fetchSideBySide(fetches);
    Path folder = folder(output);
    UseCaseTables tables = new UseCaseTables(databases);
    Compiled result = tables.compile(output, local, oldestYear, folder);
    if (newest.isPresent()) {
      List<AuthorityTable> rows =
          new NewestRows(databases, newest.get(), oldestYear).of(local, folder);
      Compiled second = tables.compile(newest.get(), rows, oldestYear, folder);
      add(newest.get(), recipe, second.files(), output.rules(), Set.of(), List.of(), List.of());
    }
    for (AuthorityTable input : local) {
      Files.delete(input.csv());
    }
    long tooOld = tooOld(result.removed());
    Optional<ReleaseState.Compiled> before =
        Optional.ofNullable(previous.outputs().get(output.name()));
    if (tooOld > before.map(known -> tooOld(known.counts().removed())).orElse(0L)) {
      String what = unit.name() + " " + output.dataset() + "/" + output.table();
      unit.account()
          .deletions()
          .leaving(
              List.of(what + " before " + oldestYear),
              unit.account().region().retentionReason(Set.of(unit.name()), output.dataset()));
    }
    result.files().forEach(file -> made.add(new Made(file, output, output.rules(), Set.of())));
    compiled.put(
        output.name(),
        new ReleaseState.Compiled(
            recipe,
            result.files().stream().map(Compiled.File::name).toList(),
            new Counts(result.rowsRead(), result.rowsKept(), result.removed())));
    LOG.debug("{}: {} rows of {} authorities", output.name(), result.rowsKept(), wanted.size());
  }

  private static long tooOld(Map<String, Long> removed) {
    return removed.getOrDefault(ErrorType.RETENTION_PERIOD.code(), 0L);
  }

  private Path folder(Output output) throws IOException {
    return Scratch.create(scratch().resolve(output.name()));
  }

  /** An output whose rows are those of others in another shape, and are not counted again. */
  private void add(
      Output output,
      String recipe,
      List<Compiled.File> files,
      PipelineTable rules,
      Set<String> unknown,
      List<String> codes,
      List<String> remarks) {
    files.forEach(file -> made.add(new Made(file, output, rules, unknown)));
    compiled.put(
        output.name(),
        new ReleaseState.Compiled(
            recipe,
            files.stream().map(Compiled.File::name).toList(),
            new Counts(0, 0, new TreeMap<>()),
            codes,
            remarks));
  }

  /** Takes over what the release before made of the same: all of these outputs, or none. */
  private boolean isReused(List<? extends Output> outputs, String recipe) {
    Map<Output, ReleaseState.Compiled> known = new LinkedHashMap<>();
    for (Output output : outputs) {
      Optional.ofNullable(previous.outputs().get(output.name()))
          .filter(made -> made.recipe().equals(recipe))
          .ifPresent(made -> known.put(output, made));
    }
    if (known.size() < outputs.size()) {
      return false;
    }
    known.forEach(this::takeOver);
    return true;
  }

  private void takeOver(Output output, ReleaseState.Compiled same) {
    for (String file : same.files()) {
      PublishedFile reused =
          attempt
              .reuse(file, Area.PUBLISHED)
              .orElseThrow(
                  () -> new IllegalStateException("a release lacks a file that its state names"));
      reusedFiles.put(file, reused);
    }
    compiled.put(output.name(), same);
  }

  /**
   * What SQL makes of a table of this release.
   *
   * @param together one output, or one for each authority that rows are handed over to
   */
  private void derive(List<Output.Derived> together)
      throws StoreException, IOException, LookAgainException {
    Output.Derived output = together.get(0);
    Optional<ReleaseState.Compiled> source = source(output.source());
    if (source.isEmpty()) {
      skipped(output, output.source().table());
      return;
    }
    List<String> lacking =
        output.joined().stream()
            .filter(joined -> output.output().needs().contains(joined.name()))
            .filter(joined -> source(joined.output()).isEmpty())
            .map(Output.Derived.Joined::name)
            .toList();
    if (!lacking.isEmpty()) {
      skipped(output, lacking.get(0));
      return;
    }
    Table schema = unit.schema(output.source());
    boolean hasOpenData = !output.output().openData().isEmpty();
    StringBuilder text = new StringBuilder(source.get().recipe());
    text.append('\n').append(unit.digest(output));
    for (Output.Derived.Joined joined : output.joined()) {
      text.append('\n').append(joined.name()).append('\t');
      source(joined.output()).ifPresent(of -> text.append(of.recipe()));
    }
    if (hasOpenData) {
      text.append('\n').append(unit.openData(inputs.openData()));
    }
    together.forEach(one -> one.recipient().ifPresent(to -> text.append('\n').append(to)));
    String recipe = Digests.sha256(text.toString());
    if (isReused(together, recipe)) {
      if (hasOpenData) {
        sources.addAll(previous.sources());
      }
      return;
    }
    Path folder = folder(output);
    Path parquet = local(output.source(), folder);
    Map<String, Path> beside =
        new TreeMap<>(
            hasOpenData ? openData(output.output().openData().keySet(), folder) : Map.of());
    for (Output.Derived.Joined joined : output.joined()) {
      if (source(joined.output()).isPresent()) {
        beside.put(
            joined.name(), local(joined.output(), Scratch.create(folder.resolve(joined.name()))));
      }
    }
    List<DerivedTables.Derived> derived;
    try (Database database = unit.account().engines().open()) {
      derived = new DerivedTables(database).derive(together, schema, parquet, beside, folder);
    }
    derived.get(0).remarks().forEach(remark -> LOG.info("{}: {}", output.nameOfAll(), remark));
    for (int i = 0; i < together.size(); i++) {
      DerivedTables.Derived one = derived.get(i);
      List<String> columns = one.table().fields().stream().map(OutputField::name).toList();
      add(
          together.get(i),
          recipe,
          one.compiled().files(),
          one.table(),
          Set.of(),
          columns.subList(output.columns().size(), columns.size()),
          one.remarks());
    }
  }

  /** What an output is made of is not there, so it is not; the others are. */
  private void skipped(Output.Derived output, String table) {
    if (unit.outputs().ofAllRows().stream()
        .filter(known -> known.dataset().equals(output.source().dataset()))
        .anyMatch(known -> source(known).isPresent())) {
      String told = output.nameOfAll() + ": OutputSkipped, there is no " + table;
      skipped.add(told);
      LOG.info("{}", told);
    }
  }

  /** A star schema is one thing: where anything that it is made from changed, all of it is. */
  private void makeStar(StarSchema schema) throws StoreException, IOException, LookAgainException {
    List<Output.Star> tables = unit.outputs().of(schema);
    List<Output.OfReturn> reads = tables.get(0).reads();
    if (reads.stream().noneMatch(table -> source(table).isPresent())) {
      return;
    }
    SortedMap<String, String> authorities = new TreeMap<>();
    unit.authorities().forEach(authority -> authorities.put(authority.code(), authority.name()));
    // Everything that the gate goes by, too: what it would refuse today is not taken over.
    String rules =
        Digests.sha256(
            Digests.star(schema, unit.dataset(schema.dataset()))
                + '\n'
                + authorities
                + '\n'
                + unit.oldestYear(schema.dataset()));
    StringBuilder text = new StringBuilder(unit.openData(inputs.openData()));
    for (Output.OfReturn table : reads) {
      text.append('\n').append(table.table()).append('\t');
      source(table).ifPresent(source -> text.append(source.recipe()));
    }
    String recipe = rules + RULES_END + Digests.sha256(text.toString());
    if (isReused(tables, recipe)) {
      sources.addAll(previous.sources());
      return;
    }
    Path folder = Scratch.create(scratch().resolve("star-" + schema.name()));
    Map<String, Path> made = new TreeMap<>(openData(schema.openData().keySet(), folder));
    for (Output.OfReturn table : reads) {
      if (source(table).isPresent()) {
        made.put(table.table(), local(table, Scratch.create(folder.resolve(table.table()))));
      }
    }
    try (Database database = unit.account().engines().open()) {
      new StarTables(databases)
          .build(
              database,
              schema,
              unit.account().region().pipeline(schema.dataset()),
              unit.dataset(schema.dataset()),
              made,
              authorities,
              unit.name(),
              (output, parquet) -> standing(output, rules, parquet),
              folder)
          .forEach(built -> addStar(built, recipe));
    }
  }

  /** Most tables of a star schema are as before, whatever changed in what they are made from. */
  private Standing standing(Output.Star output, String rules, Path parquet) throws IOException {
    String sha256 = Digest.of(Contents.of(parquet)).sha256();
    boolean isByTheSameRules =
        Optional.ofNullable(previous.outputs().get(output.name()))
            .filter(known -> known.recipe().startsWith(rules + RULES_END))
            .isPresent();
    return isByTheSameRules
            && attempt
                .head()
                .flatMap(head -> head.manifest().file(output.parquet()))
                .filter(file -> file.sha256().equals(sha256))
                .isPresent()
        ? Standing.AS_BEFORE
        : Standing.NEW;
  }

  private void addStar(StarTables.Built built, String recipe) {
    Output.Star output = built.output();
    switch (built.standing()) {
      case AS_BEFORE -> {
        ReleaseState.Compiled before =
            Objects.requireNonNull(previous.outputs().get(output.name()), "it stands as before");
        takeOver(output, before);
        built.compiled().files().stream()
            .filter(file -> Output.isParquet(file.name()))
            .forEach(file -> asBefore.put(file.name(), file.path()));
        compiled.put(
            output.name(), new ReleaseState.Compiled(recipe, before.files(), before.counts()));
      }
      case NEW ->
          add(
              output,
              recipe,
              built.compiled().files(),
              built.rules(),
              StarSchema.UNKNOWN,
              List.of(),
              List.of());
    }
  }

  /** The tables of open data by name; what they were made from is noted. */
  private Map<String, Path> openData(Set<String> wanted, Path folder)
      throws StoreException, IOException, LookAgainException {
    if (unit.account().external().isEmpty()) {
      sources.add("There is no open data: the area external is not configured.");
      return Map.of();
    }
    Map<String, Path> known = openData.get(wanted);
    if (known != null) {
      return known;
    }
    OpenData all = unit.account().region().openData();
    OpenData config = all.making(wanted);
    Path published = Scratch.create(folder.resolve("open-data"));
    OpenDataArea area = unit.account().external().get();
    Map<String, Path> files = new TreeMap<>();
    Map<StoredObject, Path> read = new HashMap<>();
    for (StoredObject object : inputs.openData()) {
      Path file = published.resolve("file-" + files.size());
      if (config.isOfInterest(object.key())) {
        fetch(area, object, file);
        read.put(object, file);
        if (OpenDataArea.isLastRead(object)) {
          String name = object.key().substring(object.key().lastIndexOf('/') + 1);
          sources.add(
              "LookupMissing: " + name + " is there no longer; the copy last read is used.");
        }
      } else if (all.isOfInterest(object.key())) {
        continue;
      }
      files.put(object.key(), file);
    }
    area.keep(config, read);
    Imported imported =
        new OpenDataImport(databases)
            .read(config, files, Scratch.create(folder.resolve("open-data-tables")));
    imported.versions().forEach(version -> sources.add(told(version)));
    for (Finding finding : imported.findings()) {
      sources.add(finding.file() + ": " + finding.sentence());
      LOG.warn("{}: open data: {}: {}", unit.name(), finding.file(), finding.sentence());
    }
    openData.put(Set.copyOf(wanted), imported.tables());
    return imported.tables();
  }

  /** What is said of open data, and of how tables met. */
  private List<String> told() {
    List<String> told = new ArrayList<>(sources);
    told.addAll(skipped);
    SortedMap<String, List<String>> remarks = new TreeMap<>();
    for (Output.Derived output : unit.outputs().derived()) {
      source(output).ifPresent(made -> remarks.put(output.nameOfAll(), made.remarks()));
    }
    remarks.forEach((name, of) -> of.forEach(remark -> told.add(name + ": " + remark)));
    return told.stream().distinct().toList();
  }

  private static String told(Version version) {
    return version.source()
        + ": "
        + version.file()
        + version.day().map(day -> " of " + day).orElse("")
        + ", "
        + version.rows()
        + " rows used, SHA-256 "
        + version.sha256();
  }

  private static void fetch(OpenDataArea area, StoredObject object, Path to)
      throws StoreException, IOException, LookAgainException {
    try {
      area.fetch(object, to);
    } catch (StoreException failure) {
      if (failure.reason() == Reason.CHANGED || failure.reason() == Reason.NOT_FOUND) {
        throw new LookAgainException();
      }
      throw failure;
    }
  }

  private Optional<ReleaseState.Compiled> source(Output output) {
    return Optional.ofNullable(compiled.get(output.name()));
  }

  /** The typed rows of an output of this release on this machine. */
  private Path local(Output output, Path folder)
      throws StoreException, IOException, LookAgainException {
    String name = output.parquet();
    Optional<Made> fresh =
        made.stream().filter(file -> file.file().name().equals(name)).findFirst();
    if (fresh.isPresent()) {
      return fresh.get().file().path();
    }
    Path copy = folder.resolve("source.parquet");
    PublishedFile reused =
        Objects.requireNonNull(reusedFiles.get(name), "a source is neither made nor taken over");
    attempt.fetch(reused, Area.PUBLISHED, copy);
    return copy;
  }

  private String recipe(Output.OfReturn output, List<SharedTable> wanted, int oldestYear) {
    StringBuilder text = new StringBuilder(Digests.PROGRAM_RULES);
    text.append('\n').append(Digests.kept(output.rules(), Set.of(unit.name())));
    text.append('\n').append(oldestYear);
    for (SharedTable input : wanted) {
      text.append('\n').append(input.authority().code()).append('\t').append(input.file().sha256());
    }
    return Digests.sha256(text.toString());
  }

  private ReleaseState stateOf(Head head) throws StoreException, IOException, LookAgainException {
    Optional<PublishedFile> file =
        head.manifest().workspace().stream()
            .filter(found -> found.name().equals(ReleaseState.NAME))
            .findFirst();
    if (file.isEmpty()) {
      return ReleaseState.NOTHING;
    }
    Path json = scratch().resolve(ReleaseState.NAME);
    attempt.fetch(file.get(), Area.WORKSPACE, json);
    Optional<ReleaseState> state = ReleaseState.parse(Files.readAllBytes(json));
    if (state.isEmpty()) {
      LOG.info("{}: another version made the release before; all is compiled again", unit.name());
    }
    return state.orElse(ReleaseState.NOTHING);
  }

  private void fetch(PublishedReturn from, PublishedFile file, Path to)
      throws StoreException, IOException, LookAgainException {
    from.commits().fetch(from.commit(), file, unit.account().shared(), to);
  }

  /** Something to be brought to this machine. */
  @FunctionalInterface
  private interface Fetch {
    void run() throws StoreException, IOException, LookAgainException;
  }

  /** One after the other, each would wait for its answer. */
  private void fetchSideBySide(List<Fetch> fetches)
      throws StoreException, IOException, LookAgainException {
    List<SideBySide.Work<Optional<LookAgainException>>> works = new ArrayList<>();
    for (Fetch fetch : fetches) {
      works.add(
          () -> {
            try {
              fetch.run();
              return Optional.empty();
            } catch (LookAgainException changed) {
              return Optional.of(changed);
            }
          });
    }
    for (Optional<LookAgainException> changed :
        SideBySide.run(SideBySide.requests(unit.account().workers()), works)) {
      if (changed.isPresent()) {
        throw changed.get();
      }
    }
  }

  /** Checks the very bytes that would be published; one breach, and nothing is. */
  public void gate() throws StoreException, IOException {
    List<SideBySide.Work<List<Breach>>> checks = new ArrayList<>();
    for (Made output : made) {
      if (Output.isCsv(output.file().name())) {
        checks.add(
            () ->
                Gate.output(
                    output.file().path(),
                    unit.useCase(),
                    output.rules(),
                    unit.authorities(output.output().dataset()),
                    unit.oldestYear(output.output().dataset()),
                    output.unknown(),
                    output.output() instanceof Output.Derived of
                        ? of.handedOver()
                        : Optional.empty()));
      }
    }
    List<Breach> breaches =
        SideBySide.run(unit.account().workers(), checks).stream().flatMap(List::stream).toList();
    if (!breaches.isEmpty()) {
      breaches.forEach(breach -> LOG.error("{}: the gate refuses {}", unit.name(), breach));
      how = Optional.of(How.REFUSED);
    }
  }

  /** Writes down what the release holds, for tools and people; nothing of it is visible yet. */
  public void describe() throws StoreException, IOException, LookAgainException {
    List<SideBySide.Work<PublishedFile>> puts = new ArrayList<>();
    for (Made output : made) {
      Compiled.File file = output.file();
      puts.add(
          () -> attempt.stage(file.name(), Contents.of(file.path()), file.rows(), Area.PUBLISHED));
    }
    SortedMap<String, PublishedFile> published = new TreeMap<>(reusedFiles);
    SideBySide.run(SideBySide.requests(unit.account().workers()), puts)
        .forEach(file -> published.put(file.name(), file));
    Path folder = Scratch.create(scratch().resolve("package"));
    Packaging packaging =
        new Packaging(unit, databases, published, previous.sums(), new Before(published, folder));
    for (Output output : unit.outputs().all()) {
      Optional<ReleaseState.Compiled> found = source(output);
      // Nobody is handed a table without rows.
      if (found.isPresent() && !found.get().files().isEmpty()) {
        packaging.add(output, found.get().files(), found.get().codeColumns());
      }
    }
    List<WrittenFile> written =
        packaging.write(
            attempt.number(),
            attempt.head().map(found -> found.manifest().number()),
            told(),
            Scratch.create(folder.resolve("written")));
    written.addAll(
        packaging.writeForRecipients(
            attempt.number(),
            attempt.head().map(found -> found.manifest().number()),
            sources.stream().distinct().toList(),
            Scratch.create(folder.resolve("handed-over"))));
    Path overview = folder.resolve(Overview.FILE);
    Files.write(overview, Overview.of(overview(folder, published), databases));
    written.add(new WrittenFile(Overview.FILE, overview));
    written.addAll(audit(folder));
    sums.putAll(packaging.sums());
    List<SideBySide.Work<PublishedFile>> pages = new ArrayList<>();
    for (WrittenFile file : written) {
      pages.add(
          () -> attempt.stage(PACKAGE + file.name(), Contents.of(file.path()), 0, Area.PUBLISHED));
    }
    SideBySide.run(SideBySide.requests(unit.account().workers()), pages);
  }

  /** What the page that an analyst opens first is made from. */
  private OverviewInput overview(Path folder, SortedMap<String, PublishedFile> published)
      throws StoreException, IOException, LookAgainException {
    Before files = new Before(published, folder);
    List<OverviewInput.TableFile> tables = new ArrayList<>();
    Map<String, Long> rowsBefore = new TreeMap<>();
    for (Output.OfReturn output : unit.outputs().ofAllRows()) {
      Optional<ReleaseState.Compiled> found = source(output);
      if (found.isPresent()) {
        tables.add(
            new OverviewInput.TableFile(
                output.dataset(),
                output.table(),
                files.now(output.parquet()),
                found.get().counts()));
      }
      attempt
          .head()
          .flatMap(head -> head.manifest().file(output.parquet()))
          .ifPresent(file -> rowsBefore.put(output.dataset() + "/" + output.table(), file.rows()));
    }
    SortedMap<String, ErrorSummary> summaries = summaries(folder);
    List<OverviewInput.Submission> submissions = new ArrayList<>();
    for (PublishedReturn from : inputs.submitted()) {
      Map<String, Long> shared = new TreeMap<>();
      inputs.tables().stream()
          .filter(input -> input.authority().equals(from.authority()))
          .filter(input -> input.dataset().equals(from.dataset()))
          .forEach(input -> shared.put(input.table(), input.file().rows()));
      submissions.add(
          new OverviewInput.Submission(
              from.authority().code(),
              from.dataset(),
              from.commit().counts(),
              shared,
              from.errorSummary().map(file -> Objects.requireNonNull(summaries.get(file.key())))));
    }
    return new OverviewInput(
        unit.account().region(),
        unit.name(),
        attempt.number(),
        unit.today(),
        tables,
        submissions,
        told(),
        pictures(files),
        attempt
            .head()
            .map(found -> new OverviewInput.Previous(found.manifest().number(), rowsBefore)));
  }

  /** The use case's pictures, each with those of its tables that the release holds. */
  private List<OverviewInput.PictureTables> pictures(Before files)
      throws StoreException, IOException, LookAgainException {
    List<Picture> pictures = Pictures.of(unit.outputs());
    SortedMap<String, Path> tables = new TreeMap<>();
    for (Output output : unit.outputs().all()) {
      if (source(output).isPresent()
          && pictures.stream().anyMatch(one -> one.reads().containsKey(output.shortName()))) {
        tables.put(output.shortName(), files.now(output.parquet()));
      }
    }
    return pictures.stream()
        .map(
            picture -> {
              SortedMap<String, Path> own = new TreeMap<>(tables);
              own.keySet().retainAll(picture.reads().keySet());
              return new OverviewInput.PictureTables(picture, own);
            })
        .toList();
  }

  /** The authorities' error reports in numbers, by their keys; those that were read before. */
  private SortedMap<String, ErrorSummary> summaries(Path folder)
      throws StoreException, IOException, LookAgainException {
    SortedMap<String, PublishedReturn> wanted = new TreeMap<>();
    inputs
        .submitted()
        .forEach(from -> from.errorSummary().ifPresent(file -> wanted.put(file.key(), from)));
    SortedMap<String, ErrorSummary> summaries = remembered.summaries(wanted.keySet());
    SortedMap<String, Path> fetched = new TreeMap<>();
    List<Fetch> fetches = new ArrayList<>();
    for (PublishedReturn from : wanted.values()) {
      PublishedFile file = from.errorSummary().orElseThrow();
      if (!summaries.containsKey(file.key())) {
        Path json = folder.resolve("errors-" + from.authority().code() + "-" + from.dataset());
        fetched.put(file.key(), json);
        fetches.add(() -> fetch(from, file, json));
      }
    }
    fetchSideBySide(fetches);
    for (Map.Entry<String, Path> file : fetched.entrySet()) {
      summaries.put(file.getKey(), ErrorSummary.read(Files.readAllBytes(file.getValue())));
    }
    remembered.remember(unit.name(), summaries);
    return summaries;
  }

  /** What is kept under which clause, on the day of the release. */
  private List<WrittenFile> audit(Path folder) throws IOException {
    List<WrittenFile> written = new ArrayList<>();
    for (Map.Entry<String, byte[]> file :
        remembered.audit(unit.account().region(), unit.today(), unit.name()).entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.write(path, file.getValue());
      written.add(new WrittenFile(file.getKey(), path));
    }
    return written;
  }

  /** Files of this release and of the one before, which is still published. */
  private final class Before implements Packaging.Files {

    private final SortedMap<String, PublishedFile> published;
    private final Path folder;

    Before(SortedMap<String, PublishedFile> published, Path folder) {
      this.published = published;
      this.folder = folder;
    }

    @Override
    public Path now(String name) throws StoreException, IOException, LookAgainException {
      Optional<Made> fresh =
          made.stream().filter(file -> file.file().name().equals(name)).findFirst();
      if (fresh.isPresent()) {
        return fresh.get().file().path();
      }
      Path same = asBefore.get(name);
      return same == null ? fetched(published(name), folder.resolve("now-" + name)) : same;
    }

    @Override
    public Optional<Path> before(String name)
        throws StoreException, IOException, LookAgainException {
      Optional<PublishedFile> old = attempt.head().flatMap(found -> found.manifest().file(name));
      return old.isPresent()
          ? Optional.of(fetched(old.get(), folder.resolve("before-" + name)))
          : Optional.empty();
    }

    @Override
    public boolean isSame(String name) {
      return attempt
          .head()
          .flatMap(found -> found.manifest().file(name))
          .map(old -> old.sha256().equals(published(name).sha256()))
          .orElse(false);
    }

    private PublishedFile published(String name) {
      return Objects.requireNonNull(published.get(name), "the release has no such file");
    }

    private Path fetched(PublishedFile file, Path to)
        throws StoreException, IOException, LookAgainException {
      // The note of what changed and the overview both ask for the same tables.
      if (!Files.exists(to)) {
        attempt.fetch(file, Area.PUBLISHED, to);
      }
      return to;
    }
  }

  /** Makes the whole new release visible in one step. */
  public void publish() throws StoreException, IOException {
    ReleaseState state = new ReleaseState(compiled, sums, sources.stream().distinct().toList());
    attempt.stage(ReleaseState.NAME, Contents.of(state.toJson()), 0, Area.WORKSPACE);
    // An earlier release may hold what had to go; nobody reads it but by its stable names.
    switch (attempt.commit(counts(), Digests.PROGRAM_RULES, "", History.PURGED)) {
      case COMMITTED, ALREADY_PUBLISHED ->
          LOG.info(
              "{}: release {} published: {} tables, {} rows of {} authorities",
              unit.name(),
              attempt.number(),
              compiled.size(),
              counts().kept(),
              inputs.tables().stream().map(SharedTable::authority).distinct().count());
      case OVERTAKEN -> how = Optional.of(How.LOOK_AGAIN);
    }
  }

  private Counts counts() {
    long read = 0;
    long kept = 0;
    SortedMap<String, Long> removed = new TreeMap<>();
    for (Map.Entry<String, ReleaseState.Compiled> table : compiled.entrySet()) {
      Counts counts = table.getValue().counts();
      read += counts.read();
      kept += counts.kept();
      counts.removed().forEach((reason, rows) -> removed.merge(reason, rows, Long::sum));
    }
    return new Counts(read, kept, removed);
  }

  /** Refreshes the copies under stable names, and clears away what is no longer named. */
  public void deliver() throws StoreException {
    new HubDelivery(unit, commits).run();
  }

  /** A failure in one of the steps. */
  public void failed(Throwable failure) {
    how = Optional.of(failure instanceof LookAgainException ? How.LOOK_AGAIN : How.FAILED);
  }

  /** Ends the release as it stands; what it kept on this machine goes. */
  public void end() {
    How ended = how.orElse(How.PUBLISHED);
    how = Optional.of(ended);
    databases.close();
    Scratch.delete(scratch());
    if (ended != How.PUBLISHED) {
      unit.account()
          .deletions()
          .ledger()
          .note(
              Draft.ofNothingPublished(
                  What.RELEASE, unit.name(), attempt.id(), ended.name().toLowerCase(Locale.ROOT)));
    }
    atEnd.ended(ended, attempt.number());
  }
}
