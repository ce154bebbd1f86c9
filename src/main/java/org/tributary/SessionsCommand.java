package org.tributary;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tributary.config.Problems;
import org.tributary.settings.Role;
import org.tributary.status.SessionReader;
import org.tributary.status.SessionStatus;
import org.tributary.status.StatusReader.Only;
import org.tributary.store.StoreException;
import org.tributary.store.s3.Areas;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists what ran, newest first, out of the ledgers. */
@Command(
    name = "sessions",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the sessions and releases that ended, newest first: whose, when, how, of how many files,"
          + " errors and rows.",
      "It reads the ledgers and changes nothing. Files and errors are told of each return's newest"
          + " two commits, whose reports are still there."
    })
final class SessionsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Configured configured = new Configured();
  @Mixin private Asked asked = new Asked();

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many. Default: ${DEFAULT-VALUE}")
  private int last = 20;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Override
  public Integer call() throws StoreException, IOException {
    Configured.Read read = configured.readAsked();
    Problems problems = read.problems();
    read.region().ifPresent(region -> asked.check(region, problems));
    List<SessionStatus> sessions = new ArrayList<>();
    for (Role role : read.settings().areas().keySet()) {
      if (read.region().isEmpty() || problems.hasErrors()) {
        continue;
      }
      try (Areas areas = Areas.open(read.settings().areas(role), problems)) {
        if (!problems.hasErrors()) {
          sessions.addAll(
              new SessionReader(
                      read.region().get(),
                      areas.store(role.workspace()),
                      areas.store(role.published()))
                  .newest(new Only(asked.authority, asked.dataset), last));
        }
      }
    }
    if (read.region().isEmpty() || problems.hasErrors()) {
      return Configured.refuse(problems, spec);
    }
    List<SessionStatus> newest =
        sessions.stream()
            .sorted(Comparator.comparing(SessionStatus::when).reversed())
            .limit(last)
            .toList();
    if (json) {
      Printed.json(spec, newest.stream().map(SessionsCommand::tree).toList());
    } else {
      newest.forEach(session -> spec.commandLine().getOut().println(line(session)));
    }
    return Main.Status.DONE.end(
        spec, newest.isEmpty() ? "Nothing has run yet." : "The newest " + newest.size() + ".");
  }

  private static Map<String, Object> tree(SessionStatus session) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("when", session.when());
    tree.put("who", session.who());
    tree.put("dataset", session.dataset());
    tree.put("ended", session.ended());
    session
        .numbers()
        .ifPresent(
            numbers -> {
              tree.put("files", numbers.files());
              tree.put("errors", numbers.errors());
              tree.put("rows_read", numbers.rowsRead());
              tree.put("rows_kept", numbers.rowsKept());
            });
    return tree;
  }

  private static String line(SessionStatus session) {
    return session.when()
        + "  "
        + session.who()
        + (session.dataset().isEmpty() ? "" : " " + session.dataset())
        + ": "
        + session.ended()
        + session
            .numbers()
            .map(
                numbers ->
                    ", files "
                        + numbers.files()
                        + ", errors "
                        + numbers.errors()
                        + ", rows "
                        + numbers.rowsKept()
                        + " of "
                        + numbers.rowsRead())
            .orElse("");
  }
}
