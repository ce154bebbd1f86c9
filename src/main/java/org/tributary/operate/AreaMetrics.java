package org.tributary.operate;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.tributary.operate.AreaHealth.DatasetStatus;
import org.tributary.operate.AreaHealth.Passed;
import org.tributary.operate.AreaHealth.RowStage;
import org.tributary.operate.AreaHealth.State;
import org.tributary.operate.AreaHealth.Status;

/**
 * {@link AreaHealth} as figures for a time series database. Labels are the authority (in the hub's
 * account: the use case), the dataset and the stage, all of them words of the configuration, and
 * the kind of a fault, out of a closed list; there is no label that could name a file or a child.
 */
public final class AreaMetrics implements MeterBinder {

  private final AreaHealth health;

  public AreaMetrics(AreaHealth health) {
    this.health = health;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    health.watch(
        new AreaHealth.Watcher() {
          @Override
          public void name(String name) {
            ofName(registry, name);
          }

          @Override
          public void dataset(String name, String dataset) {
            ofDataset(registry, name, dataset);
          }

          @Override
          public void fault(String fault) {
            counter(
                registry,
                "tributary.faults",
                "Failures that are none of a file's: of the store, the disk, the database, ours",
                Tags.of("fault", fault),
                known -> known.faults(fault));
          }
        });
  }

  private void ofName(MeterRegistry registry, String name) {
    gauge(
        registry,
        "tributary.ready",
        "1 where the authority is looked at in time and nothing failed, else 0",
        Tags.of("authority", name),
        known -> known.status(name).filter(Status::isReady).isPresent() ? 1 : 0);
    gauge(
        registry,
        "tributary.reachable",
        "0 where the last look could not see the area, else 1",
        Tags.of("authority", name),
        known ->
            known.status(name).filter(s -> s.state() != State.UNREACHABLE).isPresent() ? 1 : 0);
    gauge(
        registry,
        "tributary.paused",
        "1 where an operator paused the authority, else 0",
        Tags.of("authority", name),
        known -> known.status(name).filter(s -> s.state() == State.PAUSED).isPresent() ? 1 : 0);
    gauge(
        registry,
        "tributary.last.look.seconds",
        "When a look last saw the area, in seconds since 1970; 0 before the first",
        Tags.of("authority", name),
        known -> seconds(known.status(name).flatMap(Status::lastLook)));
  }

  private void ofDataset(MeterRegistry registry, String name, String dataset) {
    Tags tags = Tags.of("authority", name, "dataset", dataset);
    gauge(
        registry,
        "tributary.files.waiting",
        "Files uploaded and not yet published",
        tags,
        known -> known.status(name, dataset).map(DatasetStatus::waiting).orElse(0));
    gauge(
        registry,
        "tributary.files.set.aside",
        "Files of the published state that could not be used",
        tags,
        known -> known.status(name, dataset).map(DatasetStatus::setAside).orElse(0));
    gauge(
        registry,
        "tributary.last.commit.seconds",
        "When this process last committed, in seconds since 1970; 0 before its first",
        tags,
        known -> seconds(known.status(name, dataset).flatMap(DatasetStatus::lastCommitAt)));
    counter(
        registry,
        "tributary.commits",
        "Commits published by this process",
        tags,
        known -> known.status(name, dataset).map(DatasetStatus::commits).orElse(0L));
    counter(
        registry,
        "tributary.failures",
        "Sessions and releases that ended without a commit",
        tags,
        known -> known.status(name, dataset).map(DatasetStatus::failures).orElse(0L));
    for (RowStage stage : RowStage.values()) {
      counter(
          registry,
          "tributary.rows",
          "Rows that went through a stage",
          tags.and("stage", stage.name().toLowerCase(Locale.ROOT)),
          known -> known.rows(name, dataset, stage));
    }
    for (Passed passed : Passed.values()) {
      counter(
          registry,
          "tributary.transformed.rows",
          "Rows of files that were taken through transform, by how far they came",
          tags.and("stage", passed.name().toLowerCase(Locale.ROOT)),
          known -> known.passed(name, dataset, passed));
    }
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      String description,
      Tags tags,
      ToDoubleFunction<AreaHealth> value) {
    Gauge.builder(name, health, value).description(description).tags(tags).register(registry);
  }

  private void counter(
      MeterRegistry registry,
      String name,
      String description,
      Tags tags,
      ToDoubleFunction<AreaHealth> value) {
    FunctionCounter.builder(name, health, value)
        .description(description)
        .tags(tags)
        .register(registry);
  }

  private static double seconds(Optional<Instant> instant) {
    return instant.map(Instant::getEpochSecond).orElse(0L);
  }
}
