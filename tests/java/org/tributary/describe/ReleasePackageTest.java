package org.tributary.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.describe.ReleasePackage.WrittenFile;
import org.tributary.output.DescribedColumn;
import org.tributary.output.DescribedColumn.Presence;
import org.tributary.output.DescribedColumn.Shown;
import org.tributary.output.DescribedTable;
import org.tributary.output.DescribedTable.Reference;
import org.tributary.output.ForReports;
import org.tributary.output.TableChanges;
import org.tributary.output.TableChanges.Place;
import org.tributary.output.ValueType;
import org.tributary.page.ReadPage;
import org.tributary.publish.PublishedFile;

class ReleasePackageTest {

  /** What the invented release's package is, byte by byte; its data files are not in it. */
  private static final Path EXPECTED = Path.of("tests/cases/package");

  @TempDir Path folder;

  private SortedMap<String, String> written(ReleaseContents contents) throws IOException {
    List<WrittenFile> written = ReleasePackage.write(contents, folder);
    SortedMap<String, String> texts = InventedRelease.texts(folder);
    assertThat(written).extracting(WrittenFile::name).containsExactlyElementsOf(texts.keySet());
    assertThat(written)
        .allSatisfy(file -> assertThat(file.path()).isEqualTo(folder.resolve(file.name())));
    return texts;
  }

