package org.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command {@code audit} as somebody types it, with the shipped configuration. */
class AuditCommandTest {

  private static final List<String> DAY = List.of("--date", "2026-05-01");

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int audit(String... options) {
    List<String> all = new ArrayList<>(DAY);
    all.addAll(List.of("--to", folder.resolve("to").toString()));
    all.addAll(List.of(options));
    return new CommandLine(new AuditCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private List<String> written() throws IOException {
    if (!Files.isDirectory(folder.resolve("to"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder.resolve("to"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void all_three_are_written_and_summed_up() throws IOException {
    assertThat(audit()).as(err.toString()).isZero();
    assertThat(written()).containsExactly("audit.csv", "audit.html", "audit.json");
    assertThat(out.toString())
        .containsPattern(
            "PAN: [0-9]+ fields kept under [0-9]+ clauses; signed on 2026-05-01 by 6 of 6")
        .contains("SUFFICIENCY: ");
  }

  @Test
  void one_format_and_one_authority_may_be_asked_for() throws IOException {
    assertThat(audit("--format", "csv", "--authority", "926")).isZero();
    assertThat(written()).containsExactly("audit.csv");
    assertThat(out.toString()).contains("by 0 of 1 authority").contains("by 1 of 1 authority");
    assertThat(Files.readString(folder.resolve("to/audit.csv"))).contains("\"not signed\"");
  }

  @Test
  void a_configuration_alone_is_compared_with_the_schemas_of_today() throws IOException {
    Path before = folder.resolve("before");
    copy(Path.of("config"), before);
    Path pan = before.resolve("use-cases/PAN.yaml");
    Files.writeString(pan, Files.readString(pan).replace("ssda903: 12", "ssda903: 10"));
    assertThat(audit("--against", before.toString())).as(err.toString()).isZero();
    assertThat(written()).contains("changes.csv", "changes.html", "changes.json");
    assertThat(out.toString())
        .contains("changes, widens: 1", "WIDENS PAN ssda903 is kept for 12 return years");
    assertThat(Files.readString(folder.resolve("to/changes.html"))).contains("Sign-off");
  }

  @Test
  void rows_are_not_counted_where_no_outputs_are_configured() throws IOException {
    Path before = folder.resolve("before/config");
    copy(Path.of("config"), before);
    Path pipeline = before.resolve("pipelines/ssda903.yaml");
    Files.writeString(
        pipeline,
        Files.readString(pipeline).replace("UPN: {for: [PAN], clause: \"4.10\"}", "UPN: {}"));
    assertThat(audit("--count-rows", "--against", folder.resolve("before").toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("Rows are not counted");
    assertThat(Files.readString(folder.resolve("to/changes.csv"))).contains("\"not counted\"");
  }

  @Test
  void a_version_that_no_longer_starts_is_compared_all_the_same() throws IOException {
    Path before = folder.resolve("before");
    copy(Path.of("config"), before);
    Path pan = before.resolve("use-cases/PAN.yaml");
    Files.writeString(pan, Files.readString(pan).replace("purpose:", "aim:"));
    Files.writeString(before.resolve("pipelines/cin-census.yaml"), "dataset: [\n");
    assertThat(audit("--against", before.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("pipelines/cin-census.yaml", "The file is compared line by line.");
    assertThat(out.toString())
        .contains("WIDENS config/pipelines/cin-census.yaml reads otherwise: look at it.")
        .contains("WIDENS PAN The purpose reads “Understanding")
        .contains("WIDENS aim is gone: look at it. It read “Understanding");
  }

  @Test
  void a_folder_that_is_no_configuration_is_refused() throws IOException {
    assertThat(audit("--against", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("There is no configuration here");
    assertThat(written()).isEmpty();
  }

  @Test
  void what_cannot_be_asked_is_refused_and_nothing_is_written() throws IOException {
    assertThat(audit("--authority", "999", "--date", "2026-05-01")).isNotZero();
    assertThat(audit("--authority", "999")).isEqualTo(1);
    assertThat(err.toString()).contains("no local authority with the code '999'");
    assertThat(written()).isEmpty();
  }

  @Test
  void a_day_that_is_none_is_refused() throws IOException {
    int status =
        new CommandLine(new AuditCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setErr(new PrintWriter(err))
            .execute("--date", "1 May 2026", "--to", folder.resolve("to").toString());
    assertThat(status).as(err.toString()).isEqualTo(1);
    assertThat(err.toString()).contains("This is not a day.");
    assertThat(written()).isEmpty();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
