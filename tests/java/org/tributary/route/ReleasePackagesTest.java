package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.authority.LocalAuthority;
import org.tributary.demo.CinCensusReturns;
import org.tributary.demo.InventedOpenData;
import org.tributary.demo.SchoolCensusReturns;
import org.tributary.demo.Ssda903Returns;
import org.tributary.describe.PackageProof;
import org.tributary.operate.AreaHealth;
import org.tributary.output.Pictures;
import org.tributary.pipeline.Picture;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.schema.Dataset;
import org.tributary.settings.Role;
import org.tributary.store.Digest;

/** The packages of releases, made by the shipped routes, proven by others' tools. */
class ReleasePackagesTest {

  private static final Clock MAY_2026 =
      Clock.fixed(Instant.parse("2026-05-04T09:00:00Z"), ZoneOffset.UTC);

  private static final Region SHIPPED = Shipped.region();

  /** Uploads of two authorities were published there; it is only looked at. */
  private static TrialRegion published;

  private static List<AreaHealth.Status> health;

  @TempDir private Path folder;
  private TrialRegion region;

  @BeforeAll
  static void publish(@TempDir Path folder) throws Exception {
    published = new TrialRegion(folder, MAY_2026);
    health = everyUpload(published).work();
    published.stop();
  }

  @AfterAll
  static void close() {
    published.close();
  }

  @AfterEach
  void stop() {
    if (region != null) {
      region.close();
    }
  }

  /** Everything that there is to upload, of one authority more than of the other. */
  private static TrialRegion everyUpload(TrialRegion region) throws Exception {
    upload(region, "822", 2023, 2024, 2025);
    upload(region, "881", 2024, 2025);
    LocalAuthority pupils = SHIPPED.authorities().get("822");
    for (Map.Entry<String, byte[]> file :
        new SchoolCensusReturns(SHIPPED.datasets().get(SchoolCensusReturns.DATASET), pupils, 7, 20)
            .filesOf(2025)
            .entrySet()) {
      region.upload(
          pupils.folder() + "/" + SchoolCensusReturns.DATASET + "/" + file.getKey(),
          file.getValue());
    }
    return region;
  }

  private static void upload(TrialRegion region, String authority, int... years) throws Exception {
    LocalAuthority sender = SHIPPED.authorities().get(authority);
    Dataset care = SHIPPED.datasets().get("ssda903");
    Ssda903Returns returns = new Ssda903Returns(care, sender, 7, 40);
    CinCensusReturns censuses =
        new CinCensusReturns(SHIPPED.datasets().get("cin-census"), sender, 7, 20);
    for (int year : years) {
      for (Map.Entry<String, byte[]> file : returns.filesOf(year).entrySet()) {
        region.upload(sender.folder() + "/ssda903/" + file.getKey(), file.getValue());
      }
      for (Map.Entry<String, byte[]> file : censuses.filesOf(year).entrySet()) {
        region.upload(sender.folder() + "/cin-census/" + file.getKey(), file.getValue());
      }
    }
  }

  /** A use case's package as a person has it who downloaded its folder. */
  private Path downloaded(TrialRegion region, String useCase) throws Exception {
    Path to = folder.resolve("downloaded").resolve(useCase);
    String prefix = "packages/" + useCase + "/";
    for (Map.Entry<String, byte[]> object : region.everything(Role.HUB, "outputs").entrySet()) {
      if (object.getKey().startsWith(prefix)) {
        Path file = to.resolve(object.getKey().substring(prefix.length()));
        Files.createDirectories(file.getParent());
        Files.write(file, object.getValue());
      }
    }
    return to;
  }

  @Test
  void every_package_is_passed_by_others_tools() throws Exception {
    PackageProof.assumeInstalled();
    assertThat(health).allMatch(AreaHealth.Status::isWell);

    for (String useCase : SHIPPED.useCases().keySet()) {
      Path downloaded = downloaded(published, useCase);
      assertThat(downloaded.resolve("datapackage.json")).exists();
      assertThat(PackageProof.of(downloaded).problems()).as(useCase).isEmpty();
    }
    assertThat(notDrawn(published, "PAN")).isEmpty();
    assertThat(notDrawn(published, "SUFFICIENCY"))
        .as("these are of open data, too")
        .containsExactly(
            "Placed outside the authority on 31 March, by distance",
            "Providers used on 31 March, by their current grade");
    assertThat(downloaded(published, "SUFFICIENCY").resolve("data/SUFFICIENCY_factEpisode.csv"))
        .isNotEmptyFile();
  }

