package org.tributary;

import static org.tributary.page.Words.counted;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.tributary.Main.Status;
import org.tributary.config.Problems;
import org.tributary.guide.GuideFiles;
import org.tributary.guide.ReturnGuide;
import org.tributary.region.Region;
import org.tributary.region.RegionFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes what each return asks for, for those who fill it in. */
@Command(
    name = "guide",
    mixinStandardHelpOptions = true,
    description = {
      "Writes what each return asks for, year by year: headers, formats, codes and what has changed,",
      "as pages, and as workbooks to fill. By the schemas alone; nothing is contacted."
    })
final class GuideCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Configured configured = new Configured();

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      defaultValue = "guide",
      description = "Where they are written. Default: ${DEFAULT-VALUE}")
  private Path folder = Path.of("guide");

  @Option(names = "--dataset", paramLabel = "NAME", description = "Of this return only.")
  private Optional<String> dataset = Optional.empty();

  @Option(names = "--year", paramLabel = "YEAR", description = "Of this return year only.")
  private Optional<Integer> year = Optional.empty();

  @Override
  public Integer call() {
    Problems problems = new Problems();
    Optional<Region> region = RegionFiles.load(configured.config, configured.schemas, problems);
    if (region.isEmpty() || problems.hasErrors()) {
      Configured.print(problems, spec.commandLine().getErr());
      return Status.NOT_CONFIGURED.end(spec, Configured.counted(problems) + "; nothing was done.");
    }
    if (dataset.isPresent() && !region.get().pipelines().containsKey(dataset.get())) {
      return Status.NOT_CONFIGURED.end(
          spec,
          "there is no such dataset; there are "
              + String.join(", ", region.get().pipelines().keySet())
              + ".");
    }
    List<List<ReturnGuide>> returns =
        GuideFiles.of(
            region.get(), dataset, year.map(OptionalInt::of).orElseGet(OptionalInt::empty));
    if (returns.isEmpty()) {
      return Status.NOT_CONFIGURED.end(
          spec, "no schema knows the return year " + year.orElseThrow() + "; nothing was done.");
    }
    try {
      GuideFiles.write(returns, folder);
    } catch (IOException refused) {
      return Status.LEFT_UNDONE.end(spec, "the guide cannot be written to " + folder + ".");
    }
    long pages = returns.stream().mapToLong(List::size).sum();
    return Status.DONE.end(
        spec,
        counted(returns.size(), "return")
            + ", "
            + counted(pages, "page")
            + "; begin with "
            + folder.resolve("index.html")
            + ".");
  }
}
