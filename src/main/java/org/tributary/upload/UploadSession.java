package org.tributary.upload;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
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
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.check.Intake;
import org.tributary.check.Intake.NotRead;
import org.tributary.check.Intake.ToRead;
import org.tributary.compile.Database;
import org.tributary.compile.Databases;
import org.tributary.compile.Joined;
import org.tributary.compile.Loss;
import org.tributary.compile.Remark;
import org.tributary.compile.SessionTables;
import org.tributary.compile.StagedFile;
import org.tributary.enrich.PostcodeAuthorities;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorType;
import org.tributary.gate.Breach;
import org.tributary.gate.Gate;
import org.tributary.identify.ReadingOrder;
import org.tributary.ledger.Draft;
import org.tributary.ledger.Entry.What;
import org.tributary.operate.Fault;
import org.tributary.pipeline.PipelineTable;
import org.tributary.publish.Area;
import org.tributary.publish.Attempt;
import org.tributary.publish.Collected;
import org.tributary.publish.Counts;
import org.tributary.publish.History;
import org.tributary.publish.How;
import org.tributary.publish.Look;
import org.tributary.publish.Look.Begun;
import org.tributary.publish.Look.Found;
import org.tributary.publish.LookAgainException;
import org.tributary.publish.Manifest;
import org.tributary.publish.PublishedFile;
import org.tributary.region.Digests;
import org.tributary.report.Audience;
import org.tributary.report.FileReport;
import org.tributary.report.FileReport.Outcome;
import org.tributary.report.FileReport.TableReport;
import org.tributary.report.JoinReport;
import org.tributary.report.ReportFile;
import org.tributary.report.SessionReport;
import org.tributary.report.SessionState;
import org.tributary.report.SessionState.InputFile;
import org.tributary.report.SessionState.Staged;
import org.tributary.store.Contents;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore.Content;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.Scratch;
import org.tributary.store.SideBySide;
import org.tributary.store.StoreException;
import org.tributary.submission.Period;
import org.tributary.submission.Stage;
import org.tributary.submission.StagedTable;
import org.tributary.upload.SessionTicket.FileTicket;

/**
 * One run over one authority's area for one dataset, from a listing to a commit. Its methods are
 * the steps of the routes {@code session} and {@code commit}, called once each and in that order;
 * by its {@link #outcome()} the routes decide what comes next. Nothing that it writes is visible to
 * a reader before {@link #publish()}.
 */
public final class UploadSession {

  /** The files as they were listed after the head. */
  private record Listed(Collected folder, LookedUp lookedUp, String fingerprint)
      implements Look.Inputs {}

  /** What a look remembers of a session. */
  record Ended(
      How how,
      String fingerprint,
      long number,
      int setAside,
      long rowsRead,
      long rowsKept,
      String failure) {}

  /**
   * A published file that this session made: its bytes, still local, and what they are.
   *
   * @param joined what became of the rows of all periods together, where it is those
   */
  private record Made(
      String name,
      Path csv,
      long rows,
      PipelineTable table,
      Set<Integer> returnYears,
      Optional<Joined> joined) {}

  /** How the files of a session came, as the archive keeps it beside their bytes. */
  private record Came(String session, List<FileWork.Incoming> files) {}

  /** After a death of the programme so many files are each read alone, once. */
  private static final int MOST_FILES_READ_TOGETHER = 50;

  private static final long MOST_BYTES_READ_TOGETHER = 4_000_000;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Logger LOG = LoggerFactory.getLogger(UploadSession.class);

  private final UploadUnit unit;
  private final Look look;
  private final String id;
  private final ReadingTurns turns;
  private final Consumer<RowsThrough> atRows;
  private final Consumer<Ended> atEnd;

