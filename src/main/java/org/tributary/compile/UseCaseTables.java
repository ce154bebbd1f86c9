package org.tributary.compile;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tributary.errors.ErrorType;
import org.tributary.output.Output;
import org.tributary.pipeline.OutputField;
import org.tributary.schema.Kind;

/**
 * All authorities' rows of a table together, for one use case: only its fields, only its years. The
 * rows stand by authority's code, then as they stand in the authority's table.
 */
public final class UseCaseTables {

  /** A part of a CSV holds at most 50 MB, which people's tools can open. */
  public static final long MOST_BYTES_OF_A_PART = 50_000_000;

  private final Databases databases;
  private final long mostBytesOfAPart;

  public UseCaseTables(Databases databases) {
    this(databases, MOST_BYTES_OF_A_PART);
  }

  public UseCaseTables(Databases databases, long mostBytesOfAPart) {
    this.databases = databases;
    this.mostBytesOfAPart = mostBytesOfAPart;
  }

  /**
   * Writes {@code PAN_table.csv}, or {@code _part1.csv} and so on, for people: a text that a
   * spreadsheet would take for a formula has an apostrophe before it. And the same rows as Parquet
   * for programmes: raw, dates and whole numbers typed. A whole number with more than 18 digits is
   * blank in the Parquet and whole in the CSV.
   *
   * @param tables in any order; a field that a table lacks is blank
   * @param oldestYear rows of older years are removed, as are rows without a year where the table
   *     has one: nobody could say when to delete them
   * @param folder an existing folder
   */
  public Compiled compile(
      Output.OfReturn output, List<AuthorityTable> tables, int oldestYear, Path folder)
      throws IOException {
    List<OutputField> fields = output.rules().purposeBound().keptFor(Set.of(output.useCase()));
    if (tables.isEmpty() || fields.isEmpty()) {
      throw new IllegalArgumentException("nothing to compile");
    }
    List<Source> sources =
        tables.stream()
            .sorted(Comparator.comparing(AuthorityTable::authorityCode))
            .map(Source::of)
            .toList();
    return compile(output, fields, sources, output.year(), oldestYear, folder);
  }

  private Compiled compile(
      Output output,
      List<OutputField> fields,
      List<Source> sources,
      Optional<String> year,
      int oldestYear,
      Path folder)
      throws IOException {
    Path parquet = folder.resolve(output.parquet());
    List<Compiled.File> files = new ArrayList<>();
    List<Long> written =
        databases.useSideBySide(
            List.of(
                database -> writeParquet(database, fields, sources, year, oldestYear, parquet),
                database -> {
                  files.addAll(
                      new PeoplesCsv(fields, year, oldestYear)
                          .write(sources, folder, output.name(), mostBytesOfAPart));
                  return files.stream().mapToLong(Compiled.File::rows).sum();
                }));
    long kept = written.get(0);
    long read = sources.stream().mapToLong(Source::rows).sum();
    SortedMap<String, Long> removed =
        kept == read
            ? new TreeMap<>()
            : databases.use(database -> removed(database, sources, year, oldestYear));
    if (written.get(1) != kept
        || kept + removed.values().stream().mapToLong(Long::longValue).sum() != read) {
      throw new DatabaseException("write every row that it did not remove");
    }
    files.add(new Compiled.File(output.parquet(), parquet, kept));
    return new Compiled(read, kept, removed, files);
  }

  private static void count(SortedMap<String, Long> removed, ErrorType reason, long rows) {
    if (rows > 0) {
      removed.merge(reason.code(), rows, Long::sum);
    }
  }

  /** How many rows are too old, and how many without a year. */
  private static SortedMap<String, Long> removed(
      Database database, List<Source> sources, Optional<String> year, int oldestYear) {
    SortedMap<String, Long> removed = new TreeMap<>();
    for (Source source : sources) {
      String number = year.map(source::year).orElse("0");
      String tooOld = year.isPresent() ? number + " < " + oldestYear : "false";
      long[] counts =
          database
              .query(
                  "count removed rows",
                  "SELECT count_if(%s), count_if(%s IS NULL) FROM %s"
                      .formatted(tooOld, number, source.from()),
                  row -> new long[] {row.getLong(1), row.getLong(2)})
              .get(0);
      count(removed, ErrorType.RETENTION_PERIOD, counts[0]);
      count(removed, ErrorType.MISSING_YEAR, counts[1]);
    }
    return removed;
  }

