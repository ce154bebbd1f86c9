package org.tributary.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.authority.LocalAuthority;
import org.tributary.compile.Databases;
import org.tributary.compile.ReleaseComparison;
import org.tributary.compile.ReleaseComparison.Places;
import org.tributary.compile.TableSums;
import org.tributary.describe.CompiledTables;
import org.tributary.describe.ReleaseContents;
import org.tributary.describe.ReleasePackage;
import org.tributary.describe.ReleasePackage.WrittenFile;
import org.tributary.output.DescribedTable;
import org.tributary.output.Output;
import org.tributary.output.Recipient;
import org.tributary.output.TableChanges;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.PipelineTable;
import org.tributary.publish.LookAgainException;
import org.tributary.publish.PublishedFile;
import org.tributary.schema.Dataset;
import org.tributary.schema.Table;
import org.tributary.store.Scratch;
import org.tributary.store.StoreException;

/**
 * What a release's package says beside its data. It is told of the release's tables one after the
 * other, compares each with the release before, and writes it all at the end.
 */
final class Packaging {

  /** Brings a file of this release, or of the one before, to this machine. */
  interface Files {
    /** A Parquet of this release. */
    Path now(String name) throws StoreException, IOException, LookAgainException;

    /** The Parquet of that name in the release before, unless it is the same file. */
    Optional<Path> before(String name) throws StoreException, IOException, LookAgainException;

    /** Whether the release before has the very same file. */
    boolean isSame(String name);
  }

  private final HubUnit unit;
  private final Databases databases;
  private final SortedMap<String, PublishedFile> published;
  private final Map<String, TableSums> earlier;
  private final SortedMap<String, TableSums> sums = new TreeMap<>();
  private final Files files;

  /**
   * A table as it is described, and what became of it.
   *
   * @param recipient whom it is handed over to; empty where it is the hub's own
   */
  private record Described(
      Optional<Recipient> recipient, DescribedTable table, TableChanges changes) {}

  private final List<Described> tables = new ArrayList<>();

  /**
   * @param published the data files of the release, by name
   * @param earlier what the release before held, by Parquet
   */
  Packaging(
      HubUnit unit,
      Databases databases,
      SortedMap<String, PublishedFile> published,
      Map<String, TableSums> earlier,
      Files files) {
    this.unit = unit;
    this.databases = databases;
    this.published = published;
    this.earlier = earlier;
    this.files = files;
  }

  /**
   * One of the release's tables.
   *
   * @param names of its files
   * @param codes the columns that it has for codes
   */
  void add(Output output, List<String> names, List<String> codes)
      throws StoreException, IOException, LookAgainException {
    long rows =
        Objects.requireNonNull(published.get(output.parquet()), "a table has no Parquet").rows();
    Dataset dataset = unit.dataset(output.dataset());
    if (output instanceof Output.OfReturn of) {
      DescribedTable described =
          CompiledTables.of(
              of.shortName(),
              dataset,
              of.rules(),
              Optional.of(unit.account().repairs().of(of.rules())),
              unit.name(),
              rows,
              names);
      add(
          of,
          switch (of.rows()) {
            case ALL -> described;
            case NEWEST -> CompiledTables.newestOf(described);
          },
          of.key(),
          places(of.fields()));
    } else if (output instanceof Output.Derived of) {
      PipelineTable made = of.rules(codes);
      add(
          of,
          CompiledTables.of(of.shortName(), dataset, of.output(), made, joined(of), rows, names),
          List.of(),
          places(made.fields()));
    } else if (output instanceof Output.Star of) {
      add(
          of,
          of.schema().described(of.star(), rows, names),
          List.of(of.star().key()),
          new Places(Optional.empty(), Optional.empty()));
    }
  }

  /** What authorities submit for the tables that an output joins. */
  private Map<String, Table> joined(Output.Derived output) {
    Map<String, Table> joined = new TreeMap<>();
    for (Output.Derived.Joined other : output.joined()) {
      if (other.output() instanceof Output.OfReturn compiled) {
        joined.put(other.name(), unit.schema(compiled));
      }
    }
    return joined;
  }

  private void add(Output output, DescribedTable table, List<String> key, Places places)
      throws StoreException, IOException, LookAgainException {
    tables.add(
        new Described(
            output instanceof Output.Derived of ? of.recipient() : Optional.empty(),
            table,
            changes(table, output.parquet(), key, places)));
  }

  private TableChanges changes(
      DescribedTable table, String parquet, List<String> key, Places places)
      throws StoreException, IOException, LookAgainException {
    Optional<TableSums> before = Optional.ofNullable(earlier.get(parquet));
    if (files.isSame(parquet) && before.isPresent()) {
      sums.put(parquet, before.get());
      return ReleaseComparison.unchanged(table, before.get());
    }
    Path file = files.now(parquet);
    TableSums now = ReleaseComparison.sums(databases, file, places);
    sums.put(parquet, now);
    if (files.isSame(parquet)) {
      return ReleaseComparison.unchanged(table, now);
    }
    boolean isTold = before.map(now::tellAllThatChangedSince).orElse(false);
    Optional<Path> previous = isTold ? Optional.empty() : files.before(parquet);
    return ReleaseComparison.of(databases, table, key, before, previous, now, file, places);
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

  /** What each table holds, by its Parquet. */
  SortedMap<String, TableSums> sums() {
    return new TreeMap<>(sums);
  }

  /** Writes the package's own files, those of the hub's own tables. */
  List<WrittenFile> write(long number, Optional<Long> previous, List<String> told, Path folder)
      throws IOException {
    return write(number, previous, told, Optional.empty(), folder);
  }

  /**
   * Writes what stands in the packages of those whom rows are handed over to; each is told of its
   * own tables and of nobody else's.
   *
   * @param sources what else was used, with its version
   * @return by the path within the use case's package
   */
  List<WrittenFile> writeForRecipients(
      long number, Optional<Long> previous, List<String> sources, Path folder) throws IOException {
    List<WrittenFile> written = new ArrayList<>();
    for (Recipient to :
        tables.stream().flatMap(table -> table.recipient().stream()).distinct().toList()) {
      Path own = Scratch.create(folder.resolve(to.giasCode()));
      for (WrittenFile file : write(number, previous, sources, Optional.of(to), own)) {
        written.add(new WrittenFile(HubDelivery.folder(to) + file.name(), file.path()));
      }
    }
    return written;
  }

  private List<WrittenFile> write(
      long number,
      Optional<Long> previous,
      List<String> told,
      Optional<Recipient> recipient,
      Path folder)
      throws IOException {
    List<Described> own =
        tables.stream().filter(table -> table.recipient().equals(recipient)).toList();
    List<DescribedTable> described = own.stream().map(Described::table).toList();
    SortedMap<String, PublishedFile> data = new TreeMap<>(published);
    data.keySet().retainAll(described.stream().flatMap(table -> table.files().stream()).toList());
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
            unit.authorities().stream()
                .map(LocalAuthority::name)
                // Nobody is handed rows of its own schools.
                .filter(name -> recipient.filter(to -> to.name().equals(name)).isEmpty())
                .toList(),
            described,
            data,
            told,
            previous,
            own.stream().map(Described::changes).toList());
    return ReleasePackage.write(contents, folder);
  }
}
