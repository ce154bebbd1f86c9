package org.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
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
import org.tributary.demo.Ssda903Returns;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.route.TrialRegion;
import org.tributary.settings.Role;
import org.tributary.store.Digest;

/** The command {@code withdraw} as somebody types it, on a region at work. */
class WithdrawCommandTest {

  private static final Clock MAY_2026 =
      Clock.fixed(Instant.parse("2026-05-04T09:00:00Z"), ZoneOffset.UTC);

  private static final String SIGNED = "- {use-case: PAN, on: 2024-04-01}";
  private static final String LEFT = "- {use-case: PAN, on: 2024-04-01, until: 2026-05-03}";

  private static final Region SHIPPED = Shipped.region();

  private static TrialRegion published;

  @TempDir private Path folder;
  private TrialRegion region;

  /** What two authorities sent is published once; who changes it has a copy. */
  @BeforeAll
  static void publish(@TempDir Path folder) throws Exception {
    published = new TrialRegion(folder, MAY_2026);
    upload(published, "821", "822");
    published.work();
    published.stop();
  }

  @AfterAll
  static void close() {
    published.close();
  }

  private void ofTwo() {
    region = new TrialRegion(folder.resolve("region"), MAY_2026, published);
  }

  private static void upload(TrialRegion region, String... codes) throws Exception {
    for (String code : codes) {
      LocalAuthority sender = SHIPPED.authorities().get(code);
      upload(region, sender, "ssda903", new Ssda903Returns(care(), sender, 7, 12)::filesOf);
      upload(
          region,
          sender,
          "cin-census",
          new CinCensusReturns(SHIPPED.datasets().get("cin-census"), sender, 7, 6)::filesOf);
    }
  }

  private static org.tributary.schema.Dataset care() {
    return SHIPPED.datasets().get("ssda903");
  }

  private interface Returns {
    Map<String, byte[]> filesOf(int year);
  }

  private static void upload(
      TrialRegion region, LocalAuthority sender, String dataset, Returns returns) throws Exception {
    for (Map.Entry<String, byte[]> file : returns.filesOf(2025).entrySet()) {
      region.upload(sender.folder() + "/" + dataset + "/" + file.getKey(), file.getValue());
    }
  }

  @AfterEach
  void tear_down() {
    region.close();
  }

  private Typed withdraw(String code, String useCase, String... more) {
    List<String> options = new ArrayList<>(List.of(code, useCase, "--approved-by", "A. Officer"));
    options.addAll(List.of("--routes", "routes"));
    options.addAll(List.of(more));
    return Typed.on(region, new WithdrawCommand().at(MAY_2026), options.toArray(String[]::new));
  }

  private Typed verify() {
    return Typed.on(region, new VerifyCommand());
  }

