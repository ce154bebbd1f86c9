package org.tributary.withdraw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.authority.LocalAuthority;
import org.tributary.authority.LocalAuthority.Signature;
import org.tributary.compile.Database;
import org.tributary.publish.Area;
import org.tributary.publish.Attempt;
import org.tributary.publish.Attempts;
import org.tributary.publish.CommitLog;
import org.tributary.publish.Counts;
import org.tributary.publish.History;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.store.Contents;
import org.tributary.store.SimulatedStore;
import org.tributary.withdraw.AreaSearch.Searched;

/** What may remain where, for an authority that left PAN and still signs SUFFICIENCY. */
class AreaSearchTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 5, 4);

  @TempDir private Path folder;
  private Database database;
  private final SimulatedStore workspace = new SimulatedStore("workspace", 1_000);
  private final SimulatedStore shared = new SimulatedStore("shared", 1_000);
  private final SimulatedStore outputs = new SimulatedStore("outputs", 1_000);
  private final Leaving leaving = leaving();

  private static Leaving leaving() {
    Region shipped = Shipped.region();
    LocalAuthority luton = shipped.authorities().get("821");
    LocalDate on = LocalDate.of(2024, 4, 1);
    LocalAuthority left =
        new LocalAuthority(
            "821",
            luton.name(),
            luton.region(),
            luton.folder(),
            List.of(
                new Signature("PAN", on, Optional.of(TODAY.minusDays(1))),
                new Signature("SUFFICIENCY", on, Optional.empty())));
    TreeMap<String, LocalAuthority> authorities = new TreeMap<>(shipped.authorities());
    authorities.put("821", left);
    Region region =
        new Region(
            authorities,
            shipped.datasets(),
            shipped.pipelines(),
            shipped.useCases(),
            shipped.starSchemas(),
            shipped.openData());
    return new Leaving(region, left, "PAN", TODAY.minusDays(1), TODAY);
  }

  @BeforeEach
  void set_up() {
    database = Database.open(folder, "256MB");
  }

  @AfterEach
  void tear_down() {
    database.close();
  }

  private Searched search(String area, SimulatedStore store) throws Exception {
    NamedObjects uploadSide =
        NamedObjects.of(shared, List.of("821/ssda903", "821/annex-a", "822/ssda903"));
    NamedObjects hubSide = NamedObjects.of(outputs, List.of("PAN", "SUFFICIENCY"));
    return new AreaSearch(
            leaving,
            new Places(leaving, uploadSide, hubSide),
            new FileSearch(database, new Marks(leaving.region(), leaving.authority())),
            folder)
        .of(area, store, key -> true);
  }

  private void commit(SimulatedStore store, String unit, History history, String... files)
      throws Exception {
    CommitLog commits = new CommitLog(store, unit);
    Attempt attempt =
        Attempts.begin(
            commits,
            workspace,
            "attempt-" + (commits.numbers().size() + 1),
            "state " + commits.numbers().size());
    for (int at = 0; at < files.length; at += 2) {
      attempt.stage(files[at], Contents.of(files[at + 1]), 1, Area.PUBLISHED);
    }
    attempt.commit(new Counts(0, 0, new TreeMap<>()), "1", "", history);
  }

  private List<String> findings(String area, SimulatedStore store) throws Exception {
    return search(area, store).findings().stream().map(Finding::what).toList();
  }

  @Test
  void an_object_is_never_taken_for_the_one_before_it() throws Exception {
    List<byte[]> contents = new ArrayList<>();
    for (String code : List.of("821", "822")) {
      Path file = folder.resolve("of-" + code + ".parquet");
      database.execute(
          "write", "COPY (SELECT '7_" + code + "' AS CHILD) TO '" + file + "' (FORMAT parquet)");
      contents.add(Files.readAllBytes(file));
    }
    assertThat(contents.get(0)).hasSameSizeAs(contents.get(1));
    List<String> planted = new ArrayList<>();
    for (int at = 0; at < 60; at++) {
      String key = String.format(Locale.ROOT, "copies/%03d.parquet", at);
      workspace.create(key, Contents.of(contents.get(at % 2)));
      if (at % 2 == 0) {
        planted.add(key);
      }
    }
    Searched searched = search("workspace", workspace);
    assertThat(searched.findings()).extracting(Finding::key).containsExactlyElementsOf(planted);
    assertThat(searched.rowsOfOthers()).isEqualTo(30);
  }

  @Test
  void the_authoritys_own_tables_may_have_what_its_other_signatures_keep_and_no_more()
      throws Exception {
    commit(
        shared,
        "821/ssda903",
        History.KEPT,
        "concatenated/ssda903/821_ssda903_header.csv",
        "CHILD,SEX,YEAR\r\n1_821,1,2025\r\n");
    assertThat(findings("shared", shared)).isEmpty();
    commit(
        shared,
        "821/ssda903",
        History.PURGED,
        "concatenated/ssda903/821_ssda903_header.csv",
        "CHILD,UPN,YEAR\r\n1_821,x,2025\r\n",
        "current/821_2016_episodes.csv",
        "CHILD,DECOM,YEAR\r\n1_821,2015-04-01,2016\r\n");
    assertThat(findings("shared", shared))
        .containsExactlyInAnyOrder(
            "no commit names it any more, and it was not cleared away",
            "it has columns that only this use case kept: [UPN]",
            "it has return years that only this use case kept");
  }

  @Test
  void a_dataset_for_which_no_signature_is_left_may_have_reports_and_no_rows() throws Exception {
    commit(
        shared,
        "821/annex-a",
        History.KEPT,
        "concatenated/annex-a/821_annex-a_list_1.csv",
        "LA\r\nLuton\r\n",
        "error-reports/error_report.csv",
        "x\r\n",
        "error-reports/error_summary.json",
        "{}");
    workspace.create(
        "sessions/821/annex-a/000000000001/a/incoming/" + "0a".repeat(32), Contents.of("x"));
    assertThat(findings("shared", shared))
        .containsExactly("it was kept for a use case, and no signature is left");
    assertThat(findings("workspace", workspace))
        .containsExactly("it was kept for a use case, and no signature is left");
    assertThat(search("shared", shared).remains()).containsKey(Remains.REPORTS);
  }

  @Test
  void a_copy_may_remain_only_if_it_is_what_the_newest_release_says() throws Exception {
    String luton = "LA,n\r\nLuton,1\r\n";
    commit(outputs, "SUFFICIENCY", History.PURGED, "SUFFICIENCY_ssda903_header.csv", luton);
    outputs.create("SUFFICIENCY_ssda903_header.csv", Contents.of(luton));
    outputs.create("packages/SUFFICIENCY/data/SUFFICIENCY_ssda903_header.csv", Contents.of(luton));
    Searched searched = search("outputs", outputs);
    assertThat(searched.findings()).isEmpty();
    assertThat(searched.remains()).containsEntry(Remains.OTHER_USE_CASES, 3L);
    outputs.replace("SUFFICIENCY_ssda903_header.csv", Contents.of("LA,n\r\nLuton,2\r\n"));
    assertThat(search("outputs", outputs).findings())
        .extracting(Finding::key)
        .containsExactly("SUFFICIENCY_ssda903_header.csv");
  }

  @Test
  void what_others_are_handed_may_name_the_authority_and_holds_no_row_of_it() throws Exception {
    String bedford = "upn,LA,child_home_GIAS\r\nA1,Bedford,822\r\n";
    commit(
        outputs,
        "CROSS",
        History.PURGED,
        "CROSS_822_school_census_children.csv",
        bedford,
        "package/822/release-note.csv",
        "table,local_authority,rows\r\nchildren,Luton,0\r\n");
    String copy = "packages/CROSS/822/data/CROSS_822_school_census_children.csv";
    outputs.create(copy, Contents.of(bedford));
    assertThat(search("outputs", outputs).findings()).isEmpty();
    outputs.replace(copy, Contents.of(bedford.replace("Bedford", "Luton")));
    assertThat(search("outputs", outputs).findings()).extracting(Finding::key).contains(copy);
  }

  @Test
  void a_page_may_name_the_authority_and_no_child_of_it() throws Exception {
    String note = "table,local_authority,rows\r\nheader,Luton,0\r\n";
    commit(
        outputs,
        "PAN",
        History.PURGED,
        "package/release-note.csv",
        note,
        "package/audit.html",
        "<td>Luton</td>",
        "package/README.md",
        "Authorities: Bedford, Luton");
    assertThat(search("outputs", outputs).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.key()).endsWith("package/README.md"));
    commit(
        outputs, "PAN", History.PURGED, "package/release-note.csv", note + "header,x 7_821,1\r\n");
    assertThat(search("outputs", outputs).findings())
        .extracting(Finding::what)
        .contains("it holds rows of the authority");
  }
}
