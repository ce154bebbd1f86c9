package org.tributary.compile;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tributary.output.Output;

/**
 * A CSV file, or parts of it that are small enough to open: whole rows, each part with the header,
 * none larger than the limit unless a single row is.
 */
final class CsvParts implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final Path folder;
  private final String name;
  private final long mostBytes;
  private final byte[] header;
  private final List<Compiled.File> parts = new ArrayList<>();

  private OutputStream part = OutputStream.nullOutputStream();
  private long bytes;
  private long rows;

  /**
   * Begins the first part.
   *
   * @param folder an existing folder
   * @param name without {@code .csv}
   * @param header the first line of every part, with its end
   */
  CsvParts(Path folder, String name, long mostBytes, byte[] header) throws IOException {
    this.folder = folder;
    this.name = name;
    this.mostBytes = mostBytes;
    this.header = header.clone();
    startPart();
  }

  /**
   * Writes what SQL selects as a table for people.
   *
   * @param columns of the selection, spelled for people
   * @param from what they are selected from
   * @param rows how many rows that has
   */
  static List<Compiled.File> written(
      Database database,
      String columns,
      String from,
      long rows,
      Path folder,
      String name,
      long mostBytes)
      throws IOException {
    Path whole = folder.resolve(name + ".whole.csv");
    database.execute(
        "write " + name + " for people",
        "COPY (SELECT " + columns + " FROM " + from + ") TO " + Sql.path(whole) + Sql.CSV);
    return of(whole, rows, folder, name, mostBytes);
  }

  /**
   * Cuts a file that is there already.
   *
   * @param whole a CSV with a header and rows that end in LF or CRLF; gone afterwards
   * @param rows how many rows it has
   * @param name without {@code .csv}
   */
  static List<Compiled.File> of(Path whole, long rows, Path folder, String name, long mostBytes)
      throws IOException {
    if (Files.size(whole) <= mostBytes) {
      Path path = folder.resolve(name + ".csv");
      Files.move(whole, path, StandardCopyOption.REPLACE_EXISTING);
      return List.of(new Compiled.File(name + ".csv", path, rows));
    }
    try (CsvRecords records = new CsvRecords(whole)) {
      records.next();
      byte[] header = Arrays.copyOfRange(records.bytes(), records.start(), records.end());
      try (CsvParts cut = new CsvParts(folder, name, mostBytes, header)) {
        while (records.next()) {
          cut.row(records.bytes(), records.start(), records.end());
        }
        Files.delete(whole);
        return cut.finish();
      }
    }
  }

  /** Adds a row with its end. */
  void row(byte[] from, int start, int end) throws IOException {
    if (rows > 0 && bytes + end - start > mostBytes) {
      finishPart();
      startPart();
    }
    part.write(from, start, end - start);
    bytes += end - start;
    rows++;
  }

  /** The files, in order; one that needed no second part is called by the name alone. */
  List<Compiled.File> finish() throws IOException {
    finishPart();
    if (parts.size() > 1) {
      return List.copyOf(parts);
    }
    Path alone = folder.resolve(name + ".csv");
    Files.move(parts.get(0).path(), alone, StandardCopyOption.REPLACE_EXISTING);
    return List.of(new Compiled.File(name + ".csv", alone, rows));
  }

  /** Gives up the file that is open; nothing where the parts were finished. */
  @Override
  public void close() throws IOException {
    part.close();
  }

  private Path path() {
    return folder.resolve(Output.part(name, parts.size() + 1));
  }

  private void startPart() throws IOException {
    part = new BufferedOutputStream(Files.newOutputStream(path()), BUFFER);
    part.write(header);
    bytes = header.length;
    rows = 0;
  }

  private void finishPart() throws IOException {
    part.close();
    Path path = path();
    parts.add(new Compiled.File(path.getFileName().toString(), path, rows));
  }
}
