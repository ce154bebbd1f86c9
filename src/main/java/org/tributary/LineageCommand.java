package org.tributary;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.tributary.config.Problems;
import org.tributary.lineage.OpenLineageEvents;
import org.tributary.region.Region;
import org.tributary.settings.Role;
import org.tributary.store.StoreException;
import org.tributary.store.s3.Areas;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the way of the data through the newest commits for catalogues of lineage. */
@Command(
    name = "lineage",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the way of the data through the newest commits as OpenLineage events, a line each:"
          + " from uploads to what is shared, to outputs, with each column's lineage, what masks it"
          + " and the clause that keeps it.",
      "It reads the areas of both accounts and changes nothing."
    })
final class LineageCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Configured configured = new Configured();

  @Option(
      names = "--use-case",
      paramLabel = "NAME",
      description = "A use case whose outputs are told of; several times for several. Default: all")
  private List<String> useCases = List.of();

  @Option(
      names = "--to",
      paramLabel = "FILE",
      defaultValue = "work/lineage.ndjson",
      description = "Where it is written. Default: ${DEFAULT-VALUE}")
  private Path to = Path.of("work/lineage.ndjson");

  @Override
  public Integer call() throws StoreException, IOException {
    Configured.Read read = configured.readBoth("Lineage leads through both");
    Problems problems = read.problems();
    read.region().ifPresent(region -> know(region, problems));
    if (read.region().isEmpty() || problems.hasErrors()) {
      return Configured.refuse(problems, spec);
    }
    long events = 0;
    try (Areas upload = Areas.open(read.settings().areas(Role.UPLOAD), problems);
        Areas hub = Areas.open(read.settings().areas(Role.HUB), problems)) {
      if (!problems.hasErrors()) {
        events = write(read.region().get(), upload, hub);
      }
    }
    if (problems.hasErrors()) {
      return Configured.refuse(problems, spec);
    }
    Configured.print(problems, spec.commandLine().getErr());
    return events == 0
        ? Main.Status.LEFT_UNDONE.end(
            spec, "Nothing is published yet, so there is nothing to tell.")
        : Main.Status.DONE.end(spec, "wrote " + events + " events to " + to);
  }

  private void know(Region region, Problems problems) {
    for (String name : useCases) {
      if (!region.useCases().containsKey(name)) {
        problems.error(
            "--use-case",
            0,
            "There is no use case '" + name + "'.",
            "Known: " + String.join(", ", region.useCases().keySet()) + ".");
      }
    }
  }

  private long write(Region region, Areas upload, Areas hub) throws StoreException, IOException {
    if (to.getParent() != null) {
      Files.createDirectories(to.getParent());
    }
    Set<String> wanted = new TreeSet<>(useCases.isEmpty() ? region.useCases().keySet() : useCases);
    try (OutputStream out = Files.newOutputStream(to)) {
      return OpenLineageEvents.write(
          region,
          new OpenLineageEvents.Areas(
              upload.store("shared"), upload.store("workspace"), hub.store("outputs")),
          wanted,
          LocalDate.now(configured.clock),
          out);
    }
  }
}
