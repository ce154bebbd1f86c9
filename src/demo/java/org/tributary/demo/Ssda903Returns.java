package org.tributary.demo;

import static org.tributary.demo.InventedChild.returnYear;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.tributary.authority.LocalAuthority;
import org.tributary.demo.InventedChild.Arrival;
import org.tributary.demo.InventedChild.Episode;
import org.tributary.schema.Code;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Table;

/**
 * One authority's invented SSDA903 returns of the dataset's newest five years. Children come into
 * care, move and leave; each year returns what was known at its end, so that an episode left open
 * in one year is closed in the next, and one child in four has a slip that somebody has to repair.
 * The same dataset, authority, seed and number of children give the same bytes everywhere.
 */
public final class Ssda903Returns {

  /** The dataset that these returns are of. */
  public static final String DATASET = "ssda903";

  /** How many return years, up to the dataset's newest, the children's lives cover. */
  public static final int YEARS = 5;

  private static final int USUAL_FIRST_NUMBER = 100_000;

  private final Dataset dataset;
  private final LocalAuthority authority;
  private final long seed;
  private final int firstYear;
  private final InventedCare care;
  private final List<InventedChild> children;

  /** The returns on this many children, of whom most, not all, are in each year's return. */
  public Ssda903Returns(Dataset dataset, LocalAuthority authority, long seed, int children) {
    this(dataset, authority, seed, children, USUAL_FIRST_NUMBER);
  }

  /** The same with children's numbers from another range, so that two sets share no child. */
  Ssda903Returns(
      Dataset dataset, LocalAuthority authority, long seed, int children, int firstNumber) {
    this.dataset = dataset;
    this.authority = authority;
    this.seed = seed;
    this.firstYear = dataset.newestYear() - YEARS + 1;
    this.care =
        new InventedCare(
            InventedReturns.table(dataset, "header"),
            InventedReturns.table(dataset, "episodes"),
            firstYear,
            dataset.newestYear());
    this.children = new ArrayList<>();
    for (int i = 0; i < children; i++) {
      this.children.add(care.child(number(firstNumber, i), random(1, i)));
    }
  }

  /** Every tenth number begins with a zero, as numbers of older systems do. */
  private static String number(int first, int index) {
    int number = first + 7 * index;
    return index % 10 == 9 ? "0" + number : String.valueOf(number);
  }

