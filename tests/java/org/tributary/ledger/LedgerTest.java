package org.tributary.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tributary.ledger.Entry.What;
import org.tributary.ledger.Ledger.Anchor;
import org.tributary.ledger.LedgerVerification.Finding;
import org.tributary.ledger.LedgerVerification.Wrong;
import org.tributary.publish.Attempt;
import org.tributary.publish.Attempts;
import org.tributary.publish.CommitLog;
import org.tributary.publish.Counts;
import org.tributary.publish.History;
import org.tributary.store.Contents;
import org.tributary.store.DecoratedStore;
import org.tributary.store.ObjectStore;
import org.tributary.store.SimulatedStore;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/** The chain of entries: nothing missed, nothing twice, and no change to it unseen. */
class LedgerTest {

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-03-31T23:30:15.123Z"), ZoneOffset.UTC);
  private static final ConfigurationDigest ONE =
      new ConfigurationDigest("0a".repeat(32), List.of("0a  config/one.yaml"));

  private final SimulatedStore workspace = new SimulatedStore("workspace", 7);
  private final SimulatedStore published = new SimulatedStore("published", 7);
  private final AtomicInteger ids = new AtomicInteger();

  private Ledger ledger(ObjectStore store) {
    return new Ledger(store, NOW, () -> "id-" + ids.incrementAndGet());
  }

  private CommitLog commit(String unit, int times) throws Exception {
    CommitLog commits = new CommitLog(published, unit);
    for (int time = 0; time < times; time++) {
      Attempt attempt =
          Attempts.begin(
              commits, workspace, "attempt-" + ids.incrementAndGet(), "state " + ids.get());
      attempt.commit(new Counts(2, 2, new TreeMap<>()), "1", "", History.KEPT);
    }
    return commits;
  }

  private static void record(Ledger ledger, CommitLog commits) throws StoreException {
    ledger.committed(commits, commits.head().orElseThrow(), What.SESSION);
  }

  private LedgerVerification.Report verified(Anchor... anchors) throws StoreException {
    return LedgerVerification.of(workspace, published, List.of(anchors));
  }

  private List<Wrong> wrong(Anchor... anchors) throws StoreException {
    return verified(anchors).findings().stream().map(Finding::wrong).toList();
  }

  private List<Entry> entries() throws StoreException {
    List<Entry> entries = new ArrayList<>();
    for (long number : Ledger.numbers(workspace)) {
      entries.add(Entry.parse(Ledger.bytes(workspace, Ledger.key(number))).orElseThrow());
    }
    return entries;
  }

  private Stream<What> kinds() throws StoreException {
    return entries().stream().map(Entry::what);
  }

  @Test
  void each_commit_has_one_entry_however_often_it_is_told() throws Exception {
    Ledger ledger = ledger(workspace);
    CommitLog commits = commit("822/cans", 1);
    record(ledger, commits);
    record(ledger, commits);
    commit("822/cans", 1);
    record(ledger, commits);
    assertThat(verified().findings()).isEmpty();
    assertThat(verified().entries()).isEqualTo(2);
    assertThat(verified().commits()).containsExactly(Map.entry("822/cans", 2L));
  }

  @Test
  void commits_that_a_process_did_not_come_to_record_are_recorded_by_the_next() throws Exception {
    record(ledger(workspace), commit("822/cans", 1));
    CommitLog commits = commit("822/cans", 3);
    Ledger next = ledger(workspace);
    next.begins("upload", ONE);
    record(next, commits);
    Ledger another = ledger(workspace);
    another.begins("upload", ONE);
    record(another, commits);
    assertThat(wrong()).isEmpty();
    assertThat(kinds().filter(What.SESSION::equals)).hasSize(4);
  }

  @Test
  void two_processes_write_one_chain_and_no_commit_twice() throws Exception {
    Ledger first = ledger(workspace);
    Ledger second = ledger(workspace);
    CommitLog commits = commit("822/cans", 2);
    record(first, commits);
    second.write(What.DELETION, "workspace", Map.of(), List.of("data/a"));
    record(second, commits);
    commit("822/cans", 1);
    record(first, commits);
    record(second, commits);
    assertThat(wrong()).isEmpty();
    assertThat(kinds()).containsExactly(What.SESSION, What.SESSION, What.DELETION, What.SESSION);
  }

  @Test
  void many_threads_of_many_processes_write_one_chain() throws Exception {
    CommitLog commits = commit("822/cans", 5);
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    for (int process = 0; process < 4; process++) {
      Ledger ledger = ledger(workspace);
      for (int thread = 0; thread < 3; thread++) {
        writers.add(
            CompletableFuture.runAsync(
                () -> {
                  try {
                    ledger.begins("upload", ONE);
                    record(ledger, commits);
                    ledger.write(What.DELETION, "workspace", Map.of(), List.of("data/a"));
                  } catch (StoreException failure) {
                    throw new IllegalStateException(failure);
                  }
                }));
      }
    }
    writers.forEach(CompletableFuture::join);
    assertThat(wrong()).isEmpty();
    assertThat(kinds().filter(What.SESSION::equals)).hasSize(5);
    assertThat(kinds().filter(What.DELETION::equals)).hasSize(12);
    assertThat(kinds().filter(What.CONFIGURATION::equals)).hasSize(1);
  }

