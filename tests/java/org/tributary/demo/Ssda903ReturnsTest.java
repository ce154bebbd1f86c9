package org.tributary.demo;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tributary.demo.InventedChild.SlipKind;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Table;

class Ssda903ReturnsTest {

  private static final int OLDEST_YEAR = 2022;
  private static final int CHILDREN = 400;
  private static final DateTimeFormatter DAY_FIRST =
      DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT);

  private static final Dataset DATASET = GuideDataset.load();
  private static final Ssda903Returns RETURNS =
      new Ssda903Returns(DATASET, GuideDataset.authority("901"), 7, CHILDREN);

  private static List<List<String>> parse(byte[] file) {
    return CsvReader.builder().ofCsvRecord(new String(file, StandardCharsets.UTF_8)).stream()
        .map(CsvRecord::getFields)
        .toList();
  }

  private static IntStream years() {
    return IntStream.rangeClosed(OLDEST_YEAR, GuideDataset.NEWEST_YEAR);
  }

  @ParameterizedTest
  @ValueSource(ints = {2022, 2023, 2024, 2025, 2026})
  void every_table_of_the_year_has_a_file_with_all_its_headers_and_some_rows(int year) {
    assertThat(RETURNS.filesOf(year)).hasSameSizeAs(DATASET.tablesIn(year));
    for (Table table : DATASET.tablesIn(year)) {
      List<List<String>> rows = parse(RETURNS.file(table.name(), year));
      assertThat(rows.get(0))
          .as(table.name())
          .isEqualTo(table.fieldsIn(year).stream().map(Field::name).toList());
      boolean needsHistory = table.name().equals("oc3") && year == OLDEST_YEAR;
      assertThat(rows).as(table.name() + " " + year).hasSizeGreaterThan(needsHistory ? 0 : 1);
    }
  }

  @Test
  void every_cell_is_what_its_field_asks_for_in_its_year() {
    Set<String> refused = new TreeSet<>();
    long cells = 0;
    for (String code : List.of("901", "902", "903", "904")) {
      Ssda903Returns returns =
          new Ssda903Returns(DATASET, GuideDataset.authority(code), code.hashCode(), 150);
      for (int year : years().toArray()) {
        for (Table table : DATASET.tablesIn(year)) {
          List<Field> fields = table.fieldsIn(year);
          List<List<String>> rows = parse(returns.file(table.name(), year));
          for (List<String> row : rows.subList(1, rows.size())) {
            assertThat(row).hasSameSizeAs(fields);
            for (int i = 0; i < fields.size(); i++) {
              cells++;
              if (!FieldRules.accept(fields.get(i), year, row.get(i))) {
                refused.add(
                    year + " " + table.name() + " " + fields.get(i).name() + " " + row.get(i));
              }
            }
          }
        }
      }
    }
    assertThat(refused).isEmpty();
    assertThat(cells).isGreaterThan(50_000);
  }

  @Test
  void the_bytes_depend_on_nothing_but_what_was_asked_for() {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    List<byte[]> before = all(5);
    try {
      for (String other : List.of("tr-TR", "ar-EG", "th-TH-u-nu-thai")) {
        Locale.setDefault(Locale.forLanguageTag(other));
        for (String place : List.of("Pacific/Kiritimati", "America/Los_Angeles")) {
          TimeZone.setDefault(TimeZone.getTimeZone(place));
          List<byte[]> again = all(5);
          for (int i = 0; i < before.size(); i++) {
            assertThat(again.get(i)).isEqualTo(before.get(i));
          }
        }
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
    assertThat(all(6).get(3)).as("another seed").isNotEqualTo(before.get(3));
  }

  private static List<byte[]> all(long seed) {
    List<byte[]> files = new ArrayList<>();
    Ssda903Returns returns = new Ssda903Returns(DATASET, GuideDataset.authority("901"), seed, 40);
    years()
        .forEach(
            year ->
                returns
                    .filesOf(year)
                    .forEach(
                        (path, bytes) -> {
                          files.add(path.getBytes(StandardCharsets.UTF_8));
                          files.add(bytes);
                        }));
    MessyFiles.everyKind(DATASET, GuideDataset.authority("901"))
        .forEach(messy -> files.add(messy.bytes()));
    files.add(new InventedReturns(DATASET, seed, 50).file("episodes", 2024));
    return files;
  }

  private record Row(
      int year, LocalDate start, String began, Optional<LocalDate> end, String ended) {}

  /** What is left of a child's episodes when the newest return of each start counts. */
  private static Map<String, List<Row>> newestEpisodes() {
    Map<String, Map<LocalDate, Row>> byChild = new HashMap<>();
    for (int year : years().toArray()) {
      List<List<String>> rows = parse(RETURNS.file("episodes", year));
      for (List<String> row : rows.subList(1, rows.size())) {
        LocalDate start = LocalDate.parse(row.get(1), DAY_FIRST);
        Optional<LocalDate> end =
            Optional.of(row.get(7))
                .filter(day -> !day.isEmpty())
                .map(day -> LocalDate.parse(day, DAY_FIRST));
        byChild
            .computeIfAbsent(row.get(0), child -> new TreeMap<>())
            .put(start, new Row(year, start, row.get(2), end, row.get(8)));
      }
    }
    return byChild.entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue().values())));
  }

  @Test
  void episodes_without_a_slip_follow_one_another_to_the_day() {
    Map<String, List<Row>> byChild = newestEpisodes();
    int followed = 0;
    for (InventedChild child : RETURNS.children()) {
      if (child.slip().kind() != SlipKind.NONE) {
        continue;
      }
      List<Row> rows = byChild.getOrDefault(child.number(), List.of());
      for (int i = 0; i < rows.size(); i++) {
        Row row = rows.get(i);
        boolean last = i + 1 == rows.size();
        assertThat(row.end().isPresent() || row.year() == GuideDataset.NEWEST_YEAR).isTrue();
        assertThat(row.end().isEmpty()).isEqualTo(row.ended().isEmpty());
        row.end().ifPresent(end -> assertThat(end).isAfter(row.start()));
        if (!last && row.ended().equals("X1")) {
          followed++;
          assertThat(rows.get(i + 1).start()).isEqualTo(row.end().orElseThrow());
          assertThat(rows.get(i + 1).began()).isNotEqualTo("S");
        } else if (!last) {
          assertThat(rows.get(i + 1).began()).isEqualTo("S");
          assertThat(rows.get(i + 1).start()).isAfter(row.end().orElseThrow());
        }
      }
    }
    assertThat(followed).isGreaterThan(CHILDREN / 2);
  }

  @Test
  void there_is_something_to_deduplicate_and_to_repair_in_each_way() {
    Map<String, List<Row>> byChild = newestEpisodes();
    Set<SlipKind> kinds = EnumSet.noneOf(SlipKind.class);
    int leftOpen = 0;
    int tooLate = 0;
    int tooEarly = 0;
    for (List<Row> rows : byChild.values()) {
      for (int i = 0; i < rows.size(); i++) {
        Row row = rows.get(i);
        leftOpen += row.end().isEmpty() && row.year() < GuideDataset.NEWEST_YEAR ? 1 : 0;
        if (i + 1 < rows.size() && row.end().isPresent() && row.year() < rows.get(i + 1).year()) {
          int order = row.end().get().compareTo(rows.get(i + 1).start());
          tooLate += order > 0 ? 1 : 0;
          tooEarly += order < 0 && row.ended().equals("X1") ? 1 : 0;
        }
      }
    }
    RETURNS.children().forEach(child -> kinds.add(child.slip().kind()));
    assertThat(kinds).containsExactlyInAnyOrder(SlipKind.values());
    assertThat(leftOpen).isGreaterThan(5);
    assertThat(tooLate).isPositive();
    assertThat(tooEarly).isPositive();

    long returned =
        years().mapToLong(year -> parse(RETURNS.file("episodes", year)).size() - 1L).sum();
    long distinct = byChild.values().stream().mapToLong(List::size).sum();
    assertThat(returned - distinct).as("repeated in a later year").isGreaterThan(CHILDREN / 4);
  }

  @Test
  void a_child_is_the_same_child_in_every_table_and_year() {
    Map<String, Set<String>> births = new HashMap<>();
    Map<String, Set<String>> sexes = new HashMap<>();
    Map<String, Integer> headers = new HashMap<>();
    for (int year : years().toArray()) {
      for (Table table : DATASET.tablesIn(year)) {
        List<List<String>> rows = parse(RETURNS.file(table.name(), year));
        int birth = rows.get(0).indexOf("DOB");
        int sex = rows.get(0).indexOf("SEX");
        for (List<String> row : rows.subList(1, rows.size())) {
          if (birth >= 0) {
            births.computeIfAbsent(row.get(0), child -> new HashSet<>()).add(row.get(birth));
          }
          if (sex >= 0) {
            String successor =
                switch (row.get(sex)) {
                  case "1" -> "M";
                  case "2" -> "F";
                  default -> row.get(sex);
                };
            sexes.computeIfAbsent(row.get(0), child -> new HashSet<>()).add(successor);
          }
          headers.merge(row.get(0), table.name().equals("header") ? 1 : 0, Integer::sum);
        }
      }
    }
    assertThat(births.values()).allSatisfy(days -> assertThat(days).hasSize(1));
    assertThat(sexes.values()).allSatisfy(codes -> assertThat(codes).hasSize(1));
    assertThat(headers.values().stream().max(Comparator.naturalOrder())).contains(5);
    assertThat(headers.values()).contains(1, 2, 3);
  }

  @Test
  void sex_changes_its_codes_in_2025() {
    assertThat(column("header", 2024, "SEX")).containsExactlyInAnyOrder("1", "2");
    assertThat(column("header", 2025, "SEX")).containsExactlyInAnyOrder("M", "F");
  }

  private static Set<String> column(String table, int year, String field) {
    List<List<String>> rows = parse(RETURNS.file(table, year));
    int index = rows.get(0).indexOf(field);
    return rows.subList(1, rows.size()).stream()
        .map(row -> row.get(index))
        .collect(Collectors.toSet());
  }

  @Test
  void authorities_name_their_files_in_different_ways_and_always_with_the_year() {
    Set<String> names = new TreeSet<>();
    for (String code : List.of("901", "902", "903", "904")) {
      Ssda903Returns returns = new Ssda903Returns(DATASET, GuideDataset.authority(code), 1, 1);
      names.add(returns.path("episodes", 2024));
    }
    assertThat(names)
        .containsExactlyInAnyOrder(
            "2023-24/Episodes.csv",
            "2024/SSDA903_episodes_31032024.csv",
            "SSDA903_2024_episodes.csv",
            "episodes 2024.CSV");
  }
}
