package org.tributary.xlsx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The values that columns offer; lists too long for a cell's rule stand in a hidden sheet. */
public final class CodeLists {

  /** How a rule names its values. */
  public record Formula(String text) {}

  /** What a rule holds. */
  private static final int LONGEST = 255;

  private final String sheet;
  private final String title;
  private final List<List<String>> lists = new ArrayList<>();

  /**
   * @param sheet the name of the hidden sheet, which no other sheet has
   * @param title what its first cell says
   */
  public CodeLists(String sheet, String title) {
    this.sheet = sheet;
    this.title = title;
  }

  /** Lists that are the same stand there once. */
  public Formula of(List<String> values) {
    String listed = String.join(",", values);
    boolean plain = values.stream().noneMatch(value -> value.contains(",") || value.contains("\""));
    if (plain && listed.length() <= LONGEST) {
      return new Formula('"' + listed + '"');
    }
    int column = lists.indexOf(values);
    if (column < 0) {
      column = lists.size();
      lists.add(List.copyOf(values));
    }
    String letters = SheetWriter.letters(column);
    return new Formula(
        "'"
            + sheet.replace("'", "''")
            + "'!$"
            + letters
            + "$2:$"
            + letters
            + "$"
            + (values.size() + 1));
  }

  /** Writes the hidden sheet, where any list needs it. */
  public void write(WorkbookWriter workbook) throws IOException {
    if (lists.isEmpty()) {
      return;
    }
    SheetWriter cells =
        workbook.sheet(
            sheet, WorkbookWriter.Visibility.HIDDEN, 0, new SheetWriter.Columns(lists.size(), 20));
    cells.row(1).cell(0, title, SheetWriter.Look.PLAIN);
    int most = lists.stream().mapToInt(List::size).max().orElse(0);
    for (int at = 0; at < most; at++) {
      cells.row(at + 2);
      for (int column = 0; column < lists.size(); column++) {
        if (at < lists.get(column).size()) {
          cells.cell(column, lists.get(column).get(at), SheetWriter.Look.PLAIN);
        }
      }
    }
  }
}
