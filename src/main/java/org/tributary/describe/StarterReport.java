package org.tributary.describe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.output.DescribedTable;
import org.tributary.pipeline.Measure;

/**
 * The pages with which a Power BI report starts: one for each folder of measures, with each number
 * and, below, tables of the same by what they are to be shown by. They are tables and no pictures,
 * so nothing is told by colour. A project without measures has one empty page.
 */
final class StarterReport {

  private static final String SCHEMAS =
      "https://developer.microsoft.com/json-schemas/fabric/item/report/definition/";
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final int GAP = 16;
  private static final int CARDS_IN_A_ROW = 4;
  private static final int CARD_HEIGHT = 96;

  /** A measure and the table that has it. */
  private record Shown(String table, Measure measure) {}

  private final Map<String, List<Shown>> folders = new LinkedHashMap<>();

  StarterReport(ReleaseContents contents) {
    for (DescribedTable table : contents.tables()) {
      for (Measure measure : table.forReports().measures()) {
        folders
            .computeIfAbsent(measure.folder(), folder -> new ArrayList<>())
            .add(new Shown(table.name(), measure));
      }
    }
  }

  /** Files by their path in the folder of pages. */
  SortedMap<String, String> files() {
    SortedMap<String, String> files = new TreeMap<>();
    List<String> pages = new ArrayList<>();
    if (folders.isEmpty()) {
      pages.add("empty");
      files.put("empty/page.json", page("empty", "Page 1"));
    }
    folders.forEach(
        (folder, measures) -> {
          String page = "page" + (pages.size() + 1);
          pages.add(page);
          files.put(page + "/page.json", page(page, folder.isEmpty() ? "Numbers" : folder));
          visuals(page, measures, files);
        });
    files.put(
        "pages.json",
        JsonText.of(
            ordered(
                "$schema",
                SCHEMAS + "pagesMetadata/1.0.0/schema.json",
                "pageOrder",
                pages,
                "activePageName",
                pages.get(0))));
    return files;
  }

  private static String page(String name, String title) {
    return JsonText.of(
        ordered(
            "$schema", SCHEMAS + "page/1.0.0/schema.json",
            "name", name,
            "displayName", title,
            "displayOption", "FitToPage",
            "height", HEIGHT,
            "width", WIDTH));
  }

  private static void visuals(String page, List<Shown> measures, Map<String, String> files) {
    List<String> visuals = new ArrayList<>();
    int rows = (measures.size() + CARDS_IN_A_ROW - 1) / CARDS_IN_A_ROW;
    int cardWidth = (WIDTH - GAP) / Math.min(CARDS_IN_A_ROW, measures.size()) - GAP;
    for (int i = 0; i < measures.size(); i++) {
      int x = GAP + i % CARDS_IN_A_ROW * (cardWidth + GAP);
      int y = GAP + i / CARDS_IN_A_ROW * (CARD_HEIGHT + GAP);
      visuals.add(
          visual(
              page,
              visuals.size(),
              "card",
              place(x, y, cardWidth, CARD_HEIGHT),
              List.of(field(measures.get(i)))));
    }
    Map<List<String>, List<Map<String, Object>>> tables = new LinkedHashMap<>();
    for (Shown shown : measures) {
      List<String> by = shown.measure().by();
      if (!by.isEmpty()) {
        tables
            .computeIfAbsent(
                by, columns -> new ArrayList<>(columns.stream().map(StarterReport::field).toList()))
            .add(field(shown));
      }
    }
    int top = GAP + rows * (CARD_HEIGHT + GAP);
    int tableWidth = (WIDTH - GAP) / Math.max(1, tables.size()) - GAP;
    int x = GAP;
    for (List<Map<String, Object>> fields : tables.values()) {
      visuals.add(
          visual(
              page,
              visuals.size(),
              "tableEx",
              place(x, top, tableWidth, HEIGHT - GAP - top),
              fields));
      x += tableWidth + GAP;
    }
    for (int i = 0; i < visuals.size(); i++) {
      files.put(page + "/visuals/" + name(page, i) + "/visual.json", visuals.get(i));
    }
  }

  private static String name(String page, int number) {
    return page + "visual" + (number + 1);
  }

  private static Map<String, Object> place(int x, int y, int width, int height) {
    return ordered("x", x, "y", y, "z", 0, "height", height, "width", width);
  }

  private static String visual(
      String page,
      int number,
      String type,
      Map<String, Object> place,
      List<Map<String, Object>> fields) {
    Map<String, Object> position = new LinkedHashMap<>(place);
    // Who goes through it by keyboard comes to the visuals in the order in which they are read.
    position.put("tabOrder", number);
    return JsonText.of(
        ordered(
            "$schema",
            SCHEMAS + "visualContainer/1.0.0/schema.json",
            "name",
            name(page, number),
            "position",
            position,
            "visual",
            ordered(
                "visualType",
                type,
                "query",
                ordered("queryState", ordered("Values", ordered("projections", fields))),
                "drillFilterOtherVisuals",
                true)));
  }

  private static Map<String, Object> field(Shown shown) {
    return field("Measure", shown.table(), shown.measure().name());
  }

  private static Map<String, Object> field(String column) {
    int point = column.indexOf('.');
    return field("Column", column.substring(0, point), column.substring(point + 1));
  }

  private static Map<String, Object> field(String kind, String table, String name) {
    return ordered(
        "field",
        ordered(
            kind,
            ordered(
                "Expression", ordered("SourceRef", ordered("Entity", table)), "Property", name)),
        "queryRef",
        table + "." + name,
        "nativeQueryRef",
        name);
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
