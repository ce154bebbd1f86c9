package org.tributary.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tributary.publish.CommitLog.Head;
import org.tributary.store.CountedStore;
import org.tributary.store.CountedStore.Requests;
import org.tributary.store.SimulatedStore;
import org.tributary.store.StoreException;

class CommitLogsTest {

  private static final List<String> UNITS = List.of("822/annex-a", "822/ssda903", "823/ssda903");

  private final SimulatedStore store = new SimulatedStore("shared", 1_000);
  private final Requests requests = new Requests();
  private final CommitLogs logs =
      new CommitLogs(new CountedStore("shared", store, requests, Duration.ZERO), 1);

  @Test
  void theHeadsOfAllUnitsCostOneListingAndOneReadForEachNewCommit() throws Exception {
    commit("822/annex-a", "a");
    commit("823/ssda903", "b");
    commit("823/ssda903", "c");

    assertThat(numbers()).isEqualTo(Map.of("822/annex-a", 1L, "823/ssda903", 2L));
    assertThat(requests.soFar()).isEqualTo(Map.of("shared list", 1L, "shared get", 2L));

    assertThat(numbers()).isEqualTo(Map.of("822/annex-a", 1L, "823/ssda903", 2L));
    assertThat(requests.soFar()).isEqualTo(Map.of("shared list", 2L, "shared get", 2L));
  }

  @Test
  void unitsOfOthersAndOfLongerNamesAreNoneOfThese() throws Exception {
    commit("822/annex-a/further", "a");
    commit("PAN", "b");

    assertThat(numbers()).isEmpty();
  }

  @Test
  void aCommitThatWasSeenIsNotForgottenWhereAListingIsBehind() throws Exception {
    commit("822/annex-a", "a");
    logs.of("822/annex-a").head();
    CommitLog behind = logs.of("822/annex-a");

    assertThat(behind.head(OptionalLong.empty()).orElseThrow().manifest().number()).isEqualTo(1);
  }

  @Test
  void whereManyCommitsStandEachUnitIsAskedByItself() throws Exception {
    for (int i = 0; i < 601; i++) {
      commit("822/annex-a", "state " + i);
    }

    numbers();
    assertThat(numbers()).isEqualTo(Map.of("822/annex-a", 601L));
    assertThat(requests.soFar()).containsEntry("shared list", 4L);
  }

  @Test
  void whoAsksForNoUnitAsksNobodyAndChangesNothingForOthers() throws Exception {
    commit("822/annex-a", "a");
    assertThat(logs.heads(List.of())).isEmpty();
    assertThat(requests.soFar()).isEmpty();

    numbers();
    numbers();
    assertThat(requests.soFar()).isEqualTo(Map.of("shared list", 2L, "shared get", 1L));
  }

  private SortedMap<String, Long> numbers() throws StoreException {
    SortedMap<String, Long> numbers = new TreeMap<>();
    for (Map.Entry<String, Head> head : logs.heads(UNITS).entrySet()) {
      numbers.put(head.getKey(), head.getValue().manifest().number());
    }
    return numbers;
  }

  private void commit(String unit, String fingerprint)
      throws StoreException, IOException, LookAgainException {
    Attempt attempt =
        Attempts.begin(
            new CommitLog(store, unit),
            new SimulatedStore("workspace", 1_000),
            "20260101T000000Z-000000000001",
            fingerprint);
    attempt.commit(new Counts(0, 0, new TreeMap<>()), "rules", "", History.KEPT);
  }
}
