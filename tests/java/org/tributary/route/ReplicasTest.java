package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.compile.Engines;
import org.tributary.compile.Repairs;
import org.tributary.hub.HubAccount;
import org.tributary.hub.HubLook;
import org.tributary.hub.Release;
import org.tributary.ledger.Ledger;
import org.tributary.opendata.OpenDataArea;
import org.tributary.operate.AreaHealth;
import org.tributary.operate.HeardLog;
import org.tributary.publish.AttemptIds;
import org.tributary.publish.CommitLog;
import org.tributary.publish.LookAgainException;
import org.tributary.retain.DeletionRecords;
import org.tributary.settings.Role;
import org.tributary.store.DecoratedStore;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;
import org.tributary.store.s3.Areas;

/** Programmes that look at the same areas at the same time, each as slow as it may be. */
class ReplicasTest {

  private static final Clock MAY_2026 =
      Clock.fixed(Instant.parse("2026-05-04T09:00:00Z"), ZoneOffset.UTC);

  private static final String FILE = "fons-a821f-bedford-822/ssda903/2025/episodes.csv";
  private static final String HEADER =
      "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\r\n";

  @TempDir private Path folder;
  private TrialRegion region;
  private Areas hub;
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void set_up() {
    region = new TrialRegion(folder, MAY_2026).signingOnly("PAN");
    hub = region.areas(Role.HUB);
  }

  @AfterEach
  void tear_down() {
    hub.close();
    region.close();
  }

  /**
   * The authority's file holds these children, and its session has published them. Of one with a
   * question mark a cell is reported.
   */
  private void share(String... children) throws Exception {
    StringBuilder text = new StringBuilder(HEADER);
    for (String child : children) {
      text.append(child.replace("?", "")).append(",01/04/2024,S,");
      text.append(child.endsWith("?") ? "nonsense" : "C2");
      text.append(",N1,U1,PR1,,,,ZZ1 2AB,ZZ3 4CD,SC123456\r\n");
    }
    region.upload(FILE, text.toString());
    region.look("822");
  }

  private List<String> children() throws Exception {
    return region.output("PAN_ssda903_episodes.csv").stream()
        .map(row -> row.get("CHILD"))
        .sorted()
        .toList();
  }

  private List<Long> releases() throws StoreException {
    return new CommitLog(hub.store("outputs"), "PAN").numbers();
  }

  /** A programme of its own that serves the use case. */
  private final class Replica {
    private final AreaHealth health = new AreaHealth(MAY_2026, Duration.ofMinutes(1));
    private final HubLook look;

    Replica(String name) {
      AttemptIds ids = new AttemptIds(MAY_2026);
      look =
          new HubLook(
              new HubAccount(
                  region.region(),
                  noted("shared"),
                  noted("hub-workspace"),
                  noted("outputs"),
                  Optional.of(new OpenDataArea(noted("external"), noted("hub-workspace"))),
                  folder.resolve(name),
                  new Repairs(region.config().resolve("outputs").resolve("repairs")),
                  new Engines(folder.resolve(name), "256MB", 1),
                  1,
                  new DeletionRecords(new Ledger(hub.store("hub-workspace"), MAY_2026, ids)),
                  MAY_2026),
              ids,
              health);
    }

    List<Release> look() throws StoreException {
      return look.look("PAN");
    }

    /** As the route does it. */
    void finish(Release release) throws StoreException, IOException {
      try {
        release.compile();
        release.gate();
        release.describe();
        release.publish();
        release.deliver();
      } catch (LookAgainException changed) {
        release.failed(changed);
        release.end();
      }
    }

    AreaHealth.Status status() {
      return health.snapshot().get(0);
    }
  }

  private ObjectStore noted(String area) {
    return new DecoratedStore(hub.store(area)) {
      @Override
      public List<StoredObject> list(String prefix) throws StoreException {
        calls.add("list " + area);
        return super.list(prefix);
      }

      @Override
      public List<StoredObject> listAfter(String prefix, String startAfter) throws StoreException {
        calls.add("list " + area);
        return super.listAfter(prefix, startAfter);
      }

      @Override
      public InputStream read(String key, Optional<String> etag) throws StoreException {
        calls.add("read " + area);
        return super.read(key, etag);
      }
    };
  }

