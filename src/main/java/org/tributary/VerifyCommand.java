package org.tributary;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.tributary.config.Problems;
import org.tributary.publish.CommitLog;
import org.tributary.publish.Verification;
import org.tributary.region.Region;
import org.tributary.route.Areas;
import org.tributary.settings.Role;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reads everything that is published and checks it against its commits, byte by byte. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Reads everything that is published and checks it against its commits.")
final class VerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Configured configured = new Configured();
  private boolean sound = true;

  @Override
  public Integer call() throws StoreException {
    Configured.Read read = configured.read();
    Problems problems = read.problems();
    for (Role role : read.settings().areas().keySet()) {
      if (read.region().isEmpty() || problems.hasErrors()) {
        continue;
      }
      try (Areas areas = Areas.open(read.settings().areas(role), problems)) {
        if (!problems.hasErrors()) {
          verify(role, read.region().get(), areas);
        }
      }
    }
    Configured.print(problems, spec.commandLine().getErr());
    if (problems.hasErrors()) {
      return Main.Status.NOT_CONFIGURED.code();
    }
    return sound ? Main.Status.DONE.code() : Main.Status.LEFT_UNDONE.code();
  }

  private void verify(Role role, Region region, Areas areas) throws StoreException {
    switch (role) {
      case UPLOAD -> {
        for (String authority : region.authorities().keySet()) {
          for (String dataset : region.pipelines().keySet()) {
            verify(authority + "/" + dataset, areas.store("shared"), areas.store("workspace"));
          }
        }
      }
      case HUB -> {
        for (String useCase : region.useCases().keySet()) {
          verify(useCase, areas.store("outputs"), areas.store("hub-workspace"));
        }
      }
    }
  }

  private void verify(String unit, ObjectStore published, ObjectStore workspace)
      throws StoreException {
    Verification.Report report = Verification.of(new CommitLog(published, unit), workspace);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        unit
            + ": "
            + report.commits()
            + " commits, "
            + report.files()
            + " files, "
            + report.bytes()
            + " bytes read");
    report.findings().forEach(finding -> out.println("  WRONG " + finding));
    out.flush();
    sound &= report.findings().isEmpty();
  }
}
