package org.tributary.withdraw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tributary.authority.LocalAuthority;
import org.tributary.compile.Database;
import org.tributary.compile.DatabaseError;
import org.tributary.compile.DatabaseException;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.withdraw.FileSearch.Found;
import org.tributary.withdraw.FileSearch.Trace;

/** What is found in a file, by its kind and by the net. */
class FileSearchTest {

  @TempDir private Path folder;
  private Database database;
  private FileSearch search;

  private static final Region SHIPPED = Shipped.region();

  @BeforeEach
  void set_up() {
    database = Database.open(folder, "256MB");
    search = of(SHIPPED.authorities().get("821"));
  }

  private FileSearch of(LocalAuthority authority) {
    TreeMap<String, LocalAuthority> authorities = new TreeMap<>(SHIPPED.authorities());
    authorities.put(authority.code(), authority);
    Region region =
        new Region(
            authorities,
            SHIPPED.datasets(),
            SHIPPED.pipelines(),
            SHIPPED.useCases(),
            SHIPPED.starSchemas(),
            SHIPPED.openData());
    return new FileSearch(database, new Marks(region, authority));
  }

  @AfterEach
  void tear_down() {
    database.close();
  }

  private Found found(String name, byte[] bytes, Net net) throws Exception {
    Path file = folder.resolve("object");
    Files.write(file, bytes);
    return search.search(file, name, net);
  }

