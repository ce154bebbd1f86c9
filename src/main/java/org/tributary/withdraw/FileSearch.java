package org.tributary.withdraw;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tributary.compile.Database;
import org.tributary.compile.DatabaseException;
import org.tributary.compile.Sql;

/** Looks for an authority in a file on this machine: tables in SQL, anything else as text. */
final class FileSearch {

  /** What was found. */
  enum Trace {
    NOTHING,
    /** The authority or its folder is named. */
    NAME,
    /** A row or a child's number is the authority's. */
    ROWS,
    /** It is neither a table nor a text that could be read. */
    UNREADABLE
  }

  /** What was found, and how many rows were read; rows of text are not counted. */
  record Found(Trace trace, long rows, long rowsOfOthers) {

    private Found(Trace trace) {
      this(trace, 0, 0);
    }
  }

  private static final int BLOCK = 1 << 16;

  /** Kept of the block before, so that a mark across two blocks is seen. */
  private static final int OVERLAP = 512;

  private final Database database;
  private final Marks marks;

  FileSearch(Database database, Marks marks) {
    this.database = database;
    this.marks = marks;
  }

  /** Searches a file; what kind it is, its first bytes say, and its key where they do not. */
  Found search(Path file, String key, Net net) throws IOException {
    byte[] head = head(file);
    if (startsWith(head, "PAR1")) {
      try {
        return table("read_parquet(" + Sql.path(file) + ")", net);
      } catch (DatabaseException broken) {
        broken.throwUnlessOfWhatIsRead();
        return new Found(Trace.UNREADABLE);
      }
    }
    if (key.toLowerCase(Locale.ROOT).endsWith(".csv") && head.length > 0) {
      try {
        Found found = table(csv(file), net);
        return found.trace() == Trace.NOTHING && net == Net.WIDE
            ? new Found(text(file, head, net).trace(), found.rows(), found.rowsOfOthers())
            : found;
      } catch (DatabaseException notATable) {
        notATable.throwUnlessOfWhatIsRead();
        return text(file, head, net);
      }
    }
    return text(file, head, net);
  }

  private static String csv(Path file) {
    return "read_csv("
        + Sql.path(file)
        + ", all_varchar=true, header=true, null_padding=true, strict_mode=false, "
        + Sql.buffers(List.of(file))
        + ")";
  }

  private Found table(String from, Net net) {
    List<String> columns =
        database
            .query(
                "look at the columns",
                "DESCRIBE SELECT * FROM " + from,
                row -> row.getString(2).equals("VARCHAR") ? row.getString(1) : "")
            .stream()
            .filter(column -> !column.isEmpty())
            .toList();
    return database
        .query(
            "search a table",
            "SELECT count(*), count(*) FILTER (WHERE mine), count(*) FILTER (WHERE others AND NOT"
                + " mine) FROM (SELECT "
                + marks.mine(columns, net)
                + " AS mine, "
                + marks.others(columns, net)
                + " AS others FROM "
                + from
                + ")",
            row ->
                new Found(
                    row.getLong(2) > 0 ? Trace.ROWS : Trace.NOTHING,
                    row.getLong(1),
                    row.getLong(3)))
        .get(0);
  }

  /** The columns of a table; empty where it is none that can be read. */
  List<String> columns(Path file, String key) throws IOException {
    String from =
        startsWith(head(file), "PAR1") ? "read_parquet(" + Sql.path(file) + ")" : csv(file);
    return database.query(
        "look at the columns", "DESCRIBE SELECT * FROM " + from, row -> row.getString(1));
  }

  /** The rows of a table that are of years before one, by a column that may not be there. */
  long rowsBefore(Path file, String column, int year) throws IOException {
    String from =
        startsWith(head(file), "PAR1") ? "read_parquet(" + Sql.path(file) + ")" : csv(file);
    return database.count(
        "look at the years",
        "SELECT count(*) FROM "
            + from
            + " WHERE TRY_CAST("
            + Sql.name(column)
            + " AS INTEGER) < "
            + year);
  }

  private Found text(Path file, byte[] head, Net net) throws IOException {
    Charset charset = StandardCharsets.UTF_8;
    if (head.length > 1 && (head[0] & 0xFF) == 0xFF && (head[1] & 0xFF) == 0xFE) {
      charset = StandardCharsets.UTF_16LE;
    } else if (head.length > 1 && (head[0] & 0xFF) == 0xFE && (head[1] & 0xFF) == 0xFF) {
      charset = StandardCharsets.UTF_16BE;
    } else if (startsWith(head, "PK")
        || (head.length > 1 && head[0] == 0x1F && (head[1] & 0xFF) == 0x8B)
        || hasZero(head)) {
      return new Found(Trace.UNREADABLE);
    }
    boolean named = false;
    char[] block = new char[BLOCK];
    int kept = 0;
    try (InputStream in = Files.newInputStream(file);
        Reader reader = new InputStreamReader(in, charset)) {
      for (int read = reader.read(block, 0, BLOCK);
          read >= 0;
          read = reader.read(block, kept, BLOCK - kept)) {
        String text = new String(block, 0, kept + read);
        if (marks.inIds(text)) {
          return new Found(Trace.ROWS);
        }
        named |= net != Net.IDS && marks.inNames(text);
        int keep = Math.min(OVERLAP, kept + read);
        System.arraycopy(block, kept + read - keep, block, 0, keep);
        kept = keep;
      }
    }
    return new Found(named ? Trace.NAME : Trace.NOTHING);
  }

  private static byte[] head(Path file) throws IOException {
    byte[] head = new byte[8192];
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.copyOf(head, in.readNBytes(head, 0, head.length));
    }
  }

  private static boolean startsWith(byte[] head, String magic) {
    byte[] bytes = magic.getBytes(StandardCharsets.US_ASCII);
    return head.length >= bytes.length && Arrays.equals(Arrays.copyOf(head, bytes.length), bytes);
  }

  private static boolean hasZero(byte[] head) {
    for (byte one : head) {
      if (one == 0) {
        return true;
      }
    }
    return false;
  }
}
