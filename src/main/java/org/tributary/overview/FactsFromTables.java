package org.tributary.overview;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tributary.agreement.UseCase;
import org.tributary.authority.LocalAuthority;
import org.tributary.compile.Database;
import org.tributary.compile.Databases;
import org.tributary.errors.ErrorType;
import org.tributary.overview.OverviewInput.Previous;
import org.tributary.overview.OverviewInput.Submission;
import org.tributary.overview.OverviewInput.TableFile;
import org.tributary.overview.ReleaseFacts.Authority;
import org.tributary.overview.ReleaseFacts.Change;
import org.tributary.overview.ReleaseFacts.DatasetFacts;
import org.tributary.overview.ReleaseFacts.Figure;
import org.tributary.overview.ReleaseFacts.Found;
import org.tributary.overview.ReleaseFacts.Quality;
import org.tributary.overview.ReleaseFacts.Received;
import org.tributary.overview.ReleaseFacts.Retention;
import org.tributary.overview.ReleaseFacts.Signed;
import org.tributary.overview.ReleaseFacts.Since;
import org.tributary.overview.ReleaseFacts.Standing;
import org.tributary.overview.ReleaseFacts.WholeYear;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.report.ErrorSummary;
import org.tributary.schema.Dataset;

/**
 * Counts what a release holds: each compiled table is read once, in SQL. Which of its columns are
 * the authority, the year, the month and the child, the pipeline says.
 */
public final class FactsFromTables {

  private final Databases databases;

  public FactsFromTables(Databases databases) {
    this.databases = databases;
  }

  /** The facts; the same whatever the order of the tables and submissions. */
  public ReleaseFacts of(OverviewInput input) throws IOException {
    UseCase useCase = input.region().useCase(input.useCase());
    List<Authority> authorities =
        input.region().authorities().values().stream()
            .map(authority -> authority(authority, input))
            .sorted(Comparator.comparing(Authority::name).thenComparing(Authority::code))
            .toList();
    List<Databases.Work<DatasetFacts>> work = new ArrayList<>();
    for (Pipeline pipeline : input.region().pipelines().values()) {
      if (useCase.retentionYears().containsKey(pipeline.dataset())
          && pipeline.useCases().contains(useCase.name())) {
        work.add(database -> new OfDataset(input, useCase, pipeline, authorities).read(database));
      }
    }
    return new ReleaseFacts(
        useCase.name(),
        useCase.title(),
        input.release(),
        input.date(),
        authorities,
        work.isEmpty() ? List.of() : databases.useSideBySide(work),
        Trends.of(input.pictures(), databases),
        input.statements(),
        input.previous().map(previous -> since(previous, input.tables())));
  }

  private static Authority authority(LocalAuthority authority, OverviewInput input) {
    boolean signed = authority.signedOn(input.date()).contains(input.useCase());
    return new Authority(authority.code(), authority.name(), signed ? Signed.YES : Signed.NO);
  }

  private static Since since(Previous previous, List<TableFile> tables) {
    SortedMap<String, Long> now = new TreeMap<>();
    previous.rows().keySet().forEach(name -> now.put(name, 0L));
    tables.forEach(table -> now.put(table.dataset() + "/" + table.table(), table.counts().kept()));
    List<Change> changes = new ArrayList<>();
    now.forEach(
        (name, rows) -> {
          String[] parts = name.split("/", 2);
          String table = parts.length == 2 ? parts[1] : "";
          changes.add(new Change(parts[0], table, previous.rows().getOrDefault(name, 0L), rows));
        });
    return new Since(previous.release(), changes);
  }

  /** One dataset at work. */
  private static final class OfDataset {

    /** What stands in a column of the answer that sums over it. */
    private static final int ALL = -1;

    private static final String ALL_TEXT = "*";

    private static final String COUNT = "count what a release holds";

    /** One line of the answer. */
    private record Line(
        int table, String authority, int year, int month, long rows, long children, long los) {}

    private record Place(String authority, int year) {}

    private final OverviewInput input;
    private final UseCase useCase;
    private final Pipeline pipeline;
    private final List<Authority> authorities;
    private final List<PipelineTable> kept;
    private final Dataset schema;
    private final int oldestYear;

