package org.tributary.compile;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a CSV file into parts that are small enough to open: whole rows, each part with the header,
 * none larger than the limit unless a single row is.
 */
final class CsvParts {

  private static final int BUFFER = 1 << 16;

  private final Path folder;
  private final String name;
  private final long mostBytes;
  private final List<Compiled.File> parts = new ArrayList<>();

  private OutputStream part = OutputStream.nullOutputStream();
  private byte[] header = new byte[0];
  private long bytes;
  private long rows;

  private CsvParts(Path folder, String name, long mostBytes) {
    this.folder = folder;
    this.name = name;
    this.mostBytes = mostBytes;
  }

  /**
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
    CsvParts cut = new CsvParts(folder, name, mostBytes);
    cut.cut(whole);
    Files.delete(whole);
    return cut.parts;
  }

  private void cut(Path whole) throws IOException {
    Record record = new Record();
    try (InputStream in = Files.newInputStream(whole)) {
      byte[] buffer = new byte[BUFFER];
      boolean quoted = false;
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        int start = 0;
        for (int at = 0; at < length; at++) {
          if (buffer[at] == '"') {
            // A doubled quote closes and opens again, which comes to the same.
            quoted = !quoted;
          } else if (buffer[at] == '\n' && !quoted) {
            record.add(buffer, start, at + 1);
            write(record);
            start = at + 1;
          }
        }
        record.add(buffer, start, length);
      }
      if (record.length > 0) {
        write(record);
      }
    } finally {
      part.close();
    }
    finishPart();
  }

  private void write(Record record) throws IOException {
    if (header.length == 0) {
      header = Arrays.copyOf(record.bytes, record.length);
      startPart();
    } else {
      if (rows > 0 && bytes + record.length > mostBytes) {
        part.close();
        finishPart();
        startPart();
      }
      part.write(record.bytes, 0, record.length);
      bytes += record.length;
      rows++;
    }
    record.length = 0;
  }

  private Path path() {
    return folder.resolve(name + "_part" + (parts.size() + 1) + ".csv");
  }

  private void startPart() throws IOException {
    part = new BufferedOutputStream(Files.newOutputStream(path()), BUFFER);
    part.write(header);
    bytes = header.length;
    rows = 0;
  }

  private void finishPart() {
    Path path = path();
    parts.add(new Compiled.File(path.getFileName().toString(), path, rows));
  }

  /** One row's bytes, in an array that grows to the longest. */
  private static final class Record {
    private byte[] bytes = new byte[BUFFER];
    private int length;

    private void add(byte[] from, int start, int end) {
      int more = end - start;
      if (length + more > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
      }
      System.arraycopy(from, start, bytes, length, more);
      length += more;
    }
  }
}
