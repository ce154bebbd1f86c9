package org.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.config.Problems;
import org.tributary.demo.Demo;
import org.tributary.ledger.Entry.What;
import org.tributary.ledger.Ledger;
import org.tributary.publish.Attempts;
import org.tributary.publish.CommitLog;
import org.tributary.publish.Counts;
import org.tributary.publish.History;
import org.tributary.settings.Role;
import org.tributary.settings.Settings;
import org.tributary.store.ObjectStore;
import org.tributary.store.s3.Areas;
import picocli.CommandLine;

/** The command {@code verify} as somebody types it, on accounts of its own. */
class VerifyCommandTest {

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-03-31T23:30:15Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  private Demo demo;
  private Areas areas;
  private Ledger ledger;
  private final AtomicInteger ids = new AtomicInteger();

  @BeforeEach
  void set_up() {
    demo = new Demo(folder.resolve("s3"));
    Problems problems = new Problems();
    Settings settings =
        Settings.load(
            Path.of("config/application.properties"),
            demo.settings(),
            EnumSet.allOf(Role.class),
            problems);
    areas = Areas.open(settings.areas(Role.UPLOAD), problems);
    assertThat(problems.hasErrors()).as(problems.all().toString()).isFalse();
    ledger = new Ledger(workspace(), NOW, () -> "id-" + ids.incrementAndGet());
  }

  @AfterEach
  void tear_down() {
    areas.close();
    demo.close();
  }

  private ObjectStore workspace() {
    return areas.store("workspace");
  }

  private CommitLog commit() throws Exception {
    CommitLog commits = new CommitLog(areas.store("shared"), "822/ssda903");
    Attempts.begin(commits, workspace(), "attempt-" + ids.incrementAndGet(), "state " + ids.get())
        .commit(new Counts(0, 0, new TreeMap<>()), "1", "", History.KEPT);
    return commits;
  }

  private record Said(int status, String out, String err) {}

  private Said verify(String... options) {
    List<String> all = new ArrayList<>();
    for (Map.Entry<String, String> setting : demo.settings().entrySet()) {
      all.add("--set");
      all.add(setting.getKey() + "=" + setting.getValue());
    }
    all.addAll(List.of(options));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(new VerifyCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExitCodeExceptionMapper(failure -> Main.Status.LEFT_UNDONE.code())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    return new Said(status, out.toString(), err.toString());
  }

  @Test
  void a_sound_ledger_is_read_and_its_newest_entry_can_be_noted_down() throws Exception {
    CommitLog commits = commit();
    ledger.committed(commits, commits.head().orElseThrow(), What.SESSION);
    Said head = verify("--head");
    assertThat(head.status()).as(head.err()).isZero();
    assertThat(head.out()).matches("upload:1:[0-9a-f]{64}\\R");
    ledger.write(What.DELETION, "workspace", Map.of("why", "old"), List.of("data/a"));
    Said since = verify("--since", head.out().strip());
    assertThat(since.status()).as(since.out()).isZero();
    assertThat(since.out()).contains("upload ledger: 2 entries read").doesNotContain("NOTE");
  }

  @Test
  void what_was_tampered_with_is_told_with_the_number_of_the_entry() throws Exception {
    for (int entry = 0; entry < 3; entry++) {
      ledger.write(What.DELETION, "workspace", Map.of("why", "old"), List.of("data/a"));
    }
    String noted = verify("--head").out().strip();
    workspace().delete("_ledger/000000000003.json");
    assertThat(verify().status()).isZero();
    Said cut = verify("--since", noted);
    assertThat(cut.status()).isEqualTo(2);
    assertThat(cut.out()).contains("WRONG Finding[wrong=NOT_AS_ANCHORED, entry=3]");
    workspace().delete("_ledger/000000000001.json");
    assertThat(verify().out()).contains("WRONG Finding[wrong=MISSING, entry=1]");
  }

  @Test
  void as_json_it_says_what_was_read_and_whether_it_is_sound_and_progress_goes_elsewhere()
      throws Exception {
    commit();
    Said said = verify("--json");
    assertThat(said.status()).as(said.err()).isZero();
    assertThat(said.out()).startsWith("{").contains("\"sound\" : true", "\"of\" : \"822/ssda903\"");
    assertThat(said.err()).contains("reading 822/ssda903 …", "All that was read is as it was");
  }

  @Test
  void a_commit_that_is_not_in_the_ledger_yet_is_noted() throws Exception {
    commit();
    Said said = verify();
    assertThat(said.status()).isZero();
    assertThat(said.out()).contains("NOTE 822/ssda903: the newest 1 commits are not in it");
  }

  @Test
  void what_is_no_entry_of_a_ledger_at_hand_is_refused() {
    for (String since : List.of("12:abc", "other:1:" + "0".repeat(64), "upload:x")) {
      Said said = verify("--since", since);
      assertThat(said.status()).isEqualTo(1);
      assertThat(said.err()).contains("--since").contains("Write it as --head prints it.");
    }
  }
}
