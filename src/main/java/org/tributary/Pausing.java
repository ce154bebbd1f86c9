package org.tributary;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tributary.config.Problems;
import org.tributary.ledger.Entry.What;
import org.tributary.ledger.Ledger;
import org.tributary.publish.AttemptIds;
import org.tributary.settings.Role;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;
import org.tributary.store.s3.Areas;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What pausing an authority and resuming it have in common. */
abstract class Pausing {

  @Spec private CommandSpec spec;
  @Mixin private Configured configured = new Configured();

  @Parameters(paramLabel = "CODE", description = "The local authority.")
  private String code = "";

  /** Does it, and says whether that changed anything. */
  abstract boolean change(ObjectStore workspace, String authority) throws StoreException;

  final int run(String done, String already) throws StoreException {
    Configured.Read read = configured.read();
    Problems problems = read.problems();
    Asked asked = new Asked();
    asked.authority = Optional.of(code);
    read.region().ifPresent(region -> asked.check(region, problems));
    if (!read.settings().areas().containsKey(Role.UPLOAD)) {
      problems.error(
          "--roles",
          0,
          "the upload account is not served here.",
          "Pause and resume where authorities are looked at.");
    }
    if (read.region().isEmpty() || problems.hasErrors()) {
      return Configured.refuse(problems, spec);
    }
    try (Areas areas = Areas.open(read.settings().areas(Role.UPLOAD), problems)) {
      if (problems.hasErrors()) {
        return Configured.refuse(problems, spec);
      }
      ObjectStore workspace = areas.store(Role.UPLOAD.workspace());
      String who = code + " " + read.region().get().authority(code).name();
      if (!change(workspace, code)) {
        return Main.Status.DONE.end(spec, who + " " + already + ".");
      }
      Clock clock = Clock.systemUTC();
      new Ledger(workspace, clock, new AttemptIds(clock))
          .write(What.OPERATOR, "authority " + code, Map.of("done", done), List.of());
      return Main.Status.DONE.end(spec, who + " is " + done + " within a minute.");
    }
  }
}