  private Path file(String code) throws Exception {
    try (var files = Files.list(region.config().resolve("local-authorities"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(code))
          .findFirst()
          .orElseThrow();
    }
  }

  private SortedMap<String, byte[]> everything() throws Exception {
    SortedMap<String, byte[]> all = new TreeMap<>();
    for (Map.Entry<Role, List<String>> areas :
        Map.of(
                Role.UPLOAD, List.of("uploads", "workspace", "shared"),
                Role.HUB, List.of("hub-workspace", "outputs"))
            .entrySet()) {
      for (String area : areas.getValue()) {
        region
            .everything(areas.getKey(), area)
            .forEach((key, bytes) -> all.put(area + "/" + key, bytes));
      }
    }
    return all;
  }

  private SortedMap<String, String> digests(String useCase) throws Exception {
    SortedMap<String, String> digests = new TreeMap<>();
    region
        .everything(Role.HUB, "outputs")
        .forEach(
            (key, bytes) -> {
              if (key.startsWith(useCase + "_")
                  || key.startsWith("packages/" + useCase + "/data/")) {
                digests.put(key, Digest.of(bytes).sha256());
              }
            });
    return digests;
  }

  private JsonNode certificate(Role role, int number) throws Exception {
    return new ObjectMapper()
        .readTree(
            region
                .everything(role, role.workspace())
                .get("certificates/deletion-00000000000" + number + ".json"));
  }

  @Test
  void an_authority_that_left_one_use_case_is_gone_from_it_and_untouched_in_the_other()
      throws Exception {
    ofTwo();
    SortedMap<String, String> sufficiency = digests("SUFFICIENCY");
    assertThat(region.output("PAN_ssda903_header.csv"))
        .anyMatch(row -> row.get("LA").equals("Luton"));
    region.edit(file("821"), SIGNED, LEFT);
    region.start().lookAgainAndAgain();
    Typed said = withdraw("821", "PAN", "--wait", "120");
    region.stop();
    assertThat(said.status()).as(said.out() + said.err()).isZero();

    assertThat(digests("SUFFICIENCY")).isNotEmpty().isEqualTo(sufficiency);
    assertThat(region.output("SUFFICIENCY_ssda903_header.csv"))
        .anyMatch(row -> row.get("LA").equals("Luton"));
    everything()
        .forEach(
            (key, bytes) -> {
              if (key.contains("/PAN")
                  && !key.contains("release-note")
                  && !key.contains("audit.")
                  && !key.contains("overview.")
                  && !key.contains("_commits/")) {
                assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                    .as(key)
                    .doesNotContain("Luton", "_821");
              }
              assertThat(key).doesNotStartWith("workspace/sessions/821/");
            });
    for (Role role : Role.values()) {
      JsonNode certificate = certificate(role, 1);
      assertThat(certificate.path("kind").asText()).isEqualTo("withdrawal");
      assertThat(certificate.path("withdrawal").path("approvedBy").asText())
          .isEqualTo("A. Officer");
      assertThat(certificate.path("withdrawal").path("signatureEnded").asText())
          .isEqualTo("2026-05-03");
      assertThat(certificate.path("clauses").get(0).path("id").asText()).isEqualTo("5.1");
      assertThat(certificate.path("deleted").path("count").asLong()).isPositive();
      assertThat(certificate.toString()).doesNotContain("_821");
    }
    JsonNode outputs = new ObjectMapper().createObjectNode();
    for (JsonNode area : certificate(Role.HUB, 1).path("searched").path("areas")) {
      outputs = area.path("area").asText().equals("outputs") ? area : outputs;
    }
    assertThat(outputs.path("rowsOfOthers").asLong())
        .as("the search finds what is there")
        .isPositive();
    assertThat(verify().status()).isZero();

    Typed again = withdraw("821", "PAN");
    assertThat(again.status()).as(again.out()).isZero();
    assertThat(again.out())
        .contains(
            "already withdrawn", "certificates/deletion-000000000001.json", "nothing is left");
  }

  private byte[] parquet(String sql) throws Exception {
    Path file = folder.resolve("planted.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (" + sql + ") TO '" + file + "' (FORMAT parquet)");
    }
    return Files.readAllBytes(file);
  }

  private record Stray(Role role, String area, String key, byte[] bytes) {

