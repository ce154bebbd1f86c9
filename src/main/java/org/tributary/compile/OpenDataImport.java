package org.tributary.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tributary.opendata.Finding;
import org.tributary.opendata.Imported;
import org.tributary.opendata.OpenData;
import org.tributary.opendata.Reading;
import org.tributary.opendata.Source;
import org.tributary.opendata.Version;
import org.tributary.read.UnreadableFileException;
import org.tributary.store.Contents;
import org.tributary.store.Digest;

/**
 * Reads published files of open data as they come and makes typed tables of them. A file that
 * cannot be used is named with the reason and stops no other; nothing depends on the order in which
 * the files are given.
 */
public final class OpenDataImport {

  private final Databases databases;

  /** With databases that may read and write in the folder that {@link #read} is given. */
  public OpenDataImport(Databases databases) {
    this.databases = databases;
  }

  /**
   * Makes all tables that are configured, empty where there is no file for them.
   *
   * @param files by the name that they have in their area
   * @param folder an existing folder below the databases' scratch; the tables stay there as {@code
   *     <table>.parquet}, and for a while it holds the rows of one source as text
   */
  public Imported read(OpenData config, Map<String, Path> files, Path folder) throws IOException {
    SortedMap<String, Path> tables = new TreeMap<>();
    List<Version> versions = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (Source source : config.sources()) {
      OfSource imported = new OfSource(source, folder);
      imported.read(candidates(config, source, files));
      tables.putAll(databases.use(imported::tables));
      versions.addAll(imported.versions);
      findings.addAll(imported.findings);
    }
    findings.addAll(config.unknown(files.keySet()));
    return new Imported(tables, versions, findings);
  }

  /** A file that may be one of a source. */
  private record Candidate(
      Source.FileKind kind, int place, String name, Path published, Optional<LocalDate> day) {

    LocalDate orEarliest() {
      return day.orElse(LocalDate.MIN);
    }
  }

  private static List<Candidate> candidates(
      OpenData config, Source source, Map<String, Path> files) {
    List<Candidate> candidates = new ArrayList<>();
    new TreeMap<>(files)
        .forEach(
            (name, file) ->
                config
                    .known(name)
                    .filter(known -> known.source().equals(source))
                    .ifPresent(
                        known ->
                            candidates.add(
                                new Candidate(
                                    known.kind(),
                                    source.kinds().indexOf(known.kind()),
                                    name,
                                    file,
                                    known.day()))));
    return candidates;
  }

  /** A file whose rows are there as CSV of ours. */
  private record Rows(Candidate from, Path csv) {}

  /** The import of one source. */
  private static final class OfSource {

    private final Source source;
    private final Path folder;
    private final List<Rows> used = new ArrayList<>();
    private final List<Version> versions = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    OfSource(Source source, Path folder) {
      this.source = source;
      this.folder = folder;
    }

    void read(List<Candidate> candidates) throws IOException {
      switch (source.use()) {
        case NEWEST -> readNewest(candidates);
        case EVERY -> readEvery(candidates);
      }
    }

    private void readNewest(List<Candidate> candidates) throws IOException {
      List<Candidate> newestFirst =
          candidates.stream()
              .sorted(
                  Comparator.comparing(Candidate::orEarliest)
                      .reversed()
                      .thenComparing(Candidate::place)
                      .thenComparing(Candidate::name))
              .toList();
      for (Candidate candidate : newestFirst) {
        if (used.isEmpty()) {
          use(candidate);
        } else {
          add(
              Finding.Kind.OLDER,
              candidate.name(),
              "It is not used: only the newest file counts, which is "
                  + used.get(0).from().name()
                  + ".");
        }
      }
      if (used.isEmpty()) {
        missing(source.kinds());
      }
    }

    private void readEvery(List<Candidate> candidates) throws IOException {
      Map<String, Candidate> byDay = new HashMap<>();
      for (Candidate candidate : candidates) {
        Candidate other =
            byDay.putIfAbsent(candidate.kind().name() + " " + candidate.day(), candidate);
        if (other != null) {
          add(
              Finding.Kind.SAME_DAY,
              candidate.name(),
              "It speaks of the same day as " + other.name() + "; both are read.");
        }
        use(candidate);
      }
      for (Source.FileKind kind : source.kinds()) {
        if (used.stream().noneMatch(rows -> rows.from().kind().equals(kind))) {
          missing(List.of(kind));
        }
      }
      missingYears();
    }

