package org.tributary.check.workbook;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipFile;
import org.tributary.check.CheckedFile;
import org.tributary.check.local.FilesCheck;
import org.tributary.check.local.FilesCheck.Checked;
import org.tributary.read.Limits;
import org.tributary.read.UnreadableFileException;
import org.tributary.read.WrittenSheet;
import org.tributary.report.FileReport;
import org.tributary.report.FileReport.Outcome;
import org.tributary.report.SessionReport;

/**
 * The files of a check as workbooks below a folder, in folders as the files lie. Only what an
 * earlier check wrote there, and nobody has saved since, is written over.
 */
public final class WorkbookFiles {

  /**
   * What came of it.
   *
   * @param sentences one for each file of the report that is a return
   * @param refused how many workbooks had to be made and were not, for what lies in their place
   */
  public record Made(List<String> sentences, int refused) {

    public Made {
      sentences = List.copyOf(sentences);
    }
  }

  private final Path folder;
  private final FilesCheck.Result result;
  private final Set<String> taken = new HashSet<>();
  private final List<String> sentences = new ArrayList<>();
  private int refused;

  private WorkbookFiles(Path folder, FilesCheck.Result result) {
    this.folder = folder;
    this.result = result;
  }

  /**
   * Writes the workbooks.
   *
   * @throws IOException where the folder cannot be written to; its message may name a path
   */
  public static Made write(Path folder, FilesCheck.Result result) throws IOException {
    WorkbookFiles files = new WorkbookFiles(folder, result);
    Map<FileReport, Checked> opened = new IdentityHashMap<>();
    result.checked().forEach(file -> opened.put(file.report(), file));
    for (FileReport report : result.report().files()) {
      Optional<Checked> file = Optional.ofNullable(opened.get(report));
      if (file.isPresent()) {
        files.write(file.get());
      } else if (report.outcome() != Outcome.IGNORED) {
        files.none(report, "it was " + report.outcome().words());
      }
    }
    return new Made(files.sentences, files.refused);
  }

  private void none(FileReport file, String why) {
    sentences.add("No workbook of " + SessionReport.printable(file.path()) + ": " + why + ".");
  }

  private void write(Checked file) throws IOException {
    if (file.format().equals("xml")) {
      none(file.report(), "it is an XML document, which has no cells");
      return;
    }
    if (file.report().outcome() != Outcome.READ) {
      none(file.report(), "it was " + file.report().outcome().words());
      return;
    }
    Path target = target(file);
    if (!isFree(target)) {
      refused++;
      none(
          file.report(),
          "in its place lies "
              + SessionReport.printable(target.toString())
              + ", which this command did not make or which was changed"
              + " since; move it away");
      return;
    }
    Files.createDirectories(target.toAbsolutePath().getParent());
    Path unfinished = Files.createTempFile(target.toAbsolutePath().getParent(), ".", ".unfinished");
    try {
      List<WrittenSheet> sheets =
          WrittenSheet.of(
              file.file(), file.format(), file.dataset(), file.returnYear(), Limits.USUAL);
      try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
        new MarkedWorkbook(file, sheets).write(to, result.report());
      }
      Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
      sentences.add(
          "Workbook of "
              + SessionReport.printable(file.report().path())
              + ": "
              + SessionReport.printable(target.toString()));
    } catch (UnreadableFileException other) {
      none(file.report(), CheckedFile.errorOf(other).detail());
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /**
   * Where it goes: as it lies below what was given, or below the folders that say its period where
   * those are more. Files that would meet there have numbered folders.
   */
  private Path target(Checked file) {
    String name = file.report().path();
    String longer = name.length() >= file.path().length() ? name : file.path();
    String place = longer.replaceFirst("\\.[A-Za-z]{1,4}$", "") + ".xlsx";
    String free = place;
    for (int number = 2; !taken.add(free.toLowerCase(Locale.ROOT)); number++) {
      free = number + "/" + place;
    }
    return folder.resolve(free);
  }

  /**
   * Whether nothing lies there, or only what this command made and nobody has given to be checked.
   */
  private boolean isFree(Path target) throws IOException {
    if (!Files.exists(target)) {
      return true;
    }
    for (Checked file : result.checked()) {
      if (Files.isSameFile(file.file(), target)) {
        return false;
      }
    }
    try (ZipFile zip = new ZipFile(target.toFile())) {
      return MarkedWorkbook.SIGN.equals(zip.getComment());
    } catch (IOException noZip) {
      return false;
    }
  }
}
