package org.tributary.region;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.tributary.agreement.Agreement;
import org.tributary.agreement.UseCase;
import org.tributary.authority.LocalAuthority;
import org.tributary.config.Problems;
import org.tributary.config.Problems.Severity;
import org.tributary.config.YamlFiles;
import org.tributary.config.YamlMap;

/**
 * What a day makes of agreements and signatures that are sound in themselves: overdue, ended, not
 * begun. Loading knows no day, so that it says the same whenever it is done.
 */
public final class Reviews {

  private final Region region;
  private final LocalDate day;
  private final Severity overdue;
  private final Severity lapsed;
  private final Problems problems;

  private Reviews(
      Region region, LocalDate day, Severity overdue, Severity lapsed, Problems problems) {
    this.region = region;
    this.day = day;
    this.overdue = overdue;
    this.lapsed = lapsed;
    this.problems = problems;
  }

  /**
   * Adds what is wrong on a day.
   *
   * @param config the folder the region was read from, whose files say the lines
   * @param overdue how grave it is that an agreement or its assessment is to be looked at again
   * @param lapsed how grave it is that a signature or an agreement has ended or not begun
   * @param sessionDays for how many days sessions are kept, which no clause may fall short of
   */
  public static void find(
      Region region,
      Path config,
      LocalDate day,
      Severity overdue,
      Severity lapsed,
      int sessionDays,
      Problems problems) {
    Reviews reviews = new Reviews(region, day, overdue, lapsed, problems);
    YamlFiles.in(config.resolve("use-cases"), new Problems())
        .forEach(
            (name, file) ->
                YamlFiles.read(file, new Problems())
                    .ifPresent(map -> reviews.useCase(name, map, sessionDays)));
    YamlFiles.in(config.resolve("local-authorities"), new Problems())
        .values()
        .forEach(
            file -> YamlFiles.read(file, new Problems()).ifPresent(map -> reviews.authority(map)));
  }

  private void useCase(String name, YamlMap map, int sessionDays) {
    UseCase useCase = region.useCases().get(name);
    if (useCase == null) {
      return;
    }
    Agreement agreement = useCase.agreement();
    YamlMap lines = map.map("agreement");
    if (agreement.from().isAfter(day)) {
      add(
          lapsed,
          map,
          lines.line("from"),
          "The agreement of " + name + " does not hold before " + agreement.from() + ".",
          "Correct the day, or wait.");
    }
    if (agreement.reviewBy().isBefore(day)) {
      add(
          overdue,
          map,
          lines.line("review-by"),
          "The agreement of " + name + " was to be reviewed by " + agreement.reviewBy() + ".",
          "Review it, and write the next day.");
    }
    if (agreement.assessment().reviewBy().isBefore(day)) {
      add(
          overdue,
          map,
          lines.map("assessment").line("review-by"),
          "The data protection impact assessment of "
              + name
              + " was to be reviewed by "
              + agreement.assessment().reviewBy()
              + ".",
          "Review it, and write the next day.");
    }
    if (useCase.sessionDays().isPresent() && useCase.sessionDays().getAsInt() < sessionDays) {
      problems.error(
          map.file(),
          map.line("clauses"),
          "Sessions are kept for "
              + sessionDays
              + " days, and "
              + name
              + " agreed to "
              + useCase.sessionDays().getAsInt()
              + ".",
          "Lower tributary.sessions.keep-days.");
    }
  }

  private void authority(YamlMap map) {
    Optional<LocalAuthority> authority = map.text("code").map(region.authorities()::get);
    if (authority.isEmpty()) {
      return;
    }
    Set<String> held = authority.get().signedOn(day);
    Set<String> named = new TreeSet<>();
    authority.get().signatures().forEach(signature -> named.add(signature.useCase()));
    named.removeAll(held);
    for (String useCase : named) {
      // The one nearest to holding: the next to begin, else the last that ended.
      List<LocalAuthority.Signature> all =
          authority.get().signatures().stream()
              .filter(signature -> signature.useCase().equals(useCase))
              .sorted(Comparator.comparing(LocalAuthority.Signature::signed))
              .toList();
      Function<LocalAuthority.Signature, Integer> line =
          signature ->
              map.maps("signed").get(authority.get().signatures().indexOf(signature)).line();
      Optional<LocalAuthority.Signature> next =
          all.stream().filter(signature -> signature.signed().isAfter(day)).findFirst();
      LocalAuthority.Signature meant = next.orElseGet(() -> all.get(all.size() - 1));
      add(
          lapsed,
          map,
          line.apply(meant),
          authority.get().name()
              + (next.isPresent()
                  ? "'s signature of " + useCase + " does not hold before " + meant.signed() + "."
                  : "'s signature of "
                      + useCase
                      + " ended on "
                      + meant.until().map(LocalDate::toString).orElse("")
                      + "."),
          "Nothing of this authority is used for " + useCase + " until it holds.");
    }
  }

  private void add(Severity severity, YamlMap map, int line, String message, String advice) {
    switch (severity) {
      case ERROR -> problems.error(map.file(), line, message, advice);
      case WARNING -> problems.warning(map.file(), line, message, advice);
    }
  }
}