    OfDataset(
        OverviewInput input, UseCase useCase, Pipeline pipeline, List<Authority> authorities) {
      this.input = input;
      this.useCase = useCase;
      this.pipeline = pipeline;
      this.authorities = authorities;
      this.kept =
          pipeline.tables().stream()
              .filter(table -> !table.keptFor(Set.of(useCase.name())).isEmpty())
              .toList();
      this.schema = input.region().dataset(pipeline.dataset());
      this.oldestYear = input.date().getYear() - useCase.retentionYears(pipeline.dataset()) + 1;
    }

    DatasetFacts read(Database database) throws IOException {
      List<Line> lines = lines(database);
      Map<String, ErrorSummary> errors = errors();
      Set<Integer> years = new TreeSet<>();
      for (int year = Math.max(oldestYear, schema.firstYear());
          year <= input.date().getYear();
          year++) {
        years.add(year);
      }
      lines.forEach(line -> years.add(line.year()));
      return new DatasetFacts(
          pipeline.dataset(),
          pipeline.description(),
          List.copyOf(years),
          kept.stream().map(PipelineTable::name).toList(),
          received(lines, years, errors),
          figures(lines),
          wholeYears(lines),
          quality(),
          retention(errors));
    }

    private static String name(String name) {
      return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String text(String text) {
      return '\'' + text.replace("'", "''") + '\'';
    }

    /** Each table is read once, to one line a child and month; all sums are made of these. */
    private List<Line> lines(Database database) {
      List<String> selected = new ArrayList<>();
      for (int number = 0; number < kept.size(); number++) {
        PipelineTable table = kept.get(number);
        Optional<TableFile> file = file(table);
        if (file.isPresent()) {
          selected.add(select(number, table, file.get().parquet()));
        }
      }
      if (selected.isEmpty()) {
        return List.of();
      }
      SortedMap<String, String> spellings = new TreeMap<>();
      for (Authority authority : authorities) {
        spellings.putIfAbsent(authority.name(), authority.code());
        spellings.putIfAbsent(authority.code(), authority.code());
      }
      database.execute(
          COUNT,
          """
          CREATE OR REPLACE TEMP TABLE authorities AS FROM (VALUES %s) AS known (spelling, la);
          CREATE OR REPLACE TEMP TABLE counted
            (t INTEGER, spelling VARCHAR, y INTEGER, m INTEGER, child VARCHAR, n BIGINT)
          """
              .formatted(
                  spellings.entrySet().stream()
                      .map(
                          known -> "(" + text(known.getKey()) + ", " + text(known.getValue()) + ")")
                      .collect(Collectors.joining(", "))));
      // One after the other: they are not all in memory at a time.
      selected.forEach(rows -> database.execute(COUNT, "INSERT INTO counted " + rows));
      List<Line> lines =
          database.query(
              "sum up what a release holds",
              """
              WITH one AS (
                SELECT t, coalesce(la, '') AS la, y, m, child, n
                FROM counted LEFT JOIN authorities USING (spelling)),
              known AS (SELECT la, y, child, sum(n) AS n FROM one GROUP BY la, y, child)
              SELECT t, la, y, m, sum(n), %s, 1 FROM one GROUP BY t, la, y, m
              UNION ALL
              SELECT t, la, y, -1, sum(n), %s, 1 FROM one GROUP BY t, la, y
              UNION ALL
              SELECT -1, la, y, -1, sum(n), count(child), 1 FROM known GROUP BY la, y
              UNION ALL
              SELECT -1, '*', y, -1, sum(n), count(DISTINCT child), count(DISTINCT la)
              FROM known GROUP BY y
              ORDER BY ALL
              """
                  .formatted(
                      children("la <> ''"), children("la <> '' AND t NOT IN (" + monthly() + ")")),
              row ->
                  new Line(
                      row.getInt(1),
                      row.getString(2),
                      row.getInt(3),
                      row.getInt(4),
                      row.getLong(5),
                      row.getLong(6),
                      row.getLong(7)));
      database.execute(COUNT, "DROP TABLE counted; DROP TABLE authorities");
      return lines;
    }

    /**
     * How many children there are in a group of rows, of which each has one child and month: where
     * the condition holds, no child stands in it twice, and none need be compared with another.
     */
    private static String children(String oneRowEach) {
      return "count(child) FILTER (WHERE %1$s) + count(DISTINCT child) FILTER (WHERE NOT (%1$s))"
          .formatted(oneRowEach);
    }

    /** The numbers of the tables that are submitted every month, and one that no table has. */
    private String monthly() {
      List<String> numbers = new ArrayList<>(List.of("-1"));
      for (int number = 0; number < kept.size(); number++) {
        if (with(kept.get(number).keptFor(Set.of(useCase.name())), EnrichRule.MONTH).isPresent()) {
          numbers.add(Integer.toString(number));
        }
      }
      return String.join(", ", numbers);
    }

    private String select(int number, PipelineTable table, Path parquet) {
      List<OutputField> fields = table.keptFor(Set.of(useCase.name()));
      String authority =
          with(fields, EnrichRule.LA_CODE)
              .or(() -> with(fields, EnrichRule.LA_NAME))
              .map(field -> "coalesce(CAST(" + name(field) + " AS VARCHAR), '')")
              .orElse("''");
      String child =
          with(fields, EnrichRule.ADD_LA_SUFFIX)
              .map(field -> "CAST(" + name(field) + " AS VARCHAR)")
              .orElse("CAST(NULL AS VARCHAR)");
      return "SELECT %s, %s, %s, %s, %s, count(*) FROM read_parquet(%s) GROUP BY ALL"
          .formatted(
              number,
              authority,
              number(fields, EnrichRule.YEAR),
              number(fields, EnrichRule.MONTH),
              child,
              text(parquet.toAbsolutePath().normalize().toString()));
    }

    private static String number(List<OutputField> fields, EnrichRule rule) {
      return with(fields, rule)
          .map(field -> "coalesce(TRY_CAST(" + name(field) + " AS INTEGER), 0)")
          .orElse("0");
    }

    private static Optional<String> with(List<OutputField> fields, EnrichRule rule) {
      return fields.stream()
          .filter(field -> field.enrich().contains(rule))
          .map(OutputField::name)
          .findFirst();
    }

    private Optional<TableFile> file(PipelineTable table) {
      return input.tables().stream()
          .filter(file -> file.dataset().equals(pipeline.dataset()))
          .filter(file -> file.table().equals(table.name()))
          .findFirst();
    }

    private List<Figure> figures(List<Line> lines) {
      List<Figure> figures = new ArrayList<>();
      for (Line line : lines) {
        if (line.table() != ALL && line.month() != 0) {
          figures.add(
              new Figure(
                  kept.get(line.table()).name(),
                  line.authority(),
                  line.year(),
                  Math.max(0, line.month()),
                  line.rows(),
                  line.children()));
        }
      }
      return figures;
    }

    private static List<WholeYear> wholeYears(List<Line> lines) {
      return lines.stream()
          .filter(line -> line.authority().equals(ALL_TEXT))
          .map(line -> new WholeYear(line.year(), line.rows(), line.children(), line.los()))
          .toList();
    }

    private List<Received> received(
        List<Line> lines, Collection<Integer> years, Map<String, ErrorSummary> errors) {
      Map<Place, Line> sums = new HashMap<>();
      Map<Place, Set<Integer>> tables = new HashMap<>();
      Map<Place, Set<Integer>> months = new HashMap<>();
      for (Line line : lines) {
        Place place = new Place(line.authority(), line.year());
        if (line.table() == ALL && !line.authority().equals(ALL_TEXT)) {
          sums.put(place, line);
        } else if (line.table() != ALL) {
          tables.computeIfAbsent(place, none -> new TreeSet<>()).add(line.table());
          if (line.month() > 0) {
            months.computeIfAbsent(place, none -> new TreeSet<>()).add(line.month());
          }
        }
      }
      List<Received> received = new ArrayList<>();
      List<Authority> all = new ArrayList<>(authorities);
      if (sums.keySet().stream()
          .anyMatch(place -> place.authority().equals(ReleaseFacts.NO_AUTHORITY))) {
        all.add(new Authority(ReleaseFacts.NO_AUTHORITY, "", Signed.NO));
      }
      for (Authority authority : all) {
        for (int year : years) {
          Place place = new Place(authority.code(), year);
          Optional<Line> sum = Optional.ofNullable(sums.get(place));
          received.add(
              new Received(
                  authority.code(),
                  year,
                  sum.isPresent()
                      ? Standing.RECEIVED
                      : standing(
                          authority, year, Optional.ofNullable(errors.get(place.authority()))),
                  sum.map(Line::rows).orElse(0L),
                  sum.map(Line::children).orElse(0L),
                  tables.getOrDefault(place, Set.of()).size(),
                  askedFor(year),
                  List.copyOf(months.getOrDefault(place, Set.of()))));
        }
      }
      return received;
    }

    /** Whether its signature is for this return too. */
    private boolean isSignedByIts(Authority authority) {
      return Optional.ofNullable(input.region().authorities().get(authority.code()))
          .filter(of -> of.signedOn(input.date(), pipeline.dataset()).contains(input.useCase()))
          .isPresent();
    }

    private Standing standing(Authority authority, int year, Optional<ErrorSummary> errors) {
      if (authority.signed() == Signed.NO || !isSignedByIts(authority)) {
        return Standing.NOT_SIGNED;
      }
      if (errors.map(told -> saysSomethingOf(year, told)).orElse(false)) {
        return Standing.NOT_USED;
      }
      // A return year ends on 31 March; nothing can be asked for before that.
      boolean over = !input.date().isBefore(LocalDate.of(Math.max(1, year), Month.APRIL, 1));
      return over && year <= schema.newestYear() ? Standing.MISSING : Standing.NOT_YET_DUE;
    }

    /** Whether a report speaks of a file of a return year. */
    private static boolean saysSomethingOf(int year, ErrorSummary errors) {
      String text = Integer.toString(year);
      return errors.files().stream()
          .filter(file -> !file.errors().isEmpty())
          .anyMatch(file -> file.period().split("_", 2)[0].equals(text));
    }

    private int askedFor(int year) {
      if (year < schema.firstYear() || year > schema.newestYear()) {
        return 0;
      }
      Set<String> names = new TreeSet<>();
      schema.tablesIn(year).forEach(table -> names.add(table.name()));
      return (int) kept.stream().filter(table -> names.contains(table.name())).count();
    }

    private Map<String, ErrorSummary> errors() {
      Map<String, ErrorSummary> errors = new TreeMap<>();
      submissions()
          .forEach(from -> from.errors().ifPresent(told -> errors.put(from.authorityCode(), told)));
      return errors;
    }

    /** Over all files, worst first; a kind that this programme does not know is left out. */
    private static List<Found> found(ErrorSummary errors) {
      Map<Found, Long> counts = new HashMap<>();
      for (ErrorSummary.OfFile file : errors.files()) {
        for (ErrorSummary.Errors error : file.errors()) {
          ErrorType.ofCode(error.type())
              .map(type -> new Found(type.code(), type.severity(), error.table(), 0))
              .ifPresent(kind -> counts.merge(kind, error.count(), Long::sum));
        }
      }
      return counts.entrySet().stream()
          .map(
              each ->
                  new Found(
                      each.getKey().type(),
                      each.getKey().severity(),
                      each.getKey().table(),
                      each.getValue()))
          .sorted(
              Comparator.comparing(Found::severity)
                  .thenComparing(Found::type)
                  .thenComparing(Found::table))
          .toList();
    }

    private List<Submission> submissions() {
      return input.submissions().stream()
          .filter(submission -> submission.dataset().equals(pipeline.dataset()))
          .toList();
    }

    private List<Quality> quality() {
      Map<String, Submission> byAuthority = new HashMap<>();
      submissions().forEach(each -> byAuthority.put(each.authorityCode(), each));
      List<Quality> quality = new ArrayList<>();
      for (Authority authority : authorities) {
        Optional<Submission> submission = Optional.ofNullable(byAuthority.get(authority.code()));
        submission.ifPresent(
            found ->
                quality.add(
                    new Quality(
                        authority.code(),
                        found.counts().read(),
                        found.counts().kept(),
                        found.counts().removed(),
                        new TreeMap<>(found.shared()),
                        found.errors().map(OfDataset::found))));
      }
      return quality;
    }

    private Retention retention(Map<String, ErrorSummary> errors) {
      Map<String, Long> removed = new TreeMap<>();
      for (PipelineTable table : kept) {
        long rows =
            file(table)
                .map(file -> file.counts().removed().get(ErrorType.RETENTION_PERIOD.code()))
                .orElse(0L);
        removed.put(table.name(), rows);
      }
      return new Retention(
          useCase.retentionYears(pipeline.dataset()),
          oldestYear,
          useCase.retentionClause(),
          useCase.retentionClause().flatMap(useCase::clause).map(UseCase.Clause::words),
          removed,
          errors.values().stream()
              .flatMap(told -> told.files().stream())
              .flatMap(file -> file.errors().stream())
              .filter(error -> error.type().equals(ErrorType.RETENTION_PERIOD.code()))
              .mapToLong(ErrorSummary.Errors::count)
              .sum());
    }
  }
}
