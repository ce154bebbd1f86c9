package org.tributary.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.authority.LocalAuthority;
import org.tributary.compile.Databases;
import org.tributary.compile.NewestRows;
import org.tributary.compile.ReleaseComparison;
import org.tributary.compile.ReleaseComparison.Places;
import org.tributary.describe.CompiledTables;
import org.tributary.describe.DescribedTable;
import org.tributary.describe.ReleaseContents;
import org.tributary.describe.ReleasePackage;
import org.tributary.describe.ReleasePackage.WrittenFile;
import org.tributary.describe.TableChanges;
import org.tributary.describe.TableChanges.Place;
import org.tributary.pipeline.DerivedOutput;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.publish.PublishedFile;
import org.tributary.star.StarSchema;
import org.tributary.star.StarTable;
import org.tributary.store.StoreException;

/**
 * What a release's package says beside its data. It is told of the release's tables one after the
 * other, compares each with the release before, and writes it all at the end.
 */
final class Packaging {

  /** Brings a file of this release, or of the one before, to this machine. */
  interface Files {
    /** A Parquet of this release. */
    Path now(String name) throws StoreException, IOException;

    /** The Parquet of that name in the release before, unless it is the same file. */
    Optional<Path> before(String name) throws StoreException, IOException;

    /** Whether the release before has the very same file. */
    boolean isSame(String name);
  }

  private static final String PARQUET = ".parquet";

  private final HubUnit unit;
  private final Databases databases;
  private final SortedMap<String, PublishedFile> published;
  private final Map<String, List<Place>> earlier;
  private final Files files;

  private final List<DescribedTable> tables = new ArrayList<>();
  private final List<TableChanges> changes = new ArrayList<>();

  /**
   * @param published the data files of the release, by name
   * @param earlier what the release before counted, by Parquet
   */
  Packaging(
      HubUnit unit,
      Databases databases,
      SortedMap<String, PublishedFile> published,
      Map<String, List<Place>> earlier,
      Files files) {
    this.unit = unit;
    this.databases = databases;
    this.published = published;
    this.earlier = earlier;
    this.files = files;
  }

  /** A compiled table, and the same again where the use case has it a second time. */
  void add(Pipeline pipeline, PipelineTable table, List<String> names)
      throws StoreException, IOException {
    for (Map.Entry<String, List<String>> each : byTable(names).entrySet()) {
      DescribedTable described =
          CompiledTables.of(
              shortName(each.getKey()),
              unit.dataset(pipeline.dataset()),
              table,
              Optional.of(unit.account().repairs().of(table)),
              unit.name(),
              rows(each.getKey()),
              each.getValue());
      List<OutputField> kept = table.keptFor(Set.of(unit.name()));
      List<String> key =
          kept.containsAll(table.uniqueKey())
              ? table.uniqueKey().stream().map(OutputField::name).toList()
              : List.of();
      boolean isNewest = each.getKey().startsWith(unit.name() + NewestRows.SUFFIX);
      add(isNewest ? CompiledTables.newestOf(described) : described, key, places(kept));
    }
  }

  /** What SQL made of a compiled table. */
  void add(Pipeline pipeline, DerivedOutput output, PipelineTable made, List<String> names)
      throws StoreException, IOException {
    for (Map.Entry<String, List<String>> each : byTable(names).entrySet()) {
      DescribedTable described =
          CompiledTables.of(
              shortName(each.getKey()),
              unit.dataset(pipeline.dataset()),
              output,
              made,
              rows(each.getKey()),
              each.getValue());
      add(described, List.of(), places(made.fields()));
    }
  }

  /** The tables of a star schema. */
  void add(StarSchema schema, List<String> names) throws StoreException, IOException {
    Map<String, List<String>> byTable = byTable(names);
    for (StarTable table : schema.tables()) {
      String base = unit.name() + "_" + table.name();
      DescribedTable described =
          schema.described(table, rows(base), byTable.getOrDefault(base, List.of()));
      add(described, List.of(table.key()), new Places(Optional.empty(), Optional.empty()));
    }
  }

  private void add(DescribedTable table, List<String> key, Places places)
      throws StoreException, IOException {
    String parquet =
        table.files().stream().filter(file -> file.endsWith(PARQUET)).findFirst().orElseThrow();
    tables.add(table);
    changes.add(changes(table, parquet, key, places));
  }

  private TableChanges changes(
      DescribedTable table, String parquet, List<String> key, Places places)
      throws StoreException, IOException {
    List<Place> counted = earlier.get(parquet);
    if (files.isSame(parquet) && counted != null) {
      return new TableChanges(
          table.name(),
          counted.stream()
              .map(
                  place ->
                      new Place(
                          place.authority(), place.year(), place.rows(), place.rows(), 0, 0, 0))
              .toList(),
          List.of(),
          List.of());
    }
    Path now = files.now(parquet);
    return files.isSame(parquet)
        ? ReleaseComparison.unchanged(databases, table, now, places)
        : ReleaseComparison.of(databases, table, key, files.before(parquet), now, places);
  }

  private static Places places(List<OutputField> fields) {
    return new Places(enriched(fields, EnrichRule.LA_NAME), enriched(fields, EnrichRule.YEAR));
  }

  private static Optional<String> enriched(List<OutputField> fields, EnrichRule rule) {
    return fields.stream()
        .filter(field -> field.enrich().contains(rule))
        .map(OutputField::name)
        .findFirst();
  }

  /** The files of each table, by what their names begin with. */
  private static Map<String, List<String>> byTable(List<String> names) {
    Map<String, List<String>> byTable = new LinkedHashMap<>();
    for (String name : names) {
      String base = name.replaceAll("(_part[0-9]+)?[.](csv|parquet)$", "");
      byTable.computeIfAbsent(base, table -> new ArrayList<>()).add(name);
    }
    return byTable;
  }

  private String shortName(String base) {
    return base.substring(unit.name().length() + 1);
  }

  private long rows(String base) {
    return published.get(base + PARQUET).rows();
  }

  /** What was counted in each table, by its Parquet. */
  SortedMap<String, List<Place>> counted() {
    SortedMap<String, List<Place>> counted = new TreeMap<>();
    for (int i = 0; i < tables.size(); i++) {
      String parquet =
          tables.get(i).files().stream()
              .filter(file -> file.endsWith(PARQUET))
              .findFirst()
              .orElseThrow();
      // A place of which nothing is left has been told of in this release's note.
      counted.put(
          parquet, changes.get(i).places().stream().filter(place -> place.rows() > 0).toList());
    }
    return counted;
  }

  /** Writes the package's own files. */
  List<WrittenFile> write(long number, Optional<Long> previous, List<String> sources, Path folder)
      throws IOException {
    ReleaseContents contents =
        new ReleaseContents(
            unit.useCase(),
            unit.authorities().stream()
                .map(LocalAuthority::region)
                .distinct()
                .sorted()
                .reduce((one, other) -> one + ", " + other)
                .orElse(""),
            number,
            unit.authorities().stream().map(LocalAuthority::name).toList(),
            tables,
            published,
            sources,
            previous,
            changes);
    return ReleasePackage.write(contents, folder);
  }
}
