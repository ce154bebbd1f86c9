package org.tributary.read;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The parts of a workbook as texts, packed into one; what is not given is as Excel writes it. */
public final class WorkbookParts {

  private static final String RELATIONSHIPS =
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  private static final String TYPES =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

  private final Map<String, byte[]> parts = new LinkedHashMap<>();
  private char separator = '/';

  WorkbookParts() {
    put("[Content_Types].xml", "<Types/>");
    put(
        "_rels/.rels",
        RELATIONSHIPS
            + relationship("rId1", "officeDocument", "xl/workbook.xml")
            + "</Relationships>");
  }

  private static String relationship(String id, String type, String target) {
    return "<Relationship Id=\"%s\" Type=\"%s%s\" Target=\"%s\"/>"
        .formatted(id, TYPES, type, target);
  }

  WorkbookParts put(String name, String text) {
    return put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  WorkbookParts put(String name, byte[] bytes) {
    parts.put(name, bytes);
    return this;
  }

  WorkbookParts without(String name) {
    parts.remove(name);
    return this;
  }

  /** As programmes of one system name the parts. */
  WorkbookParts withBackslashes() {
    separator = '\\';
    return this;
  }

  /** A sheet behind those that are there. */
  WorkbookParts sheet(String xml) {
    return put("xl/worksheets/sheet" + (sheets() + 1) + ".xml", xml);
  }

  private int sheets() {
    return (int)
        parts.keySet().stream().filter(name -> name.matches("xl/worksheets/[^/]+")).count();
  }

  /**
   * Takes the files of a folder: {@code sheet1.xml} and the other well-known parts by their short
   * names, others by their paths.
   */
  public static WorkbookParts of(Path folder) throws IOException {
    WorkbookParts workbook = new WorkbookParts();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String path = folder.relativize(file).toString();
        String name = path;
        if (path.matches("sheet\\d+\\.xml")) {
          name = "xl/worksheets/" + path;
        } else if (path.equals("workbook.xml.rels")) {
          name = "xl/_rels/" + path;
        } else if (!path.contains("/")) {
          name = "xl/" + path;
        }
        workbook.put(name, Files.readAllBytes(file));
      }
    }
    return workbook;
  }

  /** All parts, those included that follow from others. */
  Map<String, byte[]> complete() {
    String sheets =
        IntStream.rangeClosed(1, sheets())
            .mapToObj("<sheet name=\"Sheet %1$d\" sheetId=\"%1$d\" r:id=\"rId%1$d\"/>"::formatted)
            .collect(Collectors.joining());
    putIfAbsent(
        "xl/workbook.xml",
        "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
            + "<sheets>"
            + sheets
            + "</sheets></workbook>");
    StringBuilder relationships = new StringBuilder(RELATIONSHIPS);
    for (int i = 1; i <= sheets(); i++) {
      relationships.append(relationship("rId" + i, "worksheet", "worksheets/sheet" + i + ".xml"));
    }
    for (String part : new String[] {"styles", "sharedStrings"}) {
      if (parts.containsKey("xl/" + part + ".xml")) {
        relationships.append(relationship(part, part, "/xl/" + part + ".xml"));
      }
    }
    putIfAbsent("xl/_rels/workbook.xml.rels", relationships.append("</Relationships>").toString());
    return parts;
  }

  private void putIfAbsent(String name, String text) {
    parts.putIfAbsent(name, text.getBytes(StandardCharsets.UTF_8));
  }

  public void write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> part : complete().entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey().replace('/', separator)));
        zip.write(part.getValue());
        zip.closeEntry();
      }
    }
  }
}
