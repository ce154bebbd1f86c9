package org.tributary.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tributary.read.ZipPackage.Part;

/**
 * An XLSX workbook: its sheets in their order, and what their cells refer to. Macros, links and
 * queries are noticed and never followed.
 */
final class Workbook {

  /** Whether people see a sheet. */
  enum Visibility {
    SHOWN,
    HIDDEN
  }

  /**
   * A sheet of cells.
   *
   * @param number its place among all sheets, 1 for the first
   */
  record Sheet(int number, Visibility visibility, Part part) {

    /** For a report. */
    String words() {
      return "sheet " + number;
    }
  }

  private static final String NO_WORKBOOK =
      "it is no Excel workbook; save it as .xlsx or as CSV (UTF-8)";
  private static final String NO_SHEETS = "the workbook has no sheet with cells";

  /** No return has as many. */
  private static final int MOST_SHEETS = 200;

  private static final int MOST_RELATIONSHIPS = 10_000;

  private record Relationship(String type, String target) {

    boolean is(String kind) {
      return type.endsWith("/" + kind);
    }
  }

  private final ZipPackage zip;
  private final List<Sheet> sheets = new ArrayList<>();

  /** By a sheet's number; a name may be a child's, so that no report has it. */
  private final Map<Integer, String> names = new HashMap<>();

  private boolean datesFrom1904;
  private boolean calculatedOnLoad;
  private Optional<Part> styles = Optional.empty();
  private Optional<Part> texts = Optional.empty();
  private NumberStyles numberStyles = NumberStyles.NONE;
  private SharedTexts sharedTexts = SharedTexts.NONE;

  private Workbook(ZipPackage zip) {
    this.zip = zip;
  }

  /**
   * Opens a workbook.
   *
   * @param bytes the file; its folder takes the texts that cells share
   */
  static Workbook open(Path bytes, Limits limits) throws IOException, UnreadableFileException {
    ZipPackage zip = ZipPackage.open(bytes, limits.inflation());
    Workbook workbook = new Workbook(zip);
    workbook.readStructure();
    if (workbook.styles.isPresent()) {
      workbook.numberStyles = NumberStyles.read(zip, workbook.styles.get());
    }
    if (workbook.texts.isPresent()) {
      workbook.sharedTexts = SharedTexts.read(zip, workbook.texts.get(), bytes, limits);
    }
    return workbook;
  }

  private void readStructure() throws IOException, UnreadableFileException {
    refuseOthers();
    if (zip.part("[Content_Types].xml").isEmpty()) {
      throw new UnreadableFileException(ZipPackage.DAMAGED);
    }
    Part main =
        relationships("").values().stream()
            .filter(relationship -> relationship.is("officeDocument"))
            .findFirst()
            .flatMap(relationship -> zip.part(relationship.target()))
            .orElseThrow(() -> new UnreadableFileException(NO_WORKBOOK));
    Map<String, Relationship> related = relationships(main.name());
    for (Relationship relationship : related.values()) {
      if (relationship.is("styles")) {
        styles = zip.part(relationship.target());
      } else if (relationship.is("sharedStrings")) {
        texts = zip.part(relationship.target());
      }
    }
    int number = 0;
    try (PartXml xml = PartXml.open(zip, main)) {
      if (!xml.nextElement() || !xml.isName("workbook")) {
        throw new UnreadableFileException(NO_WORKBOOK);
      }
      while (xml.nextElement()) {
        if (xml.isName("workbookPr")) {
          datesFrom1904 = xml.isTrue("date1904");
        } else if (xml.isName("calcPr")) {
          calculatedOnLoad = xml.isTrue("fullCalcOnLoad");
        } else if (xml.isName("sheet")) {
          number++;
          addSheet(number, xml, related);
        }
      }
    }
    if (sheets.isEmpty()) {
      throw new UnreadableFileException(NO_SHEETS);
    }
  }

  private void addSheet(int number, PartXml xml, Map<String, Relationship> related)
      throws UnreadableFileException {
    if (number > MOST_SHEETS) {
      throw new UnreadableFileException("it has more than " + MOST_SHEETS + " sheets");
    }
    Relationship relationship =
        xml.relationship()
            .map(related::get)
            .orElseThrow(() -> new UnreadableFileException(ZipPackage.DAMAGED));
    // A sheet that is a chart or a dialogue has no cells.
    if (relationship.is("worksheet")) {
      Part part =
          zip.part(relationship.target())
              .orElseThrow(() -> new UnreadableFileException(ZipPackage.DAMAGED));
      Visibility visibility =
          xml.attribute("state").filter(state -> !state.equals("visible")).isPresent()
              ? Visibility.HIDDEN
              : Visibility.SHOWN;
      sheets.add(new Sheet(number, visibility, part));
      names.put(number, xml.attribute("name").orElse(""));
    }
  }

