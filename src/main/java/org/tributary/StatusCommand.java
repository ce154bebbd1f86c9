package org.tributary;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tributary.config.Problems;
import org.tributary.region.Region;
import org.tributary.settings.Role;
import org.tributary.settings.Settings;
import org.tributary.status.RegionStatus;
import org.tributary.status.ReleaseStatus;
import org.tributary.status.ReturnStatus;
import org.tributary.status.StatusJson;
import org.tributary.status.StatusPage;
import org.tributary.status.StatusReader;
import org.tributary.status.StatusText;
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
      "It reads and changes nothing."
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
    Configured.Read read = configured.read();
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
    boolean areReturnsRead = false;
    for (Role role : settings.areas().keySet()) {
      try (Areas areas = Areas.open(settings.areas(role), problems)) {
        if (problems.hasErrors()) {
          return Optional.empty();
        }
        if (!areReturnsRead) {
          // Both accounts see the same shared area.
          returns.addAll(
              reader.returns(
                  areas.store("shared"), new StatusReader.Only(asked.authority, asked.dataset)));
          areReturnsRead = true;
        }
        if (role == Role.HUB && asked.authority.isEmpty() && asked.dataset.isEmpty()) {
          releases.addAll(reader.releases(areas.store("outputs")));
        }
      }
    }
    return Optional.of(new RegionStatus(today, returns, releases));
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
    status.releases().forEach(release -> out.println(StatusText.of(release)));
    out.flush();
  }
}
