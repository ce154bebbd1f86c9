package org.tributary.settings;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tributary.config.Nearest;
import org.tributary.config.Problems;

/**
 * The settings under {@code tributary.} in {@code config/application.properties}. A setting that
 * nobody knows is an error, so that a typo cannot pass silently; a secret is only ever named by its
 * file.
 *
 * @param areas per role and name
 * @param pseudonymKeysFile the upload account's secret keys; needed where a pipeline makes
 *     pseudonyms
 * @param lookEvery how often each authority's folder, and each use case's inputs, are looked at
 * @param settle how long a folder must lie unchanged before work on it begins
 * @param emptiedFolderWait how long a folder must stay empty before its outputs are emptied
 * @param keepSessionDays how long a session's archive is kept
 * @param workers how many files are read at a time
 * @param databaseMemory what one embedded DuckDB may use, as it writes it ({@code 1GB}); each
 *     session has as many of them as there are workers
 * @param sessionsAtATime how many sessions run at a time; the others wait
 * @param retainCron when sessions are aged, as Quartz writes it
 * @param consolePort where Hawtio answers; 0 for none
 * @param contact whom an authority asks about its error report, in one sentence
 * @param guide where the pages of the guide lie, as a browser of an authority finds them
 * @param overdueReview how grave it is that an agreement or its assessment is overdue for review
 * @param lapsedSignature how grave it is that a signature ended or has not begun
 * @param camel the settings of Camel itself
 */