  private Trace trace(String name, String text, Net net) throws Exception {
    return found(name, text.getBytes(StandardCharsets.UTF_8), net).trace();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "CHILD,LA|1_821,x; ROWS; ROWS; ROWS",
        "CHILD,LA|1,Luton; NOTHING; ROWS; ROWS",
        "CHILD,LA|1, LUTON ; NOTHING; ROWS; ROWS",
        "CHILD,TOWN|1,Luton; NOTHING; NOTHING; ROWS",
        "CHILD,WHERE|1,in Luton too; NOTHING; NOTHING; ROWS",
        "CHILD,WHERE|1,Lutonia; NOTHING; NOTHING; NOTHING",
        "CHILD,LA|1_822,Bedford; NOTHING; NOTHING; NOTHING",
        "CHILD,LA|1_8219,Bedford; NOTHING; NOTHING; NOTHING",
        "CHILD,N|821,821; NOTHING; NOTHING; NOTHING"
      })
  void a_table_is_searched_as_wide_as_it_is_known(String csv, Trace ids, Trace narrow, Trace wide)
      throws Exception {
    String text = csv.replace("|", "\r\n") + "\r\n";
    assertThat(trace("a.csv", text, Net.IDS)).isEqualTo(ids);
    assertThat(trace("a.csv", text, Net.NARROW)).isEqualTo(narrow);
    assertThat(trace("a.csv", text, Net.WIDE)).isEqualTo(wide);
  }

  @Test
  void rows_of_other_authorities_are_counted_so_that_the_search_is_seen_to_find() throws Exception {
    Found found =
        found(
            "a.csv",
            "CHILD,LA\r\n1_822,Bedford\r\n2,Essex\r\n3,\r\n4_821,Luton\r\n"
                .getBytes(StandardCharsets.UTF_8),
            Net.NARROW);
    assertThat(found.rows()).isEqualTo(4);
    assertThat(found.rowsOfOthers()).isEqualTo(2);
    assertThat(found.trace()).isEqualTo(Trace.ROWS);
  }

  @Test
  void a_file_whose_bytes_are_broken_is_unreadable_wherever_they_are() throws Exception {
    Path file = folder.resolve("written.parquet");
    database.execute(
        "write",
        "COPY (SELECT n, n || '_822' AS c FROM range(300) t(n)) TO '"
            + file
            + "' (FORMAT parquet, COMPRESSION zstd)");
    byte[] whole = Files.readAllBytes(file);
    EnumSet<Trace> traces = EnumSet.noneOf(Trace.class);
    // What says where everything is stands at the end.
    for (int at = 4; at < whole.length; at += at < whole.length - 600 ? 19 : 2) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      traces.add(found("sessions/x", flipped, Net.NARROW).trace());
      traces.add(found("sessions/x", Arrays.copyOf(whole, at), Net.NARROW).trace());
    }
    assertThat(traces).contains(Trace.UNREADABLE).doesNotContain(Trace.ROWS);
  }

  @Test
  void a_fault_of_ours_is_not_told_of_the_file() throws Exception {
    Path file = folder.resolve("large.parquet");
    database.execute(
        "write",
        "COPY (SELECT n AS CHILD, repeat(n || 'x', 200) AS c FROM range(20000) t(n)) TO '"
            + file
            + "' (FORMAT parquet, ROW_GROUP_SIZE 20000)");
    byte[] bytes = Files.readAllBytes(file);
    database.close();
    database = Database.open(folder, "1MB");
    search = of(SHIPPED.authorities().get("821"));
    assertThatThrownBy(() -> found("sessions/x", bytes, Net.NARROW))
        .isInstanceOfSatisfying(
            DatabaseException.class,
            failure -> assertThat(failure.error()).isEqualTo(DatabaseError.OUT_OF_MEMORY));
  }

  @Test
  void a_parquet_is_known_by_its_bytes_whatever_it_is_called() throws Exception {
    Path file = folder.resolve("written.parquet");
    database.execute(
        "write", "COPY (SELECT 1 AS n, '9_821' AS c) TO '" + file + "' (FORMAT parquet)");
    byte[] bytes = Files.readAllBytes(file);
    assertThat(found("sessions/x", bytes, Net.NARROW).trace()).isEqualTo(Trace.ROWS);
    byte[] cut = java.util.Arrays.copyOf(bytes, bytes.length / 2);
    assertThat(found("x.parquet", cut, Net.NARROW).trace()).isEqualTo(Trace.UNREADABLE);
  }

  @Test
  void text_is_searched_in_the_encodings_that_people_save_it_in() throws Exception {
    for (var charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      byte[] bytes = "\uFEFF{\"child\": \"7_821\"}".getBytes(charset);
      assertThat(found("a.json", bytes, Net.WIDE).trace()).as(charset.name()).isEqualTo(Trace.ROWS);
    }
    byte[] utf16csv = "\uFEFFCHILD,LA\r\n1,Luton\r\n".getBytes(StandardCharsets.UTF_16LE);
    assertThat(found("a.csv", utf16csv, Net.WIDE).trace()).isIn(Trace.NAME, Trace.ROWS);
  }

  @Test
  void a_mark_across_two_blocks_of_a_long_text_is_seen() throws Exception {
    for (int before = (1 << 16) - 12; before < (1 << 16) + 3; before++) {
      assertThat(trace("a.txt", "x ".repeat(before / 2) + "123_821 ", Net.WIDE))
          .isEqualTo(Trace.ROWS);
      assertThat(trace("a.txt", " ".repeat(before) + "Luton ", Net.WIDE)).isEqualTo(Trace.NAME);
    }
  }

  @Test
  void a_name_that_is_written_otherwise_in_html_is_found() throws Exception {
    search =
        of(new LocalAuthority("823", "Bath & Saint John's", "East of England", "x-823", List.of()));
    // In an element a page escapes other signs than in an attribute.
    for (String written :
        List.of("Bath & Saint John's", "Bath &amp; Saint John's", "Bath &amp; Saint John&#39;s")) {
      assertThat(trace("a.html", "<p>" + written + "</p>", Net.WIDE))
          .as(written)
          .isEqualTo(Trace.NAME);
    }
    assertThat(trace("a.csv", "LA,n\r\nBath & Saint John's,1\r\n", Net.WIDE)).isEqualTo(Trace.ROWS);
    assertThat(trace("a.csv", "LA,n\r\nBath and Saint,1\r\n", Net.WIDE)).isEqualTo(Trace.NOTHING);
  }

  @Test
  void what_is_neither_table_nor_text_is_said_to_be_so() throws Exception {
    assertThat(found("a.xlsx", new byte[] {'P', 'K', 3, 4, 0, 0}, Net.WIDE).trace())
        .isEqualTo(Trace.UNREADABLE);
    assertThat(found("a.gz", new byte[] {0x1F, (byte) 0x8B, 8, 0}, Net.WIDE).trace())
        .isEqualTo(Trace.UNREADABLE);
    assertThat(found("a.bin", new byte[] {1, 0, 2}, Net.WIDE).trace()).isEqualTo(Trace.UNREADABLE);
    assertThat(found("empty.csv", new byte[0], Net.WIDE).trace()).isEqualTo(Trace.NOTHING);
  }
}
