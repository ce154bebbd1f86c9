package org.tributary.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.errors.ErrorType;

/**
 * Right workbooks, each cell written in one of the ways in which programmes write it: what is read
 * is what a person sees. What programmes write for nothing, results that nobody calculated and rows
 * of totals are nothing, and are told.
 */
class SpoiledWorkbooksTest {

  private static final int WORKBOOKS = 200;
  private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);
  private static final int AS_DAY = 1;
  private static final int WITH_ZEROS = 2;
  private static final String STYLES =
      """
      <styleSheet><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy;@"/>\
      <numFmt numFmtId="165" formatCode="0000000"/></numFmts>\
      <cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>
      """;

  @TempDir private Path scratch;

  private final Random random = new Random(18);
  private final List<String> shared = new ArrayList<>();

  private String cell(String reference, int style, String type, String inner) {
    return "<c"
        + reference
        + (style == 0 ? "" : " s=\"" + style + '"')
        + (type.isEmpty() ? "" : " t=\"" + type + '"')
        + (inner.isEmpty() ? "/>" : ">" + inner + "</c>");
  }

  private static String value(String value) {
    return "<v>" + value + "</v>";
  }

  private String text(String reference, String text) {
    return switch (random.nextInt(5)) {
      case 0 -> cell(reference, 0, "inlineStr", "<is><t>" + text + "</t></is>");
      case 1 ->
          cell(
              reference,
              0,
              "inlineStr",
              "<is><r><t>"
                  + text.charAt(0)
                  + "</t></r><r><rPr><b/></rPr><t>"
                  + text.substring(1)
                  + "</t></r></is>");
      case 2 -> cell(reference, 0, "str", "<f>A1</f>" + value(text));
      case 3 -> cell(reference, 0, "str", value(text));
      default -> {
        shared.add(text);
        yield cell(reference, 0, "s", value(Integer.toString(shared.size() - 1)));
      }
    };
  }

  private String identifier(String reference, int number) {
    return random.nextBoolean()
        ? text(reference, "%07d".formatted(number))
        : cell(reference, WITH_ZEROS, "", value(number + (random.nextBoolean() ? ".0" : "")));
  }

  private String day(String reference, LocalDate day) {
    long serial = ChronoUnit.DAYS.between(DAY_ZERO, day);
    return switch (random.nextInt(4)) {
      case 0 -> cell(reference, AS_DAY, "n", value(serial + ".0"));
      case 1 -> cell(reference, AS_DAY, "", value(serial + ".604166666664241"));
      case 2 -> cell(reference, AS_DAY, "d", value(day + "T00:00:00"));
      default -> cell(reference, AS_DAY, "", value(Long.toString(serial)));
    };
  }

  /** Where a cell stands, in capitals or not, or nothing where cells just follow each other. */
  private String reference(int way, char column, int row) {
    return switch (way) {
      case 0 -> "";
      case 1 -> " r=\"" + Character.toLowerCase(column) + row + '"';
      default -> " r=\"" + column + row + '"';
    };
  }

  /** What programmes write for nothing, as a text or as an error. */
  private String nothing(String reference) {
    return switch (random.nextInt(4)) {
      case 0 -> text(reference, "NULL");
      case 1 -> text(reference, "(null)");
      case 2 -> cell(reference, 0, "e", value("#N/A"));
      default -> cell(reference, 0, "e", "<f>A1/0</f>" + value("#DIV/0!"));
    };
  }

  /** A formula as a library writes it that calculates nothing. */
  private String formula(String reference, Calculation calculation) {
    return switch (random.nextInt(calculation == Calculation.ON_LOAD ? 6 : 4)) {
      case 0 -> cell(reference, 0, "", "<f>A1+1</f>");
      case 1 -> cell(reference, 0, "", "<f>A1+1</f><v/>");
      case 2 -> cell(reference, 0, "n", "<f>A1+1</f><v></v>");
      case 3 -> cell(reference, 0, "str", "<f>A1</f><v></v>");
      case 4 -> cell(reference, WITH_ZEROS, "", "<f>A1+1</f>" + value("0"));
      default -> cell(reference, 0, "", "<f ca=\"1\">A1+1</f>" + value("0"));
    };
  }

  /** When the workbook wants its formulas calculated. */
  private enum Calculation {
    UNSAID,
    ON_LOAD
  }

  private static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  private void put(WorkbookParts workbook, Calculation calculation, Optional<String> table) {
    if (calculation == Calculation.ON_LOAD) {
      workbook.put(
          "xl/workbook.xml",
          "<workbook xmlns:r=\"%s\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets>"
                  .formatted(OFFICE)
              + "<calcPr calcId=\"124519\" fullCalcOnLoad=\"1\"/></workbook>");
    }
    table.ifPresent(
        reference ->
            workbook
                .put(
                    "xl/worksheets/_rels/sheet1.xml.rels",
                    ("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                            + "<Relationship Id=\"rId1\" Type=\"%s/table\" Target=\"%s\"/></Relationships>")
                        .formatted(
                            OFFICE,
                            random.nextBoolean()
                                ? "../tables/table1.xml"
                                : "/xl/tables/table1.xml"))
                .put(
                    "xl/tables/table1.xml",
                    "<table id=\"1\" name=\"T\" displayName=\"T\" ref=\"%s\" totalsRowCount=\"1\"/>"
                        .formatted(reference)));
  }

  @Test
  void what_stands_for_nothing_is_nothing_and_is_told() throws Exception {
    for (int i = 0; i < WORKBOOKS; i++) {
      shared.clear();
      Map<ErrorType, Long> told = new EnumMap<>(ErrorType.class);
      Map<Long, List<String>> kept = new TreeMap<>();
      told.put(ErrorType.READ_AS, 1L);
      Calculation calculation = Calculation.values()[random.nextInt(2)];
      int way = random.nextInt(3);
      StringBuilder sheet = new StringBuilder("<worksheet><sheetData><row r=\"1\">");
      char header = 'A';
      for (String name : List.of("CHILD", "MOVED", "AGE", "URN")) {
        sheet.append(text(reference(way, header++, 1), name));
      }
      sheet.append("</row>");
      int last = 2 + random.nextInt(8);
      for (int row = 2; row <= last; row++) {
        int number = 1 + random.nextInt(9_999_999);
        LocalDate day = LocalDate.of(2025, 4, 1).plusDays(random.nextInt(365));
        List<String> cells = new ArrayList<>(List.of("%07d".formatted(number), day.toString()));
        sheet.append("<row r=\"").append(row).append("\">");
        sheet.append(identifier(reference(way, 'A', row), number));
        sheet.append(day(reference(way, 'B', row), day));
        for (char column : new char[] {'C', 'D'}) {
          String reference = reference(way, column, row);
          switch (random.nextInt(3)) {
            case 0 -> {
              told.merge(ErrorType.WORD_FOR_NOTHING, 1L, Long::sum);
              sheet.append(nothing(reference));
              cells.add("");
            }
            case 1 -> {
              told.merge(ErrorType.FORMULA_NO_VALUE, 1L, Long::sum);
              sheet.append(formula(reference, calculation));
              cells.add("");
            }
            default -> {
              sheet.append(cell(reference, 0, "", "<f>2*3</f>" + value("6")));
              cells.add("6");
            }
          }
        }
        sheet.append("</row>");
        kept.put((long) row, cells);
      }
      Optional<String> table = Optional.empty();
      if (random.nextBoolean()) {
        int totals = last + 1;
        sheet.append("<row r=\"").append(totals).append("\">");
        sheet.append(text(reference(way, 'A', totals), random.nextBoolean() ? "Total" : "7"));
        sheet.append(day(reference(way, 'B', totals), LocalDate.of(2025, 5, 6)));
        sheet.append(formula(reference(way, 'C', totals), calculation)).append("</row>");
        table = Optional.of("A1:D" + totals);
        told.put(ErrorType.NOT_A_ROW, 1L);
      }
      StringBuilder texts = new StringBuilder("<sst>");
      shared.forEach(text -> texts.append("<si><t>").append(text).append("</t></si>"));
      Path file = scratch.resolve("spoiled.xlsx");
      WorkbookParts workbook =
          new WorkbookParts()
              .put("xl/styles.xml", STYLES)
              .put("xl/sharedStrings.xml", texts.append("</sst>").toString())
              .sheet(sheet.append("</sheetData></worksheet>").toString());
      put(workbook, calculation, table);
      if (random.nextBoolean()) {
        workbook.withBackslashes();
      }
      workbook.write(file);
      Checked read = Checked.of(file, Invented.RETURN, 2026);
      assertThat(read.rows()).as(sheet.toString()).isEqualTo(kept);
      assertThat(read.counts()).as(sheet.toString()).isEqualTo(told);
    }
  }

  @Test
  void every_workbook_is_read_as_a_person_sees_it() throws IOException {
    for (int i = 0; i < WORKBOOKS; i++) {
      shared.clear();
      int way = random.nextInt(3);
      List<List<String>> seen = new ArrayList<>();
      StringBuilder sheet = new StringBuilder("<worksheet><sheetData><row r=\"1\">");
      char header = 'A';
      for (String name : List.of("CHILD", "MOVED", "AGE", "URN")) {
        sheet.append(text(reference(way, header++, 1), name));
      }
      sheet.append("</row>");
      int last = 2 + random.nextInt(8);
      for (int row = 2; row <= last; row++) {
        int number = 1 + random.nextInt(9_999_999);
        LocalDate day = LocalDate.of(2025, 4, 1).plusDays(random.nextInt(365));
        String age = random.nextBoolean() ? "" : Integer.toString(random.nextInt(18));
        String urn = random.nextBoolean() ? "" : "SC" + (100_000 + row);
        seen.add(List.of("%07d".formatted(number), day.toString(), age, urn));
        sheet.append("<row").append(way == 0 ? "" : " r=\"" + row + '"').append('>');
        sheet.append(identifier(reference(way, 'A', row), number));
        sheet.append(day(reference(way, 'B', row), day));
        if (way == 0 || !age.isEmpty() || random.nextBoolean()) {
          String written = random.nextBoolean() ? age : age + ".0";
          sheet.append(cell(reference(way, 'C', row), 0, "", age.isEmpty() ? "" : value(written)));
        }
        if (!urn.isEmpty()) {
          sheet.append(text(reference(way, 'D', row), urn));
        } else if (random.nextBoolean()) {
          sheet.append(cell(reference(way, 'D', row), WITH_ZEROS, "", ""));
        }
        sheet.append("</row>");
      }
      sheet.append("</sheetData></worksheet>");
      StringBuilder texts = new StringBuilder("<sst>");
      shared.forEach(text -> texts.append("<si><t>").append(text).append("</t></si>"));
      Path file = scratch.resolve("spoiled.xlsx");
      WorkbookParts workbook =
          new WorkbookParts()
              .put("xl/styles.xml", STYLES)
              .put("xl/sharedStrings.xml", texts.append("</sst>").toString())
              .sheet(sheet.toString());
      if (random.nextBoolean()) {
        workbook.withBackslashes();
      }
      workbook.write(file);
      assertThat(Told.of(file, Invented.RETURN).rows()).as(sheet.toString()).isEqualTo(seen);
    }
  }
}
