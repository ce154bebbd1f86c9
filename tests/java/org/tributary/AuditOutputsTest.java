package org.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.config.Problems;
import org.tributary.demo.Demo;
import org.tributary.region.Shipped;
import org.tributary.route.Installation;
import org.tributary.settings.Role;
import org.tributary.settings.Settings;
import org.tributary.store.Contents;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.s3.Areas;
import picocli.CommandLine;

/** The command {@code audit --outputs} as somebody types it, on accounts of its own. */
class AuditOutputsTest {

  private static final Clock MAY_2026 =
      Clock.fixed(Instant.parse("2026-05-01T09:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private Demo demo;
  private Settings settings;

  @BeforeEach
  void set_up() {
    demo = new Demo(folder.resolve("s3"));
    settings =
        Settings.load(
            Path.of("config/application.properties"),
            settingsOfTheDemo(),
            EnumSet.allOf(Role.class),
            new Problems());
  }

  private Map<String, String> settingsOfTheDemo() {
    Map<String, String> all = new java.util.TreeMap<>(demo.settings());
    all.put("tributary.console.port", "0");
    all.put("camel.management.enabled", "false");
    return all;
  }

  @AfterEach
  void tear_down() {
    demo.close();
  }

  private int audit(String... options) {
    List<String> all =
        new ArrayList<>(List.of("--date", "2026-05-01", "--to", folder.resolve("to").toString()));
    settingsOfTheDemo().forEach((name, value) -> all.addAll(List.of("--set", name + "=" + value)));
    all.addAll(List.of(options));
    return new CommandLine(new AuditCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(out))
        .execute(all.toArray(String[]::new));
  }

  private void publish() throws Exception {
    Path uploads = demo.uploads("fons-a821f-bedford-822").resolve("ssda903/2025");
    Files.createDirectories(uploads);
    Files.writeString(
        uploads.resolve("header.csv"),
        "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\r\n77,F,02/03/2011,WBRI,UN4,,\r\n");
    Problems problems = new Problems();
    try (Installation installation =
        Installation.assemble(
                settings,
                Shipped.region(),
                Path.of("config"),
                Path.of("schemas"),
                Path.of("routes"),
                MAY_2026,
                problems)
            .orElseThrow()) {
      installation.start();
      installation.workUntilQuiet();
    }
  }

  @Test
  void what_is_published_is_proven_and_written_down() throws Exception {
    publish();
    assertThat(audit("--outputs")).as(out.toString()).isZero();
    assertThat(out.toString()).contains("promises looked at on 2026-05-01, 0 broken");
    assertThat(folder.resolve("to")).isDirectoryContaining("glob:**/proof.csv");
    assertThat(folder.resolve("to/proof.html"))
        .content()
        .contains("Every promise holds")
        .doesNotContain("2011-03");
    assertThat(folder.resolve("to/proof.json")).content().contains("\"holds\":true");
  }

  @Test
  void what_is_spoiled_is_told_and_the_status_says_so() throws Exception {
    publish();
    Problems problems = new Problems();
    try (Areas areas = Areas.open(settings.areas(Role.HUB), problems)) {
      ObjectStore outputs = areas.store("outputs");
      StoredObject copy = outputs.list("PAN_ssda903_header.csv").stream().findFirst().orElseThrow();
      outputs.replace(copy.key(), Contents.of(new byte[] {1}));
    }
    assertThat(audit("--outputs", "--format", "html")).isEqualTo(Main.Status.LEFT_UNDONE.code());
    assertThat(out.toString())
        .contains("BROKEN PAN", "the copy for people has other bytes", ", 1 broken");
    assertThat(folder.resolve("to/proof.html")).content().contains("What is broken");
    assertThat(folder.resolve("to/proof.csv")).doesNotExist();
  }

  @Test
  void where_nothing_is_published_nothing_is_proven() {
    assertThat(audit("--outputs")).isEqualTo(Main.Status.LEFT_UNDONE.code());
    assertThat(folder.resolve("to/proof.html"))
        .content()
        .contains("Nothing is published, so nothing is proven.");
  }
}
