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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tributary.errors.ErrorType;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.PipelineTable;

/**
 * All authorities' rows of a table together, for one use case: only its fields, only its years. The
 * rows stand by authority's code, then as they stand in the authority's table.
 */
public final class UseCaseTables {

  /** A part of a CSV holds at most 50 MB, which people's tools can open. */
  public static final long MOST_BYTES_OF_A_PART = 50_000_000;

  private final Database database;
  private final long mostBytesOfAPart;

  public UseCaseTables(Database database) {
    this(database, MOST_BYTES_OF_A_PART);
  }

  public UseCaseTables(Database database, long mostBytesOfAPart) {
    this.database = database;
    this.mostBytesOfAPart = mostBytesOfAPart;
  }

  /**
   * Writes {@code PAN_table.csv}, or {@code _part1.csv} and so on, for people: a text that a
   * spreadsheet would take for a formula has an apostrophe before it. And the same rows as Parquet
   * for programmes: raw, dates and whole numbers typed. A whole number with more than 18 digits is
   * blank in the Parquet and whole in the CSV.
   *
   * @param useCase names the outputs and says which fields they have
   * @param tables in any order; a field that a table lacks is blank
   * @param oldestYear rows of older years are removed, as are rows without a year where the table
   *     has one: nobody could say when to delete them
   * @param folder an existing folder
   */
  public Compiled compile(
      String useCase,
      String dataset,
      PipelineTable table,
      List<AuthorityTable> tables,
      int oldestYear,
      Path folder) {
    return compile(useCase, useCase, dataset, table, tables, oldestYear, folder);
  }

  /**
   * Writes the same under other names.
   *
   * @param prefix what they begin with, in the place of the use case
   */
  public Compiled compile(
      String useCase,
      String prefix,
      String dataset,
      PipelineTable table,
      List<AuthorityTable> tables,
      int oldestYear,
      Path folder) {
    List<OutputField> fields = table.keptFor(Set.of(useCase));
    if (tables.isEmpty() || fields.isEmpty()) {
      throw new IllegalArgumentException("nothing to compile");
    }
    List<Source> sources =
        tables.stream()
            .sorted(Comparator.comparing(AuthorityTable::authorityCode))
            .map(Source::of)
            .toList();
    Optional<String> year =
        table.fields().stream()
            .filter(field -> field.enrich().contains(EnrichRule.YEAR))
            .map(OutputField::name)
            .findFirst();
    String name = prefix + "_" + dataset + "_" + table.name();
    try {
      return compile(name, fields, sources, year, oldestYear, folder, Sql.Scan.PARALLEL);
    } catch (DatabaseException unsureWhereRowsBegin) {
      // Read again by one thread, which cannot be unsure.
      return compile(name, fields, sources, year, oldestYear, folder, Sql.Scan.SERIAL);
    }
  }

  private Compiled compile(
      String name,
      List<OutputField> fields,
      List<Source> sources,
      Optional<String> year,
      int oldestYear,
      Path folder,
      Sql.Scan scan) {
    long read = 0;
    SortedMap<String, Long> removed = new TreeMap<>();
    for (Source source : sources) {
      long[] counts = count(source, year, oldestYear, scan);
      read += counts[0];
      count(removed, ErrorType.RETENTION_PERIOD, counts[1]);
      count(removed, ErrorType.MISSING_YEAR, counts[2]);
    }
    long kept = read - removed.values().stream().mapToLong(Long::longValue).sum();
    Path parquet = folder.resolve(name + ".parquet");
    check(
        kept,
        database.execute(
            "write the typed table",
            // Without an order of its own, where row groups end would depend on the threads.
            "COPY (SELECT * FROM ("
                + rows(fields, sources, year, oldestYear, scan, UseCaseTables::typed)
                + ") ORDER BY row_number() OVER ()) TO "
                + Sql.path(parquet)
                + Sql.PARQUET));
    Path whole = database.scratch().resolve(name + ".whole.csv");
    check(
        kept,
        database.execute(
            "write the table for people",
            "COPY ("
                + rows(fields, sources, year, oldestYear, scan, UseCaseTables::forPeople)
                + ") TO "
                + Sql.path(whole)
                + Sql.CSV));
    try {
      List<Compiled.File> files =
          new ArrayList<>(CsvParts.of(whole, kept, folder, name, mostBytesOfAPart));
      files.add(new Compiled.File(name + ".parquet", parquet, kept));
      return new Compiled(read, kept, removed, files);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void check(long expected, long written) {
    if (written != expected) {
      throw new DatabaseException("write as many rows as it kept");
    }
  }

  private static void count(SortedMap<String, Long> removed, ErrorType reason, long rows) {
    if (rows > 0) {
      removed.merge(reason.code(), rows, Long::sum);
    }
  }

  /** Rows read, rows too old, rows without a year. */
  private long[] count(Source source, Optional<String> year, int oldestYear, Sql.Scan scan) {
    String number = year.map(source::year).orElse("0");
    String tooOld = year.isPresent() ? number + " < " + oldestYear : "false";
    return database
        .query(
            "count rows",
            "SELECT count(*), count_if("
                + tooOld
                + "), count_if("
                + number
                + " IS NULL) FROM "
                + source.from(scan),
            row -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3)})
        .get(0);
  }

  private static String rows(
      List<OutputField> fields,
      List<Source> sources,
      Optional<String> year,
      int oldestYear,
      Sql.Scan scan,
      Function<OutputField, String> value) {
    return sources.stream()
        .map(
            source ->
                "SELECT "
                    + fields.stream()
                        .map(
                            field ->
                                (source.columns.contains(field.name())
                                        ? value.apply(field)
                                        : "CAST(NULL AS " + type(field) + ")")
                                    + " AS "
                                    + Sql.name(field.name()))
                        .collect(Collectors.joining(", "))
                    + " FROM "
                    + source.from(scan)
                    + year.map(name -> " WHERE " + source.year(name) + " >= " + oldestYear)
                        .orElse(""))
        .collect(Collectors.joining(" UNION ALL "));
  }

  private static String typed(OutputField field) {
    String name = Sql.name(field.name());
    String type = type(field);
    return type.equals("VARCHAR") ? name : "TRY_CAST(" + name + " AS " + type + ")";
  }

  /** No column is a binary fraction: what reads 0.1 stays 0.1. */
  private static String type(OutputField field) {
    return switch (field.type()) {
      case DATE -> "DATE";
      case INTEGER, AGE -> "BIGINT";
      case DECIMAL -> "DECIMAL(38, 10)";
      case STRING, CATEGORY, TIME, POSTCODE -> "VARCHAR";
    };
  }

  /** The characters are OWASP's list of what may begin a formula. */
  private static String forPeople(OutputField field) {
    String name = Sql.name(field.name());
    return switch (field.type()) {
      case DATE, TIME, INTEGER, AGE, DECIMAL -> name;
      case STRING, CATEGORY, POSTCODE ->
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
  record Source(Path csv, List<String> columns) {

    static Source of(AuthorityTable table) {
      try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(table.csv())) {
        return new Source(table.csv(), List.copyOf(reader.iterator().next().getFields()));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    String from(Sql.Scan scan) {
      return Sql.readCsv(csv, columns, Sql.LineEnd.CRLF, Sql.Header.FIRST_LINE, scan);
    }

    String year(String field) {
      return columns.contains(field)
          ? "TRY_CAST(" + Sql.name(field) + " AS BIGINT)"
          : "CAST(NULL AS BIGINT)";
    }
  }
}
