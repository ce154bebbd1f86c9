package org.tributary.describe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tributary.agreement.Agreement;
import org.tributary.agreement.UseCase;
import org.tributary.output.DescribedColumn;
import org.tributary.output.DescribedColumn.DescribedCode;
import org.tributary.output.DescribedColumn.Presence;
import org.tributary.output.DescribedColumn.Shown;
import org.tributary.output.DescribedTable;
import org.tributary.output.DescribedTable.Reference;
import org.tributary.output.ForReports;
import org.tributary.output.Hierarchy;
import org.tributary.output.TableChanges;
import org.tributary.output.TableChanges.Place;
import org.tributary.output.ValueType;
import org.tributary.pipeline.Measure;
import org.tributary.publish.PublishedFile;

/**
 * A small star of invented children in a folder: a fact in two parts, a date table, a dimension
 * with numbers as its key and one with codes that a spreadsheet would take for formulas.
 */
public final class InventedRelease {

  static final UseCase USE_CASE =
      new UseCase(
          "STAR",
          "Stars & <placements>",
          "Trying the release package.",
          new Agreement(
              "An invented",
              "agreement",
              "1",
              LocalDate.of(2024, 4, 1),
              LocalDate.of(2029, 3, 31),
              List.of("Whoever invented it"),
              "Nobody",
              "None is needed",
              new Agreement.Assessment("none", "1", LocalDate.of(2029, 3, 31))),
          Map.of("invented", 7),
          Optional.of("5.1"),
          List.of(
              new UseCase.Clause("4.1", "The fields listed are kept, and no others.", List.of()),
              new UseCase.Clause(
                  "4.5", "Each row carries the authority and the return year.", List.of())));

  private static final String DATES =
      "SELECT d AS DateKey, year(d)::BIGINT AS CalendarYear, strftime(d, '%B') AS MonthName FROM"
          + " (SELECT unnest([DATE '2024-01-01', DATE '2024-01-02', DATE '2024-01-03', DATE"
          + " '2999-12-31']) AS d)";
  private static final String CHILDREN =
      "SELECT * FROM (VALUES (-1::BIGINT, 'Unknown', '-1'), (1, 'A1_821', '1'), (2, 'B2_822', '2'))"
          + " AS t(LookedAfterChildKey, ChildIdentifier, Gender)";
  private static final String PLACEMENTS =
      "SELECT * FROM (VALUES ('-1', 'Unknown', NULL), ('=U1', 'With \"relatives\", or friends',"
          + " true), ('U2', 'Zoë''s' || chr(13) || chr(10) || 'home', false)) AS t(PlacementCode,"
          + " Description, IsSuitable)";
  private static final String EPISODES =
      "SELECT * FROM (VALUES"
          + " (1::BIGINT, 1::BIGINT, DATE '2024-01-01', DATE '2024-01-02', '=U1',"
          + " 1.5::DECIMAL(38, 10), '14:30:00', '-', 'Luton', 2024::BIGINT),"
          + " (2, 1, DATE '2024-01-02', NULL, '-1', NULL, NULL, ' @note', 'Luton', 2024),"
          + " (3, 2, DATE '2024-01-03', DATE '2999-12-31', 'U2', 1234567890123456789012345678.01,"
          + " '00:00:00', '+1,\"2\"', 'Bedford', 2023),"
          + " (4, -1, DATE '2024-01-03', NULL, NULL, -0.1, NULL, NULL, 'Bedford', 2024))"
          + " AS t(EpisodeKey, LookedAfterChildKey, CommencedDateKey, CeasedDateKey,"
          + " PlacementCode, Cost, StartedAt, Note, LA, YEAR)";

  private InventedRelease() {}

  /** Writes the data files and the package into a folder. */
  static ReleaseContents write(Path folder) throws IOException {
    ReleaseContents contents = data(folder);
    ReleasePackage.write(contents, folder);
    return contents;
  }