  private final SortedMap<Integer, FileWork> toRead = new TreeMap<>();
  private final List<List<FileWork>> readTogether = new ArrayList<>();
  private final SortedMap<Integer, InputFile> files = new ConcurrentSkipListMap<>();
  private final Set<String> stillTrue = new TreeSet<>();
  private final SortedMap<String, String> recipes = new TreeMap<>();
  private final SortedMap<String, Joined> joins = new TreeMap<>();
  private final List<Made> made = new ArrayList<>();
  private final SortedMap<Integer, List<SessionTables.Part>> toArchive =
      new ConcurrentSkipListMap<>();
  private final Map<Audience, Map<ReportFile, byte[]>> reports = new EnumMap<>(Audience.class);

  private Optional<Listed> listed = Optional.empty();
  private Optional<Attempt> attempt = Optional.empty();
  private Optional<DegradedRows> degraded = Optional.empty();
  private Optional<Databases> databases = Optional.empty();
  private Optional<PostcodeAuthorities> postcodes = Optional.empty();
  private SessionState previous = SessionState.NOTHING;
  private History history = History.KEPT;
  private volatile String failure = "";
  private volatile Optional<How> how = Optional.empty();

  UploadSession(
      UploadUnit unit,
      Look look,
      String id,
      ReadingTurns turns,
      Consumer<RowsThrough> atRows,
      Consumer<Ended> atEnd) {
    this.unit = unit;
    this.look = look;
    this.id = id;
    this.turns = turns;
    this.atRows = atRows;
    this.atEnd = atEnd;
  }

  public String attempt() {
    return id;
  }

  /** As log lines name it: {@code 822/annex-a}. */
  String name() {
    return unit.name();
  }

  UploadUnit unit() {
    return unit;
  }

  UploadAccount account() {
    return unit.account();
  }

  ReadingTurns turns() {
    return turns;
  }

  Collected collected() {
    return listed.orElseThrow().folder();
  }

  /** Everything that decides what is made of a file of this period that holds these tables. */
  String digest(Period period, Collection<String> tables) {
    return unit.digest(period, tables, listed.orElseThrow().lookedUp().digest());
  }

  /** In which authority each postcode lies; read once, when the first file asks. */
  PostcodeAuthorities postcodes() throws StoreException, IOException {
    Databases open = databases();
    synchronized (this) {
      if (postcodes.isEmpty()) {
        postcodes =
            Optional.of(listed.orElseThrow().lookedUp().read(open, scratch().resolve("lookup")));
      }
      return postcodes.get();
    }
  }

  Path scratch() {
    return account().scratch().resolve(id);
  }

  boolean goesOn() {
    return how.isEmpty();
  }

  /** How it ended; empty while it goes on. */
  public Optional<How> outcome() {
    return how;
  }

  public SessionTicket ticket() {
    List<FileTicket> tickets =
        toRead.keySet().stream()
            .map(number -> new FileTicket(id, unit.authority().code(), unit.dataset(), number))
            .toList();
    return new SessionTicket(id, unit.authority().code(), unit.dataset(), tickets);
  }

  public FileWork file(int number) {
    return Objects.requireNonNull(toRead.get(number), "the session reads no such file");
  }

  /** Looks again, and finds out which files have to be read. */
  public void plan() throws StoreException, IOException, LookAgainException {
    Found<Listed> found = look.open(() -> id, () -> listed = Optional.of(list()));
    if (!(found instanceof Begun<Listed> begun)) {
      // Another replica was quicker, and may have been cut short before it delivered.
      new UploadDelivery(unit, look.log()).run();
      how = Optional.of(How.PUBLISHED);
      return;
    }
    attempt = Optional.of(begun.attempt());
    degraded =
        Optional.of(
            new DegradedRows(
                begun.attempt(), databases(), account().workers(), scratch().resolve("state")));
    Scratch.create(scratch());
    if (begun.attempt().head().isPresent()) {
      previous = stateOf(begun.attempt().head().get().manifest());
    }
    Map<String, InputFile> known =
        previous.files().stream().collect(Collectors.toMap(InputFile::key, file -> file));
    Intake intake = unit.intake();
    int number = 0;
    for (StoredObject object : inReadingOrder(collected().files())) {
      number++;
      plan(number, object, Optional.ofNullable(known.get(object.key())), intake);
    }
    forgetWhatLeft();
    group();
    LOG.info(
        "{}: {} files, {} to read, for commit {}",
        name(),
        files.size() + toRead.size(),
        toRead.size(),
        attempt.get().number());
  }

