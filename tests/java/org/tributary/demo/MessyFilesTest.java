package org.tributary.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tributary.authority.LocalAuthority;
import org.tributary.demo.MessyFiles.Mess;
import org.tributary.demo.MessyFiles.MessyFile;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Dataset;

class MessyFilesTest {

  private static final Dataset DATASET = GuideDataset.load();
  private static final LocalAuthority AUTHORITY = GuideDataset.authority("901");

  private static MessyFile only(Mess mess) {
    List<MessyFile> files = MessyFiles.of(DATASET, AUTHORITY, mess);
    assertThat(files).hasSize(1);
    return files.get(0);
  }

  private static String text(Mess mess) {
    return new String(only(mess).bytes(), StandardCharsets.UTF_8);
  }

  private static List<List<String>> rows(String text) {
    return CsvReader.builder().ofCsvRecord(text).stream().map(CsvRecord::getFields).toList();
  }

  @ParameterizedTest
  @EnumSource(Mess.class)
  void each_mistake_has_a_file_and_says_what_its_sender_should_see(Mess mess) {
    List<MessyFile> files = MessyFiles.of(DATASET, AUTHORITY, mess);
    Set<ErrorType> expected = EnumSet.noneOf(ErrorType.class);
    files.forEach(file -> expected.addAll(file.expected()));
    // Dates in ISO cannot be misread, so there is nothing to tell.
    assertThat(expected.isEmpty()).isEqualTo(mess == Mess.DATES_THE_OTHER_WAY_ROUND);
    assertThat(files).allSatisfy(file -> assertThat(file.path()).isNotBlank());
  }

  @Test
  void every_authority_has_a_few_and_no_two_files_of_one_share_a_path() {
    Set<String> allPaths = new TreeSet<>();
    for (int code = 900; code < 930; code++) {
      List<MessyFile> some = MessyFiles.of(DATASET, GuideDataset.authority("" + code));
      Set<String> paths = new TreeSet<>();
      some.forEach(file -> paths.add(file.path()));
      assertThat(paths).hasSameSizeAs(some).hasSizeBetween(6, 7);
      allPaths.addAll(paths);
    }
    Set<String> everyPath = new TreeSet<>();
    MessyFiles.everyKind(DATASET, AUTHORITY).forEach(file -> everyPath.add(file.path()));
    assertThat(everyPath).hasSize(Mess.values().length + 1);
    assertThat(allPaths).isEqualTo(everyPath);
  }

  @Test
  void no_child_of_a_messy_file_is_in_another_return() {
    Set<String> usual = new HashSet<>();
    new Ssda903Returns(DATASET, AUTHORITY, 7, 5000)
        .children()
        .forEach(child -> usual.add(child.number()));
    rows(text(Mess.NO_YEAR)).stream()
        .skip(1)
        .forEach(row -> assertThat(usual).doesNotContain(row.get(0)));
  }

  @Test
  void dates_are_those_of_iso() {
    assertThat(rows(text(Mess.DATES_THE_OTHER_WAY_ROUND)))
        .hasSizeGreaterThan(3)
        .satisfies(
            rows ->
                assertThat(rows.subList(1, rows.size()))
                    .allSatisfy(row -> assertThat(row.get(2)).matches("20\\d\\d-\\d\\d-\\d\\d")));
  }

  @Test
  void names_are_in_windows_1252_between_semicolons() {
    byte[] bytes = only(Mess.SEMICOLONS_IN_WINDOWS_1252).bytes();
    assertThatThrownBy(() -> StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)))
        .isInstanceOf(CharacterCodingException.class);
    assertThat(new String(bytes, Charset.forName("windows-1252")))
        .startsWith("CHILD;SEX;DOB;ETHNIC;UPN;MOTHER;MC_DOB;Forename;Surname\r\n")
        .contains(";Zoë;O’Invented\r\n");
  }

  @Test
  void titles_stand_above_the_headers() {
    assertThat(text(Mess.TITLE_ROWS).lines().toList().get(2)).startsWith("CHILD,SEX,");
  }

  @Test
  void one_row_and_only_one_has_too_many_cells() {
    List<Integer> sizes =
        text(Mess.RAGGED_ROW).lines().map(line -> line.split(",", -1).length).toList();
    assertThat(sizes.stream().filter(size -> size == 15)).hasSize(1);
    assertThat(sizes.stream().filter(size -> size == 13)).hasSize(sizes.size() - 1);
  }

  @Test
  void cells_hold_what_no_field_takes() {
    assertThat(rows(text(Mess.UNKNOWN_CODE)).get(2).get(5)).isEqualTo("Q9");
    List<List<String>> typed = rows(text(Mess.IMPOSSIBLE_VALUES));
    assertThat(typed.get(1).get(1)).startsWith("31/02/");
    assertThat(typed.get(2).get(2)).isEmpty();
    assertThat(typed.get(3).get(11)).isEqualTo("not known");
  }

  @Test
  void an_export_is_in_utf_16_with_its_mark_and_tabs() {
    byte[] bytes = only(Mess.UTF_16).bytes();
    assertThat(bytes).startsWith(0xFE, 0xFF);
    assertThat(new String(bytes, StandardCharsets.UTF_16)).startsWith("CHILD\tSEX\tDOB");
  }

  @Test
  void codes_of_before_2025_are_in_a_newer_return() {
    MessyFile file = only(Mess.SUPERSEDED_CODES);
    assertThat(file.path()).contains("2026");
    assertThat(rows(text(Mess.SUPERSEDED_CODES)).subList(1, 4))
        .allSatisfy(row -> assertThat(row.get(1)).isIn("1", "2"));
  }

  @Test
  void a_header_stands_twice() {
    assertThat(rows(text(Mess.HEADER_TWICE)).get(0).stream().filter("DOB"::equals)).hasSize(2);
  }

  @Test
  void a_correction_differs_from_what_it_corrects_in_one_cell() {
    List<MessyFile> both = MessyFiles.of(DATASET, AUTHORITY, Mess.CORRECTED_VERSION);
    assertThat(both).hasSize(2);
    List<List<String>> first = rows(new String(both.get(0).bytes(), StandardCharsets.UTF_8));
    List<List<String>> second = rows(new String(both.get(1).bytes(), StandardCharsets.UTF_8));
    assertThat(second).hasSameSizeAs(first);
    assertThat(second.get(1).get(3)).isEqualTo("NOBT");
    assertThat(second.subList(2, second.size())).isEqualTo(first.subList(2, first.size()));
    assertThat(both.get(1).path()).endsWith("_v2.csv");
  }

  @Test
  void a_quote_is_opened_and_never_closed() {
    String text = text(Mess.UNCLOSED_QUOTE);
    assertThat(text.chars().filter(sign -> sign == '"')).hasSize(1);
    assertThat(text.lines().toList()).hasSizeGreaterThan(4);
  }

  @Test
  void some_files_are_no_tables_at_all() {
    assertThat(only(Mess.EMPTY).bytes()).isEmpty();
    assertThat(text(Mess.WRONG_EXTENSION)).startsWith("%PDF-");
    assertThat(only(Mess.LEFT_BEHIND_BY_A_SYSTEM).path()).isEqualTo(".DS_Store");
    assertThat(only(Mess.NO_YEAR).path()).doesNotContainPattern("[0-9]");
  }
}
