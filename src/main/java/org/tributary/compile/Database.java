package org.tributary.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.tributary.store.Scratch;

/**
 * An embedded DuckDB in memory, shut in: it reads and writes below the folders it was opened with
 * and nowhere else, loads no extension, and cannot be unlocked. Sorting and joining spill into the
 * scratch folder. It works in the one thread that calls it: so rows keep their order without being
 * sorted, and no byte depends on how many threads there are. {@link Databases} has several.
 */
public final class Database implements AutoCloseable {

  private static final String MOST_SPILLED = "50GB";

  private static final LongAdder STATEMENTS = new LongAdder();

  private final Connection connection;
  private final Closing closing;
  private boolean failed;

  /** What becomes of a database that nobody needs any more. */
  @FunctionalInterface
  private interface Closing {
    void close(Database database) throws SQLException;
  }

  private Database(Connection connection, Closing closing) {
    this.connection = connection;
    this.closing = closing;
  }

  /**
   * Opens an empty database.
   *
   * @param scratch an existing folder: what it spills lies in here, and it may read and write here
   * @param memory the limit as DuckDB writes it ({@code 2GB})
   * @param alsoAllowed further folders to read and write in
   */
  public static Database open(Path scratch, String memory, Path... alsoAllowed) {
    String allowed =
        Stream.concat(Stream.of(scratch), Stream.of(alsoAllowed))
            .map(Sql::path)
            .collect(Collectors.joining(", "));
    Database database = null;
    try {
      Path spill = Files.createTempDirectory(scratch, "spill");
      database =
          new Database(
              DriverManager.getConnection("jdbc:duckdb:"),
              opened -> {
                opened.connection.close();
                Scratch.delete(spill);
              });
      // The order matters: what closes the outside comes after what names it, the lock last.
      database.execute(
          "set itself up",
          Stream.of(
                  "temp_directory = " + Sql.path(spill),
                  "max_temp_directory_size = '" + MOST_SPILLED + "'",
                  "memory_limit = " + Sql.text(memory),
                  "threads = 1",
                  "GLOBAL TimeZone = 'UTC'",
                  // Tables without an ORDER BY keep the order in which they were read.
                  "preserve_insertion_order = true",
                  "allowed_directories = [" + allowed + "]",
                  // A name may be used again for another file within the tick of a file's clock.
                  "enable_external_file_cache = false",
                  "autoinstall_known_extensions = false",
                  "autoload_known_extensions = false",
                  "enable_external_access = false",
                  "lock_configuration = true")
              .map(setting -> "SET " + setting)
              .collect(Collectors.joining("; ")));
      return database;
    } catch (SQLException | DatabaseException failure) {
      if (database != null) {
        database.close();
      }
      throw new DatabaseException("open", failure);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * An empty database in the same DuckDB, with a catalogue and a connection of its own. What it
   * held goes when it is closed, and the DuckDB too where anything failed in it.
   *
   * @param name of the catalogue, never used before
   * @param whole takes the DuckDB back when it is as it was
   */
  Database within(String name, Consumer<Database> whole) {
    Database database;
    try {
      Connection another = connection.unwrap(DuckDBConnection.class).duplicate();
      database = new Database(another, inner -> inner.leave(name, this, whole));
    } catch (SQLException failure) {
      close();
      throw new DatabaseException("open", failure);
    }
    try {
      database.execute("begin", "ATTACH ':memory:' AS " + name + "; USE " + name);
      return database;
    } catch (DatabaseException failure) {
      database.close();
      throw failure;
    }
  }

  private void leave(String name, Database engine, Consumer<Database> whole) throws SQLException {
    try {
      if (!failed) {
        execute("end", "USE memory; DETACH " + name);
      }
    } finally {
      connection.close();
      if (failed) {
        engine.close();
      } else {
        whole.accept(engine);
      }
    }
  }

  /** How many statements all databases of this process have run. */
  public static long statements() {
    return STATEMENTS.sum();
  }

  /** Runs statements and says how many rows the last one wrote. */
  public long execute(String step, String sql) {
    STATEMENTS.increment();
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql) ? 0 : Math.max(0, statement.getLargeUpdateCount());
    } catch (SQLException failure) {
      failed = true;
      throw new DatabaseException(step, failure);
    }
  }

  /** What one row of an answer becomes. */
  public interface FromRow<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Every row of an answer, in its order. */
  public <T> List<T> query(String step, String sql, FromRow<T> fromRow) {
    STATEMENTS.increment();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(fromRow.read(rows));
      }
      return all;
    } catch (SQLException failure) {
      failed = true;
      throw new DatabaseException(step, failure);
    }
  }

  /** The one number that a query answers. */
  public long count(String step, String sql) {
    return query(step, sql, row -> row.getLong(1)).get(0);
  }

  @Override
  public void close() {
    try {
      closing.close(this);
    } catch (SQLException failure) {
      throw new DatabaseException("close", failure);
    }
  }
}
