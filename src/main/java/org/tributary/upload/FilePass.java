package org.tributary.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.authority.LocalAuthority;
import org.tributary.degrade.UndegradableValueException;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.read.Limits;
import org.tributary.read.Stated;
import org.tributary.read.SubmittedFile;
import org.tributary.read.SubmittedTable;
import org.tributary.read.UnreadableFileException;
import org.tributary.schema.Dataset;
import org.tributary.submission.Period;
import org.tributary.submission.StagedTable;
import org.tributary.upload.TablePass.Unread;

/**
 * One submitted file on its way from bytes to staged tables: opened, then each stage prepared, then
 * its rows streamed through all stages at once. It fails closed: where anything goes wrong that is
 * not the sender's single cell or row, nothing of the file goes further. Only what its content is
 * to blame for becomes an error of the file, by its type: that it cannot be read, or that a value
 * cannot be degraded. Everything else is thrown. Used once, by one thread at a time.
 */
public final class FilePass {

  private static final Logger LOG = LoggerFactory.getLogger(FilePass.class);

  /** Opens the file and finds its tables. */
  @FunctionalInterface
  interface Opening {
    List<SubmittedTable> open() throws IOException, UnreadableFileException;
  }

  /** How far the file has come; each step may be taken once, in this order. */
  private enum Progress {
    NEW,
    READ,
    CLEAN,
    ENRICH,
    DEGRADE,
    WRITE,
    FAILED;

    /** The step's word, as routes and packages have it. */
    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private final LocalAuthority authority;
  private final Pipeline pipeline;
  private final Set<String> signed;
  private final Period period;
  private final Path scratch;
  private final PseudonymKeys pseudonymKeys;
  private final ErrorLog errors;
  private final Opening opening;

  private final List<TablePass> tables = new ArrayList<>();
  private Progress progress = Progress.NEW;

  /**
   * @param signed the use cases that the authority signed
   * @param bytes the file as it was uploaded
   * @param scratch a folder of this file's own, for the texts
   * @param pseudonymKeys the upload account's secrets
   */
  public FilePass(
      LocalAuthority authority,
      Dataset dataset,
      Pipeline pipeline,
      Set<String> signed,
      Period period,
      Path bytes,
      Path scratch,
      Limits limits,
      PseudonymKeys pseudonymKeys,
      ErrorLog errors) {
    this(
        authority,
        pipeline,
        signed,
        period,
        scratch,
        pseudonymKeys,
        errors,
        () ->
            SubmittedFile.open(bytes, pipeline.format(), dataset, period.year(), limits, errors)
                .tables());
  }

  FilePass(
      LocalAuthority authority,
      Pipeline pipeline,
      Set<String> signed,
      Period period,
      Path scratch,
      PseudonymKeys pseudonymKeys,
      ErrorLog errors,
      Opening opening) {
    this.authority = authority;
    this.pipeline = pipeline;
    this.signed = Set.copyOf(signed);
    this.period = period;
    this.scratch = scratch;
    this.pseudonymKeys = pseudonymKeys;
    this.errors = errors;
    this.opening = opening;
  }

  /**
   * Opens the file and finds out its tables.
   *
   * @return whether there is anything to go on with
   * @throws UncheckedIOException where the file cannot be had, which says nothing about it
   */
  public boolean read() {
    step(
        Progress.NEW,
        Progress.READ,
        () -> {
          for (SubmittedTable table : opening.open()) {
            Optional<PipelineTable> kept = pipeline.table(table.table().name());
            List<OutputField> outputs = kept.map(of -> of.keptFor(signed)).orElse(List.of());
            // A repair must not take an end that could not be read for none.
            Unread unread =
                kept.flatMap(PipelineTable::repair).isPresent() ? Unread.NAMED : Unread.FORGOTTEN;
            tables.add(new TablePass(table, period.year(), outputs, unread, errors));
          }
          if (contradictsItsPlace()) {
            tables.clear();
          }
        });
    return progress == Progress.READ && !tables.isEmpty();
  }

