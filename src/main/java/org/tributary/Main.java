package org.tributary;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line. Without a command it says what there is. */
@Command(
    name = "tributary",
    description =
        "Takes the children's-services returns that local authorities submit, checks and minimises"
            + " them, and gives the regional hub data it can use.",
    subcommands = {
      RunCommand.class,
      DemoCommand.class,
      CheckCommand.class,
      AuditCommand.class,
      DoctorCommand.class,
      VerifyCommand.class,
      ExplainCommand.class,
      LineageCommand.class,
      WithdrawCommand.class,
      HelpCommand.class
    })
public final class Main implements Runnable {

  /** What the programme's exit status says. */
  enum Status {
    /** All went well. */
    DONE(0),
    /** The configuration or the command line cannot be used; every problem was listed. */
    NOT_CONFIGURED(1),
    /** Something is left undone: an area out of reach, or outputs that did not pass the gate. */
    LEFT_UNDONE(2);

    private final int code;

    Status(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  private Main() {}

  /** Runs a command and ends the process with its status. */
  public static void main(String[] arguments) {
    Optional<String> tooFewFiles = OpenFiles.tooFew();
    if (tooFewFiles.isPresent()) {
      System.err.println(tooFewFiles.get());
      System.exit(Status.NOT_CONFIGURED.code());
    }
    System.exit(run(arguments));
  }

  /** Runs a command and gives its status. */
  static int run(String... arguments) {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExitCodeExceptionMapper(failure -> Status.LEFT_UNDONE.code())
        .execute(arguments);
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
