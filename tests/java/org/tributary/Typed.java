package org.tributary;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.tributary.route.TrialRegion;
import picocli.CommandLine;

/** A command as somebody types it for a trial region, and what it said. */
record Typed(int status, String out, String err) {

  static Typed on(TrialRegion region, Object command, String... options) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("--config", region.config().toString()));
    all.addAll(List.of("--schemas", region.schemas().toString()));
    region
        .changedSettings()
        .forEach((name, value) -> all.addAll(List.of("--set", name + "=" + value)));
    all.addAll(List.of(options));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(command)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    return new Typed(status, out.toString(), err.toString());
  }

  /** The one line that begins, spaces aside, with these words. */
  String line(String words) {
    return out.lines()
        .filter(line -> line.strip().replaceAll(" +", " ").startsWith(words))
        .findFirst()
        .orElse("");
  }
}
