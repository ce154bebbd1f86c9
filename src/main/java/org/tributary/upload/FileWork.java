package org.tributary.upload;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.check.Intake;
import org.tributary.errors.ErrorLog;
import org.tributary.operate.Fault;
import org.tributary.publish.LookAgainException;
import org.tributary.read.FileFormat;
import org.tributary.read.UnreadableFileException;
import org.tributary.region.Digests;
import org.tributary.report.FileReport;
import org.tributary.report.FileReport.Outcome;
import org.tributary.report.FileReport.TableReport;
import org.tributary.report.SessionState.InputFile;
import org.tributary.report.SessionState.Staged;
import org.tributary.store.Contents;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.Scratch;
import org.tributary.store.StoreException;
import org.tributary.submission.NamedContent;
import org.tributary.submission.Period;
import org.tributary.submission.StagedTable;

/**
 * One file of a session on its way through the steps of the route {@code file}. Whatever is wrong
 * with its content costs this file only; what fails for any other reason costs the session, which
 * is tried again.
 */
public final class FileWork {

  /** How a file came, as the archive keeps it beside the bytes. */
  record Incoming(String path, long size, String modified, String etag, String sha256) {}

  private static final Logger LOG = LoggerFactory.getLogger(FileWork.class);

  private final UploadSession session;
  private final int number;
  private final StoredObject object;
  private final String path;
  private final Period period;
  private final Optional<NamedContent> content;
  private final ErrorLog errors = new ErrorLog();
  private final Path scratch;

  private Path bytes = Path.of("");
  private String sha256 = "";
  private Optional<FilePass> pass = Optional.empty();
  private Optional<ReadingTurns.Group> group = Optional.empty();
  private Optional<ReadingTurns.Turn> turn = Optional.empty();
  private boolean inContent;
  private boolean done;

  FileWork(
      UploadSession session, int number, StoredObject object, String path, Intake.ToRead read) {
    this.session = session;
    this.number = number;
    this.object = object;
    this.path = path;
    this.period = read.period();
    this.scratch = session.scratch().resolve("file-" + number);
    this.content = read.content();
    read.notes().forEach(errors::add);
  }

  /** Nothing more is done for a file when another one ended the session. */
  private void goesOn() throws SessionOverException {
    if (!session.goesOn()) {
      throw new SessionOverException();
    }
  }

  /** Brings the file to scratch exactly as it was listed, and archives it. */
  public void fetch()
      throws StoreException,
          IOException,
          LookAgainException,
          InterruptedException,
          UnreadableFileException,
          SessionOverException {
    goesOn();
    Scratch.create(scratch);
    bytes = scratch.resolve("incoming");
    try (OutputStream out = Scratch.write(bytes)) {
      sha256 = session.collected().read(object, out).sha256();
    } catch (StoreException refusal) {
      switch (refusal.reason()) {
        case FORBIDDEN -> throw new UnreadableFileException("we have no right to read it");
        case ARCHIVED ->
            throw new UnreadableFileException(
                "it is archived and must be restored and uploaded again");
        case CHANGED, NOT_FOUND, UNAVAILABLE, DIFFERENT_BYTES -> throw refusal;
      }
    }
    if (!group.orElseThrow().isOfSeveral()) {
      session.archive("incoming/" + sha256, Contents.of(bytes));
    }
    takeTurn();
  }