  /** Small files are read under one mark, larger ones each under its own. */
  private void group() {
    List<FileWork> together = new ArrayList<>();
    long bytes = 0;
    for (FileWork file : toRead.values()) {
      boolean isFull =
          together.size() == MOST_FILES_READ_TOGETHER
              || bytes + file.size() > MOST_BYTES_READ_TOGETHER;
      if (isFull && !together.isEmpty()) {
        group(together);
        together.clear();
        bytes = 0;
      }
      together.add(file);
      bytes += file.size();
    }
    if (!together.isEmpty()) {
      group(together);
    }
  }

  private void group(List<FileWork> together) {
    ReadingTurns.Group group =
        turns.group(
            id, together.stream().map(FileWork::content).toList(), together.get(0).number());
    together.forEach(file -> file.isReadIn(group));
    if (together.size() > 1) {
      readTogether.add(List.copyOf(together));
    }
  }

  private Listed list() throws StoreException {
    Collected folder = Collected.list(account().uploads(), unit.folder());
    LookedUp lookedUp = LookedUp.of(unit);
    return new Listed(folder, lookedUp, unit.fingerprint(folder.files(), lookedUp.digest()));
  }

  private SessionState stateOf(Manifest head)
      throws StoreException, IOException, LookAgainException {
    Optional<PublishedFile> file =
        head.workspace().stream()
            .filter(found -> found.name().equals(SessionState.NAME))
            .findFirst();
    if (file.isEmpty()) {
      return SessionState.NOTHING;
    }
    Path local = scratch().resolve(SessionState.NAME);
    attempt.orElseThrow().fetch(file.get(), Area.WORKSPACE, local);
    return SessionState.parse(Files.readAllBytes(local)).orElse(SessionState.NOTHING);
  }

  private List<StoredObject> inReadingOrder(List<StoredObject> listed) {
    return listed.stream().sorted(Comparator.comparing(this::path, ReadingOrder.NATURAL)).toList();
  }

  /** Below the dataset's folder, as the authority named it. */
  private String path(StoredObject object) {
    return object.key().substring(unit.folder().length());
  }

  private void plan(int number, StoredObject object, Optional<InputFile> known, Intake intake) {
    Intake.Decision decision = intake.of(path(object));
    if (decision instanceof NotRead notRead) {
      setAside(number, object, notRead.report());
    } else if (decision instanceof ToRead read) {
      plan(number, object, known, read);
    }
  }

  private void plan(int number, StoredObject object, Optional<InputFile> known, ToRead read) {
    Period period = read.period();
    if (known.isPresent() && isStillTrue(known.get(), object, period)) {
      files.put(number, known.get());
      stillTrue.add(known.get().id());
    } else {
      toRead.put(number, new FileWork(this, number, object, path(object), read));
    }
  }

  /** Whether reading the file again would give the same, as far as its bytes and the rules go. */
  private boolean isStillTrue(InputFile known, StoredObject object, Period period) {
    List<String> tables = known.report().tables().stream().map(TableReport::table).toList();
    boolean same =
        known.etag().equals(object.etag())
            && known.period().equals(Optional.of(period))
            && known.digest().equals(digest(period, tables));
    if (same) {
      for (Staged staged : known.tables()) {
        same &= attempt.orElseThrow().isInHead(staged.parquet().name(), Area.WORKSPACE);
      }
    }
    return same;
  }

  private void setAside(int number, StoredObject object, FileReport report) {
    files.put(
        number,
        new InputFile(
            object.key(),
            object.etag(),
            "",
            FileWork.fileId(object),
            Optional.empty(),
            List.of(),
            report));
  }

