package org.tributary.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.tributary.operate.AreaHealth.RowStage;
import org.tributary.operate.AreaHealth.State;
import org.tributary.operate.AreaHealth.Status;

/** What is said of each authority. */
class AreaHealthTest {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(60);

  private final ChosenClock clock = new ChosenClock();
  private final AreaHealth health = new AreaHealth(clock, LOOK_EVERY);

  @Test
  void a_name_looked_at_in_time_is_ready() {
    health.looked("822");
    clock.pass(LOOK_EVERY.multipliedBy(3));
    assertThat(only().isReady()).isTrue();
  }

  @Test
  void a_name_not_looked_at_for_more_than_three_intervals_is_late_but_nothing_failed() {
    health.looked("822");
    clock.pass(LOOK_EVERY.multipliedBy(3).plusMillis(1));
    assertThat(only().state()).isEqualTo(State.LATE);
    assertThat(only().isReady()).isFalse();
    assertThat(only().isWell()).isTrue();
  }

  @Test
  void a_name_that_was_never_looked_at_becomes_late_too() {
    health.expect("822");
    assertThat(only().isReady()).isTrue();
    clock.pass(LOOK_EVERY.multipliedBy(4));
    assertThat(only().state()).isEqualTo(State.LATE);
  }

  @Test
  void one_unreachable_authority_leaves_the_others_ready() {
    health.looked("822");
    health.unreachable("301", "the area cannot be reached");
    assertThat(health.snapshot()).extracting(Status::name).containsExactly("301", "822");
    assertThat(health.snapshot()).extracting(Status::isReady).containsExactly(false, true);
    assertThat(health.snapshot().get(0).reason()).contains("the area cannot be reached");
  }

  @Test
  void a_look_that_sees_the_area_again_ends_the_unreachability() {
    health.unreachable("822", "the area cannot be reached");
    health.looked("822");
    assertThat(only().isReady()).isTrue();
  }

  @Test
  void a_failed_dataset_stays_failed_until_a_commit() {
    health.looked("822");
    health.failed("822", "ssda903", "the outputs did not pass the gate");
    health.looked("822");
    assertThat(only().state()).isEqualTo(State.FAILED);
    assertThat(only().reason()).contains("ssda903: the outputs did not pass the gate");
    health.committed("822", "cin", 4);
    assertThat(only().state()).isEqualTo(State.FAILED);
    health.committed("822", "ssda903", 7);
    assertThat(only().isReady()).isTrue();
  }

  @Test
  void a_failed_dataset_is_well_again_when_its_files_are_as_they_were_published() {
    health.failed("822", "ssda903", "the outputs did not pass the gate");
    health.waiting("822", "ssda903", 3);
    assertThat(only().isWell()).isFalse();
    health.waiting("822", "ssda903", 0);
    assertThat(only().isWell()).isTrue();
  }

  @Test
  void counts_are_summed_over_the_datasets() {
    health.waiting("822", "cin", 2);
    health.waiting("822", "ssda903", 3);
    health.setAside("822", "cin", 1);
    assertThat(only().waiting()).isEqualTo(5);
    assertThat(only().setAside()).isEqualTo(1);
  }

  @Test
  void figures_are_labelled_with_authority_dataset_stage_and_fault_only() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    health.waiting("301", "cin", 9);
    new AreaMetrics(health).bindTo(registry);
    health.looked("822");
    health.fault("database-io");
    health.fault("database-io");
    health.waiting("822", "ssda903", 2);
    health.setAside("822", "ssda903", 1);
    health.committed("822", "ssda903", 5);
    health.committed("822", "ssda903", 6);
    health.failed("822", "ssda903", "the outputs did not pass the gate");
    health.rows("822", "ssda903", RowStage.READ, 100);
    health.rows("822", "ssda903", RowStage.READ, 20);
    health.rows("822", "ssda903", RowStage.KEPT, 90);
    assertThat(registry.scrape().lines())
        .contains(
            "tributary_files_waiting{authority=\"301\",dataset=\"cin\"} 9.0",
            "tributary_files_waiting{authority=\"822\",dataset=\"ssda903\"} 2.0",
            "tributary_files_set_aside{authority=\"822\",dataset=\"ssda903\"} 1.0",
            "tributary_commits_total{authority=\"822\",dataset=\"ssda903\"} 2.0",
            "tributary_failures_total{authority=\"822\",dataset=\"ssda903\"} 1.0",
            "tributary_faults_total{fault=\"database-io\"} 2.0",
            "tributary_last_look_seconds{authority=\"822\"} 1.772442E9",
            "tributary_ready{authority=\"822\"} 0.0",
            "tributary_reachable{authority=\"822\"} 1.0",
            "tributary_rows_total{authority=\"822\",dataset=\"ssda903\",stage=\"read\"} 120.0",
            "tributary_rows_total{authority=\"822\",dataset=\"ssda903\",stage=\"kept\"} 90.0");
    assertThat(registry.getMeters())
        .flatExtracting(meter -> meter.getId().getTags())
        .extracting(tag -> tag.getKey())
        .containsOnly("authority", "dataset", "stage", "fault");
  }

  @Test
  void each_name_is_a_bean_that_shows_what_is_now_and_leaves_when_closed() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("org.tributary:type=Area,name=bean-822");
    health.looked("bean-822");
    try (AreaBeans beans = AreaBeans.show(health, new RecordedActions())) {
      assertThat(beans).isNotNull();
      assertThat(server.getAttribute(name, "State")).isEqualTo("WELL");
      assertThat(server.getAttribute(name, "LastLook")).isEqualTo("2026-03-02T09:00:00Z");
      health.unreachable("bean-822", "the area cannot be reached");
      health.committed("bean-822", "cin", 3);
      assertThat(server.getAttribute(name, "State")).isEqualTo("UNREACHABLE");
      assertThat(server.getAttribute(name, "Reason")).isEqualTo("the area cannot be reached");
      assertThat((String[]) server.getAttribute(name, "Datasets"))
          .containsExactly("cin: commit 3, waiting 0, set aside 0");
      health.looked("bean-301");
      assertThat(server.queryNames(new ObjectName("org.tributary:type=Area,*"), null)).hasSize(2);
    }
    assertThat(server.isRegistered(name)).isFalse();
  }

  private Status only() {
    assertThat(health.snapshot()).hasSize(1);
    return health.snapshot().get(0);
  }
}
