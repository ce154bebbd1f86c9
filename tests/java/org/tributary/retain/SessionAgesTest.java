package org.tributary.retain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tributary.ledger.Ledger;
import org.tributary.store.Contents;
import org.tributary.store.DecoratedStore;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.SimulatedStore;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

class SessionAgesTest {

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-04-30T02:00:00Z"), ZoneOffset.UTC);
  private static final String OLD = "20260330T015959Z-9f86d081884c";
  private static final String YOUNG = "20260331T020000Z-9f86d081884c";

  private final SimulatedStore workspace = new SimulatedStore("workspace", 1_000);

  private String archived(String unit, int number, String attempt, String name) throws Exception {
    String key =
        String.format(
            java.util.Locale.ROOT, "sessions/%s/%012d/%s/%s", unit, number, attempt, name);
    workspace.create(key, Contents.of("x"));
    return key;
  }

  private static DeletionRecords records(ObjectStore store) {
    return new DeletionRecords(new Ledger(store, NOW, () -> "an id"));
  }

  private int delete() throws StoreException {
    return new SessionAges(workspace, records(workspace), 30, NOW).deleteExpired();
  }

  private List<String> left() throws StoreException {
    return workspace.list("").stream()
        .map(StoredObject::key)
        .filter(key -> !key.startsWith(Ledger.FOLDER))
        .toList();
  }

  private String logged() throws Exception {
    StringBuilder text = new StringBuilder();
    for (StoredObject record : workspace.list(Ledger.FOLDER)) {
      byte[] bytes = workspace.read(record.key(), Optional.empty()).readAllBytes();
      text.append(new String(bytes, StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  @Test
  void what_is_older_than_sessions_are_kept_goes_and_is_written_down() throws Exception {
    String incoming = archived("822/annex-a", 1, OLD, "incoming/0a");
    String cleaned = archived("822/annex-a", 1, OLD, "cleaned/a.parquet");
    String head = archived("822/annex-a", 2, YOUNG, "incoming/0b");
    assertThat(delete()).isEqualTo(2);
    assertThat(left()).containsExactly(head);
    assertThat(logged().lines())
        .singleElement()
        .asString()
        .contains("sessions are kept for 30 days");
    assertThat(logged()).contains(incoming, cleaned).doesNotContain(head);
  }

  @Test
  void a_session_is_kept_to_the_second() throws Exception {
    String exactly = archived("822/annex-a", 1, YOUNG, "incoming/0a");
    archived("822/annex-a", 2, YOUNG, "incoming/0b");
    assertThat(delete()).isZero();
    assertThat(left()).hasSize(2).contains(exactly);
    assertThat(logged()).isEmpty();
  }

  @Test
  void marks_of_files_that_were_gone_when_the_programme_came_back_go_with_the_sessions()
      throws Exception {
    workspace.create("attempts/0a-1/together/" + OLD + "/3", Contents.of(""));
    String young = "attempts/0a-1/alone/" + YOUNG + "/3";
    workspace.create(young, Contents.of(""));
    assertThat(delete()).isEqualTo(1);
    assertThat(left()).containsExactly(young);
  }

  @Test
  void the_newest_session_goes_like_any_other() throws Exception {
    archived("822/annex-a", 2, OLD, "incoming/0b");
    assertThat(delete()).isEqualTo(1);
    assertThat(left()).isEmpty();
  }

  @Test
  void what_is_no_session_of_ours_is_left_alone() throws Exception {
    List<String> others =
        List.of(
            "data/822/cans/000000000001/" + OLD + "/f",
            "sessions/822/cans/000000000001/20261399T990000Z-9f86d081884c/f",
            "sessions/822/cans/000000000001/no-time/f",
            "sessions/readme.txt");
    for (String key : others) {
      workspace.create(key, Contents.of("x"));
    }
    archived("822/cans", 9, YOUNG, "f");
    assertThat(delete()).isZero();
    assertThat(left()).hasSize(5);
  }

  @Test
  void nothing_is_deleted_that_cannot_be_written_down() throws Exception {
    archived("822/annex-a", 1, OLD, "incoming/0a");
    archived("822/annex-a", 2, YOUNG, "incoming/0b");
    ObjectStore full =
        new DecoratedStore(workspace) {
          @Override
          public Created create(String key, Content content) throws StoreException {
            throw new StoreException(Reason.UNAVAILABLE, "create");
          }
        };
    SessionAges ages = new SessionAges(full, records(full), 30, NOW);
    assertThatThrownBy(ages::deleteExpired).isInstanceOf(StoreException.class);
    assertThat(left()).hasSize(2);
  }
}