  /** Where something that was published is no longer there, the state before must go too. */
  private void forgetWhatLeft() {
    Set<String> there = new TreeSet<>();
    files.values().stream()
        .filter(file -> !file.tables().isEmpty())
        .forEach(file -> there.add(file.key()));
    for (FileWork work : toRead.values()) {
      there.add(work.key());
    }
    boolean left =
        previous.files().stream()
            .anyMatch(file -> !file.tables().isEmpty() && !there.contains(file.key()));
    // Nor may what was kept for a use case stay readable when its signature has ended; nor where
    // nothing says what it was kept for.
    boolean isForNobodyKnown = previous.signed().isEmpty() && attempt.orElseThrow().number() > 1;
    if (left || isForNobodyKnown || !unit.signed().containsAll(previous.signed())) {
      history = History.PURGED;
    }
  }

  /** Keeps something of this session that is no part of the state. */
  void archive(String name, Content content) throws StoreException {
    attempt.orElseThrow().archive(name, content);
  }

  /**
   * Keeps the degraded rows of a table, which the state is built from. What the stages before made
   * is archived while the tables are put together. Empty for few rows: those are kept together with
   * others' before that.
   */
  Optional<Staged> stage(StagedTable table, int number, String fileId)
      throws StoreException, IOException {
    SessionTables.Part part = new SessionTables.Part(table, fileId);
    toArchive.computeIfAbsent(number, any -> new ArrayList<>()).add(part);
    return DegradedRows.isAlone(part)
        ? Optional.of(degraded.orElseThrow().alone(part))
        : Optional.empty();
  }

  private synchronized Databases databases() {
    if (databases.isEmpty()) {
      databases = Optional.of(new Databases(account().engines(), account().workers()));
    }
    return databases.get();
  }

  /** Rows of a file went through the stages. */
  void through(RowsThrough rows) {
    atRows.accept(rows);
  }

  void finished(int number, InputFile file) {
    files.put(number, file);
  }

  /** Builds each period's table, and all periods of a table together without duplicates. */
  public void concatenate() throws StoreException, IOException, LookAgainException {
    List<List<SessionTables.Part>> read = DegradedRows.alike(toArchive.values());
    keep(degraded.orElseThrow().keepTogether(read, previous, stillTrue));
    List<Databases.Work<List<Made>>> tables = new ArrayList<>();
    for (PipelineTable table : unit.keptTables()) {
      SortedMap<String, List<InputFile>> byPeriod = new TreeMap<>();
      List<InputFile> all = new ArrayList<>();
      for (InputFile file : files.values()) {
        if (file.table(table.name()).isPresent()) {
          all.add(file);
          byPeriod
              .computeIfAbsent(file.period().orElseThrow().name(), name -> new ArrayList<>())
              .add(file);
        }
      }
      if (!all.isEmpty()) {
        concatenated(table, all).ifPresent(tables::add);
      }
      tables.addAll(current(table, all, byPeriod));
    }
    // The tables first: one of them is usually the longest work.
    List<Databases.Work<List<Made>>> work = new ArrayList<>(tables);
    SortedMap<String, Path> archives = archives(read, work);
    databases().useSideBySide(work).forEach(made::addAll);
    for (Made table : made) {
      table.joined().ifPresent(joined -> joins.put(table.table().name(), joined));
    }
    List<SideBySide.Work<String>> puts = new ArrayList<>();
    List<FileWork.Incoming> came =
        toRead.values().stream().flatMap(file -> file.incoming().stream()).toList();
    if (!came.isEmpty()) {
      Content note = Contents.of(JSON.writeValueAsBytes(new Came(id, came)));
      puts.add(() -> attempt.orElseThrow().archive("incoming/files.json", note));
    }
    Path zips = Scratch.create(scratch().resolve("incoming"));
    for (List<FileWork> together : readTogether) {
      puts.add(
          () -> {
            IncomingArchive archive =
                IncomingArchive.write(
                    IncomingArchive.of(together), zips.resolve(together.get(0).number() + ".zip"));
            return attempt.orElseThrow().archive(archive.name(), Contents.of(archive.zip()));
          });
    }
    archives.forEach(
        (name, parquet) ->
            puts.add(() -> attempt.orElseThrow().archive(name, Contents.of(parquet))));
    SideBySide.run(SideBySide.requests(account().workers()), puts);
  }

