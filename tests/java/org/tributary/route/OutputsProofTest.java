package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.authority.LocalAuthority;
import org.tributary.config.Problems;
import org.tributary.demo.AnnexAReturns;
import org.tributary.demo.CinCensusReturns;
import org.tributary.demo.Ssda903Returns;
import org.tributary.operate.AreaHealth;
import org.tributary.proof.Broken;
import org.tributary.proof.Check;
import org.tributary.proof.OutputsProof;
import org.tributary.proof.Promise;
import org.tributary.proof.ProofPage;
import org.tributary.proof.ProofReport;
import org.tributary.proof.ProofStores;
import org.tributary.proof.ProofText;
import org.tributary.region.ReadOnce;
import org.tributary.region.Region;
import org.tributary.schema.Dataset;
import org.tributary.schema.Table;

/**
 * What the shipped routes published is proven, and every way of spoiling it that we know is caught
 * by the promise that it breaks.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutputsProofTest {

  private static final Clock MAY_2026 =
      Clock.fixed(Instant.parse("2026-05-04T09:00:00Z"), ZoneOffset.UTC);
  private static final LocalDate DAY = LocalDate.now(MAY_2026);

  /** Four tables of the return are enough; each takes time at every proof. */
  private static final Pattern FEW = Pattern.compile("header|episodes|missing|uasc");

  /** And the first of the lists, but where nothing is spoiled: there all of them are looked at. */
  private static final Predicate<Table> FIRST_LIST = table -> table.name().equals("list_1");

  private static final Predicate<Table> EVERY_LIST = table -> true;

  private static final String EPISODES = "ssda903_episodes";

  @TempDir private Path scratch;
  private Region region;
  private Map<String, String> repairs;
  private PublishedCopy published;

  @BeforeAll
  void publish(@TempDir Path folder) throws Exception {
    published = published(folder, FIRST_LIST);
    region =
        ReadOnce.load(folder.resolve("config"), folder.resolve("schemas"), new Problems())
            .orElseThrow();
    repairs = OutputsProof.repairs(folder.resolve("config"));
  }

  private static PublishedCopy published(Path folder, Predicate<Table> lists) throws Exception {
    try (TrialRegion trial = new TrialRegion(folder, MAY_2026)) {
      trial.edit(
          trial.config().resolve("pipelines/ssda903.yaml"),
          "UPN: {for: [PAN], clause: \"4.10\"}",
          "UPN: {for: [PAN], degrade: hash_sha256, identifier: pupil, clause: \"4.1\"}");
      trial.edit(
          trial.config().resolve("pipelines/ssda903.yaml"),
          "MIS_START: {for: [PAN, SUFFICIENCY], unique-key: true, ",
          "MIS_START: {for: [PAN, SUFFICIENCY], unique-key: true, degrade: remove_row, ");
      trial.edit(
          trial.config().resolve("use-cases/PAN.yaml"),
          "instructs: [keep]\n",
          "instructs: [keep, hash_sha256, remove_row]\n");
      trial.edit(
          trial.config().resolve("use-cases/SUFFICIENCY.yaml"),
          "instructs: [keep]\n",
          "instructs: [keep, remove_row]\n");
      Path keys = folder.resolve("keys");
      Files.writeString(
          keys, "PAN pupil 1 " + Base64.getEncoder().encodeToString(new byte[32]) + "\n");
      Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
      trial.with("tributary.upload.pseudonym-keys-file", keys.toString());
      Region read = trial.region();
      for (String code : List.of("821", "822")) {
        upload(trial, read, read.authorities().get(code), lists);
      }
      // An identifier that a spreadsheet would take for a formula.
      trial.upload(
          "fons-a821f-bedford-822/ssda903/2024/again/header.csv",
          "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\r\n-77,1,02/03/2011,WBRI,UN4,,\r\n");
      // Older than one of the use cases keeps.
      trial.upload(
          "fons-a821f-bedford-822/ssda903/2018/uasc.csv",
          "CHILD,SEX,DOB,DUC\r\n78,1,02/03/2001,02/03/2019\r\n");
      assertThat(trial.work()).allMatch(AreaHealth.Status::isWell);
      return PublishedCopy.of(trial);
    }
  }

  private static void upload(
      TrialRegion trial, Region read, LocalAuthority authority, Predicate<Table> lists)
      throws Exception {
    var ssda903 = read.datasets().get("ssda903");
    for (int year : List.of(2024, 2025)) {
      upload(
          trial, authority, "ssda903", new Ssda903Returns(ssda903, authority, 7, 25).filesOf(year));
      upload(
          trial,
          authority,
          "cin-census",
          new CinCensusReturns(read.datasets().get("cin-census"), authority, 8, 15).filesOf(year));
    }
    upload(
        trial,
        authority,
        "annex-a",
        new AnnexAReturns(only(lists, read.datasets().get("annex-a")), authority, 9, 15)
            .filesOf(YearMonth.of(2026, 3)));
  }

  private static Dataset only(Predicate<Table> tables, Dataset dataset) {
    return new Dataset(
        dataset.name(),
        dataset.description(),
        dataset.firstYear(),
        dataset.newestYear(),
        dataset.terms(),
        dataset.tables().stream().filter(tables).toList(),
        dataset.layout(),
        dataset.fileNames());
  }

  private static void upload(
      TrialRegion trial, LocalAuthority authority, String dataset, Map<String, byte[]> files)
      throws Exception {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (dataset.equals("ssda903") && !FEW.matcher(file.getKey()).find()) {
        continue;
      }
      trial.upload(authority.folder() + "/" + dataset + "/" + file.getKey(), file.getValue());
    }
  }

  private ProofReport prove(ProofStores stores, LocalDate day) throws Exception {
    return OutputsProof.run(
        new OutputsProof.Work(region, repairs, scratch, "500MB", 2), stores, day);
  }

  /** What is broken, as lines that name promise, table and column. */
  private static List<String> lines(ProofReport report) {
    return report.broken().stream()
        .flatMap(check -> check.broken().stream().map(broken -> line(check, broken)))
        .toList();
  }

  private static String line(Check check, Broken broken) {
    return String.join(
        " | ",
        check.promise().name(),
        check.unit(),
        check.table(),
        broken.column(),
        broken.rows() + " " + broken.words());
  }

  @Test
  void untouched_outputs_keep_every_promise_and_nothing_is_left_unlooked_at(@TempDir Path folder)
      throws Exception {
    ProofReport report = prove(published(folder, EVERY_LIST).stores(), DAY);
    assertThat(lines(report)).isEmpty();
    assertThat(report.holds()).isTrue();
    assertThat(report.notLookedAt()).isEmpty();
    assertThat(ProofText.lines(report)).singleElement().asString().endsWith("2026-05-04, 0 broken");
    assertThat(TrialRegion.rows(ProofText.csv(report))).hasSameSizeAs(report.checks());
    assertThat(new String(ProofText.json(report), StandardCharsets.UTF_8))
        .startsWith("{\"date\":\"2026-05-04\",\"holds\":true,");
    assertThat(new String(ProofPage.of(report), StandardCharsets.UTF_8)).contains("PAN 4.3");
    // Nothing is withheld where nothing is kept that must be: that promise is asked for by
    // mistakes. What is handed over is proven by HandedOverTest.
    assertThat(report.checks())
        .extracting(Check::promise)
        .containsAll(EnumSet.complementOf(EnumSet.of(Promise.WITHHELD, Promise.HANDED_OVER)))
        .doesNotContain(Promise.WITHHELD);
    assertThat(report.checks())
        .extracting(Check::table)
        .contains(
            "PAN_ssda903_episodes",
            "PAN_annex_a_list_1",
            "PAN_DEDUP_annex_a_list_1",
            "PAN_annex_a_list_8",
            "PAN_cin_census_factors",
            "SUFFICIENCY_ssda903_episodes",
            "SUFFICIENCY_factEpisode",
            "SUFFICIENCY_dimLookedAfterChild",
            "concatenated/ssda903/822_ssda903_episodes");
    assertThat(report.checks())
        .filteredOn(check -> check.promise() == Promise.FIRST_OF_MONTH)
        .anyMatch(check -> check.rows() > 0 && check.clauses().contains("PAN 4.3"));
  }

  /** Spoils a copy and says what is then found broken. */
  private interface Spoil {
    void spoil(PublishedCopy copy) throws Exception;
  }

  private List<String> after(Spoil spoil) throws Exception {
    PublishedCopy copy = published.copy();
    spoil.spoil(copy);
    return lines(prove(copy.stores(), DAY));
  }

  private static String first(String column, String value, String condition) {
    return "SELECT * REPLACE (CASE WHEN row_number() OVER () = 1"
        + (condition.isEmpty() ? "" : " AND " + condition)
        + " THEN "
        + value
        + " ELSE "
        + column
        + " END AS "
        + column
        + ") FROM t";
  }

  @Test
  void a_column_that_nobody_permitted_is_caught_and_not_named() throws Exception {
    assertThat(after(copy -> copy.output("PAN", EPISODES, "SELECT *, 1 AS \"Jane Canary\" FROM t")))
        .contains(
            "COLUMNS_PERMITTED | PAN | PAN_ssda903_episodes |  | 0 column 18 is not permitted")
        .noneMatch(line -> line.contains("Canary"));
  }

  @Test
  void a_column_of_another_use_case_is_caught() throws Exception {
    assertThat(
            after(
                copy ->
                    copy.output("SUFFICIENCY", "ssda903_header", "SELECT *, 'x' AS UPN FROM t")))
        .contains(
            "COLUMNS_PERMITTED | SUFFICIENCY | SUFFICIENCY_ssda903_header |  | 0 column 7 is not"
                + " permitted");
  }

  @Test
  void a_missing_column_is_caught() throws Exception {
    assertThat(after(copy -> copy.output("PAN", EPISODES, "SELECT * EXCLUDE (LS) FROM t")))
        .contains("COLUMNS_PERMITTED | PAN | PAN_ssda903_episodes | LS | 0 the column is missing");
  }

  @Test
  void a_full_date_of_birth_is_caught() throws Exception {
    assertThat(
            after(
                copy ->
                    copy.output("PAN", "ssda903_header", first("DOB", "DATE '2011-03-02'", ""))))
        .contains(
            "FIRST_OF_MONTH | PAN | PAN_ssda903_header | DOB | 1 dates that are not the first of a"
                + " month");
  }

  @Test
  void a_full_date_of_birth_in_a_derived_output_is_caught() throws Exception {
    assertThat(
            after(
                copy ->
                    copy.output(
                        "PAN",
                        "cin_census_referrals",
                        first("PersonBirthDate", "DATE '2011-03-02'", ""))))
        .contains(
            "FIRST_OF_MONTH | PAN | PAN_cin_census_referrals | PersonBirthDate | 1 dates that are"
                + " not the first of a month");
  }

  @Test
  void a_full_postcode_is_caught() throws Exception {
    assertThat(after(copy -> copy.output("PAN", EPISODES, first("HOME_POST", "'ZX1 2AB'", ""))))
        .contains(
            "SECTOR | PAN | PAN_ssda903_episodes | HOME_POST | 1 postcodes that are not sectors");
  }

  @Test
  void a_hash_that_is_none_is_caught() throws Exception {
    assertThat(
            after(
                copy -> copy.output("PAN", "ssda903_header", first("UPN", "'A123456789012'", ""))))
        .contains("HASHED | PAN | PAN_ssda903_header | UPN | 1 values that are not hashed");
  }

  @Test
  void a_blank_whose_row_should_have_gone_is_caught() throws Exception {
    assertThat(after(copy -> copy.output("PAN", "ssda903_missing", first("MIS_START", "NULL", ""))))
        .contains("NOT_BLANK | PAN | PAN_ssda903_missing | MIS_START | 1 blanks where none may be");
  }

  @Test
  void a_code_that_is_none_or_not_one_of_its_year_is_caught() throws Exception {
    assertThat(after(copy -> copy.output("PAN", EPISODES, first("LS", "'Q9'", ""))))
        .contains(
            "CODES | PAN | PAN_ssda903_episodes | LS | 1 values that are no code of their year");
    assertThat(
            after(
                copy ->
                    copy.output(
                        "PAN",
                        EPISODES,
                        "SELECT * REPLACE (CASE WHEN \"YEAR\" = 2025 THEN 'H5' ELSE PLACE END AS"
                            + " PLACE) FROM t")))
        .anyMatch(
            line ->
                line.matches(
                    "CODES \\| PAN \\| PAN_ssda903_episodes \\| PLACE \\| [0-9]+ values that are no"
                        + " code of their year"));
    assertThat(after(copy -> copy.output("PAN", EPISODES, first("Episode_source", "'RULE_9'", ""))))
        .contains(
            "CODES | PAN | PAN_ssda903_episodes | Episode_source | 1 values that are no code of"
                + " their year");
  }

  @Test
  void rows_of_an_authority_that_did_not_sign_are_caught() throws Exception {
    // Norfolk has signed PAN and not SUFFICIENCY; nobody of the name Rutland has signed anything.
    assertThat(after(copy -> copy.output("PAN", EPISODES, first("LA", "'Rutland'", ""))))
        .contains(
            "AUTHORITY | PAN | PAN_ssda903_episodes | LA | 1 rows of an authority without a"
                + " signature");
    assertThat(after(copy -> copy.output("SUFFICIENCY", EPISODES, first("LA", "'Norfolk'", ""))))
        .contains(
            "AUTHORITY | SUFFICIENCY | SUFFICIENCY_ssda903_episodes | LA | 1 rows of an authority"
                + " without a signature");
  }

  @Test
  void rows_of_a_year_beyond_retention_are_caught() throws Exception {
    assertThat(after(copy -> copy.output("SUFFICIENCY", EPISODES, first("\"YEAR\"", "2019", ""))))
        .contains(
            "RETENTION | SUFFICIENCY | SUFFICIENCY_ssda903_episodes | YEAR | 1 rows of a return"
                + " year that may not be kept");
  }

  @Test
  void a_child_with_no_suffix_or_that_of_another_authority_is_caught() throws Exception {
    for (String child :
        List.of(
            "'123'", "'123_926'", "CASE LA WHEN 'Luton' THEN '1_822' ELSE '1_821' END", "'_821'")) {
      assertThat(after(copy -> copy.output("PAN", EPISODES, first("CHILD", child, ""))))
          .contains(
              "CHILD_SUFFIX | PAN | PAN_ssda903_episodes | CHILD | 1 identifiers without the code"
                  + " of their authority");
    }
  }

  @Test
  void a_row_too_few_or_too_many_is_caught_even_where_the_commit_knows_of_it() throws Exception {
    List<String> few = after(copy -> copy.output("PAN", EPISODES, "FROM t OFFSET 1"));
    assertThat(few)
        .contains(
            "ROWS_OF_THE_STEP_BEFORE | PAN | PAN_ssda903_episodes |  | 1 rows that were published"
                + " are missing")
        .anyMatch(line -> line.startsWith("ROWS_COUNTED | PAN | PAN_ssda903_episodes"));
    assertThat(
            after(
                copy -> {
                  copy.output("PAN", EPISODES, "FROM t UNION ALL (FROM t LIMIT 1)");
                  copy.commit("outputs", "PAN", manifest -> withRows(manifest, EPISODES, 1));
                }))
        .contains(
            "ROWS_OF_THE_STEP_BEFORE | PAN | PAN_ssda903_episodes |  | 1 rows that nobody"
                + " published")
        .anyMatch(line -> line.startsWith("COUNTS_ADD_UP | PAN"))
        .noneMatch(line -> line.startsWith("ROWS_COUNTED"));
  }

  private static ObjectNode withRows(ObjectNode manifest, String table, long more) {
    for (var file : (ArrayNode) manifest.get("files")) {
      if (file.get("name").asText().matches("[A-Z]+_" + table + "[.].*")) {
        ((ObjectNode) file).put("rows", file.get("rows").asLong() + more);
      }
    }
    return manifest;
  }

  @Test
  void a_value_that_no_authority_published_is_caught() throws Exception {
    assertThat(
            after(
                copy ->
                    copy.output(
                        "PAN",
                        EPISODES,
                        first("LS", "CASE LS WHEN 'C2' THEN 'V2' ELSE 'C2' END", ""))))
        .anyMatch(
            line ->
                line.startsWith("ROWS_OF_THE_STEP_BEFORE | PAN | PAN_ssda903_episodes")
                    && line.endsWith("some say something else than was published"));
    assertThat(after(copy -> copy.output("PAN", "ssda903_uasc", "SELECT * FROM t"))).isEmpty();
    assertThat(
            after(
                copy -> {
                  String base = "PAN_DEDUP_annex_a_list_1";
                  byte[][] made =
                      PublishedCopy.made(
                          copy.bytes("outputs", "PAN", base + ".parquet"),
                          first("\"Child Unique ID\"", "'987654_821'", ""));
                  copy.replace("outputs", "PAN", base + ".parquet", made[0]);
                  copy.replace("outputs", "PAN", base + ".csv", made[1]);
                }))
        .anyMatch(
            line ->
                line.startsWith(
                    "ROWS_OF_THE_STEP_BEFORE | PAN | PAN_DEDUP_annex_a_list_1 |  | 1 "));
  }

  @Test
  void a_csv_that_says_something_else_than_the_parquet_is_caught() throws Exception {
    assertThat(
            after(
                copy ->
                    copy.text(
                        "outputs",
                        "PAN",
                        "PAN_ssda903_header.csv",
                        text -> text.replaceFirst("WBRI", "AIND"))))
        .contains(
            "CSV_IS_PARQUET | PAN | PAN_ssda903_header | ETHNIC | 1 rows in which the CSV says"
                + " something else");
    assertThat(
            after(
                copy ->
                    copy.text(
                        "outputs",
                        "PAN",
                        "PAN_ssda903_header.csv",
                        text -> text.replace("'-77_822", "-77_822"))))
        .as("an identifier that begins a formula stands behind an apostrophe")
        .contains(
            "CSV_IS_PARQUET | PAN | PAN_ssda903_header | CHILD | 1 rows in which the CSV says"
                + " something else");
    assertThat(
            after(
                copy ->
                    copy.text(
                        "outputs",
                        "PAN",
                        "PAN_ssda903_header.csv",
                        text -> text.replaceFirst("20[0-9]{2}-[0-9]{2}-01", "yesterday"))))
        .contains(
            "CSV_IS_PARQUET | PAN | PAN_ssda903_header | DOB | 1 rows in which the CSV says"
                + " something else");
  }

  @Test
  void rows_that_do_not_fit_the_headers_are_caught() throws Exception {
    assertThat(
            after(
                copy ->
                    copy.text(
                        "outputs",
                        "PAN",
                        "PAN_ssda903_uasc.csv",
                        text -> text + "1_821,2010-01-01,1,2020-01-01,Luton,2025,Jane Canary\r\n")))
        .contains(
            "COLUMNS_PERMITTED | PAN | PAN_ssda903_uasc |  | 0 there are rows that do not fit the"
                + " headers")
        .noneMatch(line -> line.contains("Canary"));
  }

  @Test
  void a_wrong_count_of_a_commit_is_caught() throws Exception {
    assertThat(after(copy -> copy.commit("outputs", "PAN", manifest -> count(manifest, "read"))))
        .anyMatch(line -> line.endsWith("rows read are not rows kept and removed"))
        .anyMatch(line -> line.contains("rows were read, the authorities share"));
    assertThat(
            after(
                copy ->
                    copy.commit(
                        "outputs", "PAN", manifest -> count(count(manifest, "read"), "kept"))))
        .anyMatch(line -> line.startsWith("COUNTS_ADD_UP | PAN |  |  | 1 the commit says that"));
    assertThat(
            after(
                copy ->
                    copy.commit(
                        "outputs",
                        "SUFFICIENCY",
                        manifest -> {
                          ObjectNode removed = (ObjectNode) manifest.get("counts").get("removed");
                          removed.set("DuplicateRemoved", removed.remove("RetentionPeriod"));
                          return manifest;
                        })))
        .anyMatch(line -> line.contains("removed as RetentionPeriod: the commit says 0"))
        .anyMatch(line -> line.contains("removed as DuplicateRemoved"));
    assertThat(
            after(
                copy ->
                    copy.commit(
                        "shared",
                        "822/ssda903",
                        manifest -> count(count(manifest, "read"), "kept"))))
        .anyMatch(line -> line.startsWith("COUNTS_ADD_UP | 822/ssda903 |  |  | 1 rows kept"))
        .anyMatch(line -> line.startsWith("COUNTS_ADD_UP | 822/ssda903 |  |  | 1 rows read"));
  }

  private static ObjectNode count(ObjectNode manifest, String count) {
    ObjectNode counts = (ObjectNode) manifest.get("counts");
    counts.put(count, counts.get(count).asLong() + 1);
    return manifest;
  }

  @Test
  void files_that_are_missing_changed_or_unknown_are_caught() throws Exception {
    String file = "PAN_ssda903_header.csv";
    assertThat(after(copy -> copy.objects("outputs").remove(copy.key("outputs", "PAN", file))))
        .contains("FILES_AS_COMMITTED | PAN |  |  | 0 the file is not there");
    assertThat(
            after(
                copy ->
                    copy.objects("outputs")
                        .computeIfPresent(
                            copy.key("outputs", "PAN", file),
                            (key, bytes) ->
                                new String(bytes, StandardCharsets.UTF_8)
                                    .replaceFirst("WBRI", "AIND")
                                    .getBytes(StandardCharsets.UTF_8))))
        .contains("FILES_AS_COMMITTED | PAN |  |  | 0 the file has other bytes");
    assertThat(after(copy -> copy.objects("outputs").put(file, new byte[] {1})))
        .containsExactly("COPIES_AS_COMMITTED | PAN |  |  | 0 the copy for people has other bytes");
    assertThat(after(copy -> copy.objects("outputs").put("PAN_Jane Canary.csv", new byte[] {1})))
        .containsExactly(
            "COPIES_AS_COMMITTED | PAN |  |  | 0 1 objects among the copies that no commit names");
    assertThat(
            after(
                copy ->
                    copy.commit(
                        "outputs",
                        "PAN",
                        manifest -> {
                          ArrayNode files = (ArrayNode) manifest.get("files");
                          for (var known : files) {
                            if (known.get("name").asText().equals(file)) {
                              ((ObjectNode) known).put("name", "PAN_ssda903_ad1.csv");
                            }
                          }
                          return manifest;
                        })))
        .contains("FILES_KNOWN | PAN |  |  | 0 a file of the table is missing")
        .anyMatch(line -> line.endsWith("no agreement asks for this file"));
  }

  @Test
  void what_the_upload_account_shares_and_keeps_is_held_to_the_same() throws Exception {
    String shared = "concatenated/ssda903/822_ssda903_header.csv";
    assertThat(
            after(
                copy ->
                    copy.text(
                        "shared",
                        "822/ssda903",
                        shared,
                        text -> text.replaceFirst("([0-9]{4}-[0-9]{2})-01", "$1-17"))))
        .contains(
            "FIRST_OF_MONTH | 822/ssda903 | concatenated/ssda903/822_ssda903_header | DOB | 1 dates"
                + " that are not the first of a month")
        .as("and the outputs are no longer what is shared")
        .anyMatch(line -> line.startsWith("ROWS_OF_THE_STEP_BEFORE | PAN | PAN_ssda903_header"));
    String kept =
        published
            .manifest("shared", "822/ssda903")
            .get("workspace")
            .findValuesAsText("name")
            .stream()
            .filter(name -> name.startsWith("degraded/header/"))
            .findFirst()
            .orElseThrow();
    String key =
        published.objects("workspace").keySet().stream()
            .filter(found -> found.startsWith("data/822/ssda903/") && found.endsWith("-" + kept))
            .findFirst()
            .orElseThrow();
    assertThat(
            after(
                copy ->
                    copy.replaceKept(
                        "822/ssda903",
                        kept,
                        PublishedCopy.made(
                            copy.objects("workspace").get(key), first("DOB", "'2011-03-17'", ""))[
                            0])))
        .containsExactly(
            "FIRST_OF_MONTH | 822/ssda903 | "
                + kept.replace(".parquet", "")
                + " | DOB | 1 dates that are not the first of a month");
  }

  @Test
  void a_star_schema_is_held_to_the_rules_of_the_fields_that_it_is_made_of() throws Exception {
    String children = "dimLookedAfterChild";
    String episodes = "factEpisode";
    assertThat(
            after(
                copy ->
                    copy.output(
                        "SUFFICIENCY", children, first("DateofBirthKey", "DATE '2011-03-02'", ""))))
        .contains(
            "FIRST_OF_MONTH | SUFFICIENCY | SUFFICIENCY_dimLookedAfterChild | DateofBirthKey | 1"
                + " dates that are not the first of a month");
    assertThat(
            after(
                copy ->
                    copy.output("SUFFICIENCY", children, first("ChildIdentifier", "'12_926'", ""))))
        .as("Norfolk has not signed")
        .contains(
            "CHILD_SUFFIX | SUFFICIENCY | SUFFICIENCY_dimLookedAfterChild | ChildIdentifier | 1"
                + " identifiers without the code of their authority");
    assertThat(
            after(
                copy ->
                    copy.output(
                        "SUFFICIENCY", episodes, first("SubmissionYearDateKey", "2019", ""))))
        .contains(
            "RETENTION | SUFFICIENCY | SUFFICIENCY_factEpisode | SubmissionYearDateKey | 1 rows of"
                + " a return year that may not be kept");
    assertThat(
            after(
                copy ->
                    copy.output(
                        "SUFFICIENCY", "dimPostcode", "SELECT *, 'x' AS \"Jane Canary\" FROM t")))
        .anyMatch(line -> line.startsWith("COLUMNS_PERMITTED | SUFFICIENCY | SUFFICIENCY_dimPost"))
        .noneMatch(line -> line.contains("Canary"));
    assertThat(
            after(
                copy -> {
                  copy.output("SUFFICIENCY", episodes, "FROM t OFFSET 1");
                  copy.commit(
                      "outputs", "SUFFICIENCY", manifest -> withRows(manifest, episodes, -1));
                }))
        .singleElement()
        .asString()
        .matches(
            "ROWS_OF_THE_STEP_BEFORE . SUFFICIENCY . SUFFICIENCY_factEpisode .  . 1 [0-9]+ rows,"
                + " and [0-9]+ in SUFFICIENCY_ssda903_episodes");
  }

  @Test
  void a_package_holds_what_was_committed_and_nothing_more() throws Exception {
    assertThat(
            after(
                copy ->
                    copy.objects("outputs")
                        .put("packages/PAN/data/PAN_ssda903_header.csv", new byte[] {1})))
        .containsExactly("COPIES_AS_COMMITTED | PAN |  |  | 0 the copy for people has other bytes");
    assertThat(
            after(
                copy ->
                    copy.objects("outputs").put("packages/PAN/Jane Canary.csv", new byte[] {1})))
        .containsExactly(
            "COPIES_AS_COMMITTED | PAN |  |  | 0 1 objects among the copies that no commit names");
    assertThat(after(copy -> copy.objects("outputs").remove("packages/PAN/dictionary.html")))
        .containsExactly("COPIES_AS_COMMITTED | PAN |  |  | 0 there is no copy for people");
    assertThat(
            after(
                copy -> {
                  ObjectNode changed = copy.manifest("outputs", "PAN");
                  for (var file : (ArrayNode) changed.get("files")) {
                    if (file.get("name").asText().equals("package/dictionary.csv")) {
                      ((ObjectNode) file).put("name", "package/children.csv");
                    }
                  }
                  copy.commit("outputs", "PAN", manifest -> changed);
                }))
        .contains("FILES_KNOWN | PAN |  |  | 0 no agreement asks for this file");
  }

  @Test
  void objects_that_belong_to_no_use_case_are_caught_and_those_left_behind_are_told()
      throws Exception {
    assertThat(after(copy -> copy.objects("outputs").put("Jane Canary.csv", new byte[] {1})))
        .containsExactly("FILES_KNOWN | outputs |  |  | 0 1 objects that belong to no use case");
    PublishedCopy copy = published.copy();
    copy.objects("outputs").put("data/PAN/000000000009/attempt/file", new byte[] {1});
    ProofReport report = prove(copy.stores(), DAY);
    assertThat(report.holds()).isTrue();
    assertThat(report.notLookedAt())
        .singleElement()
        .asString()
        .startsWith("1 objects of PAN that its newest commit does not name");
  }

  @Test
  void signatures_and_retention_are_those_of_the_day() throws Exception {
    List<String> later = lines(prove(published.copy().stores(), LocalDate.of(2031, 1, 1)));
    assertThat(later)
        .anyMatch(line -> line.startsWith("RETENTION | SUFFICIENCY | SUFFICIENCY_ssda903_episodes"))
        .noneMatch(line -> line.startsWith("RETENTION | PAN | PAN_ssda903_episodes"));
    List<String> earlier = lines(prove(published.copy().stores(), LocalDate.of(2024, 3, 31)));
    assertThat(earlier).anyMatch(line -> line.startsWith("AUTHORITY | PAN | PAN_ssda903_episodes"));
  }
}