  /** With {@code -DupdateExpected} the files are written anew, for a person to check. */
  @Test
  void a_package_is_what_the_example_says() throws IOException {
    SortedMap<String, String> texts = written(InventedRelease.withoutData());
    texts.replaceAll((name, text) -> ReadPage.withoutStyle(text));
    if (System.getProperty("updateExpected") != null) {
      for (Map.Entry<String, String> text : texts.entrySet()) {
        Path file = EXPECTED.resolve(text.getKey());
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.getValue());
      }
    }
    assertThat(texts).isEqualTo(InventedRelease.texts(EXPECTED));
  }

  @Test
  void a_package_is_the_same_in_turkish_in_another_time_zone_and_from_files_in_another_order()
      throws IOException {
    SortedMap<String, String> here = written(InventedRelease.withoutData());
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      assertThat(written(InventedRelease.withoutData())).isEqualTo(here);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void no_file_has_a_byte_order_mark_or_other_line_ends_than_its_kind() throws IOException {
    written(InventedRelease.withoutData())
        .forEach(
            (name, text) -> {
              assertThat(text).as(name).doesNotStartWith("\uFEFF").endsWith("\n");
              if (name.endsWith(".csv")) {
                assertThat(text.replace("\r\n", "")).as(name).doesNotContain("\r");
              } else {
                assertThat(text).as(name).doesNotContain("\r");
              }
            });
  }

  @Test
  void pages_escape_what_they_are_given() throws IOException {
    SortedMap<String, String> texts = written(InventedRelease.withoutData());
    for (String page : List.of("dictionary.html", "release-note.html")) {
      assertThat(texts.get(page))
          .contains("Stars &amp; &lt;placements&gt;")
          .doesNotContain("<placements>")
          .doesNotContain("<invented>")
          .doesNotContain("<script");
    }
  }

  @Test
  void the_release_note_says_who_is_missing() throws IOException {
    String note = written(InventedRelease.withoutData()).get("release-note.html");
    assertThat(note)
        .contains("Nothing is there of: Essex.")
        .contains("<th scope=\"row\">factEpisode</th><td>Luton: 2023</td>")
        .contains("Since release 2: 2 rows added, 1 removed, 1 changed.")
        .contains("factEpisode has new columns: Note.");
  }

  @Test
  void the_first_release_has_nothing_before_it() throws IOException {
    ReleaseContents second = InventedRelease.withoutData();
    ReleaseContents first =
        new ReleaseContents(
            second.useCase(),
            second.region(),
            1,
            List.of(),
            second.tables(),
            second.files(),
            List.of(),
            Optional.empty(),
            second.tables().stream()
                .map(
                    table ->
                        new TableChanges(
                            table.name(),
                            List.of(new Place("", "", 0, 2, 2, 0, 0)),
                            List.of(),
                            List.of()))
                .toList());
    String note = written(first).get("release-note.html");
    assertThat(note).contains("8 rows in 4 tables. This is the first release.");
    assertThat(note).doesNotContain("Since release").contains("There is no earlier release");
  }

  @Test
  void text_that_a_spreadsheet_takes_for_a_formula_is_spelled_alike_in_data_and_lists() {
    assertThat(List.of("=1", "+1", "-1", "@x", "\tx", "\rx", "\nx"))
        .allSatisfy(text -> assertThat(SpreadsheetText.of(text)).isEqualTo("'" + text));
    assertThat(List.of("", "1", "x=", "'-1", " -1"))
        .allSatisfy(text -> assertThat(SpreadsheetText.of(text)).isEqualTo(text));
  }

  private static DescribedTable table(
      String name, ValueType keyType, List<String> key, List<Reference> references) {
    DescribedColumn column =
        new DescribedColumn(
            "Key", "The key.", keyType, List.of(), Presence.ALWAYS, Shown.HIDDEN, Optional.empty());
    return new DescribedTable(
        name,
        "A table.",
        "One row is one row.",
        List.of(column),
        key,
        references,
        1,
        List.of(name + ".csv", name + ".parquet"));
  }

  private static ReleaseContents of(DescribedTable... tables) {
    SortedMap<String, PublishedFile> files = new TreeMap<>();
    for (DescribedTable table : tables) {
      table
          .files()
          .forEach(name -> files.put(name, new PublishedFile(name, "", "0".repeat(64), 1, 1)));
    }
    return new ReleaseContents(
        InventedRelease.USE_CASE,
        "East",
        1,
        List.of(),
        List.of(tables),
        files,
        List.of(),
        Optional.empty(),
        List.of());
  }

  @Test
  void a_reference_must_lead_to_the_whole_key_of_a_table_and_have_its_type() {
    Reference reference = new Reference("Key", "dim", "Key");
    DescribedTable fact = table("fact", ValueType.TEXT, List.of(), List.of(reference));
    assertThat(of(fact, table("dim", ValueType.CODE, List.of("Key"), List.of())).tables())
        .hasSize(2);
    assertThatThrownBy(() -> of(fact)).hasMessage("fact.Key refers to no key of a table");
    assertThatThrownBy(() -> of(fact, table("dim", ValueType.TEXT, List.of(), List.of())))
        .hasMessage("fact.Key refers to no key of a table");
    assertThatThrownBy(() -> of(fact, table("dim", ValueType.INTEGER, List.of("Key"), List.of())))
        .hasMessage("fact.Key has another type than its key");
  }

  @Test
  void a_table_must_have_its_files_and_its_columns() {
    DescribedTable good = table("dim", ValueType.TEXT, List.of("Key"), List.of());
    assertThatThrownBy(() -> of(good, good)).hasMessage("two tables are called dim");
    assertThatThrownBy(() -> of(table("dim", ValueType.TEXT, List.of("Kee"), List.of())))
        .hasMessage("dim has no column Kee");
    ReleaseContents contents = of(good);
    assertThatThrownBy(
            () ->
                new ReleaseContents(
                    contents.useCase(),
                    "East",
                    1,
                    List.of(),
                    contents.tables(),
                    new TreeMap<>(Map.of()),
                    List.of(),
                    Optional.empty(),
                    List.of()))
        .hasMessage("a file of dim is missing");
  }

  @Test
  void a_filter_has_one_active_way_to_a_table_and_facts_come_before_dimensions()
      throws IOException {
    ReleaseContents contents =
        of(
            table("area", ValueType.TEXT, List.of("Key"), List.of()),
            table(
                "provider",
                ValueType.TEXT,
                List.of("Key"),
                List.of(new Reference("Key", "area", "Key"))),
            table(
                "fact",
                ValueType.TEXT,
                List.of(),
                List.of(
                    new Reference("Key", "area", "Key"), new Reference("Key", "provider", "Key"))));
    List<String> ways = new ArrayList<>();
    for (TmdlText.Element relationship :
        TmdlText.read(
            written(contents).get("power-bi/STAR.SemanticModel/definition/relationships.tmdl"))) {
      ways.add(
          relationship.properties().get("fromColumn")
              + " "
              + relationship.properties().get("toColumn")
              + " "
              + relationship.properties().getOrDefault("isActive", "true"));
    }
    assertThat(ways)
        .containsExactly(
            "fact.Key area.Key true", "fact.Key provider.Key true", "provider.Key area.Key false");
  }

  private static DescribedTable ofWhom(String name, String dataset, Optional<String> child) {
    DescribedTable plain = table(name, ValueType.TEXT, List.of(), List.of());
    return new DescribedTable(
        plain.name(),
        plain.description(),
        plain.grain(),
        plain.columns(),
        plain.primaryKey(),
        plain.references(),
        plain.rows(),
        plain.files(),
        new ForReports(
            List.of(),
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.of(new ForReports.Whose(dataset, child, "LA"))));
  }

  @Test
  void a_child_relates_the_tables_of_a_return_and_an_authority_those_of_all() throws IOException {
    Map<String, String> files =
        written(
            of(
                ofWhom("header", "ssda903", Optional.of("CHILD")),
                ofWhom("episodes", "ssda903", Optional.of("CHILD")),
                ofWhom("cin", "cin-census", Optional.of("LAchildID")),
                ofWhom("homes", "annex-a", Optional.empty())));
    List<String> ways = new ArrayList<>();
    for (TmdlText.Element relationship :
        TmdlText.read(
            Objects.requireNonNull(
                files.get("power-bi/STAR.SemanticModel/definition/relationships.tmdl")))) {
      assertThat(relationship.properties()).doesNotContainKey("isActive");
      ways.add(
          relationship.properties().get("fromColumn")
              + " "
              + relationship.properties().get("toColumn"));
    }
    assertThat(ways)
        .containsExactly(
            "header.CHILD ssda903_children.Child",
            "episodes.CHILD ssda903_children.Child",
            "ssda903_children.Authority authorities.Authority",
            "cin.LAchildID cin_census_children.Child",
            "cin_census_children.Authority authorities.Authority",
            "homes.LA authorities.Authority");
    assertThat(files.get("power-bi/STAR.SemanticModel/definition/tables/ssda903_children.tmdl"))
        .contains("header.parquet", "episodes.parquet")
        .doesNotContain("cin.parquet");
  }
}
