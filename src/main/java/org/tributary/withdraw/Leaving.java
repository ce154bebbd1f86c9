package org.tributary.withdraw;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tributary.authority.LocalAuthority;
import org.tributary.authority.LocalAuthority.Signature;
import org.tributary.config.Problems;
import org.tributary.config.YamlFiles;
import org.tributary.config.YamlMap;
import org.tributary.pipeline.Pipeline;
import org.tributary.region.Region;

/**
 * An authority whose signature of a use case has ended, as its file says.
 *
 * @param ended the last day of the signature
 */
public record Leaving(
    Region region, LocalAuthority authority, String useCase, LocalDate ended, LocalDate today) {

  /**
   * Empty, with what to write where, if the authority's file does not say that it left.
   *
   * @param config the folder that the region was read from
   */
  public static Optional<Leaving> of(
      Region region, Path config, String code, String useCase, LocalDate today, Problems problems) {
    LocalAuthority authority = region.authorities().get(code);
    if (authority == null) {
      problems.error(
          "CODE",
          0,
          "There is no local authority with the code '" + code + "'.",
          "Known: " + String.join(", ", region.authorities().keySet()) + ".");
      return Optional.empty();
    }
    if (!region.useCases().containsKey(useCase)) {
      problems.error(
          "USE",
          0,
          "There is no use case called '" + useCase + "'.",
          "Known: " + String.join(", ", region.useCases().keySet()) + ".");
      return Optional.empty();
    }
    YamlMap file = file(config, code);
    List<Signature> signatures = authority.signatures();
    Optional<LocalDate> ended = Optional.empty();
    for (int at = 0; at < signatures.size(); at++) {
      Signature signature = signatures.get(at);
      if (!signature.useCase().equals(useCase) || signature.signed().isAfter(today)) {
        continue;
      }
      if (signature.holdsOn(today)) {
        problems.error(
            file.file(),
            file.maps("signed").get(at).line(),
            authority.name() + "'s signature of " + useCase + " holds today.",
            advice(signature, today));
        return Optional.empty();
      }
      ended = latest(ended, signature.until());
    }
    if (ended.isEmpty()) {
      problems.error(
          file.file(),
          file.line("signed"),
          authority.name() + "'s file names no signature of " + useCase + " that has ended.",
          "If a line was taken out, put it back with the day on which it ended:"
              + " - {use-case: "
              + useCase
              + ", on: YYYY-MM-DD, until: YYYY-MM-DD}");
    }
    return ended.map(day -> new Leaving(region, authority, useCase, day, today));
  }

  private static YamlMap file(Path config, String code) {
    return YamlFiles.in(config.resolve("local-authorities"), new Problems()).values().stream()
        .flatMap(found -> YamlFiles.read(found, new Problems()).stream())
        .filter(map -> map.code("code").equals(Optional.of(code)))
        .findFirst()
        .orElseThrow();
  }

  private static String advice(Signature signature, LocalDate today) {
    LocalDate yesterday = today.minusDays(1);
    LocalDate last = signature.signed().isAfter(yesterday) ? signature.signed() : yesterday;
    return "To end it, write this line in its place, and restart the programme: - {use-case: "
        + signature.useCase()
        + ", on: "
        + signature.signed()
        + ", until: "
        + last
        + "}"
        + (last.equals(today) ? " It holds for the rest of today." : "");
  }

  private static Optional<LocalDate> latest(Optional<LocalDate> one, Optional<LocalDate> other) {
    return one.isEmpty()
        ? other
        : other.isEmpty()
            ? one
            : List.of(one.get(), other.get()).stream().max(Comparator.naturalOrder());
  }

  /** The datasets of which the use case keeps anything. */
  SortedSet<String> datasets() {
    SortedSet<String> datasets = new TreeSet<>();
    for (Pipeline pipeline : region.pipelines().values()) {
      if (pipeline.useCases().contains(useCase)
          && region.useCase(useCase).retentionYears().containsKey(pipeline.dataset())) {
        datasets.add(pipeline.dataset());
      }
    }
    return datasets;
  }

  /** Whether a list of codes names the authority, as one of placing authorities does. */
  boolean isInCodeLists() {
    return datasets().stream()
        .flatMap(dataset -> region.dataset(dataset).tables().stream())
        .flatMap(table -> table.fields().stream())
        .flatMap(field -> field.codes().stream())
        .anyMatch(code -> code.says(authority.name()));
  }

  /** The use cases for which the authority's files of a dataset are still used. */
  Set<String> remaining(String dataset) {
    return region.signed(authority, dataset, today);
  }

  /** The name of an authority's commits of a dataset. */
  String unit(String dataset) {
    return authority.code() + "/" + dataset;
  }

  /** Whether the authority's signature of another use case holds. */
  boolean stillSigns(String other) {
    return authority.signedOn(today).contains(other);
  }

  /** As the ledger and the certificate say why something goes. */
  String why() {
    return authority.code() + " left " + useCase + "; its signature ended on " + ended;
  }
}
