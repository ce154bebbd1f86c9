package org.tributary.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class MemberKeyTest {

  /** The largest whole number up to which a double, which is JavaScript's number, misses none. */
  private static final long MOST = (1L << 53) - 1;

  @Test
  void a_key_is_a_number_that_every_tool_holds_exactly() throws Exception {
    String prepare = Files.readString(Path.of("config/outputs/sufficiency/prepare.sql"));
    int begin = prepare.indexOf("CREATE MACRO member_key");
    String macro = prepare.substring(begin, prepare.indexOf(';', begin));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = connection.createStatement()) {
      sql.execute(macro);
      try (ResultSet keys =
          sql.executeQuery(
              "SELECT min(key), max(key), count(DISTINCT key) FROM"
                  + " (SELECT member_key('t', 'kind', i::VARCHAR) AS key FROM range(100000) r(i))")) {
        keys.next();
        assertThat(keys.getLong(1)).isPositive();
        assertThat(keys.getLong(2)).isBetween(MOST / 2, MOST);
        assertThat(keys.getLong(3)).isEqualTo(100_000);
      }
    }
  }
}
