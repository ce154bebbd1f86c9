package org.tributary;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tributary.config.Problems;
import org.tributary.region.Region;
import org.tributary.region.RegionFiles;
import org.tributary.region.Reviews;
import org.tributary.settings.Role;
import org.tributary.settings.Settings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of every command that needs the configuration, and reading it. */
public final class Configured {

  @Option(
      names = "--config",
      paramLabel = "FOLDER",
      defaultValue = "config",
      description = "The configuration. Default: ${DEFAULT-VALUE}")
  public Path config = Path.of("config");

  @Option(
      names = "--schemas",
      paramLabel = "FOLDER",
      defaultValue = "schemas",
      description = "What authorities submit. Default: ${DEFAULT-VALUE}")
  public Path schemas = Path.of("schemas");

  @Option(
      names = "--routes",
      paramLabel = "FOLDER",
      defaultValue = "routes",
      description = "The Camel routes. Default: ${DEFAULT-VALUE}")
  public Path routes = Path.of("routes");

  @Option(
      names = "--roles",
      paramLabel = "ROLE",
      split = ",",
      defaultValue = "upload,hub",
      description = "The accounts to serve: upload, hub, or both. Default: ${DEFAULT-VALUE}")
  List<Role> roles = List.of(Role.UPLOAD, Role.HUB);

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting that counts instead of the one in application.properties.")
  public final Map<String, String> overrides = new LinkedHashMap<>();

  /** Says what day it is. */
  Clock clock = Clock.systemUTC();

  /** What was read, and everything wrong with it. */
  public record Read(Settings settings, Optional<Region> region, Problems problems) {}

  /** Reads the settings and the region. */
  public Read read() {
    return read(Settings.Unset.REFUSED, Settings.Others.REFUSED);
  }

  /** The same for a command that asks about accounts and serves none. */
  Read readAsked() {
    return read(Settings.Unset.REFUSED, Settings.Others.LEFT_OUT);
  }

  /** The same, for whoever may not serve the accounts. */
  Read read(Settings.Unset unset) {
    return read(unset, Settings.Others.REFUSED);
  }

  private Read read(Settings.Unset unset, Settings.Others others) {
    Problems problems = new Problems();
    Settings settings = settings(unset, others, problems);
    Optional<Region> region = RegionFiles.load(config, schemas, problems);
    region.ifPresent(
        read ->
            Reviews.find(
                read,
                config,
                LocalDate.now(clock),
                settings.overdueReview(),
                settings.lapsedSignature(),
                settings.keepSessionDays(),
                problems));
    return new Read(settings, region, problems);
  }

  /**
   * Reads the settings and the region for a command that follows rows through both accounts.
   *
   * @param why what it needs both for
   */
  Read readBoth(String why) {
    Read read = read();
    for (Role role : Role.values()) {
      if (!read.settings().areas().containsKey(role)) {
        read.problems()
            .error(
                "--roles",
                0,
                "the " + role.word() + " account is not served here.",
                why + ": ask where the areas of both can be read.");
      }
    }
    return read;
  }

  /** Reads the settings alone, of the accounts that are asked for. */
  Settings settings(Problems problems) {
    return settings(Settings.Unset.REFUSED, Settings.Others.LEFT_OUT, problems);
  }

  Settings settings(Settings.Unset unset, Settings.Others others, Problems problems) {
    Set<Role> served = EnumSet.copyOf(roles);
    return Settings.load(
        config.resolve("application.properties"), overrides, served, unset, others, problems);
  }

  /** Prints every problem, as messages. */
  public static void print(Problems problems, PrintWriter err) {
    for (Problems.Problem problem : problems.all()) {
      err.println(problem.severity() + " " + problem);
    }
    err.flush();
  }

  /** Ends a command that cannot begin: its problems are listed, nothing was done. */
  public static int refuse(Problems problems, CommandSpec command) {
    print(problems, command.commandLine().getErr());
    return Main.Status.NOT_CONFIGURED.end(command, counted(problems) + "; nothing was done.");
  }

  /** Such as "2 problems". */
  static String counted(Problems problems) {
    int count = problems.all().size();
    return count == 1 ? "1 problem" : count + " problems";
  }
}
