package org.tributary.demo;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.tributary.schema.Code;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Table;

/**
 * Files of any return, invented from its schema alone: each cell is what its field asks for, and no
 * cell knows of another. The same dataset, seed and number of rows give the same bytes everywhere.
 */
public final class InventedReturns {

  private static final int BLANK_ONE_IN = 4;
  private static final BigDecimal USUAL_MIN = BigDecimal.ZERO;
  private static final BigDecimal USUAL_SPAN = BigDecimal.valueOf(30);

  private final Dataset dataset;
  private final long seed;
  private final int rows;

  /** Files of this many rows each. */
  public InventedReturns(Dataset dataset, long seed, int rows) {
    this.dataset = dataset;
    this.seed = seed;
    this.rows = rows;
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

  /** Writes the same as {@link #file} row by row; the stream stays open. */
  public void write(String table, int returnYear, OutputStream out) throws IOException {
    List<Field> fields = table(dataset, table).fieldsIn(returnYear);
    Random random = random(seed, table.hashCode(), returnYear);
    CsvWriter csv = csv(out, LineDelimiter.CRLF);
    csv.writeRecord(fields.stream().map(Field::name).toList());
    for (int row = 0; row < rows; row++) {
      List<String> cells = new ArrayList<>(fields.size());
      for (Field field : fields) {
        cells.add(cell(field, returnYear, random));
      }
      csv.writeRecord(cells);
    }
    csv.flush();
  }

  /** A value that the field takes in a return year, sometimes blank where it may be. */
  static String cell(Field field, int returnYear, Random random) {
    boolean blank = !field.mandatory() && random.nextInt(BLANK_ONE_IN) == 0;
    return blank ? "" : value(field, returnYear, random);
  }

  private static String value(Field field, int returnYear, Random random) {
    return switch (field.kind()) {
      case STRING -> text(field, random);
      case CATEGORY -> code(field.codesIn(returnYear), random);
      case DATE ->
          written(field)
              .format(
                  LocalDate.of(returnYear, 3, 31).minusDays(random.nextInt(365)).atStartOfDay());
      case TIME -> written(field).format(LocalTime.of(random.nextInt(24), random.nextInt(60)));
      case INTEGER -> number(field, 0, random);
      case DECIMAL -> number(field, field.decimals().orElse(2), random);
      case AGE -> String.valueOf(random.nextInt(18));
      case POSTCODE -> postcode(random);
    };
  }

  private static String text(Field field, Random random) {
    boolean mayBeNumber =
        field.pattern().map(pattern -> pattern.matcher("123456789").matches()).orElse(true);
    if (!mayBeNumber) {
      return PatternSample.of(field.pattern().orElseThrow(), random);
    }
    String text = String.valueOf(100_000_000 + random.nextInt(900_000_000));
    return text.substring(0, Math.min(text.length(), field.maxLength().orElse(text.length())));
  }

  private static String code(List<Code> codes, Random random) {
    return codes.isEmpty() ? "" : codes.get(random.nextInt(codes.size())).code();
  }

  private static String number(Field field, int decimals, Random random) {
    BigDecimal min =
        field.min().orElse(field.max().map(max -> max.subtract(USUAL_SPAN)).orElse(USUAL_MIN));
    BigDecimal max = field.max().orElse(min.add(USUAL_SPAN));
    return min.add(max.subtract(min).multiply(BigDecimal.valueOf(random.nextInt(1001), 3)))
        .setScale(decimals, RoundingMode.DOWN)
        .toPlainString();
  }

  /** A well-formed postcode in an area that the Royal Mail has never given out. */
  static String postcode(Random random) {
    String area = random.nextBoolean() ? "ZX" : "ZY";
    String letters = "ABDEFGHJLNPQRSTUWXYZ";
    return area
        + (1 + random.nextInt(29))
        + " "
        + random.nextInt(10)
        + letters.charAt(random.nextInt(letters.length()))
        + letters.charAt(random.nextInt(letters.length()));
  }

  /** How a date or time field is written, from its strftime format. */
  static DateTimeFormatter written(Field field) {
    StringBuilder pattern = new StringBuilder();
    String format = field.format();
    for (int i = 0; i < format.length(); i++) {
      char sign = format.charAt(i);
      if (sign != '%') {
        pattern.append('\'').append(sign).append('\'');
        continue;
      }
      i++;
      pattern.append(
          switch (format.charAt(i)) {
            case 'd' -> "dd";
            case 'm' -> "MM";
            case 'b' -> "MMM";
            case 'Y' -> "uuuu";
            case 'H' -> "HH";
            case 'M' -> "mm";
            case 'S' -> "ss";
            default ->
                throw new IllegalArgumentException(
                    field.name() + " has a format that cannot be written: " + format);
          });
    }
    return DateTimeFormatter.ofPattern(pattern.toString(), Locale.US);
  }

  static Table table(Dataset dataset, String name) {
    return dataset.tables().stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no table " + name));
  }

  static CsvWriter csv(OutputStream out, LineDelimiter lineEnd) {
    return CsvWriter.builder().lineDelimiter(lineEnd).build(out, StandardCharsets.UTF_8);
  }

  /**
   * A source of chance of its own for each purpose. Neighbouring seeds of {@link Random} begin
   * alike, hence the mixing (the finaliser of SplitMix64).
   */
  static Random random(long seed, long... purpose) {
    long mixed = seed;
    for (long part : purpose) {
      mixed += part * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
      mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
      mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
      mixed ^= mixed >>> 31;
    }
    return new Random(mixed);
  }
}