    static Stray of(Role role, String area, String key, String text) {
      return new Stray(role, area, key, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void nothing_is_certified_while_a_stray_copy_is_anywhere_and_all_that_went_is_once_it_is_gone()
      throws Exception {
    ofTwo();
    region.start();
    Typed tooEarly = withdraw("821", "PAN");
    assertThat(tooEarly.status()).isEqualTo(1);
    assertThat(tooEarly.err()).contains("821-luton.yaml, line 8", "holds today", LEFT);
    region.edit(file("821"), SIGNED, LEFT);
    Typed notRestarted = withdraw("821", "PAN");
    assertThat(notRestarted.status()).isEqualTo(2);
    assertThat(notRestarted.out()).contains("The upload account", "The hub account", "restart it");
    assertThat(notRestarted.err()).contains("Nothing was deleted");

    region.start();
    region.work();
    List<Stray> strays =
        List.of(
            new Stray(
                Role.UPLOAD,
                "workspace",
                "copies/header.parquet",
                parquet("SELECT '7_821' AS CHILD, 1 AS n")),
            new Stray(
                Role.HUB, "outputs", "PAN_old.parquet", parquet("SELECT 'luton ' AS LA, 1 AS n")),
            Stray.of(Role.HUB, "outputs", "SUFFICIENCY_old.csv", "x,LA\r\n1,Luton\r\n"),
            Stray.of(Role.HUB, "outputs", "packages/PAN/data/PAN_x.csv", "CHILD\r\n12_821\r\n"),
            Stray.of(Role.HUB, "hub-workspace", "notes/a.json", "{\"who\":\"12_821\"}"),
            Stray.of(Role.HUB, "hub-workspace", "notes/b.ndjson", "{}\n{\"la\":\"Luton\"}\n"),
            Stray.of(Role.UPLOAD, "shared", "page.html", "<p>Luton has 12 children</p>"),
            Stray.of(Role.UPLOAD, "shared", "list.txt", "of fons-e07c3-luton-821 or another"),
            new Stray(Role.HUB, "outputs", "all.xlsx", new byte[] {'P', 'K', 3, 4, 0}),
            Stray.of(Role.HUB, "external", "odd.csv", "CHILD,n\n12_821,1\n"));
    for (Stray stray : strays) {
      region.plant(stray.role(), stray.area(), stray.key(), stray.bytes());
    }
    Typed found = withdraw("821", "PAN");
    assertThat(found.status()).isEqualTo(2);
    for (Stray stray : strays) {
      assertThat(found.out())
          .containsPattern("(LEFT|such as) " + stray.area() + " " + stray.key() + ": ");
    }
    for (Stray stray : strays) {
      region.plant(stray.role(), stray.area(), stray.key(), new byte[0]);
    }

    Typed done = withdraw("821", "PAN");
    assertThat(done.status()).as(done.out() + done.err()).isZero();
    assertThat(certificate(Role.UPLOAD, 1).path("deleted").path("things").toString())
        .as("what the run before it deleted")
        .contains("sessions/821/ssda903/000000000001/", "821 left PAN");
    assertThat(verify().status()).isZero();
    region.plant(
        Role.HUB,
        "hub-workspace",
        "certificates/deletion-000000000001.json",
        "{}".getBytes(StandardCharsets.UTF_8));
    Typed tampered = verify();
    assertThat(tampered.status()).isEqualTo(2);
    assertThat(tampered.out()).contains("CERTIFICATE_DIFFERS");

    region.edit(file("821"), LEFT, LEFT + "\n  - {use-case: PAN, on: 2026-05-04}");
    region.start();
    region.work();
    assertThat(region.output("PAN_ssda903_header.csv"))
        .anyMatch(row -> row.get("LA").equals("Luton"));
  }

  @Test
  void an_authority_without_a_signature_left_is_told_that_its_uploads_are_its_own()
      throws Exception {
    region = new TrialRegion(folder.resolve("region"), MAY_2026);
    upload(region, "821");
    region.work();
    int uploads = region.everything(Role.UPLOAD, "uploads").size();
    Path file = file("821");
    region.edit(file, "on: 2024-04-01}", "on: 2024-04-01, until: 2026-05-03}");
    region.start();
    region.work();
    for (String useCase : List.of("PAN", "SUFFICIENCY")) {
      Typed said = withdraw("821", useCase);
      assertThat(said.status()).as(said.out() + said.err()).isZero();
      assertThat(said.out()).contains("no signature left", "fons-e07c3-luton-821/");
    }
    assertThat(region.everything(Role.UPLOAD, "uploads")).hasSize(uploads);
    assertThat(everything().keySet())
        .noneMatch(key -> key.matches(".*(concatenated|current|degraded|incoming)/.*"))
        .noneMatch(key -> key.matches("outputs/(PAN|SUFFICIENCY)_.*"));
    assertThat(verify().status()).isZero();
  }

  @Test
  void what_cannot_be_withdrawn_is_said_before_anything_is_contacted() {
    ofTwo();
    region.close();
    assertThat(withdraw("999", "PAN").err()).contains("no local authority with the code '999'");
    assertThat(withdraw("821", "PEN").err()).contains("no use case called 'PEN'");
    Typed said = withdraw("821", "SUFFICIENCY");
    assertThat(said.status()).isEqualTo(1);
    assertThat(said.err()).contains("- {use-case: SUFFICIENCY, on: 2024-04-01, until: 2026-05-03}");
  }
}
