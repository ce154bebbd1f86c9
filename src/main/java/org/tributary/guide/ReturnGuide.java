package org.tributary.guide;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tributary.page.GuideAddress;
import org.tributary.page.Page;
import org.tributary.schema.Code;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Layout;
import org.tributary.schema.Table;
import org.tributary.schema.Term;
import org.tributary.schema.Validity;

/**
 * What a return of one year, and of one term where it has terms, asks for: its tables, their
 * headers, formats and codes, and what has changed since the year before. Made of the schema alone,
 * by which the return is checked too.
 *
 * @param dataset as it is asked for in the term
 */
public record ReturnGuide(Dataset dataset, int year, Optional<Term> term, boolean isDocument) {

  /** Above so many, codes are folded away on the page. */
  public static final int CODES_AT_ONCE = 12;

  /**
   * A table as the page shows it.
   *
   * @param needs the fields without which a row counts for nothing
   */
  public record GuideTable(
      String name, String description, List<String> needs, List<GuideField> fields) {}

  /**
   * A field as the page shows it.
   *
   * @param anchor where the page has it, for links
   * @param others what its header may also be called
   * @param holds "new in 2026", or blank
   */
  public record GuideField(
      String anchor,
      String name,
      String description,
      boolean mandatory,
      List<String> others,
      String written,
      List<GuideCode> codes,
      String holds) {}

  public record GuideCode(String code, String label, String holds) {}

  /** The name of the page, without its folder. */
  public String pageName() {
    return stem() + ".html";
  }

  /** The page as a browser finds it in a folder of the guide. */
  public String pageIn(String folder) {
    return GuideAddress.page(folder, dataset.name(), year, term.map(Term::word));
  }

  /** The name of the workbook to fill, without its folder. */
  public String workbookName() {
    return stem() + ".xlsx";
  }

  private String stem() {
    return GuideAddress.stem(dataset.name(), year, term.map(Term::word));
  }

  /** {@code 2026}, {@code 2026, autumn}. */
  public String period() {
    return year + term.map(each -> ", " + each.word()).orElse("");
  }

  /** Whether there is a workbook to fill; a document and a form come from a system. */
  public boolean hasWorkbook() {
    return !isDocument && dataset.layout() == Layout.TABLE;
  }

  public boolean hasYearBefore() {
    return dataset.firstYear() < year;
  }

  /** The tables of the year, in the order of the return's own guide. */
  public List<GuideTable> tables() {
    return dataset.tablesIn(year).stream()
        .map(
            table ->
                new GuideTable(
                    table.name(),
                    table.description(),
                    table.rowNeeds(),
                    fields(table, year).values().stream()
                        .map(field -> field(table, field))
                        .toList()))
        .toList();
  }

  private GuideField field(Table table, Field field) {
    return new GuideField(
        GuideAddress.anchor(table.name(), field.name()),
        field.name(),
        field.description(),
        field.mandatory(),
        field.headers().stream().filter(header -> !header.equals(field.name())).toList(),
        FieldWords.written(field),
        field.codesIn(year).stream().map(this::code).toList(),
        holds(field.validity()));
  }

  /** In the first year that is known, nothing is known to be new. */
  private String holds(Validity validity) {
    return hasYearBefore() ? FieldWords.holds(validity, year) : "";
  }

  private GuideCode code(Code code) {
    return new GuideCode(code.code(), code.wordsIn(year), holds(code.validity()));
  }

  /** A sentence for each table, field and code that came or went since the year before. */
  public List<String> changes() {
    List<String> changes = new ArrayList<>();
    Map<String, Table> now = tables(year);
    Map<String, Table> before = tables(year - 1);
    for (Table table : dataset.tables()) {
      String name = table.name();
      if (now.containsKey(name) && !before.containsKey(name)) {
        changes.add("The table " + name + " is new.");
      } else if (!now.containsKey(name) && before.containsKey(name)) {
        changes.add("The table " + name + " is no longer asked for.");
      } else if (now.containsKey(name)) {
        changes.addAll(changes(table));
      }
    }
    return changes;
  }

  private List<String> changes(Table table) {
    List<String> changes = new ArrayList<>();
    Map<String, Field> now = fields(table, year);
    Map<String, Field> before = fields(table, year - 1);
    now.forEach(
        (name, field) -> {
          Field earlier = before.get(name);
          if (earlier == null) {
            changes.add(table.name() + ": " + name + " is new.");
          } else {
            changes.addAll(changes(table.name() + ": " + name, field, earlier));
          }
        });
    before.keySet().stream()
        .filter(name -> !now.containsKey(name))
        .forEach(name -> changes.add(table.name() + ": " + name + " is no longer asked for."));
    return changes;
  }

  private List<String> changes(String about, Field now, Field before) {
    List<String> changes = new ArrayList<>();
    if (now.mandatory() != before.mandatory()) {
      changes.add(about + (now.mandatory() ? " must be filled in." : " may be left blank."));
    }
    if (!FieldWords.written(now).equals(FieldWords.written(before))) {
      changes.add(about + " is written differently: " + FieldWords.written(now));
    }
    List<String> codesNow = now.codesIn(year).stream().map(Code::code).toList();
    List<String> codesBefore = before.codesIn(year - 1).stream().map(Code::code).toList();
    told(about, "new codes", less(codesNow, codesBefore), changes);
    told(about, "codes no longer used", less(codesBefore, codesNow), changes);
    return changes;
  }

  private static void told(String about, String what, List<String> codes, List<String> changes) {
    if (!codes.isEmpty()) {
      changes.add(about + ", " + what + ": " + String.join(", ", codes) + ".");
    }
  }

  private static List<String> less(List<String> some, List<String> others) {
    return some.stream().filter(code -> !others.contains(code)).toList();
  }

  private Map<String, Table> tables(int ofYear) {
    return ofYear < dataset.firstYear()
        ? Map.of()
        : dataset.tablesIn(ofYear).stream().collect(Collectors.toMap(Table::name, table -> table));
  }

  /** What authorities fill; a document's own column for the kind of event is not theirs. */
  static Map<String, Field> fields(Table table, int ofYear) {
    Map<String, Field> fields = new LinkedHashMap<>();
    List<Field> submitted = table.submittedFields();
    table.fieldsIn(ofYear).stream()
        .filter(submitted::contains)
        .forEach(field -> fields.putIfAbsent(field.name(), field));
    return fields;
  }

  /** As bytes of a page. */
  public byte[] page() {
    return Page.of("guide/guide.jte", this);
  }
}