  /** All files of a return year by their path below the dataset's folder. */
  public Map<String, byte[]> filesOf(int returnYear) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Table table : dataset.tablesIn(returnYear)) {
      files.put(path(table.name(), returnYear), file(table.name(), returnYear));
    }
    return files;
  }

  /** Where this authority puts a file, and what it calls it; each authority has its own habit. */
  public String path(String table, int returnYear) {
    String name = dataset.name().toUpperCase(Locale.ROOT);
    return switch (habit()) {
      case 0 -> name + "_" + returnYear + "_" + table + ".csv";
      case 1 ->
          String.format(Locale.ROOT, "%d-%02d/", returnYear - 1, returnYear % 100)
              + table.substring(0, 1).toUpperCase(Locale.ROOT)
              + table.substring(1)
              + ".csv";
      case 2 -> table + " " + returnYear + ".CSV";
      default -> returnYear + "/" + name + "_" + table + "_3103" + returnYear + ".csv";
    };
  }

  private int habit() {
    return Math.floorMod(authority.code().hashCode(), 4);
  }

  /** A table's file of one return year: CSV in UTF-8 with the headers of that year. */
  public byte[] file(String table, int returnYear) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(table, returnYear, bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** Writes the same as {@link #file}; the stream stays open. */
  public void write(String table, int returnYear, OutputStream out) throws IOException {
    List<Field> fields = InventedReturns.table(dataset, table).fieldsIn(returnYear);
    LineDelimiter lineEnd = habit() % 2 == 0 ? LineDelimiter.CRLF : LineDelimiter.LF;
    CsvWriter csv = InventedReturns.csv(out, lineEnd);
    csv.writeRecord(fields.stream().map(Field::name).toList());
    for (List<String> row : rows(table, returnYear)) {
      csv.writeRecord(row);
    }
    csv.flush();
  }

  /** The rows of a file, each with a cell for each field of the year. */
  List<List<String>> rows(String table, int returnYear) {
    List<List<String>> cells = new ArrayList<>();
    TableYear tableYear = new TableYear(InventedReturns.table(dataset, table), returnYear);
    for (int i = 0; i < children.size(); i++) {
      InventedChild child = children.get(i);
      Random random = random(2, i, returnYear, table.hashCode());
      List<Episode> episodes =
          care.returned(child, returnYear, random(3, i, child.slip().returnYear()));
      for (Row row : rowsOf(child, episodes, tableYear, random)) {
        cells.add(row.cells(random));
      }
    }
    return cells;
  }

  List<InventedChild> children() {
    return List.copyOf(children);
  }

  private List<Row> rowsOf(
      InventedChild child, List<Episode> episodes, TableYear table, Random random) {
    if (table.table().name().equals("oc3")) {
      return leftCare(child, table, random);
    }
    if (episodes.isEmpty()) {
      return List.of();
    }
    return switch (table.table().name()) {
      case "header" -> header(child, table);
      case "episodes" -> episodes(child, episodes, table);
      case "missing" -> missing(child, episodes, table, random);
      case "oc2" -> health(child, episodes, table, random);
      case "ad1", "placed_adoption" -> adoption(child, table, random);
      case "prev_perm" -> earlierPermanence(child, episodes, table, random);
      case "reviews" -> reviews(child, episodes, table, random);
      case "uasc" -> asylum(child, table);
      case "social_worker" -> socialWorkers(child, episodes, table, random);
      default -> List.of(table.row(child));
    };
  }

  private static List<Row> header(InventedChild child, TableYear table) {
    Optional<LocalDate> mother = child.motherSince().filter(day -> !day.isAfter(table.close()));
    boolean canBeMother =
        child.sex() == InventedChild.Sex.FEMALE && child.ageOn(table.close()) >= 11;
    Row row =
        table
            .row(child)
            .label("SEX", child.sex().label)
            .text("ETHNIC", child.ethnicity())
            .text("UPN", child.ageOn(table.close()) < 5 ? "UN1" : child.pupilNumber())
            .text("MOTHER", mother.isPresent() ? "1" : canBeMother ? "0" : "");
    return List.of(row.date("MC_DOB", mother));
  }

  private static List<Row> episodes(InventedChild child, List<Episode> episodes, TableYear table) {
    return episodes.stream()
        .map(
            episode ->
                table
                    .row(child)
                    .date("DECOM", episode.start())
                    .text("RNE", episode.began())
                    .text("LS", episode.legalStatus())
                    .text("CIN", episode.need())
                    .text("PLACE", episode.placement().code())
                    .text("PLACE_PROVIDER", episode.placement().provider())
                    .date("DEC", episode.end())
                    .text("REC", episode.ended())
                    .text("REASON_PLACE_CHANGE", episode.reasonOfChange())
                    .text("HOME_POST", episode.placement().home())
                    .text("PL_POST", episode.placement().postcode())
                    .text("URN", episode.placement().urn()))
        .toList();
  }

  private static List<Row> missing(
      InventedChild child, List<Episode> episodes, TableYear table, Random random) {
    List<Row> rows = new ArrayList<>();
    for (Episode episode : episodes) {
      LocalDate from = table.latest(table.open(), episode.start());
      long days = from.until(table.endOf(episode), ChronoUnit.DAYS);
      if (random.nextInt(6) != 0 || days < 5 || child.ageOn(from) < 8) {
        continue;
      }
      LocalDate gone = from.plusDays(random.nextInt(3));
      rows.add(
          table
              .row(child)
              .any("MISSING", random)
              .date("MIS_START", gone)
              .date("MIS_END", gone.plusDays(random.nextInt(2))));
    }
    return rows;
  }

  /** Of children in care for the whole year. */
  private static List<Row> health(
      InventedChild child, List<Episode> episodes, TableYear table, Random random) {
    boolean wholeYear =
        !episodes.get(0).start().isAfter(table.open())
            && episodes.get(episodes.size() - 1).lastsInto(table.close());
    if (!wholeYear) {
      return List.of();
    }
    int age = child.ageOn(table.close());
    boolean scored = age >= 4 && age <= 16 && random.nextInt(5) > 0;
    Row row =
        table
            .row(child)
            .text("SDQ_SCORE", scored ? String.valueOf(random.nextInt(41)) : "")
            .any("HEALTH_CHECK", random)
            .any("IMMUNISATIONS", random)
            .any("TEETH_CHECK", random)
            .any("HEALTH_ASSESSMENT", random);
    if (!scored && age >= 4 && age <= 16) {
      row.any("SDQ_REASON", random);
    }
    if (age >= 10) {
      boolean misuse = random.nextInt(8) == 0;
      boolean received = misuse && random.nextBoolean();
      row.text("CONVICTED", random.nextInt(9) == 0 ? "1" : "0")
          .text("SUBSTANCE_MISUSE", misuse ? "1" : "0")
          .text("INTERVENTION_RECEIVED", misuse ? received ? "1" : "0" : "")
          .text("INTERVENTION_OFFERED", misuse && !received ? "1" : "");
    }
    return List.of(row);
  }

  /** Of young people from 17 to 21 who left care at sixteen or later. */
  private static List<Row> leftCare(InventedChild child, TableYear table, Random random) {
    Episode last = child.episodes().get(child.episodes().size() - 1);
    int age = child.ageOn(table.close());
    boolean left =
        last.end().filter(day -> day.isBefore(table.open()) && child.ageOn(day) >= 16).isPresent();
    if (!left || age < 17 || age > 21) {
      return List.of();
    }
    Row row = table.row(child);
    return List.of(
        random.nextInt(6) == 0
            ? row.text("IN_TOUCH", "NO").text("ACTIV", "0").text("ACCOM", "0")
            : row.text("IN_TOUCH", "YES").any("ACTIV", random).any("ACCOM", random));
  }

  private static List<Row> adoption(InventedChild child, TableYear table, Random random) {
    Episode last = child.episodes().get(child.episodes().size() - 1);
    boolean adopted = last.ended().equals("E11") || last.ended().equals("E12");
    boolean inYear = last.end().filter(day -> returnYear(day) == table.returnYear()).isPresent();
    if (!adopted || !inYear) {
      return List.of();
    }
    LocalDate placed = last.start();
    Row row = table.row(child);
    if (table.table().name().equals("placed_adoption")) {
      return List.of(row.date("DATE_PLACED", placed));
    }
    return List.of(
        row.date("DATE_INT", placed)
            .date("DATE_MATCH", placed)
            .any("FOSTER_CARE", random)
            .text("NB_ADOPTR", String.valueOf(1 + random.nextInt(2)))
            .any("SEX_ADOPTR", random)
            .any("LS_ADOPTR", random));
  }

  /** Of some children whose care began in the year. */
  private List<Row> earlierPermanence(
      InventedChild child, List<Episode> episodes, TableYear table, Random random) {
    LocalDate began = episodes.get(0).start();
    if (began.isBefore(table.open()) || random.nextInt(4) > 0) {
      return List.of();
    }
    LocalDate permanence =
        table.latest(child.birth().plusDays(100), began.minusDays(200 + random.nextInt(900)));
    return List.of(
        table
            .row(child)
            .any("PREV_PERM", random)
            .text("LA_PERM", random.nextBoolean() ? authority.code() : "OUT")
            .date("DATE_PERM", permanence));
  }

  /** The first after about a month, then about twice a year. */
  private static List<Row> reviews(
      InventedChild child, List<Episode> episodes, TableYear table, Random random) {
    List<Row> rows = new ArrayList<>();
    LocalDate from = table.latest(table.open(), episodes.get(0).start());
    LocalDate to = table.endOf(episodes.get(episodes.size() - 1));
    for (LocalDate day = from.plusDays(20L + random.nextInt(8));
        day.isBefore(to);
        day = day.plusDays(150L + random.nextInt(30))) {
      rows.add(table.row(child).date("REVIEW", day).any("REVIEW_CODE", random));
    }
    return rows;
  }

  private static List<Row> asylum(InventedChild child, TableYear table) {
    if (child.arrival() == Arrival.LOCAL) {
      return List.of();
    }
    Optional<LocalDate> ceased =
        Optional.of(child.adulthood()).filter(day -> !day.isAfter(table.close()));
    return List.of(table.row(child).label("SEX", child.sex().label).date("DUC", ceased));
  }

  private static List<Row> socialWorkers(
      InventedChild child, List<Episode> episodes, TableYear table, Random random) {
    LocalDate from = episodes.get(0).start();
    LocalDate to = table.endOf(episodes.get(episodes.size() - 1));
    LocalDate half = from.plusDays(from.until(to, ChronoUnit.DAYS) / 2);
    String first = "SW" + (10_000 + random.nextInt(400));
    if (random.nextInt(3) > 0) {
      return List.of(table.row(child).text("SW_ID", first).date("SW_DECOM", from));
    }
    return List.of(
        table
            .row(child)
            .text("SW_ID", first)
            .date("SW_DECOM", from)
            .date("SW_DEC", half)
            .any("SW_REASON", random),
        table
            .row(child)
            .text("SW_ID", "SW" + (20_000 + random.nextInt(400)))
            .date("SW_DECOM", half));
  }

  private Random random(long... purpose) {
    return InventedReturns.random(seed + authority.code().hashCode(), purpose);
  }

  /** A table as one return year asks for it. */
  private record TableYear(Table table, int returnYear) {

    /** The first day of the return year. */
    LocalDate open() {
      return LocalDate.of(returnYear - 1, 4, 1);
    }

    /** The last day of the return year. */
    LocalDate close() {
      return LocalDate.of(returnYear, 3, 31);
    }

    LocalDate latest(LocalDate one, LocalDate other) {
      return one.isAfter(other) ? one : other;
    }

    LocalDate endOf(Episode episode) {
      return episode.end().filter(day -> day.isBefore(close())).orElse(close());
    }

    Row row(InventedChild child) {
      return new Row(this).text("CHILD", child.number()).date("DOB", child.birth());
    }
  }

  /** A row in the making; what the year's schema does not ask for is left out. */
  private static final class Row {

    private final TableYear table;
    private final Map<String, String> values = new HashMap<>();

    Row(TableYear table) {
      this.table = table;
    }

    Row text(String field, String value) {
      values.put(field, value);
      return this;
    }

    Row date(String field, LocalDate day) {
      find(field).ifPresent(found -> text(field, InventedReturns.written(found).format(day)));
      return this;
    }

    Row date(String field, Optional<LocalDate> day) {
      return day.map(present -> date(field, present)).orElseGet(() -> text(field, ""));
    }

    Row any(String field, Random random) {
      List<Code> codes =
          find(field).map(found -> found.codesIn(table.returnYear())).orElse(List.of());
      return codes.isEmpty() ? this : text(field, codes.get(random.nextInt(codes.size())).code());
    }

    /** The year's code for what a label says. */
    Row label(String field, String label) {
      find(field).stream()
          .flatMap(found -> found.codesIn(table.returnYear()).stream())
          .filter(code -> code.labels().stream().anyMatch(label::equalsIgnoreCase))
          .findFirst()
          .ifPresent(code -> text(field, code.code()));
      return this;
    }

    private Optional<Field> find(String name) {
      return table.table().fieldsIn(table.returnYear()).stream()
          .filter(field -> field.name().equals(name))
          .findFirst();
    }

    /** The cells in the order of the schema; a mandatory field unknown here is filled by it. */
    List<String> cells(Random random) {
      List<String> cells = new ArrayList<>();
      for (Field field : table.table().fieldsIn(table.returnYear())) {
        boolean unknown = field.mandatory() && !values.containsKey(field.name());
        cells.add(
            unknown
                ? InventedReturns.cell(field, table.returnYear(), random)
                : values.getOrDefault(field.name(), ""));
      }
      return cells;
    }
  }
}
