package org.tributary;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tributary.route.Installation;
import org.tributary.route.OwnScratch;
import org.tributary.settings.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves the accounts of a region until told to stop, or once. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Serves the accounts of a region: looks, cleans, publishes, compiles.",
    exitCodeListHeading = "%nExit status%n",
    exitCodeList = {
      "0:all is done (with --once), or the programme was stopped",
      "1:the configuration cannot be used; every problem is listed",
      "2:with --once, something is left undone; the log says what"
    })
public final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Configured configured = new Configured();

  @Mixin private Asked asked = new Asked();

  @Option(names = "--once", description = "Do all the work there is, and end.")
  private boolean once;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (once) {
      // Nobody waits for a folder to come to rest when asked to work now.
      configured.overrides.putIfAbsent("tributary.settle", "0s");
      configured.overrides.putIfAbsent("tributary.emptied-folder-wait", "0s");
      // Nor does anybody ask for its health; so it may run beside one that is asked.
      configured.overrides.putIfAbsent("tributary.console.port", "0");
      configured.overrides.putIfAbsent("camel.management.enabled", "false");
    }
    Configured.Read read = configured.read();
    read.region().ifPresent(region -> asked.check(region, read.problems()));
    if (asked.isSomething() && (!once || !configured.roles.contains(Role.UPLOAD))) {
      read.problems()
          .error(
              "--la, --dataset",
              0,
              "one look alone is for a run that ends, in the upload account.",
              "Write 'run --once --roles upload --la CODE --dataset NAME'.");
    }
    Optional<Installation> assembled =
        read.region().isEmpty() || read.problems().hasErrors()
            ? Optional.empty()
            : Installation.assemble(
                once
                    ? read.settings()
                        .in(
                            OwnScratch.beside(
                                read.settings().scratch(), read.settings().areas().keySet()))
                    : read.settings(),
                read.region().get(),
                configured.config,
                configured.schemas,
                configured.routes,
                Clock.systemUTC(),
                read.problems());
    if (assembled.isEmpty()) {
      return Configured.refuse(read.problems(), spec);
    }
    Configured.print(read.problems(), spec.commandLine().getErr());
    try (StopSignal stop = StopSignal.open();
        Installation installation = assembled.get()) {
      try {
        installation.start();
      } catch (IOException refused) {
        return Main.Status.NOT_CONFIGURED.end(spec, refused.getMessage() + ".");
      }
      if (once) {
        java.lang.Runtime.getRuntime().addShutdownHook(new Thread(installation::stopping, "stop"));
        installation.workUntilQuiet(asked.authority, asked.dataset);
        return end(Main.Status.of(installation.health()));
      }
      installation.lookAgainAndAgain();
      stop.await();
      return Main.Status.DONE.end(spec, "Stopped when told to.");
    }
  }

  private int end(Main.Status status) {
    return status.end(
        spec,
        status == Main.Status.DONE
            ? "All the work there was is done."
            : "Something is left undone; the log says what.");
  }
}
