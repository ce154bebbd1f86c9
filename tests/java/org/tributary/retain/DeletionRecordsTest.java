package org.tributary.retain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tributary.ledger.Ledger;
import org.tributary.publish.Area;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.SimulatedStore;

class DeletionRecordsTest {

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-03-31T23:30:15.123Z"), ZoneOffset.ofHours(9));

  private final SimulatedStore workspace = new SimulatedStore("workspace", 1_000);

  private final AtomicInteger ids = new AtomicInteger();

  private DeletionRecords records() {
    return new DeletionRecords(
        new Ledger(workspace, NOW, () -> "20260331T233015Z-" + ids.incrementAndGet()));
  }

  private String only() throws Exception {
    List<StoredObject> objects = workspace.list("");
    assertThat(objects).hasSize(1);
    return new String(
        workspace.read(objects.get(0).key(), Optional.empty()).readAllBytes(),
        StandardCharsets.UTF_8);
  }

  @Test
  void an_entry_says_what_goes_why_and_when() throws Exception {
    String key = "sessions/822/cans/000000000001/20260101T020000Z-9f86d081884c/incoming/0a1b";
    records().write(Area.WORKSPACE, List.of(key, key + "2"), "sessions are kept for 30 days");
    assertThat(only())
        .contains(
            "\"when\":\"2026-03-31T23:30:15Z\",\"what\":\"deletion\",\"about\":\"workspace\"",
            "\"why\":\"sessions are kept for 30 days\"",
            "\"items\":[\"" + key + "\",\"" + key + "2\"]");
    assertThat(workspace.list("").get(0).key()).isEqualTo("_ledger/000000000001.json");
  }

  @Test
  void many_things_are_spread_over_entries_of_a_thousand() throws Exception {
    records()
        .aboutToDelete(
            Area.WORKSPACE, IntStream.range(0, 2_001).mapToObj(at -> "data/" + at).toList());
    assertThat(workspace.list("")).hasSize(3);
  }

  @Test
  void what_leaves_the_published_area_is_written_down_in_the_workspace() throws Exception {
    String data =
        "data/822/cans/000000000001/20260101T020000Z-9f86d081884c/0a-current/822_2016_cans.csv";
    records().aboutToDelete(Area.PUBLISHED, List.of(data));
    assertThat(only()).contains("\"about\":\"published\"").contains(data);
  }

  @Test
  void a_name_that_is_not_ours_is_not_repeated() throws Exception {
    records()
        .aboutToDelete(
            Area.PUBLISHED,
            List.of("bedford-822/cans/Annie Invented.csv", "Annie.csv", "x/Annie.csv"));
    assertThat(only()).doesNotContain("Annie");
    assertThat(only().split("\"sha256:")).hasSize(4);
  }

  @Test
  void each_deletion_has_a_record_of_its_own() throws Exception {
    records().aboutToDelete(Area.WORKSPACE, List.of("data/a"));
    String first = only();
    records().aboutToDelete(Area.WORKSPACE, List.of("data/b"));
    assertThat(workspace.list("")).hasSize(2);
    List<String> records = new ArrayList<>();
    for (StoredObject object : workspace.list("")) {
      records.add(
          new String(
              workspace.read(object.key(), Optional.empty()).readAllBytes(),
              StandardCharsets.UTF_8));
    }
    assertThat(records).contains(first);
  }
}