  /**
   * By name, what the stages before degrading made of the files that were read. Of a large file it
   * is yet to be written, beside the tables.
   */
  private SortedMap<String, Path> archives(
      List<List<SessionTables.Part>> read, List<Databases.Work<List<Made>>> work)
      throws IOException {
    SortedMap<String, Path> archives = new TreeMap<>();
    for (List<SessionTables.Part> parts : read) {
      for (Stage stage : List.of(Stage.CLEANED, Stage.ENRICHED)) {
        Path parquet = degraded.orElseThrow().place(parts, stage);
        archives.put(DegradedRows.name(parts.get(0), stage), parquet);
        if (DegradedRows.isAlone(parts.get(0))) {
          work.add(
              database -> {
                new SessionTables(database).archive(parts, Map.of(stage, parquet));
                return List.of();
              });
        }
      }
    }
    return archives;
  }

  /** The files know now where their rows lie. */
  private void keep(List<DegradedRows.Kept> rows) {
    Map<String, Integer> numbers = new HashMap<>();
    files.forEach((number, file) -> numbers.put(file.id(), number));
    for (DegradedRows.Kept kept : rows) {
      files.computeIfPresent(
          Objects.requireNonNull(numbers.get(kept.fileId()), "a file that nobody read"),
          (number, file) -> file.with(kept.rows()));
    }
  }

  /** One of the periods' tables, yet to be made. */
  private record Current(
      String period, String name, Path csv, List<StagedFile> staged, Set<Integer> returnYears) {

    Set<Path> lies() {
      return staged.stream().map(StagedFile::degraded).collect(Collectors.toSet());
    }

    Made made(PipelineTable table, long rows) {
      return new Made(name, csv, rows, table, returnYears, Optional.empty());
    }
  }

  /** Each period's table. Those whose rows lie together are made together. */
  private List<Databases.Work<List<Made>>> current(
      PipelineTable table, List<InputFile> all, SortedMap<String, List<InputFile>> byPeriod)
      throws StoreException, IOException, LookAgainException {
    Map<Set<Path>, List<Current>> together = new LinkedHashMap<>();
    for (Map.Entry<String, List<InputFile>> period : byPeriod.entrySet()) {
      String name =
          "current/%s_%s_%s.csv".formatted(unit.authority().code(), period.getKey(), table.name());
      List<InputFile> inputs = period.getValue();
      if (!isReused(name, recipe(table, inputs, ""))) {
        Current current =
            new Current(period.getKey(), name, place(name), staged(table, inputs), years(inputs));
        together.computeIfAbsent(current.lies(), lie -> new ArrayList<>()).add(current);
      }
    }
    List<Databases.Work<List<Made>>> work = new ArrayList<>();
    for (List<Current> periods : together.values()) {
      Path folder =
          Scratch.create(scratch().resolve("periods").resolve(table.name() + "-" + work.size()));
      work.add(database -> made(database, table, all, periods, folder));
    }
    return work;
  }

  private List<Made> made(
      Database database,
      PipelineTable table,
      List<InputFile> all,
      List<Current> periods,
      Path folder) {
    SessionTables tables = new SessionTables(database);
    if (periods.size() == 1) {
      Current only = periods.get(0);
      Joined joined = tables.current(table, unit.signed(), only.staged(), only.csv());
      return List.of(only.made(table, joined.rowsKept()));
    }
    Map<String, Path> csvs = new HashMap<>();
    Map<String, StagedFile> staged = new HashMap<>();
    for (Current current : periods) {
      csvs.put(current.period(), current.csv());
      current.staged().forEach(file -> staged.put(file.id(), file));
    }
    List<StagedFile> inOrder =
        all.stream().map(InputFile::id).filter(staged::containsKey).map(staged::get).toList();
    Map<String, Long> rows = tables.currentTogether(table, unit.signed(), inOrder, csvs, folder);
    return periods.stream()
        .map(current -> current.made(table, rows.getOrDefault(current.period(), 0L)))
        .toList();
  }