  @Test
  void an_answer_that_gets_lost_makes_no_second_entry_of_a_commit() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    ObjectStore lossy =
        new DecoratedStore(workspace) {
          @Override
          public Created create(String key, Content content) throws StoreException {
            Created created = super.create(key, content);
            if (calls.incrementAndGet() == 1) {
              throw new StoreException(Reason.UNAVAILABLE, "create");
            }
            return created;
          }
        };
    Ledger ledger = ledger(lossy);
    CommitLog commits = commit("822/cans", 1);
    assertThatThrownBy(() -> record(ledger, commits)).isInstanceOf(StoreException.class);
    record(ledger, commits);
    assertThat(verified().entries()).isEqualTo(1);
    assertThat(wrong()).isEmpty();
  }

  @Test
  void a_configuration_is_written_down_when_it_is_another_one() throws Exception {
    ledger(workspace).begins("upload", ONE);
    ledger(workspace).begins("upload", ONE);
    ConfigurationDigest two =
        new ConfigurationDigest("0b".repeat(32), List.of("0b  config/one.yaml"));
    Ledger third = ledger(workspace);
    third.begins("upload", two);
    record(third, commit("822/cans", 1));
    assertThat(kinds())
        .containsExactly(
            What.CONFIGURATION,
            What.START,
            What.START,
            What.CONFIGURATION,
            What.START,
            What.SESSION);
    assertThat(entries().get(3).items()).containsExactly("0b  config/one.yaml");
    assertThat(entries().get(5).facts())
        .containsEntry("configuration", two.sha256())
        .containsEntry("commit", "1");
  }

  @Test
  void while_the_store_is_away_a_start_waits_and_comes_first_later() throws Exception {
    AtomicInteger away = new AtomicInteger(3);
    ObjectStore store =
        new DecoratedStore(workspace) {
          @Override
          public Created create(String key, Content content) throws StoreException {
            if (away.getAndDecrement() > 0) {
              throw new StoreException(Reason.UNAVAILABLE, "create");
            }
            return super.create(key, content);
          }
        };
    Ledger ledger = ledger(store);
    ledger.begins("upload", ONE);
    CommitLog commits = commit("822/cans", 1);
    assertThatThrownBy(() -> record(ledger, commits)).isInstanceOf(StoreException.class);
    record(ledger, commits);
    assertThat(kinds()).containsExactly(What.CONFIGURATION, What.START, What.SESSION);
  }

  @Test
  void a_commit_costs_one_create_once_the_ledger_is_known() throws Exception {
    Ledger ledger = ledger(workspace);
    CommitLog commits = commit("822/cans", 1);
    record(ledger, commits);
    List<String> calls = new ArrayList<>();
    Ledger counted =
        ledger(
            new DecoratedStore(workspace) {
              @Override
              public List<StoredObject> list(String prefix) throws StoreException {
                calls.add("list");
                return super.list(prefix);
              }

              @Override
              public Created create(String key, Content content) throws StoreException {
                calls.add("create");
                return super.create(key, content);
              }
            });
    counted.begins("upload", ONE);
    calls.clear();
    commit("822/cans", 1);
    record(counted, commits);
    record(counted, commits);
    assertThat(calls).containsExactly("create");
  }

  private SortedMap<Long, byte[]> tenEntries() throws Exception {
    Ledger ledger = ledger(workspace);
    ledger.begins("upload", ONE);
    CommitLog commits = commit("822/cans", 4);
    record(ledger, commits);
    ledger.write(What.DELETION, "workspace", Map.of("why", "old"), List.of("data/a"));
    record(ledger, commit("823/cans", 3));
    SortedMap<Long, byte[]> entries = new TreeMap<>();
    for (long number : Ledger.numbers(workspace)) {
      entries.put(number, Ledger.bytes(workspace, Ledger.key(number)));
    }
    assertThat(entries).hasSize(10);
    assertThat(wrong()).isEmpty();
    return entries;
  }

  private void put(long number, byte[] bytes) throws StoreException {
    workspace.replace(Ledger.key(number), Contents.of(bytes));
  }

  @Test
  void every_changed_byte_of_every_entry_but_the_last_is_found() throws Exception {
    SortedMap<Long, byte[]> entries = tenEntries();
    for (long number : entries.headMap(10L).keySet()) {
      for (int at = 0; at < entries.get(number).length; at += 17) {
        byte[] changed = entries.get(number).clone();
        changed[at] ^= 1;
        put(number, changed);
        assertThat(wrong()).as("entry %s, byte %s", number, at).isNotEmpty();
      }
      put(number, entries.get(number));
    }
  }

  @Test
  void every_changed_byte_of_the_last_entry_is_found_by_what_was_noted_elsewhere()
      throws Exception {
    byte[] last = tenEntries().get(10L);
    Anchor noted = Ledger.newest(workspace).orElseThrow();
    for (int at = 0; at < last.length; at++) {
      byte[] changed = last.clone();
      changed[at] ^= 1;
      put(10, changed);
      assertThat(wrong(noted)).as("byte %s", at).contains(Wrong.NOT_AS_ANCHORED);
    }
  }

  @Test
  void an_entry_that_is_removed_leaves_a_gap() throws Exception {
    for (long number : tenEntries().headMap(10L).keySet()) {
      byte[] bytes = Ledger.bytes(workspace, Ledger.key(number));
      workspace.delete(Ledger.key(number));
      assertThat(verified().findings()).contains(new Finding(Wrong.MISSING, number));
      put(number, bytes);
    }
  }

  @Test
  void an_end_that_is_cut_off_is_found_by_what_was_noted_elsewhere_and_not_without()
      throws Exception {
    tenEntries();
    Anchor noted = Ledger.newest(workspace).orElseThrow();
    workspace.delete(Ledger.key(10));
    assertThat(wrong()).isEmpty();
    assertThat(wrong(noted)).containsExactly(Wrong.NOT_AS_ANCHORED);
    // What the commits say shows the gap too, where the entry was about one.
    assertThat(verified().commits()).containsEntry("823/cans", 2L);
  }

  @Test
  void an_end_that_is_written_anew_is_found_by_what_was_noted_elsewhere() throws Exception {
    tenEntries();
    Anchor noted = Ledger.newest(workspace).orElseThrow();
    for (long number = 7; number <= 10; number++) {
      workspace.delete(Ledger.key(number));
    }
    Ledger forger = ledger(workspace);
    record(forger, commit("823/cans", 0));
    forger.write(What.DELETION, "workspace", Map.of("why", "other"), List.of("data/a"));
    assertThat(Ledger.numbers(workspace)).hasSize(10);
    assertThat(wrong()).isEmpty();
    assertThat(wrong(noted)).containsExactly(Wrong.NOT_AS_ANCHORED);
  }

  @Test
  void entries_that_change_places_are_found() throws Exception {
    SortedMap<Long, byte[]> entries = tenEntries();
    put(4, entries.get(5L));
    put(5, entries.get(4L));
    assertThat(verified().findings())
        .contains(
            new Finding(Wrong.OTHER_NUMBER, 4),
            new Finding(Wrong.CHAIN_BROKEN, 4),
            new Finding(Wrong.OTHER_NUMBER, 5),
            new Finding(Wrong.CHAIN_BROKEN, 6));
  }

  @Test
  void an_entry_that_is_put_in_between_is_found() throws Exception {
    SortedMap<Long, byte[]> entries = tenEntries();
    for (long number = 10; number >= 6; number--) {
      put(number + 1, entries.get(number));
    }
    put(
        6,
        new String(entries.get(5L), StandardCharsets.UTF_8)
            .replace("\"number\":5", "\"number\":6")
            .getBytes(StandardCharsets.UTF_8));
    assertThat(wrong()).contains(Wrong.CHAIN_BROKEN, Wrong.OTHER_NUMBER);
    workspace.create(Ledger.FOLDER + "000000000003b.json", Contents.of("{}"));
    assertThat(wrong()).contains(Wrong.STRANGE_OBJECT);
  }

  @Test
  void a_commit_that_is_changed_or_gone_is_found() throws Exception {
    tenEntries();
    String key = "_commits/822/cans/000000000002.json";
    byte[] commit = Ledger.bytes(published, key);
    String text = new String(commit, StandardCharsets.UTF_8);
    published.replace(key, Contents.of(text.replace("state", "stale")));
    assertThat(wrong()).containsExactly(Wrong.COMMIT_DIFFERS);
    published.delete(key);
    assertThat(wrong()).containsExactly(Wrong.COMMIT_MISSING);
  }

  @Test
  void a_start_that_claims_other_commits_is_found() throws Exception {
    tenEntries();
    Entry forged =
        new Entry(
            11,
            Ledger.newest(workspace).map(Anchor::sha256).orElseThrow(),
            "id",
            "2026-03-31T23:30:15Z",
            What.START,
            "upload",
            Map.of(),
            Map.of("822/cans", 3L),
            List.of());
    put(11, forged.toJson());
    assertThat(verified().findings()).containsExactly(new Finding(Wrong.START_DIFFERS, 11));
    assertThat(Entry.parse(forged.toJson())).isEqualTo(Optional.of(forged));
  }
}
