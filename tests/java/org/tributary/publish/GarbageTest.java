package org.tributary.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tributary.publish.CommitLog.Head;
import org.tributary.store.Contents;
import org.tributary.store.CountedStore;
import org.tributary.store.CountedStore.Requests;
import org.tributary.store.SimulatedStore;

class GarbageTest {

  private final Requests requests = new Requests();
  private final CountedStore outputs =
      new CountedStore("outputs", new SimulatedStore("outputs", 1_000), requests, Duration.ZERO);
  private final CountedStore workspace =
      new CountedStore(
          "workspace", new SimulatedStore("workspace", 1_000), requests, Duration.ZERO);
  private final CommitLog log = new CommitLog(outputs, "PAN");

  private Head commit(int number) throws Exception {
    Attempt attempt =
        Attempts.begin(log, workspace, "20260101T000000Z-00000000000" + number, "of " + number);
    attempt.stage("list.csv", Contents.of("A" + number + "\n"), 1, Area.PUBLISHED);
    attempt.archive("incoming/files.json", Contents.of("{}"));
    attempt.commit(new Counts(1, 1, new TreeMap<>()), "rules", "", History.PURGED);
    return log.head().orElseThrow();
  }

  private Garbage garbage() {
    return new Garbage(log, workspace, (area, keys) -> {});
  }

  @Test
  void is_looked_for_once_after_a_commit_and_again_after_the_next() throws Exception {
    garbage().clearOnceAfter(commit(1));
    Head second = commit(2);
    garbage().clearOnceAfter(second);
    assertThat(outputs.list("data/")).hasSize(1);

    requests.forget();
    garbage().clearOnceAfter(second);
    assertThat(requests.soFar()).isEmpty();

    garbage().clearOnceAfter(commit(3));
    assertThat(outputs.list("data/")).hasSize(1);
  }

  @Test
  void reads_a_commit_no_more_than_once_to_tell_the_sessions_that_made_one() throws Exception {
    for (int number = 1; number < 6; number++) {
      garbage().clearOnceAfter(commit(number));
    }
    assertThat(workspace.list("sessions/")).as("archived by what was committed").hasSize(5);

    Head sixth = commit(6);
    requests.forget();
    garbage().clearOnceAfter(sixth);
    assertThat(requests.soFar()).containsEntry("outputs get", 1L);
  }

  @Test
  void goes_several_at_a_time_and_what_a_dead_session_archived_with_it() throws Exception {
    commit(1);
    for (int dead = 0; dead < 8; dead++) {
      outputs.create(
          "data/PAN/000000000001/dead/" + "0".repeat(64) + "-" + dead, Contents.of("made"));
      workspace.create("sessions/PAN/000000000001/dead/" + dead, Contents.of("archived"));
    }
    assertThat(new Garbage(log, workspace, (area, keys) -> {}, 4).clear()).isEqualTo(16);

    assertThat(outputs.list("data/")).hasSize(1);
    assertThat(workspace.list("sessions/")).hasSize(1);
  }
}
