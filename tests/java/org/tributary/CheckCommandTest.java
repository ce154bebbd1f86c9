package org.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.demo.Ssda903Returns;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.report.ErrorSummary;
import picocli.CommandLine;

/** Checking returns as a data officer types it, before anything is uploaded. */
class CheckCommandTest {

  private static final Region REGION = Shipped.region();
  private static final String HEADER =
      "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
          + "1,1,01/02/2010,WBRI,UN1,,\n"
          + "2,X,01/02/2010,WBRI,UN1,,\n"
          + "3,1,31/02/2010,WBRI,UN1,,\n"
          + ",1,01/02/2010,WBRI,UN1,,\n";

  @TempDir Path folder;

  private record Said(int status, String out, String err) {}

  private static Said check(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine programme = Main.commandLine();
    programme.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("check"));
    all.addAll(List.of(arguments));
    int status = programme.execute(all.toArray(String[]::new));
    return new Said(status, out.toString(), err.toString());
  }

  private Path file(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content, StandardCharsets.UTF_8);
  }

  @Test
  void files_that_are_right_are_said_to_be_with_status_0() throws IOException {
    Map<String, byte[]> files =
        new Ssda903Returns(REGION.dataset("ssda903"), REGION.authority("822"), 1, 20).filesOf(2026);
    for (Map.Entry<String, byte[]> each : files.entrySet()) {
      Path path = folder.resolve("returns").resolve(each.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, each.getValue());
    }
    Said said = check(folder.resolve("returns").toString(), "--la", "822");
    assertThat(said.out()).contains("Bedford, ssda903").contains(" files read: ");
    assertThat(said.err())
        .isEqualToNormalizingNewlines(
            "check: " + files.size() + " files, nothing needs to be corrected.\n");
    assertThat(said.status()).isZero();
  }

  @Test
  void what_is_wrong_is_grouped_by_cause_files_first_then_rows_then_cells() throws IOException {
    file("ssda903/2024/header.csv", HEADER);
    file("ssda903/2024/reviews.csv", "CHILD,DOB,REVEW\n1,01/02/2010,01/01/2024\n");
    Said said = check(folder.toString(), "--la", "822");
    assertThat(said.status()).as(said.out()).isEqualTo(1);
    assertThat(said.out())
        .containsSubsequence(
            "1 file read: 4 rows, 3 of them good for the hub",
            "1 file set aside",
            "Files or tables lost whole",
            "what to do: Add the missing headers",
            "reviews.csv",
            "Rows lost",
            "CHILD is missing",
            "header!A5",
            "Cells lost",
            "header!B3",
            "Not checked here, since only the region sees all files together");
    assertThat(said.out()).contains("header!C4");
    assertThat(said.err()).matches("check: 2 files, \\d+ errors to correct\\.\\R");
  }

  @Test
  void the_reports_are_those_of_an_upload_and_hold_no_value() throws IOException {
    file("ssda903/2024/header.csv", HEADER.replace("WBRI", "SECRET"));
    Path csv = folder.resolve("report.csv");
    Path json = folder.resolve("report.json");
    Path html = folder.resolve("report.html");
    Said said =
        check(
            folder.resolve("ssda903").toString(),
            "--la",
            "822",
            "--csv",
            csv.toString(),
            "--json",
            json.toString(),
            "--html",
            html.toString());
    assertThat(said.status()).isEqualTo(1);
    assertThat(Files.readString(csv))
        .startsWith("\"type\",\"severity\",\"message\",\"hint\",\"filename\",")
        .contains("\"ssda903/2024/header.csv\"");
    assertThat(Files.readString(html)).contains("Bedford, ssda903").contains("header");
    ErrorSummary summary = ErrorSummary.read(Files.readAllBytes(json));
    assertThat(summary.authority()).isEqualTo("822");
    assertThat(summary.files().get(0).tables().get(0).read()).isEqualTo(4);
    assertThat(said.out() + Files.readString(csv) + Files.readString(html))
        .doesNotContain("SECRET");
  }

  @Test
  void workbooks_are_named_above_the_closing_line_and_no_value_is() throws IOException {
    file("ssda903/2024/header.csv", HEADER.replace("WBRI", "SECRET"));
    file("ssda903/2024/reviews.csv", "CHILD,DOB,REVEW\nSECRET,01/02/2010,01/01/2024\n");
    Path out = folder.resolve("out");
    String[] typed = {
      folder.resolve("ssda903").toString(), "--la", "822", "--workbook", out.toString()
    };
    Said said = check(typed);
    Path workbook = out.resolve("ssda903/2024/header.xlsx");
    assertThat(said.out())
        .endsWith(
            "Workbook of ssda903/2024/header.csv: "
                + workbook
                + System.lineSeparator()
                + "No workbook of ssda903/2024/reviews.csv: it was set aside."
                + System.lineSeparator());
    assertThat(said.err()).matches("check: 2 files, \\d+ errors to correct\\.\\R");
    assertThat(said.status()).isEqualTo(1);
    assertThat(workbook).isNotEmptyFile();
    assertThat(said.out() + said.err()).doesNotContain("SECRET");

    Files.writeString(workbook, "the officer's own");
    Said again = check(typed);
    assertThat(again.status()).isEqualTo(2);
    assertThat(again.err()).matches("check: 1 workbook not written, [^\n]*\\.\\R");
    assertThat(workbook).hasContent("the officer's own");

    typed[4] = file("in-the-way", "").toString();
    assertThat(check(typed).err())
        .isEqualToNormalizingNewlines(
            "check: a workbook cannot be written where it was asked for.\n");
  }

  @Test
  void what_cannot_be_checked_has_status_2_and_is_named() throws IOException {
    file("x/2024/notes.txt", "a\n");
    Said said = check(folder.resolve("x").toString(), "--la", "822");
    assertThat(said.status()).isEqualTo(2);
    assertThat(said.out()).contains("Not checked: x/2024/notes.txt: ");
    assertThat(said.err())
        .isEqualToNormalizingNewlines("check: 1 of 1 files could not be checked.\n");
    assertThat(check(folder.resolve("nowhere").toString(), "--la", "822").status()).isEqualTo(2);
    Files.createDirectories(folder.resolve("empty"));
    assertThat(check(folder.resolve("empty").toString(), "--la", "822").err())
        .contains("there are no files there");
  }

  @Test
  void an_authority_or_a_dataset_that_there_is_not_is_answered_with_those_that_there_are()
      throws IOException {
    String file = file("2024/header.csv", HEADER).toString();
    assertThat(check(file).err()).contains("--la and one of").contains("822");
    assertThat(check(file, "--la", "1").err()).contains("--la and one of").contains("822");
    assertThat(check(file, "--la", "822", "--dataset", "ssda").err()).contains("ssda903");
  }

  @Test
  void without_files_it_says_which_check_is_which() {
    Said said = check();
    assertThat(said.status()).isEqualTo(2);
    assertThat(said.err())
        .contains("'tributary check FILE --la CODE' checks returns")
        .contains("'tributary check-config'");
  }

  @Test
  void it_says_how_it_goes_where_it_is_asked_to() throws IOException {
    String file = file("2024/header.csv", HEADER).toString();
    assertThat(check(file, "--la", "822", "--progress").err()).contains("checking file 1 of 1");
    assertThat(check(file, "--la", "822").err()).doesNotContain("checking file");
  }
}