  private Optional<Databases.Work<List<Made>>> concatenated(
      PipelineTable table, List<InputFile> inputs)
      throws StoreException, IOException, LookAgainException {
    String name = unit.authority().sharedTable(unit.dataset(), table.name());
    String repair = account().repairs().of(table);
    if (isReused(name, recipe(table, inputs, repair))
        && previous.joins().containsKey(table.name())) {
      joins.put(table.name(), previous.joins().get(table.name()));
      return Optional.empty();
    }
    Path csv = place(name);
    List<StagedFile> staged = staged(table, inputs);
    return Optional.of(
        database -> {
          Joined joined =
              new SessionTables(database)
                  .concatenate(
                      table,
                      unit.signed(),
                      staged,
                      unit.pipeline().deduplicate(),
                      repair.isEmpty() ? Optional.empty() : Optional.of(repair),
                      csv);
          return List.of(
              new Made(name, csv, joined.rowsKept(), table, years(inputs), Optional.of(joined)));
        });
  }

  private static Set<Integer> years(List<InputFile> inputs) {
    Set<Integer> years = new TreeSet<>();
    inputs.forEach(file -> years.add(file.period().orElseThrow().year()));
    return years;
  }

  private Path place(String name) throws IOException {
    Path csv = scratch().resolve("made").resolve(name);
    Scratch.createFor(csv);
    return csv;
  }

  /** Everything that a published table depends on. */
  private String recipe(PipelineTable table, List<InputFile> inputs, String repair) {
    StringBuilder text = new StringBuilder(Digests.PROGRAM_RULES);
    text.append('\n').append(Digests.kept(table, unit.signed()));
    text.append('\n').append(unit.pipeline().deduplicate()).append('\n').append(repair);
    for (InputFile file : inputs) {
      text.append('\n').append(file.id()).append('\t').append(file.period());
      text.append('\t').append(file.table(table.name()).orElseThrow().sha256());
    }
    return Digest.of(text.toString().getBytes(StandardCharsets.UTF_8)).sha256();
  }

  private boolean isReused(String name, String recipe) {
    recipes.put(name, recipe);
    return recipe.equals(previous.recipes().get(name))
        && attempt.orElseThrow().reuse(name, Area.PUBLISHED).isPresent();
  }

  /** The degraded rows of these files, on this machine. */
  private List<StagedFile> staged(PipelineTable table, List<InputFile> inputs)
      throws StoreException, IOException, LookAgainException {
    List<StagedFile> staged = new ArrayList<>();
    for (InputFile input : inputs) {
      Staged rows = input.table(table.name()).orElseThrow();
      PublishedFile parquet = rows.parquet();
      Path local = degraded.orElseThrow().local(parquet.name());
      if (!Files.exists(local)) {
        Scratch.createFor(local);
        attempt.orElseThrow().fetch(parquet, Area.WORKSPACE, local);
      }
      staged.add(
          new StagedFile(
              input.id(), local, input.period().orElseThrow(), rows.nth(), rows.first()));
    }
    return staged;
  }

  /** Checks the very bytes that would be published; one breach, and nothing is. */
  public void gate() throws StoreException, IOException {
    List<SideBySide.Work<List<Breach>>> checks = new ArrayList<>();
    for (Made table : made) {
      checks.add(
          () ->
              Gate.shared(
                  table.csv(),
                  table.table(),
                  unit.signed().stream().map(account().region().useCases()::get).toList(),
                  unit.authority(),
                  table.returnYears()));
    }
    List<Breach> breaches =
        SideBySide.run(account().workers(), checks).stream().flatMap(List::stream).toList();
    if (!breaches.isEmpty()) {
      breaches.forEach(breach -> LOG.error("{}: the gate refuses {}", name(), breach));
      how = Optional.of(How.REFUSED);
    }
  }

  /** Takes what a report was made into, for one of its readers. */
  public void keepReport(Audience audience, ReportFile file, byte[] bytes) {
    reports.computeIfAbsent(audience, none -> new EnumMap<>(ReportFile.class)).put(file, bytes);
  }

