package org.tributary.authority;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.tributary.config.JsonSchema;
import org.tributary.config.Problems;
import org.tributary.config.YamlFiles;
import org.tributary.config.YamlMap;

/**
 * Reads {@code config/local-authorities/<code>-<name>.yaml}. An authority with a problem is left
 * out and its problems become warnings: the others go on.
 */
public final class AuthorityFiles {

  private static final Set<String> KEYS =
      Set.of("code", "gias-code", "name", "region", "folder", "signed");
  private static final Set<String> SIGNED_KEYS = Set.of("use-case", "on", "until", "datasets");
  private static final Pattern CODE = Pattern.compile("[0-9A-Z]{3}");
  private static final Pattern GIAS_CODE = Pattern.compile("[0-9]{3}");
  private static final Pattern FOLDER = Pattern.compile("[a-z0-9]+(-[a-zA-Z0-9]+)*");
  private static final String LEFT_OUT = "This authority is left out until it is mended.";

  private AuthorityFiles() {}

  /**
   * Every sound authority, by code.
   *
   * @param datasets the names of all returns
   */
  public static SortedMap<String, LocalAuthority> load(
      Path folder, Set<String> useCases, Set<String> datasets, Problems problems) {
    JsonSchema shape = JsonSchema.of("local-authority");
    List<Candidate> candidates = new ArrayList<>();
    YamlFiles.in(folder, problems)
        .forEach(
            (stem, file) -> {
              Problems own = new Problems();
              YamlFiles.read(file, own)
                  .ifPresentOrElse(
                      map -> {
                        LocalAuthority authority = authority(stem, map, useCases, datasets);
                        shape.check(map, own);
                        candidates.add(new Candidate(map, authority, own));
                      },
                      () -> leaveOut(own, problems));
            });
    for (Candidate candidate : candidates) {
      candidates.forEach(candidate::clash);
    }
    SortedMap<String, LocalAuthority> authorities = new TreeMap<>();
    for (Candidate candidate : candidates) {
      if (candidate.own().hasErrors()) {
        leaveOut(candidate.own(), problems);
      } else {
        authorities.put(candidate.authority().code(), candidate.authority());
      }
    }
    return authorities;
  }

  /** An authority as its file says, with what is wrong with it. */
  private record Candidate(YamlMap map, LocalAuthority authority, Problems own) {

    /** Neither of two that claim the same is taken: one's data could go out as the other's. */
    void clash(Candidate other) {
      if (other == this) {
        return;
      }
      if (!authority.code().isEmpty() && authority.code().equals(other.authority.code())) {
        map.problem("code", "The code is that of " + other.map.file() + " too.", "Correct one.");
      } else if (!authority.folder().isEmpty()
          && authority.folder().equals(other.authority.folder())) {
        map.problem(
            "folder", "The folder is that of " + other.map.file() + " too.", "Correct one.");
      }
    }
  }

  private static void leaveOut(Problems own, Problems problems) {
    for (Problems.Problem problem : own.all()) {
      problems.warning(
          problem.file(),
          problem.line(),
          problem.message(),
          (problem.advice() + " " + LEFT_OUT).strip());
    }
  }

  private static LocalAuthority authority(
      String stem, YamlMap map, Set<String> useCases, Set<String> datasets) {
    map.allow(KEYS);
    map.require("code", "name", "region", "folder", "signed");
    String code = map.code("code").orElse("");
    String folder = map.text("folder").orElse("");
    if (!code.isEmpty() && !CODE.matcher(code).matches()) {
      map.problem("code", "The code is not three digits or capital letters.", "Correct it.");
    } else if (!code.isEmpty()) {
      if (!stem.equals(code) && !stem.startsWith(code + "-")) {
        map.problem(
            "code", "The file's name does not begin with its code.", "Name it " + code + "-… .");
      }
      if (!folder.isEmpty() && !folder.endsWith("-" + code)) {
        map.problem("folder", "The folder does not end in '-" + code + "'.", "Correct one.");
      }
    }
    if (!folder.isEmpty() && !FOLDER.matcher(folder).matches()) {
      map.problem("folder", "The folder is not words joined by '-'.", "Correct it.");
    }
    String giasCode = map.code("gias-code").orElse(code);
    if (map.keys().contains("gias-code") && !GIAS_CODE.matcher(giasCode).matches()) {
      map.problem("gias-code", "The code is not three digits.", "Correct it.");
    }
    return new LocalAuthority(
        code,
        giasCode,
        map.text("name").orElse(""),
        map.text("region").orElse(""),
        folder,
        signatures(map, useCases, datasets));
  }

  private static List<LocalAuthority.Signature> signatures(
      YamlMap map, Set<String> useCases, Set<String> datasets) {
    List<LocalAuthority.Signature> signatures = new ArrayList<>();
    for (YamlMap line : map.maps("signed")) {
      line.allow(SIGNED_KEYS);
      line.require("use-case", "on");
      Optional<String> useCase = line.text("use-case");
      useCase
          .filter(name -> !useCases.contains(name))
          .ifPresent(
              name ->
                  line.problem(
                      "use-case",
                      "There is no use case called '" + name + "'.",
                      YamlMap.advice(name, useCases)));
      Optional<LocalDate> on = line.date("on");
      Optional<LocalDate> until = line.date("until");
      if (on.isPresent() && until.isPresent() && until.get().isBefore(on.get())) {
        line.problem("until", "The signature ends before it begins.", "Correct one.");
      }
      for (String dataset : line.texts("datasets")) {
        if (!datasets.contains(dataset)) {
          line.problem(
              "datasets",
              "There is no dataset called '" + dataset + "'.",
              YamlMap.advice(dataset, datasets));
        }
      }
      if (line.keys().contains("datasets") && line.texts("datasets").isEmpty()) {
        line.problem("datasets", "'datasets' names none.", "Name at least one, or delete it.");
      }
      if (useCase.isPresent() && on.isPresent()) {
        signatures.add(
            new LocalAuthority.Signature(
                useCase.get(), on.get(), until, new TreeSet<>(line.texts("datasets"))));
      }
    }
    return signatures;
  }
}