  /** What is kept of the file beside its bytes; empty where it was not brought here. */
  Optional<Incoming> incoming() {
    return sha256.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Incoming(path, object.size(), object.modified().toString(), object.etag(), sha256));
  }

  int number() {
    return number;
  }

  /** Where it lies on this machine. */
  Path bytes() {
    return bytes;
  }

  /** So many bytes were listed. */
  long size() {
    return object.size();
  }

  /** Names its bytes for those who take turns. */
  String content() {
    return ReadingTurns.content(object, Digests.PROGRAM_RULES);
  }

  /** With which others it is read. */
  void isReadIn(ReadingTurns.Group group) {
    this.group = Optional.of(group);
  }

  /** From here on a death of the programme may be this file's doing. */
  private void takeTurn() throws StoreException, InterruptedException, UnreadableFileException {
    turn = session.turns().take(group.orElseThrow(), content(), number);
    if (turn.isEmpty()) {
      LOG.error(
          "{} file {}: given up, since reading it stops the programme", session.name(), number);
      throw new UnreadableFileException(
          "the programme stopped "
              + ReadingTurns.GIVE_UP_AFTER
              + " times in a row while it read nothing but this file");
    }
  }

  /** What the file is, by its bytes. */
  public FileFormat recognise() throws IOException, UnreadableFileException, SessionOverException {
    goesOn();
    return FileFormat.of(bytes, session.unit().pipeline().format(), session.account().limits());
  }

  /**
   * Finds out the encoding, the headers and so the tables.
   *
   * @return how many tables there are; none where the errors say why
   */
  public int read(FileFormat format)
      throws StoreException, IOException, UnreadableFileException, SessionOverException {
    goesOn();
    UploadUnit unit = session.unit();
    FilePass opened =
        new FilePass(
            unit.authority(),
            unit.pipeline(),
            unit.signed(),
            period,
            content,
            scratch,
            session.account().pseudonymKeys(),
            session.postcodes(),
            errors,
            () ->
                format.open(
                    bytes, unit.schema(period), period.year(), session.account().limits(), errors));
    pass = Optional.of(opened);
    inContent = true;
    int tables = opened.read();
    inContent = false;
    return tables;
  }

  /**
   * Runs the rows through clean, enrich and degrade, in one pass, and archives what each stage made
   * of them.
   *
   * @return how many rows came how far; empty where the errors say why nothing of it can be used
   */
  public Optional<RowsThrough> transform()
      throws StoreException, IOException, UnreadableFileException, SessionOverException {
    goesOn();
    FilePass rows = pass.orElseThrow();
    rows.prepare();
    inContent = true;
    List<StagedTable> tables = rows.write();
    List<Staged> staged = new ArrayList<>();
    for (StagedTable table : tables) {
      if (table.rowsKept() > 0) {
        session.stage(table, number, fileId()).ifPresent(staged::add);
      }
    }
    inContent = false;
    if (tables.isEmpty()) {
      return Optional.empty();
    }
    finish(tables, staged);
    RowsThrough through = RowsThrough.of(tables);
    session.through(through);
    return Optional.of(through);
  }

  /** Nothing of the file can be used; the errors say why. */
  public void setAside() throws StoreException {
    inContent = false;
    finish(List.of(), List.of());
  }

  /** Nothing of the file can be used, for what its content is to blame. */
  public void setAside(Throwable reason) throws StoreException {
    errors.add(FilePass.errorOf(reason));
    setAside();
  }

  /**
   * A step failed, and with it the session: it says nothing about the file, nor does anything
   * remember it, except where the content may have brought it out. That counts like a death of the
   * programme.
   */
  public void failed(Throwable failure) throws StoreException {
    if (inContent && Fault.mayComeOfContent(failure)) {
      if (!done) {
        done = true;
        turn.ifPresent(ReadingTurns.Turn::died);
      }
    } else {
      breakOff();
    }
  }

  private void finish(List<StagedTable> tables, List<Staged> staged) throws StoreException {
    Outcome outcome = tables.isEmpty() ? Outcome.SET_ASIDE : Outcome.READ;
    List<TableReport> counts =
        tables.stream()
            .map(
                table ->
                    new TableReport(
                        table.table(), table.rowsRead(), table.rowsKept(), table.removed()))
            .toList();
    FileReport report =
        new FileReport(
            path,
            sha256,
            period.name(),
            outcome,
            counts,
            errors.counts(),
            errors.kept(),
            content.map(NamedContent::table).orElse(""));
    List<String> names = counts.stream().map(TableReport::table).toList();
    session.finished(
        number,
        new InputFile(
            object.key(),
            object.etag(),
            session.digest(period, names),
            fileId(),
            Optional.of(period),
            staged,
            report));
    LOG.debug(
        "{} file {}: {} rows read, {} kept",
        session.name(),
        number,
        counts.stream().mapToLong(TableReport::rowsRead).sum(),
        counts.stream().mapToLong(TableReport::rowsKept).sum());
    done = true;
    if (turn.isPresent()) {
      turn.get().ended();
    }
  }

  /** The file is no longer being read, for a reason that is none of its own. */
  public void breakOff() throws StoreException {
    if (!done) {
      done = true;
      if (turn.isPresent()) {
        turn.get().brokenOff();
      }
    }
  }

  String key() {
    return object.key();
  }

  /** Names the file without telling its name. */
  private String fileId() {
    return fileId(object);
  }

  static String fileId(StoredObject object) {
    return Digest.of(object.key().getBytes(StandardCharsets.UTF_8)).sha256().substring(0, 16);
  }
}