  /** Prepares the checks of every field. */
  public void clean() {
    eachTable(Progress.READ, Progress.CLEAN, table -> table.clean(period.year()));
  }

  /** Prepares what is added to every field that goes further. */
  public void enrich() {
    eachTable(Progress.CLEAN, Progress.ENRICH, table -> table.enrich(authority, period));
  }

  /** Prepares what is taken from every field that goes further. */
  public void degrade() {
    eachTable(Progress.ENRICH, Progress.DEGRADE, table -> table.degrade(pseudonymKeys));
  }

  /**
   * Streams the rows through all stages into one text per table, in scratch.
   *
   * @return the tables; none where the file failed, and the errors say why
   */
  public List<StagedTable> write() throws IOException {
    List<StagedTable> staged = new ArrayList<>();
    List<Path> texts = new ArrayList<>();
    try {
      step(
          Progress.DEGRADE,
          Progress.WRITE,
          () -> {
            for (TablePass table : tables) {
              Path text = scratch.resolve("table-" + texts.size() + ".csv");
              texts.add(text);
              stage(table.write(text), staged);
            }
            // A document may say whose it is at its end.
            if (contradictsItsPlace()) {
              staged.clear();
            }
          });
    } catch (UncheckedIOException trouble) {
      discard(texts);
      throw trouble.getCause();
    } catch (RuntimeException | StackOverflowError mistake) {
      discard(texts);
      throw mistake;
    }
    if (progress != Progress.WRITE || staged.isEmpty()) {
      discard(texts);
      return List.of();
    }
    return staged;
  }

  /** Whether the file says another year or authority than the folder it lies in; it is reported. */
  private boolean contradictsItsPlace() {
    boolean contradicts = false;
    for (TablePass table : tables) {
      Stated stated = table.stated();
      for (int year : stated.years()) {
        if (year != period.year()) {
          contradicts = true;
          errors.add(
              DataError.ofFile(
                  ErrorType.WRONG_YEAR,
                  "The file says " + year + ", its place " + period.year() + "."));
        }
      }
      for (String code : stated.authorities()) {
        // An authority may be known here by letters and in its returns by a number.
        if (!code.equals(authority.code()) && isNumber(code) == isNumber(authority.code())) {
          contradicts = true;
          errors.add(
              DataError.ofFile(
                  ErrorType.WRONG_AUTHORITY,
                  "The file says " + code + ", its place " + authority.code() + "."));
        }
      }
    }
    return contradicts;
  }

  private static boolean isNumber(String code) {
    return code.chars().allMatch(letter -> letter >= '0' && letter <= '9');
  }

  /**
   * Where a workbook has two sheets of one table, the later one's rows stand behind the other's.
   */
  private static void stage(StagedTable table, List<StagedTable> staged) throws IOException {
    for (int i = 0; i < staged.size(); i++) {
      if (staged.get(i).table().equals(table.table())) {
        staged.set(i, staged.get(i).followedBy(table));
        return;
      }
    }
    staged.add(table);
  }

  private static void discard(List<Path> texts) throws IOException {
    for (Path text : texts) {
      Files.deleteIfExists(text);
    }
  }

  private void eachTable(Progress from, Progress to, Consumer<TablePass> work) {
    step(from, to, () -> tables.forEach(work));
  }

  /** Work that may find the file unreadable. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException, UnreadableFileException;
  }

  private void step(Progress from, Progress to, Work work) {
    if (progress == Progress.FAILED) {
      return;
    }
    if (progress != from) {
      throw new IllegalStateException(to.word() + " comes after " + from.word());
    }
    progress = Progress.FAILED;
    try {
      work.run();
      progress = to;
    } catch (UnreadableFileException reason) {
      errors.add(DataError.ofFile(ErrorType.UNREADABLE, reason.getMessage()));
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    } catch (UndegradableValueException failure) {
      LOG.error("A file could not be transformed, at {}", to.word());
      errors.add(DataError.ofFile(ErrorType.TRANSFORM_FAILED, "It failed at " + to.word() + "."));
    }
  }
}
