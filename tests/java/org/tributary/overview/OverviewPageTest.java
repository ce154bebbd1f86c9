package org.tributary.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.errors.Severity;
import org.tributary.overview.Charts.Bar;
import org.tributary.overview.ReleaseFacts.Authority;
import org.tributary.overview.ReleaseFacts.DatasetFacts;
import org.tributary.overview.ReleaseFacts.Figure;
import org.tributary.overview.ReleaseFacts.Found;
import org.tributary.overview.ReleaseFacts.Quality;
import org.tributary.overview.ReleaseFacts.Received;
import org.tributary.overview.ReleaseFacts.Retention;
import org.tributary.overview.ReleaseFacts.Signed;
import org.tributary.overview.ReleaseFacts.Standing;
import org.tributary.overview.ReleaseFacts.WholeYear;
import org.tributary.page.ReadPage;
import org.tributary.page.Words;

class OverviewPageTest {

  private static final Retention RETENTION =
      new Retention(7, 2020, Optional.empty(), Optional.empty(), Map.of(), 0);

  private static String page(ReleaseFacts facts) {
    return new String(OverviewPage.of(facts), StandardCharsets.UTF_8);
  }

  private static ReleaseFacts facts(List<Authority> authorities, DatasetFacts... datasets) {
    return new ReleaseFacts(
        "PAN",
        "A title",
        1,
        LocalDate.of(2026, 2, 3),
        authorities,
        List.of(datasets),
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static DatasetFacts dataset(
      String name, List<Integer> years, List<Received> received, List<Quality> quality) {
    return new DatasetFacts(
        name, "", years, List.of("header"), received, List.of(), List.of(), quality, RETENTION);
  }

  @Test
  void it_says_first_how_much_is_there_and_whose_is_missing() {
    String page = page(InventedFacts.region());
    assertThat(page)
        .contains("<dt>authorities have signed</dt><dd>5 of 6</dd>")
        .contains("<dt>returns that are due are in</dt><dd>97 of 110</dd>")
        .contains("Do not publish this page")
        .contains(
            "<tr><th scope=\"row\">Essex</th><td class=\"t\">ssda903</td>"
                + "<td class=\"t\">2021 and 2022</td><td class=\"t\">–</td></tr>")
        .contains("Made on <time>2026-02-03</time>");
  }

  @Test
  void every_number_of_a_chart_stands_in_a_table_too() {
    String page = page(InventedFacts.region());
    String years =
        page.substring(page.indexOf("<h2 id=\"years\""), page.indexOf("<h2 id=\"trends\""));
    Matcher described = Pattern.compile("<desc[^>]*>(.*?)\\.</desc>").matcher(years);
    int bars = 0;
    while (described.find()) {
      for (String bar : described.group(1).split("; ")) {
        String number = bar.split(": ")[1];
        assertThat(years).contains(number.equals("none") ? "<td></td>" : "<td>" + number);
        bars++;
      }
    }
    assertThat(bars).isEqualTo(50);
    assertThat(page).contains("366 ▼").contains("1,117 ▲");
  }

  @Test
  void every_number_of_a_picture_stands_in_the_table_beside_it_too() {
    String page = page(InventedFacts.region());
    String trends =
        page.substring(page.indexOf("<h2 id=\"trends\""), page.indexOf("<h2 id=\"errors\""));
    int numbers = 0;
    for (String picture : trends.split("<h3>")) {
      Matcher described = Pattern.compile("<desc[^>]*>(.*?)\\.</desc>").matcher(picture);
      while (described.find()) {
        for (String one : described.group(1).replaceAll("; [^;:]+: (?=2)", ", ").split("[;,] ")) {
          String number = one.replaceFirst(".*20[0-9]{2}:? ", "");
          assertThat(picture).as(one).containsPattern("<td>" + number + "( \\(few\\))?</td>");
          numbers++;
        }
      }
    }
    // Five bars; seven lines of five years but for one gap; three lines of five years.
    assertThat(numbers).isEqualTo(5 + 34 + 15);
  }

  @Test
  void lines_are_told_apart_without_colour() {
    String page = page(InventedFacts.region());
    String picture = page.split("<h3>Median days from section 47 to plan</h3>")[1].split("<h3>")[0];
    assertThat(ReadPage.of(page).attributes("role")).contains("img");
    for (String told :
        List.of("stroke-dasharray=\"[^\"]+\" d=\"M[0-9]+ [0-9]+h40", "<text class=\"n\"[^<]+")) {
      Matcher found = Pattern.compile(told).matcher(picture);
      List<String> all = new ArrayList<>();
      while (found.find()) {
        all.add(found.group().replaceFirst(" d=.*", "").replaceFirst(".*>", ""));
      }
      assertThat(all).hasSize(7).doesNotHaveDuplicates();
    }
    Matcher shapes = Pattern.compile("class=\"spot\"[^>]* d=\"([^\"]+)").matcher(picture);
    TreeSet<String> different = new TreeSet<>();
    while (shapes.find()) {
      different.add(shapes.group(1));
    }
    assertThat(different).hasSize(7);
    assertThat(picture).doesNotContain("fill=").doesNotContain("stroke=\"");
  }

  @Test
  void of_more_lines_than_can_be_told_apart_the_region_is_drawn_and_all_are_in_the_table() {
    String page = page(InventedFacts.largeTrends());
    String picture = page.split("<h3>Median days from section 47 to plan</h3>")[1].split("<h3>")[0];
    assertThat(picture)
        .contains("The region together; each group stands in the table.")
        .contains("<th scope=\"row\">Invented Borough of Place 149</th>");
    assertThat(picture.split("<text class=\"n\"", -1)).hasSize(2);
  }

  @Test
  void pictures_of_150_authorities_and_twelve_years_stay_below_150_kilobytes_each() {
    // Two of the pictures are of authorities.
    assertThat(OverviewPage.of(InventedFacts.largeTrends()).length).isBetween(50_000, 300_000);
  }

  @Test
  void the_errors_of_a_table_are_told_for_each_thousand_rows() {
    Quality quality =
        new Quality(
            "822",
            2_000,
            1_990,
            new TreeMap<>(Map.of("DuplicateRemoved", 10L)),
            new TreeMap<>(Map.of("header", 400L)),
            Optional.of(
                List.of(
                    new Found("UnknownCode", Severity.ERROR, "header", 3),
                    new Found("Unreadable", Severity.ERROR, "", 1),
                    new Found("NoDataRows", Severity.WARNING, "header", 2))));
    String page =
        page(
            facts(
                List.of(new Authority("822", "Bedford", Signed.YES)),
                dataset("ssda903", List.of(), List.of(), List.of(quality))));
    assertThat(page)
        .contains("<td>2,000</td><td>10</td><td class=\"t\">10 DuplicateRemoved</td>")
        .contains("<td>2</td><td>4</td><td>2.0 <svg")
        .contains("<td>3<small>7.5 ‰</small></td><td>1</td>")
        .contains("Bedford (3)");
  }

  @Test
  void what_a_commit_of_an_earlier_version_does_not_tell_is_not_shown_as_no_error() {
    Quality silent =
        new Quality("822", 2_000, 2_000, new TreeMap<>(), new TreeMap<>(), Optional.empty());
    String page =
        page(
            facts(
                List.of(new Authority("822", "Bedford", Signed.YES)),
                dataset("ssda903", List.of(), List.of(), List.of(silent))));
    assertThat(page)
        .contains("<dd>not told</dd>")
        .contains("<td>2,000</td><td>0</td><td class=\"t\">–</td><td>not told</td>")
        .contains("Nothing was found wrong where it is told.")
        .contains("is of an earlier version of the programme");
  }

  @Test
  void no_data_no_dataset_no_year_and_no_rows_are_said_in_words() {
    assertThat(page(facts(List.of())))
        .contains("The use case uses no dataset")
        .contains("<dd>0 of 0</dd>")
        .contains("No open data was used.");
    Authority bedford = new Authority("822", "Bedford", Signed.YES);
    assertThat(page(facts(List.of(bedford), dataset("ssda903", List.of(), List.of(), List.of()))))
        .contains("There is no year of this dataset")
        .contains("No rows have been received.")
        .contains("No authority has sent any file of it.")
        .contains("No row that an authority shares was too old")
        .contains("<strong>The release holds no data yet.</strong>");
    Received missing = new Received("822", 2024, Standing.MISSING, 0, 0, 0, 3, List.of());
    Quality nothing =
        new Quality("822", 0, 0, new TreeMap<>(), new TreeMap<>(), Optional.of(List.of()));
    assertThat(
            page(
                facts(
                    List.of(bedford),
                    dataset("ssda903", List.of(2024), List.of(missing), List.of(nothing)))))
        .contains("✗ missing")
        .contains("no rows")
        .contains("Nothing was found wrong.")
        .contains("<dd>none sent</dd>");
  }

  @Test
  void a_dataset_without_children_shows_rows_only() {
    Received received = new Received("822", 2024, Standing.RECEIVED, 5, 0, 1, 1, List.of());
    DatasetFacts dataset =
        new DatasetFacts(
            "workforce",
            "",
            List.of(2024),
            List.of("header"),
            List.of(received),
            List.of(new Figure("header", "822", 2024, 0, 5, 0)),
            List.of(new WholeYear(2024, 5, 0, 1)),
            List.of(),
            RETENTION);
    assertThat(page(facts(List.of(new Authority("822", "Bedford", Signed.YES)), dataset)))
        .contains("workforce: rows by authority")
        .doesNotContain("workforce: children")
        .contains("Nothing that is due is missing.");
  }

  @Test
  void nothing_of_a_name_or_a_sentence_becomes_markup() {
    String nasty = "<script>alert('1')</script>\"&";
    String page = page(InventedFacts.named(nasty));
    assertThat(page).doesNotContain("<script>alert");
    assertThat(page.split("<script", -1)).hasSize(2);
    assertThat(page).contains("&lt;script&gt;alert");
    assertThat(ReadPage.of(page).texts("body").get(0)).contains(nasty);
  }

  @Test
  void it_loads_nothing_and_runs_nothing_but_its_own_script() {
    assertThat(page(InventedFacts.region()))
        .contains("default-src 'none'; style-src 'sha256-")
        .contains("base-uri 'none'; form-action 'none'")
        .doesNotContain("unsafe")
        .doesNotContainPattern("(?i)<(link|img|iframe|object|form|base|use|image)\\b")
        .doesNotContainPattern("(?i)\\s(on[a-z]+|style)=|https?:|url\\(|@import|javascript:")
        .startsWith("<!doctype html>\n<html lang=\"en-GB\">");
  }

  @Test
  void of_150_authorities_six_datasets_and_twelve_years_it_stays_below_two_megabytes() {
    assertThat(OverviewPage.of(InventedFacts.large()).length).isBetween(500_000, 2_000_000);
  }

  @Test
  void it_can_be_written_to_a_file_more_than_once(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("overview.html");
    Files.writeString(file, "x".repeat(1_000_000));
    OverviewPage.write(InventedFacts.region(), file);
    assertThat(file).hasBinaryContent(OverviewPage.of(InventedFacts.region()));
  }

  @Test
  void years_are_told_in_ranges() {
    assertThat(OverviewPage.ranges(List.of())).isEqualTo("–");
    assertThat(OverviewPage.ranges(List.of(2020))).isEqualTo("2020");
    assertThat(OverviewPage.ranges(List.of(2015, 2016, 2018, 2020, 2021, 2022)))
        .isEqualTo("2015 and 2016, 2018, 2020 to 2022");
  }

  @Test
  void numbers_are_short_where_there_is_little_room() {
    assertThat(
            List.of(0L, 9_999L, 10_000L, 12_345L, 99_960L, 123_456L, 999_950L, 1_250_000L).stream()
                .map(Words::brief))
        .containsExactly("0", "9,999", "10k", "12.3k", "100k", "123k", "1m", "1.3m");
    assertThat(Words.perThousand(1, 3)).isEqualTo("333.3");
    assertThat(Words.perThousand(1, 1_000_000)).isEqualTo("under 0.1");
    assertThat(Words.perThousand(0, 5)).isEqualTo("0.0");
    assertThat(List.of(Words.signed(12), Words.signed(-3), Words.signed(0)))
        .containsExactly("+12", "−3", "0");
  }

  @Test
  void a_bar_that_is_there_can_be_seen_and_one_that_is_not_leaves_a_gap() {
    Charts.Small chart =
        Charts.small(
                "Bedford",
                List.of(
                    new Bar("2023", Optional.of(1L), ""),
                    new Bar("2024", Optional.empty(), ""),
                    new Bar("2025", Optional.of(100_000L), "")))
            .orElseThrow();
    assertThat(chart.label()).isEqualTo("Bedford: highest in 2025");
    assertThat(chart.path()).isEqualTo("M4 22v-1M20 22v-22");
    assertThat(Charts.small("Bedford", List.of(new Bar("2024", Optional.empty(), "")))).isEmpty();
  }
}