  /**
   * DuckDB writes the last rows of a UNION's parts to a Parquet behind those of the next part, even
   * in one thread. So files of the same columns are read as one, and where there are others the
   * rows are put into a table first.
   */
  private static long writeParquet(
      Database database,
      List<OutputField> fields,
      List<Source> sources,
      Optional<String> year,
      int oldestYear,
      Path parquet) {
    List<List<Source>> alike = new ArrayList<>();
    for (Source source : sources) {
      if (alike.isEmpty() || !last(alike).get(0).columns().equals(source.columns())) {
        alike.add(new ArrayList<>());
      }
      last(alike).add(source);
    }
    String rows =
        alike.stream()
            .map(same -> rows(fields, same, year, oldestYear))
            .collect(Collectors.joining(" UNION ALL "));
    String to = " TO " + Sql.path(parquet) + Sql.PUBLISHED_PARQUET;
    if (alike.size() == 1) {
      return database.execute("write the typed table", "COPY (" + rows + ")" + to);
    }
    try {
      database.execute("put the authorities' rows together", "CREATE TABLE compiled AS " + rows);
      return database.execute("write the typed table", "COPY compiled" + to);
    } finally {
      database.execute("tidy up", "DROP TABLE IF EXISTS compiled");
    }
  }

  private static List<Source> last(List<List<Source>> alike) {
    return alike.get(alike.size() - 1);
  }

  /** The rows of sources that have the same columns. */
  private static String rows(
      List<OutputField> fields, List<Source> alike, Optional<String> year, int oldestYear) {
    Source first = alike.get(0);
    String columns =
        fields.stream()
            .map(
                field ->
                    (first.columns.contains(field.name())
                            ? typed(field)
                            : "CAST(NULL AS " + type(field) + ")")
                        + " AS "
                        + Sql.name(field.plainName()))
            .collect(Collectors.joining(", "));
    return "SELECT %s FROM %s%s"
        .formatted(
            columns,
            Sql.readCsv(
                alike.stream().map(Source::csv).toList(),
                first.columns(),
                Sql.LineEnd.CRLF,
                Sql.Header.FIRST_LINE),
            year.map(name -> " WHERE " + first.year(name) + " >= " + oldestYear).orElse(""));
  }

  private static String typed(OutputField field) {
    String name = Sql.name(field.name());
    String type = type(field);
    return type.equals("VARCHAR") ? name : "TRY_CAST(" + name + " AS " + type + ")";
  }

  /** No column is a binary fraction: what reads 0.1 stays 0.1. */
  private static String type(OutputField field) {
    return type(field.type());
  }

  static String type(Kind kind) {
    return switch (kind) {
      case DATE -> "DATE";
      case INTEGER, AGE -> "BIGINT";
      case DECIMAL -> "DECIMAL(38, 10)";
      case STRING, CATEGORY, TIME, POSTCODE -> "VARCHAR";
    };
  }

  /** The characters are OWASP's list of what may begin a formula. */
  static String forPeople(OutputField field) {
    String name = Sql.name(field.name());
    return switch (field.type()) {
      // A code is one of ours or of a list, not what somebody typed: -1 stays -1.
      case DATE, TIME, INTEGER, AGE, DECIMAL, CATEGORY -> name;
      case STRING, POSTCODE ->
          // Tab, line feed, carriage return, +, -, =, @: by number, which is quick to compare.
          "CASE WHEN ascii("
              + name
              + ") IN (9, 10, 13, 43, 45, 61, 64) THEN '''' || "
              + name
              + " ELSE "
              + name
              + " END";
    };
  }

  /** An authority's file and the columns that it turned out to have. */
  record Source(Path csv, long rows, List<String> columns) {

    static Source of(AuthorityTable table) {
      try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(table.csv())) {
        return new Source(
            table.csv(), table.rows(), List.copyOf(reader.iterator().next().getFields()));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    String from() {
      return Sql.readCsv(csv, columns, Sql.LineEnd.CRLF, Sql.Header.FIRST_LINE);
    }

    String year(String field) {
      return columns.contains(field)
          ? "TRY_CAST(" + Sql.name(field) + " AS BIGINT)"
          : "CAST(NULL AS BIGINT)";
    }
  }
}