  @Test
  void a_slow_replica_never_publishes_what_it_listed_before_another_published_newer()
      throws Exception {
    share("1");
    Replica slow = new Replica("slow");
    Release late = slow.look().get(0);
    share("1", "2");
    Replica quick = new Replica("quick");
    quick.finish(quick.look().get(0));
    slow.finish(late);
    assertThat(children()).containsExactly("1_822", "2_822");
    assertThat(releases()).containsExactly(1L);
    assertThat(slow.status().state()).isEqualTo(AreaHealth.State.WELL);
    assertThat(slow.look()).isEmpty();
  }

  @Test
  void a_slow_replica_that_published_before_never_publishes_older_inputs_either() throws Exception {
    share("1");
    Replica slow = new Replica("slow");
    slow.finish(slow.look().get(0));
    share("1", "2");
    Release late = slow.look().get(0);
    share("1", "2", "3");
    Replica quick = new Replica("quick");
    quick.finish(quick.look().get(0));
    slow.finish(late);
    assertThat(children()).containsExactly("1_822", "2_822", "3_822");
    assertThat(releases()).containsExactly(1L, 2L);
    share("1", "2", "3", "4");
    slow.finish(slow.look().get(0));
    assertThat(children()).containsExactly("1_822", "2_822", "3_822", "4_822");
    assertThat(releases()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void a_look_that_finds_nothing_new_asks_only_what_was_shared_and_one_that_does_asks_for_its_head()
      throws Exception {
    share("1");
    Replica replica = new Replica("one");
    replica.finish(replica.look().get(0));
    replica.look();
    calls.clear();
    assertThat(replica.look()).isEmpty();
    List<String> idle = List.copyOf(calls);
    assertThat(idle).isNotEmpty().containsOnly("list shared");
    share("1", "2");
    calls.clear();
    assertThat(replica.look()).hasSize(1);
    List<String> expected = new ArrayList<>(idle);
    // The commit that is new, and whether any release has passed meanwhile.
    expected.addAll(List.of("read shared", "list outputs"));
    assertThat(calls).containsExactlyInAnyOrderElementsOf(expected);
  }

  /** While the hub reads a file of this kind for the first time, the authority publishes anew. */
  private void publishAnewWhileTheHubReads(String ending) {
    AtomicBoolean done = new AtomicBoolean();
    region.between(
        (area, store) ->
            new DecoratedStore(store) {
              @Override
              public InputStream read(String key, Optional<String> etag) throws StoreException {
                if (area.equals("shared")
                    && key.endsWith(ending)
                    && done.compareAndSet(false, true)) {
                  // Twice, for the state before stays readable; each with another report.
                  try {
                    share("2?");
                    share("3?", "4?");
                  } catch (Exception failure) {
                    throw new IllegalStateException(failure);
                  }
                }
                return super.read(key, etag);
              }
            });
  }

  private void theReleaseLooksAgainAndNobodyIsAlarmed() throws Exception {
    Installation running = region.start();
    share("1");
    List<String> errors = HeardLog.during(Level.ERROR, () -> region.lookAtOutputs("PAN"));
    assertThat(errors).isEmpty();
    assertThat(releases()).isEmpty();
    assertThat(running.health().snapshot())
        .filteredOn(status -> status.name().equals("PAN"))
        .singleElement()
        .satisfies(
            status -> {
              assertThat(status.state()).isEqualTo(AreaHealth.State.WELL);
              assertThat(status.datasets()).allMatch(outputs -> outputs.failures() == 0);
            });
    region.lookAtOutputs("PAN");
    assertThat(children()).containsExactly("3_822", "4_822");
  }

  @Test
  void a_release_whose_tables_went_while_it_compiled_looks_again_and_alarms_nobody()
      throws Exception {
    publishAnewWhileTheHubReads("episodes.csv");
    theReleaseLooksAgainAndNobodyIsAlarmed();
  }

  @Test
  void a_release_whose_reports_went_while_it_was_described_looks_again_and_alarms_nobody()
      throws Exception {
    publishAnewWhileTheHubReads("error_summary.json");
    theReleaseLooksAgainAndNobodyIsAlarmed();
  }
}