  /** What is to be said of the files as they were read, and of their tables together. */
  public SessionReport report() {
    Map<String, FileReport> byFile = new LinkedHashMap<>();
    files.values().forEach(file -> byFile.put(file.id(), file.report()));
    joins.forEach(
        (table, join) -> {
          for (Loss loss : join.losses()) {
            // Of what a repair removed there is a remark, as of all that it did.
            if (loss.type() != ErrorType.EPISODE_REPAIRED) {
              byFile.computeIfPresent(
                  loss.fileId(),
                  (file, report) -> report.with(loss.type(), loss.rows(), errors(table, loss)));
            }
          }
          for (Remark remark : join.remarks()) {
            byFile.computeIfPresent(
                remark.fileId(),
                (file, report) -> report.with(remark.type(), remark.rows(), errors(table, remark)));
          }
        });
    List<JoinReport> joined = new ArrayList<>();
    joins.forEach(
        (table, join) ->
            joined.add(
                new JoinReport(
                    table, join.rowsRead(), join.rowsKept(), removed(join), join.repaired())));
    return new SessionReport(
        unit.authority().name(),
        unit.authority().code(),
        unit.dataset(),
        sessionName(),
        unit.today(),
        List.copyOf(byFile.values()),
        joined);
  }

  private static List<DataError> errors(String table, Loss loss) {
    return loss.firstRows().stream()
        .map(row -> DataError.ofRow(loss.type(), "", table, row))
        .toList();
  }

  private static List<DataError> errors(String table, Remark remark) {
    return remark.first().stream()
        .map(line -> DataError.ofRow(remark.type(), line.detail(), table, line.row()))
        .toList();
  }

  private static SortedMap<ErrorType, Long> removed(Joined join) {
    SortedMap<ErrorType, Long> removed = new TreeMap<>();
    join.losses().forEach(loss -> removed.merge(loss.type(), loss.rows(), Long::sum));
    return removed;
  }

  /** The same for whoever runs it: the number of the commit, not the attempt. */
  private String sessionName() {
    return String.format(
        Locale.ROOT,
        "%s-%s-%06d",
        unit.authority().code(),
        unit.dataset(),
        attempt.orElseThrow().number());
  }

  /** Makes the whole new state visible in one step. */
  public void publish() throws StoreException, IOException, LookAgainException {
    collected().confirm();
    Attempt attempt = this.attempt.orElseThrow();
    List<SideBySide.Work<PublishedFile>> puts = new ArrayList<>();
    for (Made table : made) {
      puts.add(
          () ->
              attempt.stage(table.name(), Contents.of(table.csv()), table.rows(), Area.PUBLISHED));
    }
    SideBySide.run(SideBySide.requests(account().workers()), puts);
    for (Audience audience : reports.keySet()) {
      Area area = audience == Audience.HUB ? Area.PUBLISHED : Area.WORKSPACE;
      for (Map.Entry<ReportFile, byte[]> file : reports.get(audience).entrySet()) {
        attempt.stage(audience.name(file.getKey()), Contents.of(file.getValue()), 0, area);
      }
    }
    noteWhatLeaves();
    SessionState state =
        new SessionState(List.copyOf(files.values()), recipes, joins, unit.signed());
    attempt.stage(SessionState.NAME, Contents.of(state.toJson()), 0, Area.WORKSPACE);
    Attempt.Outcome outcome =
        attempt.commit(counts(), Digests.PROGRAM_RULES, unit.keyIds(), history);
    switch (outcome) {
      case COMMITTED, ALREADY_PUBLISHED ->
          LOG.info(
              "{}: commit {} published: {} files, {} of them set aside; {} rows read, {} kept",
              name(),
              attempt.number(),
              files.size(),
              setAside(),
              counts().read(),
              counts().kept());
      case OVERTAKEN -> how = Optional.of(How.LOOK_AGAIN);
    }
  }

