package org.tributary.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tributary.errors.ErrorLog;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Table;
import org.tributary.schema.Validity;

/** Day numbers and styles, where they depend on the workbook and on the field. */
class SheetDatesTest {

  @TempDir Path scratch;

  private static Field field(String name, Kind kind) {
    return new Field(
        name,
        "",
        kind,
        false,
        List.of(name),
        kind == Kind.DATE ? "%d/%m/%Y" : "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        List.of(),
        Validity.ALWAYS,
        Optional.empty(),
        Optional.empty());
  }

  private static final Dataset DAYS =
      new Dataset(
          "days",
          "",
          2017,
          2026,
          List.of(
              new Table("days", "", List.of(field("DAY", Kind.DATE), field("ID", Kind.STRING)))));

  @Test
  void a_bare_number_in_a_date_column_counts_from_1904_where_the_workbook_does() throws Exception {
    Path file = scratch.resolve("days.xlsx");
    new WorkbookParts()
        .sheet(
            """
            <worksheet><sheetData>
            <row r="1"><c t="inlineStr"><is><t>DAY</t></is></c><c t="inlineStr"><is><t>ID</t></is></c></row>
            <row r="2"><c><v>43920</v></c><c><v>43920</v></c></row>
            </sheetData></worksheet>
            """)
        .put(
            "xl/workbook.xml",
            """
            <workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
            <workbookPr date1904="true"/><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets>
            </workbook>
            """)
        .write(file);
    List<String> cells = new ArrayList<>();
    SubmittedTable table =
        SubmittedFile.open(file, "xlsx", DAYS, 2024, Limits.USUAL, new ErrorLog()).tables().get(0);
    assertThat(table.format()).isEqualTo("xlsx");
    table.read(
        row -> {
          for (int i = 0; i < 2; i++) {
            cells.add(new String(row.characters(), row.start(i), row.end(i) - row.start(i)));
          }
        });
    assertThat(cells).containsExactly("2024-03-31", "43920");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dd/mm/yyyy | true",
        "[$-809]d mmmm yyyy;@ | true",
        "yyyy\\-mm\\-dd | true",
        "mm:ss.000 | true",
        "hh:mm AM/PM | true",
        "General | false",
        "0 | false",
        "0.00\" days\" | false",
        "#,##0;[Red]-#,##0 | false",
        "@ | false",
        "0\\d | false",
        "_-* #,##0.00_-;-* #,##0.00_- | false",
        "0.00E+00 | false",
        "[h]:mm | true"
      })
  void a_format_with_letters_of_a_date_and_no_digits_is_a_date(String format, boolean date) {
    assertThat(NumberStyles.isDate(format)).isEqualTo(date);
  }
}
