package org.tributary.browser;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tributary.authority.LocalAuthority;
import org.tributary.check.Intake;
import org.tributary.check.Kept;
import org.tributary.check.local.UnitRules;
import org.tributary.identify.Need;
import org.tributary.region.Region;
import org.tributary.schema.Dataset;

/**
 * All that the check needs to know of a region.
 *
 * @param version of the programme
 * @param authorities without what they signed
 * @param stages by the code of an authority, the oldest first
 */
record Pack(
    String version,
    List<Dataset> datasets,
    List<LocalAuthority> authorities,
    Map<String, List<Stage>> stages) {

  /**
   * What counts for an authority from a day on, until its next signature begins or ends.
   *
   * @param units by dataset
   */
  record Stage(LocalDate from, Map<String, Unit> units) {}

  /** As {@link UnitRules}, without what is the same for all. */
  record Unit(
      String format,
      Set<Need> needs,
      Intake.Signature signature,
      int retentionYears,
      Map<String, Kept> kept) {}

  /**
   * @param day from which on the page may be used
   */
  static Pack of(String version, Region region, LocalDate day) {
    Map<String, List<Stage>> stages = new TreeMap<>();
    for (LocalAuthority authority : region.authorities().values()) {
      stages.put(
          authority.code(),
          changes(authority, day).stream()
              .map(from -> new Stage(from, units(UnitRules.of(region, authority, from))))
              .toList());
    }
    return new Pack(
        version,
        List.copyOf(region.datasets().values()),
        region.authorities().values().stream().map(Pack::unsigned).toList(),
        stages);
  }

  private static LocalAuthority unsigned(LocalAuthority authority) {
    return new LocalAuthority(
        authority.code(), authority.name(), authority.region(), authority.folder(), List.of());
  }

  private static SortedSet<LocalDate> changes(LocalAuthority authority, LocalDate day) {
    SortedSet<LocalDate> changes = new TreeSet<>();
    changes.add(day);
    for (LocalAuthority.Signature signature : authority.signatures()) {
      changes.add(signature.signed());
      signature.until().ifPresent(last -> changes.add(last.plusDays(1)));
    }
    return changes.tailSet(day);
  }

  private static Map<String, Unit> units(SortedMap<String, UnitRules> rules) {
    Map<String, Unit> units = new TreeMap<>();
    rules.forEach(
        (dataset, rule) ->
            units.put(
                dataset,
                new Unit(
                    rule.format(),
                    new TreeSet<>(rule.intake().needs()),
                    rule.intake().signature(),
                    rule.intake().retentionYears(),
                    new TreeMap<>(rule.kept()))));
    return units;
  }

  /** What counts for an authority on a day, by dataset. */
  SortedMap<String, UnitRules> rules(LocalAuthority authority, LocalDate day) {
    List<Stage> all = stages.getOrDefault(authority.code(), List.of());
    Stage stage = all.get(0);
    for (Stage later : all) {
      stage = later.from().isAfter(day) ? stage : later;
    }
    SortedMap<String, UnitRules> rules = new TreeMap<>();
    for (Dataset dataset : datasets) {
      Unit unit = stage.units().get(dataset.name());
      if (unit != null) {
        rules.put(dataset.name(), rules(unit, authority, authorities, dataset, day));
      }
    }
    return rules;
  }

  private static UnitRules rules(
      Unit unit,
      LocalAuthority authority,
      Collection<LocalAuthority> authorities,
      Dataset dataset,
      LocalDate day) {
    return new UnitRules(
        dataset,
        unit.format(),
        new Intake(
            authority,
            authorities,
            dataset,
            unit.format(),
            unit.needs(),
            unit.signature(),
            day.getYear(),
            unit.retentionYears()),
        unit.kept());
  }
}