  /** Writes the data files only. */
  static ReleaseContents data(Path folder) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    SortedMap<String, PublishedFile> files = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = connection.createStatement()) {
      write(sql, data, files, "STAR_dimDate", DATES, "");
      write(sql, data, files, "STAR_dimLookedAfterChild", CHILDREN, "");
      write(sql, data, files, "STAR_dimPlacement", PLACEMENTS, "");
      parquet(sql, data, files, "STAR_factEpisode", EPISODES);
      csv(sql, data, files, "STAR_factEpisode_part1", EPISODES, " WHERE EpisodeKey < 3");
      csv(sql, data, files, "STAR_factEpisode_part2", EPISODES, " WHERE EpisodeKey >= 3");
    } catch (SQLException failure) {
      throw new AssertionError("the invented data cannot be written", failure);
    }
    return contents(files);
  }

  /** The same without data: files of no size. */
  static ReleaseContents withoutData() {
    SortedMap<String, PublishedFile> files = new TreeMap<>();
    for (String name :
        List.of(
            "STAR_dimDate.csv",
            "STAR_dimDate.parquet",
            "STAR_dimLookedAfterChild.csv",
            "STAR_dimLookedAfterChild.parquet",
            "STAR_dimPlacement.csv",
            "STAR_dimPlacement.parquet",
            "STAR_factEpisode.parquet",
            "STAR_factEpisode_part1.csv",
            "STAR_factEpisode_part2.csv")) {
      files.put(name, new PublishedFile(name, "", "0".repeat(64), 0, 3));
    }
    return contents(files);
  }

  /** A release without data in which people's words are those. */
  public static ReleaseContents of(UseCase useCase, String words) {
    ReleaseContents sound = withoutData();
    return new ReleaseContents(
        useCase,
        words,
        3,
        List.of(words),
        sound.tables().stream()
            .map(
                table ->
                    new DescribedTable(
                        table.name(),
                        words,
                        words,
                        table.columns().stream()
                            .map(
                                column ->
                                    new DescribedColumn(
                                        column.name(),
                                        words,
                                        column.type(),
                                        List.of(new DescribedCode(words, words)),
                                        column.presence(),
                                        column.shown(),
                                        column.clause()))
                            .toList(),
                        table.primaryKey(),
                        table.references(),
                        table.rows(),
                        table.files()))
            .toList(),
        sound.files(),
        List.of(words),
        Optional.of(2L),
        List.of(
            new TableChanges(
                words,
                List.of(new Place(words, "2024", 2, 2, 1, 1, 1)),
                List.of(words),
                List.of(words))));
  }

  private static void write(
      Statement sql,
      Path data,
      SortedMap<String, PublishedFile> files,
      String name,
      String rows,
      String where)
      throws SQLException, IOException {
    csv(sql, data, files, name, rows, where);
    parquet(sql, data, files, name, rows);
  }

  private static void parquet(
      Statement sql, Path data, SortedMap<String, PublishedFile> files, String name, String rows)
      throws SQLException, IOException {
    Path path = data.resolve(name + ".parquet");
    sql.execute("COPY (" + rows + ") TO '" + path + "' (FORMAT parquet, COMPRESSION zstd)");
    files.put(name + ".parquet", file(path, count(sql, rows, "")));
  }

  private static void csv(
      Statement sql,
      Path data,
      SortedMap<String, PublishedFile> files,
      String name,
      String rows,
      String where)
      throws SQLException, IOException {
    Path path = data.resolve(name + ".csv");
    List<String> columns = new ArrayList<>();
    try (var types = sql.executeQuery("DESCRIBE " + rows)) {
      while (types.next()) {
        String column = types.getString(1);
        columns.add(
            types.getString(2).equals("VARCHAR") && !List.of("StartedAt", "Gender").contains(column)
                ? "CASE WHEN ascii("
                    + column
                    + ") IN (9, 10, 13, 43, 45, 61, 64) THEN '''' || "
                    + column
                    + " ELSE "
                    + column
                    + " END AS "
                    + column
                : column);
      }
    }
    sql.execute(
        "COPY (SELECT "
            + String.join(", ", columns)
            + " FROM ("
            + rows
            + ")"
            + where
            + ") TO '"
            + path
            + "' (FORMAT csv, HEADER true, NULLSTR '', NEW_LINE '\\r\\n')");
    files.put(name + ".csv", file(path, count(sql, rows, where)));
  }

  private static long count(Statement sql, String rows, String where) throws SQLException {
    try (var counted = sql.executeQuery("SELECT count(*) FROM (" + rows + ")" + where)) {
      counted.next();
      return counted.getLong(1);
    }
  }

  static PublishedFile file(Path path, long rows) {
    try {
      byte[] bytes = Files.readAllBytes(path);
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      String name = path.getFileName().toString();
      return new PublishedFile(name, "objects/" + hash, hash, bytes.length, rows);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** Replaces words in a text file of a package. */
  static void replace(Path file, String words, String by) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    if (!text.contains(words)) {
      throw new AssertionError(words + " is not in " + file.getFileName());
    }
    Files.writeString(file, text.replace(words, by));
  }

  /** Replaces words in a data file, and makes the descriptor state its new size and hash. */
  static void replaceData(Path folder, String name, String words, String by) throws IOException {
    Path path = folder.resolve("data").resolve(name);
    PublishedFile before = file(path, 0);
    replace(path, words, by);
    PublishedFile after = file(path, 0);
    Path descriptor = folder.resolve("datapackage.json");
    replace(descriptor, before.sha256(), after.sha256());
    if (before.bytes() != after.bytes()) {
      replace(
          descriptor,
          "\"bytes\" : " + before.bytes() + ",\n      \"hash\" : \"sha256:" + after.sha256(),
          "\"bytes\" : " + after.bytes() + ",\n      \"hash\" : \"sha256:" + after.sha256());
    }
  }

  private static ReleaseContents contents(SortedMap<String, PublishedFile> files) {
    List<DescribedTable> tables =
        List.of(
            new DescribedTable(
                "dimDate",
                "The days that something refers to.",
                "One row is one day.",
                List.of(
                    column("DateKey", "The day.", ValueType.DATE, Presence.ALWAYS),
                    column("CalendarYear", "Its year.", ValueType.INTEGER, Presence.ALWAYS),
                    column("MonthName", "Its month's name.", ValueType.TEXT, Presence.ALWAYS)),
                List.of("DateKey"),
                List.of(),
                4,
                List.of("STAR_dimDate.csv", "STAR_dimDate.parquet"),
                new ForReports(
                    List.of(),
                    List.of(new Hierarchy("Calendar", List.of("CalendarYear", "MonthName"))),
                    Map.of("MonthName", "DateKey"),
                    Optional.empty(),
                    Optional.empty())),
            new DescribedTable(
                "dimLookedAfterChild",
                "The children of the episodes.",
                "One row is one child.",
                List.of(
                    hidden("LookedAfterChildKey", "Ties the child to its episodes."),
                    column("ChildIdentifier", "The child.", ValueType.TEXT, Presence.ALWAYS),
                    coded(
                        "Gender",
                        "The child's gender.",
                        List.of(
                            new DescribedCode("1", "Male"),
                            new DescribedCode("2", "Female"),
                            new DescribedCode("-1", "Unknown")))),
                List.of("LookedAfterChildKey"),
                List.of(),
                3,
                List.of("STAR_dimLookedAfterChild.csv", "STAR_dimLookedAfterChild.parquet")),
            new DescribedTable(
                "dimPlacement",
                "Kinds of placement.",
                "One row is one kind.",
                List.of(
                    column("PlacementCode", "Its code.", ValueType.TEXT, Presence.ALWAYS),
                    column("Description", "Its name\nin words.", ValueType.TEXT, Presence.ALWAYS),
                    column(
                        "IsSuitable", "Whether it is.", ValueType.BOOLEAN, Presence.MAY_BE_BLANK)),
                List.of("PlacementCode"),
                List.of(),
                3,
                List.of("STAR_dimPlacement.csv", "STAR_dimPlacement.parquet")),
            new DescribedTable(
                "factEpisode",
                "Episodes of care <invented>.",
                "One row is one episode.",
                List.of(
                    hidden("EpisodeKey", "The episode."),
                    hidden("LookedAfterChildKey", "Whose episode it is."),
                    column("CommencedDateKey", "Its start.", ValueType.DATE, Presence.ALWAYS),
                    column("CeasedDateKey", "Its end.", ValueType.DATE, Presence.MAY_BE_BLANK),
                    column("PlacementCode", "Where.", ValueType.TEXT, Presence.MAY_BE_BLANK),
                    column("Cost", "What it cost.", ValueType.DECIMAL, Presence.MAY_BE_BLANK),
                    column("StartedAt", "When.", ValueType.TIME, Presence.MAY_BE_BLANK),
                    column("Note", "A note.", ValueType.TEXT, Presence.MAY_BE_BLANK),
                    column("LA", "The authority's name.", ValueType.TEXT, Presence.ALWAYS),
                    column("YEAR", "The return year.", ValueType.INTEGER, Presence.ALWAYS)),
                List.of("EpisodeKey"),
                List.of(
                    new Reference(
                        "LookedAfterChildKey", "dimLookedAfterChild", "LookedAfterChildKey"),
                    new Reference("CommencedDateKey", "dimDate", "DateKey"),
                    new Reference("CeasedDateKey", "dimDate", "DateKey"),
                    new Reference("PlacementCode", "dimPlacement", "PlacementCode")),
                4,
                List.of(
                    "STAR_factEpisode_part1.csv",
                    "STAR_factEpisode_part2.csv",
                    "STAR_factEpisode.parquet"),
                new ForReports(
                    List.of(
                        new Measure(
                            "Episodes",
                            "How many episodes there are.",
                            "COUNTROWS('factEpisode')",
                            "SELECT count(*) FROM factEpisode",
                            "#,##0",
                            "Numbers",
                            List.of("dimDate.CalendarYear", "factEpisode.LA")),
                        new Measure(
                            "Cost's share",
                            "What an episode costs,\nof all.",
                            "DIVIDE(\n  SUM('factEpisode'[Cost]),\n  [Episodes]\n)",
                            "SELECT sum(Cost) / count(*) FROM factEpisode",
                            "0.0%",
                            "",
                            List.of())),
                    List.of(),
                    Map.of(),
                    Optional.empty(),
                    Optional.of(new ForReports.Whose("in-vented", Optional.empty(), "LA")))));
    return new ReleaseContents(
        USE_CASE,
        "East of England",
        3,
        List.of("Luton", "Bedford", "Essex"),
        tables,
        files,
        List.of("Invented places & postcodes, May 2024"),
        Optional.of(2L),
        List.of(
            unplaced("dimDate", 4),
            unplaced("dimLookedAfterChild", 3),
            unplaced("dimPlacement", 3),
            new TableChanges(
                "factEpisode",
                List.of(
                    new Place("Luton", "2024", 2, 2, 1, 1, 1),
                    new Place("Bedford", "2024", 0, 1, 1, 0, 0),
                    new Place("Bedford", "2023", 1, 1, 0, 0, 0)),
                List.of("Note"),
                List.of())));
  }

  private static TableChanges unplaced(String table, long rows) {
    return new TableChanges(
        table, List.of(new Place("", "", rows, rows, 0, 0, 0)), List.of(), List.of());
  }

  private static DescribedColumn column(
      String name, String description, ValueType type, Presence presence) {
    return new DescribedColumn(
        name, description, type, List.of(), presence, Shown.TO_PEOPLE, Optional.of("4.1"));
  }

  private static DescribedColumn coded(String name, String description, List<DescribedCode> codes) {
    return new DescribedColumn(
        name,
        description,
        ValueType.CODE,
        codes,
        Presence.ALWAYS,
        Shown.TO_PEOPLE,
        Optional.of("4.1"));
  }

  private static DescribedColumn hidden(String name, String description) {
    return new DescribedColumn(
        name,
        description,
        ValueType.INTEGER,
        List.of(),
        Presence.ALWAYS,
        Shown.HIDDEN,
        Optional.empty());
  }

  /** All files below a folder by their path in it. */
  static SortedMap<String, String> texts(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(
                  file -> folder.relativize(file).toString(),
                  file -> {
                    try {
                      return Files.readString(file);
                    } catch (IOException failure) {
                      throw new UncheckedIOException(failure);
                    }
                  },
                  (one, other) -> one,
                  TreeMap::new));
    }
  }
}
