package org.tributary.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesTest {

  @TempDir Path scratch;
  private Engines engines;

  @BeforeEach
  void open() {
    engines = new Engines(scratch.resolve("upload"), "200MB", 1);
  }

  @AfterEach
  void close() {
    engines.close();
  }

  /** Each DuckDB spills into a folder of its own. */
  private static String engineOf(Database database) {
    return one(database, "SELECT current_setting('temp_directory')");
  }

  private static String one(Database database, String sql) {
    return database.query("ask", sql, row -> row.getString(1)).get(0);
  }

  @Test
  void a_session_uses_the_duckdb_of_the_one_before_and_finds_nothing_of_it() {
    String engine;
    try (Database before = engines.open()) {
      engine = engineOf(before);
      before.execute(
          "leave everything there is",
          "CREATE TABLE children AS SELECT 'Anna' AS name; CREATE TEMP TABLE passing AS SELECT 1;"
              + " CREATE VIEW seen AS FROM children; CREATE SEQUENCE numbers;"
              + " CREATE MACRO twice(n) AS n * 2; CREATE TYPE colour AS ENUM ('red');"
              + " CREATE SCHEMA another");
    }
    try (Database after = engines.open()) {
      assertThat(engineOf(after)).isEqualTo(engine);
      assertThat(
              after.query(
                  "look around",
                  "SELECT table_name FROM duckdb_tables() UNION ALL SELECT view_name FROM"
                      + " duckdb_views() WHERE NOT internal UNION ALL SELECT sequence_name FROM"
                      + " duckdb_sequences() UNION ALL SELECT function_name FROM duckdb_functions()"
                      + " WHERE NOT internal UNION ALL SELECT type_name FROM duckdb_types() WHERE"
                      + " NOT internal UNION ALL SELECT schema_name FROM duckdb_schemas() WHERE NOT"
                      + " internal AND schema_name <> 'main'",
                  row -> row.getString(1)))
          .isEmpty();
      assertThat(after.count("count", "SELECT count(*) FROM duckdb_databases() WHERE NOT internal"))
          .describedAs("its own and the empty one that every DuckDB has")
          .isEqualTo(2);
    }
  }

  @Test
  void two_sessions_at_once_have_a_duckdb_each() {
    try (Database one = engines.open();
        Database other = engines.open()) {
      assertThat(engineOf(one)).isNotEqualTo(engineOf(other));
      one.execute("make", "CREATE TABLE children AS SELECT 1");
      assertThatThrownBy(() -> other.count("look", "SELECT count(*) FROM children"))
          .isInstanceOf(DatabaseException.class);
    }
  }

  @Test
  void a_database_of_theirs_is_shut_in_and_set_as_one_opened_by_itself() {
    String settings =
        "SELECT name || ' = ' || coalesce(value, '') FROM duckdb_settings() WHERE name NOT IN"
            + " ('temp_directory', 'search_path', 'schema', 'allowed_directories') ORDER BY name";
    try (Database alone = Database.open(scratch, "200MB");
        Database database = engines.open()) {
      List<String> asked = alone.query("ask", settings, row -> row.getString(1));
      assertThat(asked).contains("TimeZone = UTC", "threads = 1", "enable_external_access = false");
      assertThat(database.query("ask", settings, row -> row.getString(1))).isEqualTo(asked);
      assertThatThrownBy(() -> database.count("read", "SELECT count(*) FROM read_text('/etc/*')"))
          .isInstanceOf(DatabaseException.class);
    }
  }

  @Test
  void a_duckdb_in_which_anything_failed_is_not_used_again() {
    String engine;
    try (Database database = engines.open()) {
      engine = engineOf(database);
      assertThatThrownBy(() -> database.execute("fail", "SELECT * FROM nowhere"))
          .isInstanceOf(DatabaseException.class);
    }
    try (Database database = engines.open()) {
      assertThat(engineOf(database)).isNotEqualTo(engine);
    }
  }

  @Test
  void one_that_comes_back_after_the_end_is_closed_and_leaves_no_folder() throws Exception {
    Database late = engines.open();
    engines.close();
    assertThat(scratch.resolve("upload")).isNotEmptyDirectory();
    late.close();
    assertThat(scratch.resolve("upload")).isEmptyDirectory();
  }

  @Test
  void of_those_that_nobody_needs_only_so_many_are_kept() {
    Database one = engines.open();
    Database other = engines.open();
    String first = engineOf(one);
    one.close();
    other.close();
    try (Database again = engines.open();
        Database more = engines.open()) {
      assertThat(engineOf(again)).isEqualTo(first);
      assertThat(engineOf(more)).isNotEqualTo(first);
    }
  }
}
