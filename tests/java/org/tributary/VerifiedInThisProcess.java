package org.tributary;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/** The command {@code verify} for campaigns that keep their accounts in this process. */
public final class VerifiedInThisProcess {

  private VerifiedInThisProcess() {}

  /** What it finds wrong, and empty where it says that all is sound. */
  public static List<String> findings(Path config, Path schemas) {
    StringWriter said = new StringWriter();
    int status =
        new CommandLine(new VerifyCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(said))
            .setErr(new PrintWriter(said))
            .execute("--config", config.toString(), "--schemas", schemas.toString());
    return status == Main.Status.DONE.code()
        ? List.of()
        : List.of("verify ends with status " + status + ": " + said);
  }
}