public record Settings(
    Map<Role, Map<String, Area>> areas,
    Optional<Path> pseudonymKeysFile,
    Duration lookEvery,
    Duration settle,
    Duration emptiedFolderWait,
    int keepSessionDays,
    int workers,
    String databaseMemory,
    Path scratch,
    int sessionsAtATime,
    String retainCron,
    int consolePort,
    Optional<Path> consoleSecretFile,
    Optional<String> contact,
    Optional<String> guide,
    Problems.Severity overdueReview,
    Problems.Severity lapsedSignature,
    Map<String, String> camel) {

  private static final String PREFIX = "tributary.";

  private static final Pattern GUIDE =
      Pattern.compile("(https?://[^\\s:\"<>]+(:[0-9]+)?)?[^\\s:\"<>]*");

  private static final Set<String> AREA_KEYS =
      Set.of("endpoint", "region", "bucket", "prefix", "credentials-file");

  /** What an account is to whoever reads the settings, as long as none of its areas is set. */
  public enum Unset {
    /** It cannot be served. */
    REFUSED,
    /** It is the last thing to be filled in; all else can be judged without. */
    NOTED
  }

  /** The same with local files elsewhere. */
  public Settings in(Path otherScratch) {
    return new Settings(
        areas,
        pseudonymKeysFile,
        lookEvery,
        settle,
        emptiedFolderWait,
        keepSessionDays,
        workers,
        databaseMemory,
        otherScratch,
        sessionsAtATime,
        retainCron,
        consolePort,
        consoleSecretFile,
        contact,
        guide,
        overdueReview,
        lapsedSignature,
        camel);
  }

  /** What is done with areas of an account that is not asked for. */
  public enum Others {
    /** Whoever serves an account may not know the other's areas. */
    REFUSED,
    /** Somebody who has both asks about one. */
    LEFT_OUT
  }

  /** Reads the settings for these roles; everything wrong with them goes to {@code problems}. */
  public static Settings load(
      Path file, Map<String, String> overrides, Set<Role> roles, Problems problems) {
    return load(file, overrides, roles, Unset.REFUSED, Others.REFUSED, problems);
  }

  /** The same, for whoever does not serve the accounts. */
  public static Settings load(
      Path file,
      Map<String, String> overrides,
      Set<Role> roles,
      Unset unset,
      Others others,
      Problems problems) {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException failure) {
        problems.error(
            file.toString(),
            0,
            "the settings cannot be read.",
            "Check that the file is text in UTF-8.");
      }
    } else if (overrides.isEmpty()) {
      problems.error(
          file.toString(),
          0,
          "there are no settings.",
          "Name the folder that holds them with --config.");
    }
    properties.putAll(overrides);
    if (others == Others.LEFT_OUT) {
      leaveOutOthers(properties, roles);
    }
    return new Reading(file.toString(), properties, unset, problems).settings(roles);
  }

  private static void leaveOutOthers(Properties properties, Set<Role> roles) {
    for (Role role : Role.values()) {
      if (!roles.contains(role)) {
        properties
            .keySet()
            .removeIf(name -> name.toString().startsWith(PREFIX + role.word() + "."));
      }
    }
  }

  /** All areas of a role. */
  public Map<String, Area> areas(Role role) {
    return areas.getOrDefault(role, Map.of());
  }

  /** One pass over the properties that remembers which were used. */
  private static final class Reading {
    private final String file;
    private final Map<String, String> given = new TreeMap<>();
    private final Map<String, String> camel = new TreeMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final Unset unset;
    private final Problems problems;

    Reading(String file, Properties properties, Unset unset, Problems problems) {
      this.file = file;
      this.unset = unset;
      this.problems = problems;
      for (String name : properties.stringPropertyNames()) {
        String value = properties.getProperty(name).strip();
        if (name.startsWith(PREFIX)) {
          given.put(name.substring(PREFIX.length()), value);
        } else if (name.startsWith("camel.")) {
          camel.put(name, value);
        } else {
          problems.error(
              file,
              0,
              "nobody knows the setting " + name + ".",
              "Settings begin with tributary. or camel.");
        }
      }
    }

    Settings settings(Set<Role> roles) {
      Map<Role, Map<String, Area>> areas = new EnumMap<>(Role.class);
      for (Role role : roles) {
        areas.put(role, areasOf(role));
      }
      refuseForeignAreas(roles);
      Settings settings =
          new Settings(
              areas,
              pseudonymKeysFile(roles),
              duration("look-every", Duration.ofSeconds(60)),
              duration("settle", Duration.ofSeconds(60)),
              duration("emptied-folder-wait", Duration.ofMinutes(10)),
              number("sessions.keep-days", 30),
              number("workers", Runtime.getRuntime().availableProcessors()),
              text("database-memory").orElse("1GB"),
              Path.of(text("scratch").orElse("work/scratch")),
              number("sessions.at-a-time", 2),
              text("retain.cron").orElse("0 30 2 * * ?"),
              text("console.port").equals(Optional.of("0")) ? 0 : number("console.port", 8778),
              text("console.secret-file").map(Path::of),
              text("report.contact"),
              guide(),
              severity("audit.overdue-review"),
              severity("audit.lapsed-signature"),
              camel);
      for (String name : given.keySet()) {
        if (!known.contains(name) && problemsWithAreas(name)) {
          problems.error(file, 0, "nobody knows the setting " + PREFIX + name + ".", nearest(name));
        }
      }
      return settings;
    }

    /** An address of the web or a folder; nothing that a browser would run. */
    private Optional<String> guide() {
      Optional<String> guide = text("report.guide");
      if (guide.filter(address -> !GUIDE.matcher(address).matches()).isPresent()) {
        problems.error(
            file,
            0,
            PREFIX + "report.guide is no address of a folder.",
            "Write it as https://example.org/guide, or as a path.");
        return Optional.empty();
      }
      return guide;
    }

    private Map<String, Area> areasOf(Role role) {
      Map<String, Area> areas = new LinkedHashMap<>();
      if (unset == Unset.NOTED && hasNoArea(role)) {
        problems.warning(
            file,
            0,
            "no area of the " + role.word() + " account is set yet.",
            "Fill in its buckets before 'run'; docs/configuration.md says how.");
        role.areas()
            .forEach(
                name ->
                    AREA_KEYS.forEach(
                        part -> known.add(role.word() + ".areas." + name + "." + part)));
        return areas;
      }
      for (String name : role.areas()) {
        String key = role.word() + ".areas." + name + ".";
        Optional<String> bucket = text(key + "bucket");
        AREA_KEYS.forEach(part -> known.add(key + part));
        if (bucket.isEmpty()) {
          if (!name.equals("external")) {
            problems.error(
                file,
                0,
                PREFIX + key + "bucket is missing.",
                "The " + role.word() + " role needs its area " + name + ".");
          }
          continue;
        }
        Optional<URI> endpoint = Optional.empty();
        try {
          endpoint = text(key + "endpoint").map(URI::create);
        } catch (IllegalArgumentException notAnAddress) {
          problems.error(
              file,
              0,
              PREFIX + key + "endpoint is not an address.",
              "Write it as https://host:port.");
        }
        String prefix = text(key + "prefix").orElse("");
        areas.put(
            name,
            new Area(
                name,
                endpoint,
                text(key + "region").orElse("eu-west-2"),
                bucket.get(),
                prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
                text(key + "credentials-file").map(Path::of)));
      }
      return areas;
    }

    private boolean hasNoArea(Role role) {
      return role.areas().stream()
          .allMatch(name -> text(role.word() + ".areas." + name + ".bucket").isEmpty());
    }

    /** Whoever holds the keys can find a child behind a pseudonym: the hub may not. */
    private Optional<Path> pseudonymKeysFile(Set<Role> roles) {
      Optional<Path> keys = text("upload.pseudonym-keys-file").map(Path::of);
      if (keys.isPresent() && !roles.contains(Role.UPLOAD)) {
        problems.error(
            file,
            0,
            PREFIX + "upload.pseudonym-keys-file belongs to the upload account.",
            "Remove it, and the file: the hub never holds a key.");
      }
      return keys;
    }

    /** A role that is configured with an area it must not see does not start. */
    private void refuseForeignAreas(Set<Role> roles) {
      for (String name : given.keySet()) {
        for (Role role : EnumSet.allOf(Role.class)) {
          String areas = role.word() + ".areas.";
          if (!name.startsWith(areas)) {
            continue;
          }
          String area = name.substring(areas.length()).replaceFirst("\\..*", "");
          if (!roles.contains(role)) {
            problems.error(
                file,
                0,
                PREFIX
                    + name
                    + " belongs to the "
                    + role.word()
                    + " account, which this programme does not serve.",
                "Remove it: what a role must not see, it must not know.");
          } else if (!role.areas().contains(area)) {
            problems.error(
                file,
                0,
                "the " + role.word() + " role must not see an area " + area + ".",
                "Its areas are " + String.join(", ", role.areas()) + ".");
          }
        }
      }
    }

    /** Whether a name is not already reported as an area of another role or of none. */
    private boolean problemsWithAreas(String name) {
      for (Role role : EnumSet.allOf(Role.class)) {
        String areas = role.word() + ".areas.";
        if (name.startsWith(areas)) {
          String area = name.substring(areas.length()).replaceFirst("\\..*", "");
          return role.areas().contains(area)
              && known.stream().anyMatch(key -> key.startsWith(areas + area));
        }
      }
      return true;
    }

    private Optional<String> text(String name) {
      known.add(name);
      return Optional.ofNullable(given.get(name)).filter(value -> !value.isEmpty());
    }

    private int number(String name, int otherwise) {
      Optional<String> value = text(name);
      if (value.isPresent() && !value.get().matches("[1-9][0-9]{0,8}")) {
        problems.error(
            file,
            0,
            PREFIX + name + " is not a whole number above 0.",
            "For example " + otherwise + ".");
        return otherwise;
      }
      return value.map(Integer::parseInt).orElse(otherwise);
    }

    private Problems.Severity severity(String name) {
      String word = text(name).orElse("warning");
      if (!word.equals("warning") && !word.equals("error")) {
        problems.error(
            file, 0, PREFIX + name + " is neither warning nor error.", "Write one of them.");
      }
      return word.equals("error") ? Problems.Severity.ERROR : Problems.Severity.WARNING;
    }

    /** {@code 500ms}, {@code 60s}, {@code 10m}, {@code 2h}. */
    private Duration duration(String name, Duration otherwise) {
      Optional<String> value = text(name);
      if (value.isEmpty()) {
        return otherwise;
      }
      String text = value.get().toLowerCase(Locale.ROOT);
      try {
        return text.endsWith("ms")
            ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
            : Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
      } catch (DateTimeParseException | NumberFormatException notADuration) {
        problems.error(file, 0, PREFIX + name + " is not a duration.", "For example 60s or 10m.");
        return otherwise;
      }
    }

    private String nearest(String name) {
      return Nearest.to(name, known)
          .map(word -> "Did you mean " + PREFIX + word + "?")
          .orElse("Remove it.");
    }
  }
}
