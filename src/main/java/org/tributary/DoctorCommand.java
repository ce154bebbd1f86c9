package org.tributary;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tributary.config.Problems;
import org.tributary.publish.AttemptIds;
import org.tributary.settings.Area;
import org.tributary.settings.Role;
import org.tributary.settings.Settings;
import org.tributary.store.StoreConformance;
import org.tributary.store.StoreConformance.Check;
import org.tributary.store.StoreConformance.Verdict;
import org.tributary.store.s3.Areas;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Tries on every configured area whether its S3 service keeps the promises that commits rest on.
 */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Tries on every configured area whether its S3 service keeps the promises that commits rest on.",
      "It writes below _doctor/ and removes what it wrote."
    })
final class DoctorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Configured configured = new Configured();

  @Option(names = "--json", description = "Prints JSON: of each area each promise.")
  private boolean json;

  @Override
  public Integer call() {
    Problems problems = new Problems();
    Settings settings =
        configured.settings(Settings.Unset.REFUSED, Settings.Others.REFUSED, problems);
    PrintWriter out = json ? new PrintWriter(Writer.nullWriter()) : spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<Map<String, Object>> told = new ArrayList<>();
    boolean sound = true;
    for (Role role : settings.areas().keySet()) {
      try (Areas areas = Areas.open(settings.areas(role), problems)) {
        if (problems.hasErrors()) {
          return Configured.refuse(problems, spec);
        }
        for (Area area : settings.areas(role).values()) {
          boolean onlyRead =
              area.name().equals("external") || role == Role.HUB && area.name().equals("shared");
          if (onlyRead) {
            // No commit rests on open data; the shared area the upload account's doctor tries.
            continue;
          }
          out.println(role.word() + " " + area.name());
          err.println("trying " + role.word() + " " + area.name() + " …");
          err.flush();
          String prefix = "_doctor/" + new AttemptIds(Clock.systemUTC()).get() + "/";
          List<Check> checks = new StoreConformance(areas.store(area.name()), prefix).run();
          for (Check check : checks) {
            sound &= check.verdict() == Verdict.PASSED;
            told.add(
                Map.of(
                    "account",
                    role.word(),
                    "area",
                    area.name(),
                    "promise",
                    check.promise(),
                    "kept",
                    check.verdict() == Verdict.PASSED,
                    "observed",
                    check.observed()));
            out.println(
                "  "
                    + (check.verdict() == Verdict.PASSED ? "ok      " : "FAILED  ")
                    + check.promise()
                    + (check.observed().isEmpty() ? "" : ": " + check.observed()));
            out.flush();
          }
        }
      }
    }
    if (json) {
      Printed.json(spec, Map.of("sound", sound, "promises", told));
    }
    return sound
        ? Main.Status.DONE.end(spec, "Every area keeps every promise.")
        : Main.Status.LEFT_UNDONE.end(
            spec, "An area does not keep a promise; do not run a region on it.");
  }
}
