package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.authority.LocalAuthority;
import org.tributary.config.Problems;
import org.tributary.demo.Ssda903Returns;
import org.tributary.lineage.Accounts;
import org.tributary.lineage.Explain;
import org.tributary.lineage.Explanation;
import org.tributary.lineage.Question;
import org.tributary.lineage.RowOrigin;
import org.tributary.operate.AreaHealth;
import org.tributary.output.Output;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.settings.Role;
import org.tributary.settings.Settings;
import org.tributary.store.s3.Areas;

/** Children known by pseudonyms in every table, as {@code docs/pseudonyms.md} says. */
class PseudonymsTest {

  private static final Clock MAY_2026 =
      Clock.fixed(Instant.parse("2026-05-01T09:00:00Z"), ZoneOffset.UTC);
  private static final List<String> AUTHORITIES = List.of("822", "881");

  /** Tables that both use cases keep, and that name a child. */
  private static final List<String> TABLES =
      List.of("ssda903_header", "ssda903_episodes", "ssda903_uasc");

  private static final Region SHIPPED = Shipped.region();

  @TempDir private static Path published;
  private static TrialRegion plain;
  private static TrialRegion pseudonymous;

  @TempDir private Path folder;

  @BeforeAll
  static void publish() throws Exception {
    plain = plain(published.resolve("plain"));
    assertThat(plain.work()).allMatch(AreaHealth.Status::isWell);
    plain.stop();
    keys(published, 1, 1);
    pseudonymous = pseudonymous(published);
    assertThat(pseudonymous.work()).allMatch(AreaHealth.Status::isWell);
    pseudonymous.stop();
  }

  @AfterAll
  static void close() {
    plain.close();
    pseudonymous.close();
  }

