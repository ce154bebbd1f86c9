package org.tributary;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.tributary.config.Problems;
import org.tributary.region.Region;
import org.tributary.region.Retained;
import org.tributary.settings.Role;
import org.tributary.settings.Settings;
import org.tributary.status.Held;
import org.tributary.status.Holdings;
import org.tributary.status.HoldingsReader;
import org.tributary.status.RegionStatus;
import org.tributary.status.ReleaseStatus;
import org.tributary.status.ReturnStatus;
import org.tributary.status.StatusJson;
import org.tributary.status.StatusPage;
import org.tributary.status.StatusReader;
import org.tributary.status.StatusText;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;
import org.tributary.store.s3.Areas;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how the region stands: what is there of each authority's returns, and each release. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Says of each authority, dataset and year what was received, with errors, is missing or late,"
          + " when it last changed and when it goes; and of each use case its newest releases.",
      "With --la also where that authority's data lies, why, until which day, and what goes if it"
          + " leaves. It reads and changes nothing."
    },
    exitCodeListHeading = "%nExit status%n",
    exitCodeList = {
      "0:nothing is late and nothing is set aside",
      "1:the configuration or the command line cannot be used",
      "2:something is late or set aside, or an area cannot be read"
    })
final class StatusCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Configured configured = new Configured();
  @Mixin private Asked asked = new Asked();

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Option(names = "--page", paramLabel = "FILE", description = "Writes it as a page, too.")
  private Optional<Path> page = Optional.empty();

  StatusCommand() {}

  /** On another day. */
  StatusCommand(Clock clock) {
    configured.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    Configured.Read read = configured.readAsked();
    read.region().ifPresent(region -> asked.check(region, read.problems()));
    if (read.region().isEmpty() || read.problems().hasErrors()) {
      return Configured.refuse(read.problems(), spec);
    }
    Optional<RegionStatus> found;
    try {
      found = status(read.settings(), read.region().get(), read.problems());
    } catch (StoreException failure) {
      return Main.Status.LEFT_UNDONE.end(
          spec, "An area could not be read: " + failure.reason() + ".");
    }
    if (found.isEmpty()) {
      return Configured.refuse(read.problems(), spec);
    }
    RegionStatus status = found.get();
    if (page.isPresent()) {
      Files.write(page.get(), StatusPage.of(status));
    }
    if (json) {
      Printed.json(spec, StatusJson.of(status));
    } else {
      print(status, spec.commandLine().getOut());
    }
    return (status.isDone() ? Main.Status.DONE : Main.Status.LEFT_UNDONE)
        .end(spec, status.counted() + ".");
  }

  private Optional<RegionStatus> status(Settings settings, Region region, Problems problems)
      throws StoreException, IOException {
    LocalDate today = LocalDate.now(configured.clock);
    StatusReader reader = new StatusReader(region, today);
    List<ReturnStatus> returns = new ArrayList<>();
    List<ReleaseStatus> releases = new ArrayList<>();
    Optional<Holdings> holdings = Optional.empty();
    Map<Role, Areas> opened = new EnumMap<>(Role.class);
    try {
      // Both accounts see the same shared area.
      Map<String, ObjectStore> stores = new TreeMap<>();
      for (Role role : settings.areas().keySet()) {
        Areas areas = Areas.open(settings.areas(role), problems);
        opened.put(role, areas);
        if (problems.hasErrors()) {
          return Optional.empty();
        }
        settings.areas(role).keySet().forEach(area -> stores.putIfAbsent(area, areas.store(area)));
      }
      Optional<ObjectStore> shared = Optional.ofNullable(stores.get("shared"));
      if (shared.isPresent()) {
        returns.addAll(
            reader.returns(shared.get(), new StatusReader.Only(asked.authority, asked.dataset)));
      }
      Optional<ObjectStore> outputs = Optional.ofNullable(stores.get("outputs"));
      if (outputs.isPresent() && !asked.isSomething()) {
        releases.addAll(reader.releases(outputs.get()));
      }
      if (asked.authority.isPresent() && asked.dataset.isEmpty()) {
        holdings =
            Optional.of(
                HoldingsReader.read(
                    region,
                    today,
                    settings.keepSessionDays(),
                    region.authority(asked.authority.get()),
                    stores));
      }
    } finally {
      opened.values().forEach(Areas::close);
    }
    List<Retained> retained =
        holdings
            .map(Holdings::retained)
            .orElseGet(
                () ->
                    region.useCases().values().stream()
                        .flatMap(useCase -> Retained.of(region, useCase, today).stream())
                        .toList());
    return Optional.of(new RegionStatus(today, returns, releases, retained, holdings));
  }

  private static void print(RegionStatus status, PrintWriter out) {
    String authority = "";
    for (ReturnStatus one : status.returns()) {
      if (!one.authority().equals(authority)) {
        authority = one.authority();
        out.println(authority + " " + one.authorityName());
      }
      out.println(StatusText.of(one));
    }
    status.holdings().ifPresent(holdings -> print(holdings, out));
    status.releases().forEach(release -> out.println(StatusText.of(release)));
    out.flush();
  }

  private static void print(Holdings holdings, PrintWriter out) {
    out.println(holdings.summary());
    for (Held held : holdings.held()) {
      out.println(
          "  "
              + held.area()
              + " "
              + held.folder()
              + ": objects "
              + held.objects()
              + (held.clauses().isEmpty() ? "" : "; " + String.join(", ", held.clauses()))
              + ". "
              + held.until());
    }
    if (!holdings.notLookedAt().isEmpty()) {
      out.println("NOT LOOKED AT: " + String.join(", ", holdings.notLookedAt()));
    }
  }
}
