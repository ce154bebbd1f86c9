package org.tributary.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tributary.authority.LocalAuthority;
import org.tributary.check.CheckedFile;
import org.tributary.check.CheckedTable;
import org.tributary.check.local.UnitRules;
import org.tributary.degrade.UndegradableValueException;
import org.tributary.enrich.PostcodeAuthorities;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.read.Limits;
import org.tributary.read.SubmittedFile;
import org.tributary.read.UnreadableFileException;
import org.tributary.schema.Dataset;
import org.tributary.submission.NamedContent;
import org.tributary.submission.Period;
import org.tributary.submission.StagedTable;
import org.tributary.upload.TablePass.Unread;

/**
 * One submitted file on its way from bytes to staged tables: opened, then each stage prepared, then
 * its rows streamed through all stages at once. It fails closed: where anything goes wrong that is
 * not the sender's single cell or row, nothing of the file goes further. What its content is to
 * blame for has a type of its own: {@link UnreadableFileException} and {@link
 * UndegradableValueException}. Used once, by one thread at a time.
 */
public final class FilePass {

  /** How far the file has come; each step may be taken once, in this order. */
  private enum Progress {
    NEW,
    READ,
    PREPARED,
    OVER
  }

  private final LocalAuthority authority;
  private final Pipeline pipeline;
  private final Set<String> signed;
  private final Period period;
  private final Path scratch;
  private final PseudonymKeys pseudonymKeys;
  private final PostcodeAuthorities postcodes;
  private final ErrorLog errors;
  private final CheckedFile file;
  private final CheckedFile.Opening opening;

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
        Optional.empty(),
        scratch,
        pseudonymKeys,
        PostcodeAuthorities.NONE,
        errors,
        () ->
            SubmittedFile.open(
                    bytes,
                    pipeline.format(),
                    dataset.in(period.year(), period.month()).in(period.term()),
                    period.year(),
                    limits,
                    errors)
                .tables());
  }

  FilePass(
      LocalAuthority authority,
      Pipeline pipeline,
      Set<String> signed,
      Period period,
      Optional<NamedContent> content,
      Path scratch,
      PseudonymKeys pseudonymKeys,
      PostcodeAuthorities postcodes,
      ErrorLog errors,
      CheckedFile.Opening opening) {
    this.authority = authority;
    this.pipeline = pipeline;
    this.signed = Set.copyOf(signed);
    this.period = period;
    this.scratch = scratch;
    this.pseudonymKeys = pseudonymKeys;
    this.postcodes = postcodes;
    this.errors = errors;
    this.file =
        new CheckedFile(authority, period, content, UnitRules.kept(pipeline, this.signed), errors);
    this.opening = opening;
  }

  /**
   * Opens the file and finds out its tables.
   *
   * @return how many tables there are to go on with; none where the errors say why
   */
  public int read() throws IOException, UnreadableFileException {
    comesAfter(Progress.NEW);
    for (CheckedTable table : file.open(opening)) {
      Optional<PipelineTable> kept = pipeline.table(table.name());
      List<OutputField> outputs = kept.map(of -> of.keptFor(signed)).orElse(List.of());
      // A repair must not take an end that could not be read for none.
      Unread unread =
          kept.flatMap(PipelineTable::repair).isPresent() ? Unread.NAMED : Unread.FORGOTTEN;
      tables.add(new TablePass(table, outputs, unread));
    }
    progress = Progress.READ;
    return tables.size();
  }

  /** Prepares what is checked, added and taken away, field by field; no row is touched. */
  public void prepare() {
    comesAfter(Progress.READ);
    for (TablePass table : tables) {
      table.clean();
      table.enrich(authority, period, postcodes);
      table.degrade(pseudonymKeys);
    }
    progress = Progress.PREPARED;
  }

  /**
   * Streams the rows through clean, enrich and degrade into one text per table, in scratch. Where
   * it throws, nothing is left there.
   *
   * @return the tables; none where the errors say why
   */
  public List<StagedTable> write() throws IOException, UnreadableFileException {
    comesAfter(Progress.PREPARED);
    List<StagedTable> staged = new ArrayList<>();
    List<Path> texts = new ArrayList<>();
    boolean keeps = false;
    try {
      for (TablePass table : tables) {
        Path text = scratch.resolve("table-" + texts.size() + ".csv");
        texts.add(text);
        stage(table.write(text), staged);
      }
      // A document may say whose it is at its end.
      keeps = !staged.isEmpty() && !file.contradictsItsPlace();
      long notFound = tables.stream().mapToLong(TablePass::notFound).sum();
      if (keeps && notFound > 0) {
        errors.add(DataError.ofFile(ErrorType.LOOKUP_MISSING, notFound + " of its rows."));
      }
    } finally {
      if (!keeps) {
        discard(texts);
      }
    }
    return keeps ? staged : List.of();
  }

  /** What the error report says of a file that reading or degrading ended for its content. */
  static DataError errorOf(Throwable reason) {
    return reason instanceof UndegradableValueException
        ? DataError.ofFile(ErrorType.TRANSFORM_FAILED, "A value could not be degraded.")
        : CheckedFile.errorOf(reason);
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

  /** Each step is begun once, whether or not it ends well. */
  private void comesAfter(Progress before) {
    if (progress != before) {
      throw new IllegalStateException("a step of a file was left out, or is taken again");
    }
    progress = Progress.OVER;
  }
}
