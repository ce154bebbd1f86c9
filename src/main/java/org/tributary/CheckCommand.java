package org.tributary;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.tributary.authority.LocalAuthority;
import org.tributary.region.Region;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reads the whole configuration, contacts nothing, and lists every problem. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks the configuration without starting anything, and lists every problem.")
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Configured configured = new Configured();

  @Override
  public Integer call() {
    Configured.Read read = configured.read();
    Configured.print(read.problems(), spec.commandLine().getErr());
    if (read.region().isEmpty() || read.problems().hasErrors()) {
      return Main.Status.NOT_CONFIGURED.code();
    }
    Region region = read.region().get();
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "The configuration is sound: "
            + region.authorities().size()
            + " local authorities, "
            + region.pipelines().size()
            + " datasets, "
            + region.useCases().size()
            + " use cases.");
    for (LocalAuthority authority : region.authorities().values()) {
      out.println(
          "  " + authority.code() + " " + authority.name() + " uploads to " + authority.folder());
    }
    out.flush();
    return read.problems().all().isEmpty()
        ? Main.Status.DONE.code()
        : Main.Status.LEFT_UNDONE.code();
  }
}