  private static byte[] key(String purpose, int version) {
    return (purpose + " " + version + ": an invented key, of more than 32 bytes")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Path ownersOnly(Path file) throws IOException {
    Files.deleteIfExists(file);
    return Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static void keys(Path folder, int pan, int sufficiency) throws IOException {
    Files.writeString(
        ownersOnly(folder.resolve("keys")),
        "PAN child "
            + pan
            + " "
            + Base64.getEncoder().encodeToString(key("PAN", pan))
            + "\nSUFFICIENCY child "
            + sufficiency
            + " "
            + Base64.getEncoder().encodeToString(key("SUFFICIENCY", sufficiency))
            + "\n");
  }

  private static String pseudonym(byte[] key, String child) throws Exception {
    if (child.isEmpty()) {
      return "";
    }
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return HexFormat.of()
        .formatHex(mac.doFinal(("child\0" + child).getBytes(StandardCharsets.UTF_8)));
  }

  private static void upload(TrialRegion region) throws Exception {
    for (String code : AUTHORITIES) {
      LocalAuthority sender = SHIPPED.authorities().get(code);
      Ssda903Returns returns =
          new Ssda903Returns(SHIPPED.datasets().get("ssda903"), sender, 11, 12);
      for (int year : List.of(2023, 2024, 2025)) {
        for (Map.Entry<String, byte[]> file : returns.filesOf(year).entrySet()) {
          region.upload(sender.folder() + "/ssda903/" + file.getKey(), file.getValue());
        }
      }
    }
  }

  private static TrialRegion plain(Path folder) throws Exception {
    TrialRegion region = new TrialRegion(folder, MAY_2026);
    upload(region);
    return region;
  }

  /** A region in which the documented edits were done; its keys lie in the folder. */
  private static TrialRegion pseudonymous(Path folder) throws Exception {
    TrialRegion region = plain(folder.resolve("pseudonymous"));
    for (WalkThrough.Edit edit : WalkThrough.of("pseudonyms.md")) {
      edit.perform(region.config().getParent());
    }
    Path pipeline = region.config().resolve("pipelines/ssda903.yaml");
    String page = Files.readString(Path.of("docs/pseudonyms.md"));
    String before = "CHILD: {for: [PAN, SUFFICIENCY], unique-key: true,";
    assertThat(page.lines().filter(line -> line.startsWith(before))).hasSize(2);
    Files.writeString(
        pipeline,
        Files.readString(pipeline)
            .replaceAll(
                "(CHILD: .*for: .*add_la_suffix\\]), clause",
                "$1, degrade: hash_sha256, identifier: child, clause"));
    assertThat(Files.readString(pipeline))
        .contains(page.lines().filter(line -> line.startsWith(before)).skip(1).toList().get(0));
    return region.with("tributary.upload.pseudonym-keys-file", folder.resolve("keys").toString());
  }

  /** The published one of this class, to be changed, with keys of its own. */
  private TrialRegion another() throws Exception {
    keys(folder, 1, 1);
    return new TrialRegion(folder.resolve("region"), MAY_2026, pseudonymous)
        .with("tributary.upload.pseudonym-keys-file", folder.resolve("keys").toString());
  }

  private static Set<String> children(TrialRegion region, String output) throws Exception {
    return region.output(output + ".csv").stream()
        .map(row -> row.get("CHILD"))
        .filter(child -> !child.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void an_output_is_the_same_as_before_but_for_each_child_being_a_pseudonym_of_its_use_case()
      throws Exception {
    for (String useCase : List.of("PAN", "SUFFICIENCY")) {
      for (String table : TABLES) {
        List<Map<String, String>> expected = new ArrayList<>();
        for (Map<String, String> row : plain.output(useCase + "_" + table + ".csv")) {
          Map<String, String> hashed = new LinkedHashMap<>(row);
          hashed.put("CHILD", pseudonym(key(useCase, 1), row.get("CHILD")));
          expected.add(hashed);
        }
        assertThat(expected).as(table).isNotEmpty();
        assertThat(pseudonymous.output(useCase + "_" + table + ".csv"))
            .as("%s %s", useCase, table)
            .isEqualTo(expected);
      }
    }
    assertThat(pseudonymous.output("PAN_ssda903_episodes.csv"))
        .as("episodes are repaired")
        .anyMatch(row -> row.get("Episode_source").startsWith("RULE"));
    assertThat(pseudonymous.output("SUFFICIENCY_factEpisode.csv")).isNotEmpty();
  }

  @Test
  void the_same_child_in_two_use_cases_shares_no_value_and_the_hub_sees_no_identifier()
      throws Exception {
    Set<String> identifiers = children(plain, "PAN_ssda903_header");
    Set<String> shared = new HashSet<>(children(pseudonymous, "PAN_ssda903_header"));
    assertThat(shared).hasSameSizeAs(identifiers);
    shared.retainAll(children(pseudonymous, "SUFFICIENCY_ssda903_header"));
    assertThat(shared).isEmpty();
    // Within a use case tables can be joined.
    assertThat(children(pseudonymous, "PAN_ssda903_header"))
        .containsAll(children(pseudonymous, "PAN_ssda903_uasc"));

    Map<String, byte[]> hub = new TreeMap<>(pseudonymous.everything(Role.UPLOAD, "shared"));
    for (String area : List.of("outputs", "hub-workspace")) {
      pseudonymous.everything(Role.HUB, area).forEach((key, bytes) -> hub.put(area + key, bytes));
    }
    hub.forEach(
        (key, bytes) -> {
          String text = new String(bytes, StandardCharsets.ISO_8859_1);
          identifiers.forEach(
              child -> assertThat(text.contains(child)).as("%s tells a child", key).isFalse());
          assertThat(text.contains("an invented key")).as("%s tells a key", key).isFalse();
        });
  }

  @Test
  void a_new_version_of_a_key_makes_that_use_cases_outputs_anew_and_no_others() throws Exception {
    try (TrialRegion region = another()) {
      Set<String> first = children(region, "PAN_ssda903_header");
      Map<String, String> digests = region.outputDigests();
      String commit = region.commit("822/ssda903").orElseThrow().keyId();
      assertThat(commit).matches("PAN child 1 [0-9a-f]{8}, SUFFICIENCY child 1 [0-9a-f]{8}");

      keys(folder, 2, 1);
      region.start();
      assertThat(region.work()).allMatch(AreaHealth.Status::isWell);
      assertThat(children(region, "PAN_ssda903_header"))
          .hasSameSizeAs(first)
          .doesNotContainAnyElementsOf(first);
      Map<String, String> now = region.outputDigests();
      assertThat(now.get("SUFFICIENCY_ssda903_header.csv"))
          .isEqualTo(digests.get("SUFFICIENCY_ssda903_header.csv"));

      keys(folder, 1, 1);
      region.start();
      region.work();
      assertThat(region.outputDigests())
          .as("the key of before gives the pseudonyms of before")
          .containsEntry("PAN_ssda903_header.csv", digests.get("PAN_ssda903_header.csv"));
    }
  }

  @Test
  void while_authorities_have_pseudonyms_of_two_keys_the_release_before_stays() throws Exception {
    try (TrialRegion region = another()) {
      Map<String, String> before = region.outputDigests();
      keys(folder, 2, 1);
      Installation running = region.start();
      region.look("822");
      running.lookNow(Role.HUB, "PAN");
      assertThat(region.outputDigests().get("PAN_ssda903_header.csv"))
          .isEqualTo(before.get("PAN_ssda903_header.csv"));
      assertThat(running.health().snapshot())
          .filteredOn(status -> status.name().equals("PAN"))
          .singleElement()
          .satisfies(status -> assertThat(status.toString()).contains("waiting=1"));

      assertThat(region.work()).allMatch(AreaHealth.Status::isWell);
      assertThat(region.outputDigests().get("PAN_ssda903_header.csv"))
          .isNotEqualTo(before.get("PAN_ssda903_header.csv"));
    }
  }

  @Test
  void a_row_with_a_pseudonym_is_explained_and_leads_to_the_child_in_the_upload() throws Exception {
    try (TrialRegion region = another()) {
      Region read = region.region();
      PublishedCopy copy = PublishedCopy.of(region);
      Map<String, byte[]> uploads = region.everything(Role.UPLOAD, "uploads");
      try (Areas areas = region.areas(Role.UPLOAD)) {
        for (String useCase : List.of("PAN", "SUFFICIENCY")) {
          List<Map<String, String>> output = region.output(useCase + "_ssda903_episodes.csv");
          Explanation explanation =
              Explain.of(
                  new Accounts(
                      read,
                      areas.store("uploads"),
                      copy.store("workspace"),
                      copy.store("shared"),
                      copy.store("outputs"),
                      region.config().resolve("outputs/repairs"),
                      folder,
                      "500MB",
                      MAY_2026),
                  new Question(
                      useCase,
                      "ssda903",
                      "episodes",
                      OptionalLong.empty(),
                      Map.of(),
                      Optional.empty(),
                      Output.Rows.ALL,
                      30));
          assertThat(explanation.rows()).hasSize(30);
          for (RowOrigin row : explanation.rows()) {
            String key =
                read.authorities().get(row.authorityCode()).folder() + "/ssda903/" + row.path();
            String file = new String(uploads.get(key), StandardCharsets.UTF_8);
            String child = file.split("\r?\n")[(int) row.line() - 1].split("[,;\t]")[0];
            assertThat(output.get((int) row.row() - 1).get("CHILD"))
                .isEqualTo(pseudonym(key(useCase, 1), child + "_" + row.authorityCode()));
          }
        }
      }
    }
  }

  @Test
  void without_a_key_nothing_starts_and_it_says_which_line_to_add() throws Exception {
    Files.writeString(ownersOnly(folder.resolve("keys")), "");
    try (TrialRegion region =
        new TrialRegion(folder.resolve("region"), MAY_2026, pseudonymous)
            .with("tributary.upload.pseudonym-keys-file", folder.resolve("keys").toString())) {
      assertThatThrownBy(region::start)
          .hasMessageContaining("there is no key for the pseudonyms of PAN child.")
          .hasMessageContaining("SUFFICIENCY child 1 $(head -c 32 /dev/urandom | base64)");
    }
  }

  @Test
  void a_hub_that_is_given_the_keys_does_not_start() {
    Problems problems = new Problems();
    Settings.load(
        folder.resolve("none"),
        Map.of(
            "tributary.hub.areas.shared.bucket", "shared",
            "tributary.hub.areas.hub-workspace.bucket", "hub-workspace",
            "tributary.hub.areas.outputs.bucket", "outputs",
            "tributary.upload.pseudonym-keys-file", "keys"),
        Set.of(Role.HUB),
        problems);
    assertThat(problems.errors())
        .singleElement()
        .satisfies(problem -> assertThat(problem.advice()).contains("the hub never holds a key"));
  }
}