  /** Other packages of office programmes, told apart for the sake of what to do about them. */
  private void refuseOthers() throws UnreadableFileException {
    if (zip.part("xl/workbook.bin").isPresent()) {
      throw new UnreadableFileException(
          "it is a binary workbook (.xlsb); save it as .xlsx or as CSV (UTF-8)");
    }
    if (zip.part("mimetype").isPresent() && zip.part("content.xml").isPresent()) {
      throw new UnreadableFileException(
          "it is an OpenDocument file (.ods); save it as .xlsx or as CSV (UTF-8)");
    }
    if (zip.part("Index/Document.iwa").isPresent() || zip.part("Index.zip").isPresent()) {
      throw new UnreadableFileException(
          "it is a Numbers document; export it as .xlsx or as CSV (UTF-8)");
    }
    if (zip.part("word/document.xml").isPresent()) {
      throw new UnreadableFileException(
          "it is a Word document; upload the data as .xlsx or as CSV (UTF-8)");
    }
    if (zip.part("[Content_Types].xml").isEmpty() && zip.part("xl/workbook.xml").isEmpty()) {
      throw new UnreadableFileException("it is an archive; unpack it and upload the files in it");
    }
  }

  /** What a part refers to inside the package, by id; links to elsewhere are left out. */
  private Map<String, Relationship> relationships(String source)
      throws IOException, UnreadableFileException {
    int slash = source.lastIndexOf('/') + 1;
    String folder = source.substring(0, slash);
    Map<String, Relationship> found = new LinkedHashMap<>();
    Optional<Part> part = zip.part(folder + "_rels/" + source.substring(slash) + ".rels");
    if (part.isEmpty()) {
      return found;
    }
    try (PartXml xml = PartXml.open(zip, part.get())) {
      while (xml.nextElement()) {
        if (xml.isName("Relationship")
            && xml.attribute("TargetMode").filter(mode -> mode.equals("External")).isEmpty()) {
          found.put(
              xml.attribute("Id").orElse(""),
              new Relationship(
                  xml.attribute("Type").orElse(""),
                  resolved(folder, xml.attribute("Target").orElse(""))));
          if (found.size() > MOST_RELATIONSHIPS) {
            throw new UnreadableFileException(ZipPackage.DAMAGED);
          }
        }
      }
    }
    return found;
  }

  /** A name inside the package; what would lead out of it is nobody's name there. */
  private static String resolved(String folder, String target) {
    String slashed = target.replace('\\', '/');
    String path = slashed.startsWith("/") ? slashed.substring(1) : folder + slashed;
    Deque<String> steps = new ArrayDeque<>();
    for (String step : path.split("/")) {
      if (step.equals("..")) {
        steps.pollLast();
      } else if (!step.equals(".")) {
        steps.addLast(step);
      }
    }
    return String.join("/", steps);
  }

  List<Sheet> sheets() {
    return sheets;
  }

  /** What the people who made it call a sheet: for their own eyes only. */
  String name(Sheet sheet) {
    return names.getOrDefault(sheet.number(), "");
  }

  boolean datesFrom1904() {
    return datesFrom1904;
  }

  /** Whether it says itself that the results of its formulas are still to be found. */
  boolean isCalculatedOnLoad() {
    return calculatedOnLoad;
  }

  /** Whether a spreadsheet has found the results of its formulas: it then lists them in a part. */
  boolean isCalculated() {
    return !calculatedOnLoad && zip.part("xl/calcChain.xml").isPresent();
  }

  /**
   * The tables that a spreadsheet knows of in a sheet, as far as they end in rows of totals.
   *
   * @throws UnreadableFileException where the package is damaged
   */
  List<Totals> totals(Sheet sheet) throws IOException, UnreadableFileException {
    List<Totals> totals = new ArrayList<>();
    for (Relationship relationship : relationships(sheet.part().name()).values()) {
      Optional<Part> part =
          relationship.is("table") ? zip.part(relationship.target()) : Optional.empty();
      if (part.isPresent()) {
        try (PartXml xml = PartXml.open(zip, part.get())) {
          if (xml.nextElement() && xml.isName("table")) {
            Totals.of(xml.attribute("ref").orElse(""), xml.attribute("totalsRowCount").orElse("0"))
                .ifPresent(totals::add);
          }
        }
      }
    }
    return totals;
  }

  NumberStyles numberStyles() {
    return numberStyles;
  }

  SharedTexts sharedTexts() {
    return sharedTexts;
  }

  ZipPackage zip() {
    return zip;
  }

  /** Whether it carries a programme, which is never run. */
  boolean hasMacros() {
    return hasPart("xl/vbaproject.bin") || hasPart("xl/macrosheets/");
  }

  /** Whether it refers to other files, databases or queries, none of which is ever asked. */
  boolean hasLinks() {
    return hasPart("xl/externallinks/")
        || hasPart("xl/connections.xml")
        || hasPart("xl/querytables/");
  }

  private boolean hasPart(String start) {
    return zip.parts().stream()
        .anyMatch(part -> part.name().toLowerCase(Locale.ROOT).startsWith(start));
  }
}
