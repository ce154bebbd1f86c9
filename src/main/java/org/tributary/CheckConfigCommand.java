package org.tributary;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.tributary.authority.LocalAuthority;
import org.tributary.region.Region;
import org.tributary.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reads the whole configuration, contacts nothing, and lists every problem. */
@Command(
    name = "check-config",
    mixinStandardHelpOptions = true,
    description = "Checks the configuration without starting anything, and lists every problem.")
final class CheckConfigCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Configured configured = new Configured();

  @Override
  public Integer call() {
    Configured.Read read = configured.read(Settings.Unset.NOTED);
    if (read.region().isEmpty() || read.problems().hasErrors()) {
      return Configured.refuse(read.problems(), spec);
    }
    Configured.print(read.problems(), spec.commandLine().getErr());
    Region region = read.region().get();
    PrintWriter out = spec.commandLine().getOut();
    for (LocalAuthority authority : region.authorities().values()) {
      out.println(
          "  " + authority.code() + " " + authority.name() + " uploads to " + authority.folder());
    }
    String whatIsThere =
        region.authorities().size()
            + " local authorities, "
            + region.pipelines().size()
            + " datasets, "
            + region.useCases().size()
            + " use cases.";
    long unset =
        configured.roles.stream().filter(role -> read.settings().areas(role).isEmpty()).count();
    if (unset > 0 && read.problems().all().size() == unset) {
      return Main.Status.DONE.end(
          spec,
          "The configuration is sound but for its areas, to be set before it runs: " + whatIsThere);
    }
    return read.problems().all().isEmpty()
        ? Main.Status.DONE.end(spec, "The configuration is sound: " + whatIsThere)
        : Main.Status.LEFT_UNDONE.end(
            spec,
            Configured.counted(read.problems())
                + " to look at, none of which stops the programme: "
                + whatIsThere);
  }
}
