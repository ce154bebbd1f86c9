package org.tributary.check.workbook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** A workbook as a spreadsheet would show it, read by a parser that the programme does not use. */
final class ToldWorkbook {

  private final Map<String, byte[]> parts = new LinkedHashMap<>();

  private ToldWorkbook() {}

  static ToldWorkbook of(Path file) throws IOException {
    ToldWorkbook workbook = new ToldWorkbook();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        workbook.parts.put(entry.getName(), zip.readAllBytes());
      }
    }
    return workbook;
  }

  private Element xml(String part) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      return factory
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(parts.get(part)))
          .getDocumentElement();
    } catch (Exception notWellFormed) {
      throw new IOException(part, notWellFormed);
    }
  }

  private static List<Element> all(Element in, String name) {
    NodeList nodes = in.getElementsByTagName(name);
    List<Element> found = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      Node node = nodes.item(i);
      found.add((Element) node);
    }
    return found;
  }

  /** Every part that is XML is well formed, and every part that one names is there. */
  void isWhole() throws IOException {
    for (String part : parts.keySet()) {
      xml(part);
    }
    for (Element type : all(xml("[Content_Types].xml"), "Override")) {
      if (!parts.containsKey(type.getAttribute("PartName").substring(1))) {
        throw new IOException("there is no " + type.getAttribute("PartName"));
      }
    }
    for (String part : parts.keySet()) {
      if (part.endsWith(".rels")) {
        Path folder = Path.of(part).getParent().getParent();
        for (Element to : all(xml(part), "Relationship")) {
          Path target = (folder == null ? Path.of("") : folder).resolve(to.getAttribute("Target"));
          if (!parts.containsKey(target.normalize().toString())) {
            throw new IOException("there is no " + target);
          }
        }
      }
    }
  }

  /** All sheets, a line for each cell, mark, note and list. */
  List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    int number = 0;
    for (Element sheet : all(xml("xl/workbook.xml"), "sheet")) {
      number++;
      lines.add(
          "sheet "
              + sheet.getAttribute("name")
              + (sheet.getAttribute("state").equals("hidden") ? " (hidden)" : ""));
      Element cells = xml("xl/worksheets/sheet" + number + ".xml");
      for (Element cell : all(cells, "c")) {
        lines.add(
            "  "
                + cell.getAttribute("r")
                + (cell.getAttribute("s").equals("3") ? " marked" : "")
                + " "
                + cell.getTextContent().replace("\n", "\\n"));
      }
      for (Element list : all(cells, "dataValidation")) {
        lines.add("  choose in " + list.getAttribute("sqref") + " from " + list.getTextContent());
      }
      if (parts.containsKey("xl/comments/comments" + number + ".xml")) {
        for (Element note : all(xml("xl/comments/comments" + number + ".xml"), "comment")) {
          lines.add(
              "  note at "
                  + note.getAttribute("ref")
                  + ": "
                  + note.getTextContent().replace("\n", " / "));
        }
      }
    }
    return lines;
  }

  /** The text of every cell by its address, of the sheets up to that of the causes. */
  Map<String, String> cells(String sheetName) throws IOException {
    Map<String, String> cells = new LinkedHashMap<>();
    for (Element cell : all(xml(part(sheetName)), "c")) {
      if (!cell.getTextContent().isEmpty()) {
        cells.put(cell.getAttribute("r"), cell.getTextContent());
      }
    }
    return cells;
  }

  List<String> sheetNames() throws IOException {
    return all(xml("xl/workbook.xml"), "sheet").stream()
        .map(sheet -> sheet.getAttribute("name"))
        .toList();
  }

  private String part(String sheetName) throws IOException {
    return "xl/worksheets/sheet" + (sheetNames().indexOf(sheetName) + 1) + ".xml";
  }

  /** Types a value into a cell that is there, as a person would. */
  void type(String sheetName, String address, String value) throws IOException {
    String part = part(sheetName);
    String xml = new String(parts.get(part), StandardCharsets.UTF_8);
    String typed =
        xml.replaceFirst(
            "<c r=\"" + address + "\" s=\"3\"(/>| t=\"inlineStr\"><is><t[^>]*>[^<]*</t></is></c>)",
            "<c r=\"" + address + "\" s=\"3\" t=\"inlineStr\"><is><t>" + value + "</t></is></c>");
    if (typed.equals(xml)) {
      throw new IOException(address + " is not marked");
    }
    parts.put(part, typed.getBytes(StandardCharsets.UTF_8));
  }

  /** Saves it as a spreadsheet does: the parts, and nothing beside them. */
  void save(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
        zip.closeEntry();
      }
    }
  }
}
