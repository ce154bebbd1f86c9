package org.tributary.demo;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.Month;
import java.time.Period;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tributary.authority.LocalAuthority;
import org.tributary.demo.InventedWorkbook.Cell;
import org.tributary.schema.Code;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Table;

/**
 * One authority's invented lists of Annex A, month by month, written in the manner of the system
 * that the authority is supposed to have; its values are spelt as the dataset lists that systems
 * spell them. Ages are worked out to the day in some. What happened to a child stands in the lists
 * of the months that follow, unchanged. The same seed gives the same bytes everywhere.
 */
public final class AnnexAReturns {

  /** The dataset that these returns are of. */
  public static final String DATASET = "annex-a";

  /** A list looks back over half a year. */
  private static final int MONTHS_LISTED = 6;

  private static final DateTimeFormatter AS_TEXT =
      DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT);

  /** How the system of an authority writes the lists. */
  private enum Manner {
    /** The official template, filled in as the guide has it. */
    OFFICIAL,
    /** A workbook with a cover sheet, other sheet names and order. */
    PLAIN,
    /** A workbook of texts, headers in capitals. */
    NUMBERED,
    /** A CSV file for each list. */
    CODED
  }

  private record Child(String number, Map<String, String> categories, LocalDate born) {}

  private final Dataset dataset;
  private final LocalAuthority authority;
  private final long seed;
  private final int children;

  /** Lists about so many children. */
  public AnnexAReturns(Dataset dataset, LocalAuthority authority, long seed, int children) {
    this.dataset = dataset;
    this.authority = authority;
    this.seed = seed;
    this.children = children;
  }

  private Manner manner() {
    // Five and not four, because the codes of one region would leave a manner out.
    return Manner.values()[Math.floorMod(authority.code().hashCode(), 5) % Manner.values().length];
  }

  /** All files of a month by their path below the dataset's folder. */
  public Map<String, byte[]> filesOf(YearMonth month) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    String name = Month.from(month).getDisplayName(TextStyle.SHORT, Locale.UK);
    switch (manner()) {
      case OFFICIAL ->
          files.put("Annex_A_" + month.getYear() + "_" + name + ".xlsx", workbook(month));
      case PLAIN -> files.put(month.getYear() + "/" + name + "/Ofsted lists.xlsx", workbook(month));
      case NUMBERED -> files.put(name + " " + month.getYear() + " ANNEX A.xlsx", workbook(month));
      case CODED -> {
        for (Table table : dataset.tablesIn(month.getYear())) {
          files.put(month.getYear() + "_" + name + "/" + table.name() + ".csv", csv(table, month));
        }
      }
    }
    return files;
  }

  private byte[] workbook(YearMonth month) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(month, bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** Writes all lists of a month into one workbook; the stream stays open. */
  public void write(YearMonth month, OutputStream out) throws IOException {
    List<Table> tables = new ArrayList<>(dataset.tablesIn(month.getYear()));
    try (InventedWorkbook workbook = new InventedWorkbook(out)) {
      if (manner() == Manner.PLAIN) {
        Collections.reverse(tables);
        workbook.sheet("Cover");
        workbook.row(List.of(Cell.text("Lists for inspection, " + authority.name())));
        workbook.row(List.of(Cell.text("One sheet for each list.")));
      }
      for (Table table : tables) {
        workbook.sheet(sheetName(table));
        List<Field> fields = table.fieldsIn(month.getYear());
        workbook.row(fields.stream().map(field -> Cell.text(header(field))).toList());
        Iterator<List<String>> rows = rows(table, month).iterator();
        while (rows.hasNext()) {
          List<String> row = rows.next();
          List<Cell> cells = new ArrayList<>();
          for (int i = 0; i < row.size(); i++) {
            cells.add(cell(fields.get(i), row.get(i)));
          }
          workbook.row(cells);
        }
      }
    }
  }

  private String sheetName(Table table) {
    String number = table.name().substring(table.name().indexOf('_') + 1);
    return switch (manner()) {
      case OFFICIAL -> "List " + number;
      case PLAIN, CODED -> "Ofsted " + number;
      case NUMBERED -> number;
    };
  }

  private String header(Field field) {
    return switch (manner()) {
      case OFFICIAL, CODED -> field.name();
      case PLAIN -> field.name().replace("?", "").replace("(", "").replace(")", "") + " ";
      case NUMBERED -> field.name().toUpperCase(Locale.ROOT).replace("'", "’");
    };
  }

  private Cell cell(Field field, String value) {
    if (value.isEmpty()) {
      return Cell.BLANK;
    }
    if (field.kind() == Kind.DATE && manner() != Manner.NUMBERED) {
      return Cell.day(LocalDate.parse(value, AS_TEXT));
    }
    boolean number =
        field.kind() == Kind.INTEGER || field.kind() == Kind.AGE || value.matches("[1-9]\\d{4,14}");
    return number ? Cell.number(Long.parseLong(value)) : Cell.text(value);
  }

  private byte[] csv(Table table, YearMonth month) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CsvWriter csv = InventedReturns.csv(bytes, LineDelimiter.CRLF)) {
      csv.writeRecord(table.fieldsIn(month.getYear()).stream().map(this::header).toList());
      rows(table, month).forEach(csv::writeRecord);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** The rows of a list, each with a cell for each field of the year. */
  Stream<List<String>> rows(Table table, YearMonth month) {
    LocalDate until = month.atEndOfMonth();
    LocalDate since = month.minusMonths(MONTHS_LISTED - 1L).atDay(1);
    return IntStream.range(0, children)
        .boxed()
        .flatMap(
            index -> {
              Random random = InventedReturns.random(seed, table.name().hashCode(), index);
              // One in four children has nothing to do with a list.
              boolean listed = random.nextInt(4) > 0;
              LocalDate begun = LocalDate.of(2023, 9, 1).plusDays(random.nextInt(1_200));
              return listed && !begun.isAfter(until) && !begun.isBefore(since)
                  ? Stream.of(row(table, index, begun, month.getYear(), random))
                  : Stream.empty();
            });
  }

  private List<String> row(Table table, int index, LocalDate begun, int year, Random random) {
    Child child = child(index, table, year);
    List<String> row = new ArrayList<>();
    for (Field field : table.fieldsIn(year)) {
      row.add(value(table, field, child, begun, year, random));
    }
    return row;
  }

  /** The same child in every list and month. */
  private Child child(int index, Table table, int year) {
    Random random = InventedReturns.random(seed, 1, index);
    int number = 20_000_000 + 7 * index;
    LocalDate born = LocalDate.of(2008, 1, 1).plusDays(random.nextInt(5_600));
    Map<String, String> categories = new LinkedHashMap<>();
    for (Field field : table.fieldsIn(year)) {
      if (field.name().equals("Gender") || field.name().equals("Ethnicity")) {
        List<Code> codes = field.codesIn(year);
        categories.put(field.name(), written(field, codes.get(random.nextInt(codes.size()))));
      }
    }
    return new Child(String.valueOf(number), categories, born);
  }

  private String value(
      Table table, Field field, Child child, LocalDate begun, int year, Random random) {
    // Drawn for every field, so that what one field makes of it changes no other.
    int chance = random.nextInt(1 << 20);
    Random own = new Random(chance);
    if (field.isBirthDate()) {
      return AS_TEXT.format(child.born());
    }
    if (child.categories().containsKey(field.name())) {
      return child.categories().get(field.name());
    }
    if (field.name().startsWith("Age ")) {
      int years = Math.max(0, Period.between(child.born(), begun).getYears());
      int days = Math.floorMod(begun.toEpochDay() - child.born().toEpochDay(), 365);
      return manner() == Manner.CODED
          ? String.format(Locale.ROOT, "%d.%03d", years, days)
          : String.valueOf(years);
    }
    boolean needed = field.mandatory() || table.rowNeeds().contains(field.name());
    boolean blank = !needed && own.nextInt(3) == 0;
    if (blank) {
      return "";
    }
    return switch (field.kind()) {
      case DATE -> AS_TEXT.format(begun.plusDays(needed ? 0 : own.nextInt(60)));
      case CATEGORY -> {
        List<Code> codes = field.codesIn(year);
        yield written(field, codes.get(own.nextInt(codes.size())));
      }
      case STRING ->
          isReference(field)
              ? child.number()
              : field.pattern().isPresent()
                  ? String.valueOf(1_000_000 + own.nextInt(9_000_000))
                  : words(own);
      case INTEGER -> String.valueOf(own.nextInt(4));
      case POSTCODE, AGE, DECIMAL, TIME -> InventedReturns.cell(field, year, own);
    };
  }

  private static boolean isReference(Field field) {
    return field.name().contains("ID") || field.name().contains("identifier");
  }

  private static String words(Random random) {
    return "Team " + (char) ('A' + random.nextInt(12));
  }

  /** A value as the authority's system writes it, always in the same way. */
  private String written(Field field, Code code) {
    List<String> spellings = code.spellings();
    if (manner() == Manner.OFFICIAL || spellings.isEmpty()) {
      return code.code();
    }
    int system = (authority.code() + field.name() + code.code()).hashCode();
    return spellings.get(Math.floorMod(system, spellings.size()));
  }
}