  /** Every table of a period that was published and will not be, with the reason. */
  private void noteWhatLeaves() throws StoreException {
    Map<String, InputFile> now =
        files.values().stream().collect(Collectors.toMap(InputFile::key, file -> file));
    SortedMap<String, List<String>> leaving = new TreeMap<>();
    for (InputFile was : previous.files()) {
      Optional<InputFile> still = Optional.ofNullable(now.get(was.key()));
      if (still.map(InputFile::tables).orElse(List.of()).isEmpty()) {
        for (Staged table : was.tables()) {
          leaving
              .computeIfAbsent(whyItLeaves(still), why -> new ArrayList<>())
              .add(name() + " " + was.period().orElseThrow().name() + " " + table.table());
        }
      }
    }
    for (Map.Entry<String, List<String>> things : leaving.entrySet()) {
      account().deletions().leaving(things.getValue(), things.getKey());
    }
  }

  private String whyItLeaves(Optional<InputFile> still) {
    if (still.isEmpty()) {
      return "the authority removed the file";
    }
    Set<ErrorType> errors = still.get().report().counts().keySet();
    if (errors.contains(ErrorType.RETENTION_PERIOD)) {
      return account().region().retentionReason(unit.signed(), unit.dataset());
    }
    return errors.contains(ErrorType.NOT_SIGNED)
        ? "no signed use case needs it any more"
        : "nothing of the file can be used any more; the error report says why";
  }

  /**
   * Files that somebody has to do something about: what nobody signed for or what is too old stays
   * where it is, and an alarm about it would never end.
   */
  private int setAside() {
    return (int)
        files.values().stream()
            .map(InputFile::report)
            .filter(report -> report.outcome() == Outcome.SET_ASIDE)
            .filter(report -> !report.counts().containsKey(ErrorType.NOT_SIGNED))
            .filter(report -> !report.counts().containsKey(ErrorType.RETENTION_PERIOD))
            .count();
  }

  private Counts counts() {
    SortedMap<String, Long> removed = new TreeMap<>();
    long read = 0;
    long kept = 0;
    for (InputFile file : files.values()) {
      for (TableReport table : file.report().tables()) {
        read += table.rowsRead();
        table.removed().forEach((type, rows) -> removed.merge(type.code(), rows, Long::sum));
      }
    }
    for (Joined join : joins.values()) {
      kept += join.rowsKept();
      removed(join).forEach((type, rows) -> removed.merge(type.code(), rows, Long::sum));
    }
    return new Counts(read, kept, removed);
  }

  /** Brings the error report back to the authority, and clears away what is no longer named. */
  public void deliver() throws StoreException, IOException {
    new UploadDelivery(unit, look.log()).run();
  }

  /** The authority learns what is wrong with its files even where nothing could be published. */
  public void deliverReportOnly() throws StoreException, IOException {
    Map<ReportFile, byte[]> own = reports.getOrDefault(Audience.LOCAL_AUTHORITY, Map.of());
    for (Map.Entry<ReportFile, byte[]> file : own.entrySet()) {
      account()
          .uploads()
          .replace(unit.reportFolder() + file.getKey().filename(), Contents.of(file.getValue()));
    }
  }

  /** A failure in one of the steps of the session itself, or one that concerns all of it. */
  public void failed(Throwable failure) {
    this.failure = Fault.reason(failure);
    how = Optional.of(failure instanceof LookAgainException ? How.LOOK_AGAIN : How.FAILED);
  }

  /** Ends the session as it stands; what it kept on this machine goes. */
  public void end() {
    How ended = how.orElse(How.PUBLISHED);
    how = Optional.of(ended);
    databases.ifPresent(Databases::close);
    databases = Optional.empty();
    turns.over(id);
    Scratch.delete(scratch());
    Counts counts = counts();
    if (attempt.isPresent() && ended != How.PUBLISHED) {
      noteNothingPublished(ended);
    }
    atEnd.accept(
        new Ended(
            ended,
            listed.map(Listed::fingerprint).orElse(""),
            attempt.map(Attempt::number).orElse(0L),
            setAside(),
            counts.read(),
            counts.kept(),
            failure));
  }

  private void noteNothingPublished(How ended) {
    account()
        .deletions()
        .ledger()
        .note(
            Draft.ofNothingPublished(
                What.SESSION, name(), id, ended.name().toLowerCase(Locale.ROOT)));
  }
}
