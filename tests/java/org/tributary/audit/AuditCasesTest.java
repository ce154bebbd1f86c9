package org.tributary.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.config.Problems;
import org.tributary.page.ReadPage;
import org.tributary.region.Region;
import org.tributary.region.RegionFiles;

/**
 * Versions of the region of {@code tests/cases/config/_region}: each case lays files over it as
 * they were before and as they are after, and says what an officer is then told. {@code
 * -DupdateExpected=true} writes the expectations anew.
 */
class AuditCasesTest {

  private static final Path CASES = Path.of("tests/cases/audit");
  private static final Path SOUND = Path.of("tests/cases/config/_region");
  private static final LocalDate DAY = LocalDate.of(2026, 5, 1);

  @TempDir Path scratch;

  @TestFactory
  List<DynamicTest> every_change_is_told_in_a_sentence() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      List<DynamicTest> tests =
          folders
              .sorted()
              .map(folder -> dynamicTest(folder.getFileName().toString(), () -> check(folder)))
              .toList();
      assertThat(tests).hasSizeGreaterThanOrEqualTo(12);
      return tests;
    }
  }

  private void check(Path folder) throws IOException {
    ConfigurationVersion before = version(folder.resolve("before"));
    ConfigurationVersion after = version(folder.resolve("after"));
    ConfigurationDifference difference =
        ConfigurationDifference.of(before, after, DAY, Optional.empty());
    expect(folder.resolve("expect/changes.csv"), AuditCsv.of(difference));
    expect(folder.resolve("expect/changes.json"), AuditJson.of(difference));
    assertThat(difference.changes()).isNotEmpty();
    theSameIsTold(difference);
    JsonSchemas.conforms("audit-changes", AuditJson.of(difference));
  }

  /** The page tells each change once, in order, with all that the files for programs tell of it. */
  private static void theSameIsTold(ConfigurationDifference difference) {
    ReadPage page = ReadPage.of(new String(DifferencePage.of(difference), StandardCharsets.UTF_8));
    List<List<String>> told =
        page.rows().stream().filter(row -> row.get(0).matches("\\d+ .*")).toList();
    List<List<String>> changes = new ArrayList<>();
    for (Change change : difference.changes()) {
      changes.add(
          Stream.of(
                  changes.size() + 1 + " " + change.effect().words(),
                  change.useCase().isEmpty() ? "all" : change.useCase(),
                  change.about(),
                  change.sentence(),
                  change.inOutputs().isEmpty() ? "Nothing." : change.inOutputs(),
                  difference.rows(change))
              .map(words -> words.replaceAll("\\s+", " ").strip())
              .toList());
    }
    assertThat(told).isEqualTo(changes);
  }

  @Test
  void the_whole_page_of_a_change_is_as_expected() throws IOException {
    Path folder = CASES.resolve("duplicates-are-no-longer-removed");
    ConfigurationDifference difference =
        ConfigurationDifference.of(
            version(folder.resolve("before")),
            version(folder.resolve("after")),
            DAY,
            Optional.empty());
    expect(folder.resolve("expect/changes.html"), DifferencePage.of(difference));
  }

  @Test
  void the_matrix_of_a_small_region_is_as_expected() throws IOException {
    AuditMatrix matrix = AuditMatrix.of(region(), DAY, Optional.of("822"));
    Path expected = Path.of("tests/cases/audit-matrix");
    expect(expected.resolve("audit.csv"), AuditCsv.of(matrix));
    expect(expected.resolve("audit.html"), AuditPage.of(matrix));
    expect(expected.resolve("audit.json"), AuditJson.of(matrix));
  }

  @Test
  void a_version_changes_nothing_against_itself() throws IOException {
    ConfigurationVersion version = version(SOUND);
    assertThat(ConfigurationDifference.of(version, version, DAY, Optional.empty()).changes())
        .isEmpty();
  }

  @Test
  void what_widens_in_one_direction_narrows_in_the_other() throws IOException {
    for (Path folder : folders()) {
      ConfigurationVersion before = version(folder.resolve("before"));
      ConfigurationVersion after = version(folder.resolve("after"));
      Change first = changes(before, after).get(0);
      // What has to be read by a person may widen in both directions.
      boolean isRead = first.where().endsWith(".sql") || first.subject() == Change.Subject.OTHER;
      if (isRead || first.subject() == Change.Subject.PURPOSE || first.effect() == Effect.NEUTRAL) {
        continue;
      }
      List<Change> back = changes(after, before);
      assertThat(back)
          .as(folder.toString())
          .anyMatch(
              change ->
                  change.subject() == first.subject()
                      && change.effect()
                          == (first.effect() == Effect.WIDENS ? Effect.NARROWS : Effect.WIDENS));
    }
  }

  @Test
  void rows_are_told_where_they_were_counted() throws IOException {
    Path folder = CASES.resolve("a-field-is-kept-for-another-use-case");
    ConfigurationDifference difference =
        ConfigurationDifference.of(
            version(folder.resolve("before")),
            version(folder.resolve("after")),
            DAY,
            Optional.of(new TreeMap<>(Map.of("SUFFICIENCY_ssda903_episodes", 1234L))));
    assertThat(difference.rows(difference.changes().get(0))).isEqualTo("1,234");
  }

  @Test
  void the_same_bytes_come_out_in_turkish_and_in_another_time_zone() throws IOException {
    AuditMatrix matrix = AuditMatrix.of(region(), DAY, Optional.empty());
    byte[] page = AuditPage.of(matrix);
    byte[] json = AuditJson.of(matrix);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      AuditMatrix again = AuditMatrix.of(region(), DAY, Optional.empty());
      assertThat(AuditPage.of(again)).isEqualTo(page);
      assertThat(AuditJson.of(again)).isEqualTo(json);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  private static List<Change> changes(ConfigurationVersion before, ConfigurationVersion after) {
    return ConfigurationDifference.of(before, after, DAY, Optional.empty()).changes();
  }

  private static List<Path> folders() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.sorted().toList();
    }
  }

  private ConfigurationVersion version(Path over) throws IOException {
    Path root = Files.createTempDirectory(scratch, "version");
    lay(SOUND, root);
    if (Files.isDirectory(over)) {
      lay(over, root);
    }
    Problems problems = new Problems();
    // Every case is one that the programme would start with.
    RegionFiles.load(root.resolve("config"), root.resolve("schemas"), problems);
    ConfigurationVersion version =
        ConfigurationVersion.read(root.resolve("config"), root.resolve("schemas"), problems);
    assertThat(problems.all()).isEmpty();
    return version;
  }

  private static Region region() {
    Problems problems = new Problems();
    Optional<Region> region =
        RegionFiles.load(SOUND.resolve("config"), SOUND.resolve("schemas"), problems);
    assertThat(problems.all()).isEmpty();
    return region.orElseThrow();
  }

  private static void lay(Path from, Path onto) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = onto.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void expect(Path file, byte[] found) throws IOException {
    String text = ReadPage.withoutStyle(new String(found, StandardCharsets.UTF_8));
    if (Boolean.getBoolean("updateExpected")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }
}
