package org.tributary.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.tributary.demo.InventedWorkbook.Cell;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Mark;
import org.tributary.schema.Table;

/**
 * One authority's invented forms of a dataset of which each workbook is one form about one child,
 * named in the file's name. The same seed gives the same bytes everywhere.
 */
public final class InventedForms {

  private final Dataset dataset;
  private final long seed;
  private final int forms;

  /** So many forms of each table in a month. */
  public InventedForms(Dataset dataset, long seed, int forms) {
    this.dataset = dataset;
    this.seed = seed;
    this.forms = forms;
  }

  /** All files of a month by their path below the dataset's folder. */
  public Map<String, byte[]> filesOf(YearMonth month) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    String name = Month.from(month).getDisplayName(TextStyle.SHORT, Locale.UK);
    for (Table table : dataset.tablesIn(month.getYear())) {
      for (int form = 0; form < forms; form++) {
        // The same child is assessed again in the months that follow.
        Random random = InventedReturns.random(seed, table.name().hashCode(), form);
        String child = String.valueOf(100_000 + random.nextInt(900_000));
        String path =
            month.getYear()
                + "/"
                + child
                + "_"
                + table.name()
                + "_"
                + month.getYear()
                + "_"
                + name
                + ".xlsx";
        files.put(path, workbook(table, month, child, form));
      }
    }
    return files;
  }

  private byte[] workbook(Table table, YearMonth month, String child, int form) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Random random =
        InventedReturns.random(
            seed, table.name().hashCode(), form, month.getYear(), month.getMonthValue());
    try (InventedWorkbook workbook = new InventedWorkbook(bytes)) {
      workbook.sheet("Assessment");
      workbook.row(List.of(Cell.BLANK, Cell.text("Assessment of needs and strengths")));
      for (Field field : table.fieldsIn(month.getYear())) {
        workbook.row(
            List.of(
                Cell.BLANK,
                Cell.text(field.shortLabel().orElse(field.name())),
                value(field, month, child, random)));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static Cell value(Field field, YearMonth month, String child, Random random) {
    if (field.mark().equals(Optional.of(Mark.PERSON_ID))) {
      return Cell.number(Long.parseLong(child));
    }
    return switch (field.kind()) {
      case DATE ->
          Cell.day(
              field.isBirthDate()
                  ? LocalDate.of(month.getYear() - 8, 1, 1).plusDays(random.nextInt(365))
                  : month.atDay(1 + random.nextInt(28)));
      case INTEGER -> Cell.number(Long.parseLong(cell(field, month, random)));
      case STRING, CATEGORY, TIME, DECIMAL, AGE, POSTCODE -> Cell.text(cell(field, month, random));
    };
  }

  private static String cell(Field field, YearMonth month, Random random) {
    String value = InventedReturns.cell(field, month.getYear(), random);
    return value.isEmpty() && field.kind() == Kind.INTEGER ? "0" : value;
  }
}