  /** The pictures of a release of which it holds nothing; none may fail. */
  private List<String> notDrawn(TrialRegion region, String useCase) throws Exception {
    String overview = Files.readString(downloaded(region, useCase).resolve("overview.html"));
    assertThat(overview).doesNotContain("cannot be drawn");
    List<String> without = new ArrayList<>();
    for (Picture picture : Pictures.of(SHIPPED.outputs(useCase, LocalDate.of(2026, 5, 4)))) {
      String shown = overview.split("<h3>" + picture.title() + "</h3>")[1].split("<h[23]")[0];
      if (!shown.contains("<svg class=\"chart")) {
        assertThat(shown).contains("holds nothing yet");
        without.add(picture.title());
      }
    }
    return without;
  }

  @Test
  void open_data_is_in_the_next_release_which_says_what_it_was_and_what_was_missing()
      throws Exception {
    PackageProof.assumeInstalled();
    region = new TrialRegion(folder.resolve("one"), MAY_2026, published);
    assertThat(note("SUFFICIENCY", "json")).contains("Postcode").contains("There is no");
    assertThat(region.output("SUFFICIENCY_factOfstedInspection.csv")).isEmpty();

    Map<String, byte[]> published =
        new InventedOpenData(
                SHIPPED.authorities().values(), SHIPPED.datasets().get("ssda903").newestYear())
            .files();
    region.openData(published);
    assertThat(region.work()).allMatch(AreaHealth.Status::isWell);
    assertThat(note("SUFFICIENCY", "json"))
        .contains("\"release\" : 2")
        .contains(published.keySet().iterator().next());
    assertThat(region.output("SUFFICIENCY_factOfstedInspection.csv")).isNotEmpty();
    assertThat(PackageProof.of(downloaded(region, "SUFFICIENCY")).problems()).isEmpty();
    assertThat(notDrawn(region, "SUFFICIENCY")).isEmpty();
    assertThat(note("PAN", "json")).as("PAN has no use for it").contains("\"release\" : 1");
  }

  @Test
  void a_release_note_counts_what_came_and_what_went_by_authority_and_year() throws Exception {
    region = new TrialRegion(folder.resolve("one"), MAY_2026);
    upload(region, "822", 2024);
    region.work();
    upload(region, "822", 2024, 2025);
    region.work();
    String[] lines = note("PAN", "csv").split("\r\n");
    assertThat(lines[0])
        .startsWith("table,local_authority,return_year,rows_before,rows,rows_added");
    assertThat(lines)
        .anyMatch(line -> line.matches("ssda903_reviews,Bedford,2025,0,[1-9][0-9]*,.*"))
        .anyMatch(line -> line.matches("ssda903_reviews,Bedford,2024,([1-9][0-9]*),\\1,0,0,0"));
    region.remove(SHIPPED.authorities().get("822").folder() + "/ssda903/" + reviews(2025));
    region.work();
    assertThat(note("PAN", "csv").split("\r\n"))
        .anyMatch(line -> line.matches("ssda903_reviews,Bedford,2025,([1-9][0-9]*),0,0,\\1,0"))
        .anyMatch(line -> line.matches("cin_census_cin,Bedford,2025,([1-9][0-9]*),\\1,0,0,0"));
  }

  private String reviews(int year) {
    return new Ssda903Returns(
            SHIPPED.datasets().get("ssda903"), SHIPPED.authorities().get("822"), 7, 40)
        .path("reviews", year);
  }

  private String note(String useCase, String ending) throws Exception {
    return new String(
        region
            .everything(Role.HUB, "outputs")
            .get("packages/" + useCase + "/release-note." + ending),
        StandardCharsets.UTF_8);
  }

  @Test
  void the_same_uploads_give_the_same_packages_to_the_last_byte() throws Exception {
    region = new TrialRegion(folder.resolve("other"), MAY_2026);
    everyUpload(region).work();
    assertThat(digests(published)).isNotEmpty().isEqualTo(digests(region));
  }

  private static SortedMap<String, String> digests(TrialRegion region) throws Exception {
    SortedMap<String, String> digests = new TreeMap<>();
    region
        .everything(Role.HUB, "outputs")
        .forEach(
            (key, bytes) -> {
              if (key.startsWith("packages/") || !key.contains("/")) {
                digests.put(key, Digest.of(bytes).sha256());
              }
            });
    return digests;
  }
}
