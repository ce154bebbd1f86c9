package org.tributary.check.local;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.tributary.authority.LocalAuthority;
import org.tributary.check.Intake;
import org.tributary.check.Intake.Signature;
import org.tributary.check.Kept;
import org.tributary.check.Kept.From;
import org.tributary.check.Kept.Needed;
import org.tributary.identify.Need;
import org.tributary.pipeline.DegradeRule;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.region.Region;
import org.tributary.schema.Dataset;

/**
 * What a region's configuration says to the check of one authority's files of one dataset.
 *
 * @param format what the dataset is uploaded as
 * @param intake which files are read
 * @param kept by table, what the signed uses need of its rows; the others keep nothing
 */
public record UnitRules(Dataset dataset, String format, Intake intake, Map<String, Kept> kept) {

  public UnitRules {
    kept = Map.copyOf(kept);
  }

  /** What counts on a day, by dataset. */
  public static SortedMap<String, UnitRules> of(
      Region region, LocalAuthority authority, LocalDate day) {
    SortedMap<String, UnitRules> rules = new TreeMap<>();
    for (Pipeline pipeline : region.pipelines().values()) {
      String name = pipeline.dataset();
      Function<String, Optional<Kept>> needed =
          kept(pipeline.purposeBound(), region.signed(authority, name, day));
      Map<String, Kept> kept = new HashMap<>();
      for (PipelineTable table : pipeline.purposeBound().tables()) {
        needed.apply(table.name()).ifPresent(some -> kept.put(table.name(), some));
      }
      rules.put(
          name,
          new UnitRules(
              region.dataset(name), pipeline.format(), intake(region, authority, name, day), kept));
    }
    return rules;
  }

  /** What the signed uses need of the rows of a table; empty where none keeps any of it. */
  public Optional<Kept> keptOf(String table) {
    return Optional.ofNullable(kept.get(table));
  }

  /** Which files are read on a day. */
  public static Intake intake(
      Region region, LocalAuthority authority, String dataset, LocalDate today) {
    Set<String> signed = region.signed(authority, dataset, today);
    Pipeline pipeline = region.pipeline(dataset).purposeBound();
    return new Intake(
        authority,
        region.authorities().values(),
        region.dataset(dataset),
        pipeline.format(),
        needs(region.dataset(dataset), pipeline),
        signed.isEmpty() ? Signature.NONE : Signature.SIGNED,
        today.getYear(),
        region.retentionYears(signed, dataset));
  }

  /**
   * By table, what the signed uses need of its rows.
   *
   * @param pipeline as it is shared: of each pseudonym a column for each use case
   */
  public static Function<String, Optional<Kept>> kept(Pipeline pipeline, Set<String> signed) {
    return table ->
        pipeline
            .table(table)
            .map((PipelineTable found) -> found.keptFor(signed))
            .filter(fields -> !fields.isEmpty())
            .map(UnitRules::kept);
  }

  private static Kept kept(List<OutputField> fields) {
    return new Kept(
        fields.stream()
            .filter(field -> field.degrade().equals(Optional.of(DegradeRule.REMOVE_ROW)))
            .filter(field -> field.enrich().stream().noneMatch(UnitRules::isKnownBefore))
            .map(
                field ->
                    new Needed(
                        field.plainName(),
                        field.name(),
                        field.enrich().contains(EnrichRule.SCHOOL_YEAR)
                            ? From.BIRTH_DATE
                            : From.FIELD))
            .toList());
  }

  /** Whether a rule puts in what is the same in every row, so that the field is never blank. */
  private static boolean isKnownBefore(EnrichRule rule) {
    return switch (rule) {
      case LA_CODE, LA_NAME, YEAR, MONTH, TERM, SCHOOL_TYPE -> true;
      case INTEGER, ADD_LA_SUFFIX, SCHOOL_YEAR, POSTCODE_LA_LOOKUP -> false;
    };
  }

  /** What the path of a file must say besides the year, because a rule puts it into the rows. */
  private static Set<Need> needs(Dataset dataset, Pipeline pipeline) {
    Set<Need> needs = EnumSet.noneOf(Need.class);
    switch (dataset.fileNames()) {
      case IDENTIFIER_AND_TABLE -> needs.add(Need.IDENTIFIER);
      case NOTHING -> {
        // The period is enough.
      }
    }
    for (PipelineTable table : pipeline.tables()) {
      for (OutputField field : table.fields()) {
        field.enrich().stream().flatMap(rule -> need(rule).stream()).forEach(needs::add);
      }
    }
    return needs;
  }

  private static Optional<Need> need(EnrichRule rule) {
    return switch (rule) {
      case MONTH -> Optional.of(Need.MONTH);
      case TERM -> Optional.of(Need.TERM);
      case SCHOOL_TYPE -> Optional.of(Need.SCHOOL_TYPE);
      case INTEGER, ADD_LA_SUFFIX, LA_CODE, LA_NAME, YEAR, SCHOOL_YEAR, POSTCODE_LA_LOOKUP ->
          Optional.empty();
    };
  }
}