    /**
     * Files of kinds that speak of the same day of the year, such as the two that Ofsted puts out
     * on 31 August, belong together: where there is one kind from one year to another there should
     * be every kind of each year between.
     */
    private void missingYears() {
      Map<MonthDay, TreeSet<Integer>> years = new HashMap<>();
      Map<Source.FileKind, Set<LocalDate>> days = new LinkedHashMap<>();
      for (Rows rows : used) {
        rows.from()
            .day()
            .ifPresent(
                day -> {
                  years
                      .computeIfAbsent(MonthDay.from(day), any -> new TreeSet<>())
                      .add(day.getYear());
                  days.computeIfAbsent(rows.from().kind(), any -> new TreeSet<>()).add(day);
                });
      }
      days.forEach(
          (kind, found) -> {
            for (MonthDay when : new TreeSet<>(found.stream().map(MonthDay::from).toList())) {
              TreeSet<Integer> of = Objects.requireNonNull(years.get(when), "found of some kind");
              for (int year = of.first(); year <= of.last(); year++) {
                if (!found.contains(when.atYear(year))) {
                  add(
                      Finding.Kind.MISSING,
                      kind.example(),
                      "There are such files of other years and none of "
                          + when.atYear(year)
                          + " that can be used.");
                }
              }
            }
          });
    }

    private void missing(List<Source.FileKind> either) {
      String names =
          either.stream().map(Source.FileKind::example).collect(Collectors.joining(" or "));
      String made =
          source.tables().stream().map(Source.Table::name).collect(Collectors.joining(" and "));
      add(
          Finding.Kind.MISSING,
          names,
          "There is none that can be used, so "
              + made
              + (used.isEmpty() && either.size() == source.kinds().size()
                  ? " cannot be filled. "
                  : " go without it. ")
              + source.publisher()
              + " publishes it; it is found at "
              + source.found()
              + ".");
    }

    private void use(Candidate candidate) throws IOException {
      Path csv = folder.resolve(source.name() + "-" + used.size() + ".csv");
      try {
        Reading reading =
            Reading.of(source, candidate.kind(), candidate.name(), candidate.published(), csv);
        String sha256 = Digest.of(Contents.of(candidate.published())).sha256();
        used.add(new Rows(candidate, csv));
        versions.add(
            new Version(source.title(), candidate.name(), candidate.day(), sha256, reading.rows()));
        findings.addAll(reading.findings());
      } catch (UnreadableFileException reason) {
        Files.deleteIfExists(csv);
        add(
            Finding.Kind.UNUSABLE,
            candidate.name(),
            "It is not used: " + reason.getMessage() + ".");
      }
    }

    private void add(Finding.Kind kind, String file, String sentence) {
      findings.add(new Finding(kind, source.name(), file, sentence));
    }

    Map<String, Path> tables(Database database) throws IOException {
      Map<String, Path> tables = new TreeMap<>();
      try {
        for (Source.FileKind kind : source.kinds()) {
          database.execute("hold the rows of open data", "CREATE TEMP TABLE " + held(kind));
        }
        for (Source.Table table : source.tables()) {
          Path parquet = folder.resolve(table.name() + ".parquet");
          database.execute(
              "make the table " + table.name() + " of open data", write(table, parquet));
          tables.put(table.name(), parquet);
        }
      } finally {
        // The database is used again, by others.
        for (Source.FileKind kind : source.kinds()) {
          database.execute(
              "let the rows of open data go", "DROP TABLE IF EXISTS " + Sql.name(kind.name()));
        }
        for (Rows rows : used) {
          Files.deleteIfExists(rows.csv());
        }
      }
      return tables;
    }

    private String held(Source.FileKind kind) {
      List<String> names = kind.columns().stream().map(Source.Column::name).toList();
      String columns =
          kind.columns().stream()
              .map(
                  column ->
                      "CAST("
                          + Sql.name(column.name())
                          + " AS "
                          + column.type().sql()
                          + ") AS "
                          + Sql.name(column.name()))
              .collect(Collectors.joining(", "));
      List<String> parts = new ArrayList<>();
      for (Rows rows : used) {
        if (rows.from().kind().equals(kind)) {
          parts.add(
              "SELECT %s, CAST(%s AS DATE) AS file_day FROM %s"
                  .formatted(
                      columns,
                      rows.from().day().map(day -> Sql.text(day.toString())).orElse("NULL"),
                      Sql.readCsv(rows.csv(), names, Sql.LineEnd.LF, Sql.Header.NONE)));
        }
      }
      String none =
          "SELECT "
              + kind.columns().stream()
                  .map(
                      column ->
                          "CAST(NULL AS " + column.type().sql() + ") AS " + Sql.name(column.name()))
                  .collect(Collectors.joining(", "))
              + ", CAST(NULL AS DATE) AS file_day WHERE false";
      return Sql.name(kind.name())
          + " AS "
          + (parts.isEmpty() ? none : String.join(" UNION ALL ", parts));
    }

    private static String write(Source.Table table, Path parquet) {
      String columns =
          table.columns().stream()
              .map(
                  column ->
                      "CAST("
                          + Sql.name(column.name())
                          + " AS "
                          + column.type().sql()
                          + ") AS "
                          + Sql.name(column.name()))
              .collect(Collectors.joining(", "));
      return """
          COPY (SELECT %s FROM (
          %s
          )) TO %s%s
          """
          .formatted(columns, table.sql(), Sql.path(parquet), Sql.PARQUET);
    }
  }
}
