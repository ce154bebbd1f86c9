package org.tributary;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.tributary.operate.AreaHealth;
import org.tributary.operate.Fault;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. Without a command it says what there is. */
@Command(
    name = "tributary",
    mixinStandardHelpOptions = true,
    description =
        "Takes the children's-services returns that local authorities submit, checks and minimises"
            + " them, and gives the regional hub data it can use.")
public final class Main implements Runnable {

  /** What the programme's exit status says. */
  public enum Status {
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

    /** Done where every area and dataset is well. */
    public static Status of(AreaHealth health) {
      return health.snapshot().stream().allMatch(AreaHealth.Status::isWell) ? DONE : LEFT_UNDONE;
    }

    /**
     * Ends a command with one line that says how it went, and gives the status. The line goes where
     * messages go, so that what a command prints for other programmes stays theirs alone.
     */
    public int end(CommandSpec command, String howItWent) {
      command.commandLine().getOut().flush();
      PrintWriter err = command.commandLine().getErr();
      err.println(command.name() + ": " + howItWent);
      err.flush();
      return code;
    }
  }

  @Spec private CommandSpec spec;

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
    return commandLine().execute(arguments);
  }

  /** The programme with all its commands. */
  static CommandLine commandLine() {
    CommandLine programme = new CommandLine(new Main());
    for (Object command :
        List.of(
            new RunCommand(),
            DemoJar.command(),
            new CheckCommand(),
            new CheckConfigCommand(),
            new GuideCommand(),
            new AuditCommand(),
            new DoctorCommand(),
            new StatusCommand(),
            new SessionsCommand(),
            new PauseCommand(),
            new ResumeCommand(),
            new VerifyCommand(),
            new ExplainCommand(),
            new LineageCommand(),
            new WithdrawCommand(),
            new HelpCommand(),
            new AutoComplete.GenerateCompletion())) {
      programme.addSubcommand(command);
    }
    Version.isToldBy(programme);
    return programme
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((wrong, arguments) -> misused(wrong))
        .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
  }

  private static int misused(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
    // To whoever checks returns, 1 says that errors were found in them.
    Status status =
        command.getCommandSpec().userObject() instanceof CheckCommand
            ? Status.LEFT_UNDONE
            : Status.NOT_CONFIGURED;
    return status.end(
        command.getCommandSpec(),
        wrong.getMessage()
            + ". '"
            + command.getCommandSpec().qualifiedName()
            + " --help' says what there is.");
  }

  /** By the kind of failure alone: a library's message may quote a child's record. */
  private static int failed(Exception failure, CommandLine command) {
    return Status.LEFT_UNDONE.end(
        command.getCommandSpec(),
        "stopped by a failure of this kind: "
            + Fault.label(failure)
            + " ("
            + failure.getClass().getSimpleName()
            + ").");
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
