package org.tributary.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tributary.publish.Delivery.Result;
import org.tributary.publish.Delivery.Strays;
import org.tributary.store.Contents;
import org.tributary.store.SimulatedStore;

class DeliveryTest {

  private static final String MARKERS = "_delivered/PAN/outputs/";

  private final SimulatedStore outputs = new SimulatedStore("outputs", 1_000);

  @Test
  void aMarkerThatAListingDidNotShowInTimeGoesWithTheNextDelivery() throws Exception {
    CommitLog log = new CommitLog(outputs, "PAN");
    Attempt attempt =
        Attempts.begin(
            log,
            new SimulatedStore("workspace", 1_000),
            "20260101T000000Z-000000000001",
            "fingerprint");
    PublishedFile file = attempt.stage("PAN_list.csv", Contents.of("A\n"), 1, Area.PUBLISHED);
    attempt.commit(new Counts(1, 1, new TreeMap<>()), "rules", "", History.KEPT);
    Delivery delivery =
        new Delivery(
            log,
            "outputs",
            outputs,
            outputs,
            "current/PAN_",
            Strays.REMOVED,
            (area, keys) -> {},
            1);
    assertThat(delivery.deliver(Map.of("current/PAN_list.csv", file))).isEqualTo(Result.DELIVERED);

    outputs.create(MARKERS + "0".repeat(64), Contents.of("of a delivery before"));
    assertThat(delivery.deliver(Map.of("current/PAN_list.csv", file))).isEqualTo(Result.UNCHANGED);

    assertThat(outputs.list(MARKERS)).hasSize(1);
    assertThat(delivery.deliver(Map.of("current/PAN_list.csv", file))).isEqualTo(Result.UNCHANGED);
  }
}
