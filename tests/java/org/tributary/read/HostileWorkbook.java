package org.tributary.read;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files that cannot be kept as texts, because it is their bytes that do harm. */
public enum HostileWorkbook {
  SHARED_TEXTS_BOMB {
    @Override
    public void write(Path file) throws IOException {
      WorkbookParts workbook = plain();
      bomb(
          workbook,
          file,
          "xl/sharedStrings.xml",
          "<sst>",
          "<si><t>" + "a".repeat(30_000) + "</t></si>",
          10_000,
          "</sst>");
    }
  },
  BYTES_BOMB {
    @Override
    public void write(Path file) throws IOException {
      bomb(
          plain(),
          file,
          "xl/worksheets/sheet1.xml",
          "<worksheet><sheetData>" + HEADERS + "</sheetData>",
          " ".repeat(30_000),
          10_000,
          "</worksheet>");
    }
  },
  CELLS_BOMB {
    @Override
    public void write(Path file) throws IOException {
      bomb(
          plain(),
          file,
          "xl/worksheets/sheet1.xml",
          "<worksheet><sheetData>" + HEADERS,
          "<row>" + "<c><v>1</v></c>".repeat(32) + "</row>",
          100_000,
          "</sheetData></worksheet>");
    }
  },
  TWICE {
    @Override
    public void write(Path file) throws IOException {
      WorkbookParts workbook = plain().put("xl/worksheets/sheet1.xmk", SHEET);
      Files.write(file, replaced(bytes(workbook), "sheet1.xmk", "sheet1.xml"));
    }
  },
  LEADS_OUT {
    @Override
    public void write(Path file) throws IOException {
      plain().put("../../evil.xml", "<x/>").write(file);
    }
  },
  BACKSLASHES {
    @Override
    public void write(Path file) throws IOException {
      Map<String, byte[]> parts = new LinkedHashMap<>();
      plain().complete().forEach((name, text) -> parts.put(name.replace('/', '\\'), text));
      Files.write(file, zip(parts));
    }
  },
  BACKSLASHES_THAT_LEAD_OUT {
    @Override
    public void write(Path file) throws IOException {
      plain().put("..\\..\\evil.xml", "<x/>").write(file);
    }
  },
  ABSOLUTE {
    @Override
    public void write(Path file) throws IOException {
      plain().put("/etc/evil.xml", "<x/>").write(file);
    }
  },
  MANY_PARTS {
    @Override
    public void write(Path file) throws IOException {
      WorkbookParts workbook = plain();
      for (int i = 0; i < 20_000; i++) {
        workbook.put("xl/media/" + i, "");
      }
      workbook.write(file);
    }
  },
  NESTED {
    @Override
    public void write(Path file) throws IOException {
      Map<String, byte[]> parts = Map.of("inside.xlsx", bytes(plain()));
      Files.write(file, zip(parts));
    }
  },
  OTHER_NAME {
    @Override
    public void write(Path file) throws IOException {
      byte[] bytes = bytes(plain());
      // The first mention of a name is the header before the part, the last is the directory.
      int first = indexOf(bytes, "xl/worksheets/sheet1.xml", 0);
      bytes[first + 19] = '2';
      Files.write(file, bytes);
    }
  },
  OTHER_SIZE {
    @Override
    public void write(Path file) throws IOException {
      byte[] bytes = stored();
      bytes[indexOf(bytes, "xl/worksheets/sheet1.xml", 0) - 30 + 22]++;
      Files.write(file, bytes);
    }
  },
  OVERLAP {
    @Override
    public void write(Path file) throws IOException {
      byte[] bytes = bytes(plain().put("xl/worksheets/sheet9.xml", SHEET));
      int other = lastIndexOf(bytes, "xl/worksheets/sheet1.xml");
      int one = lastIndexOf(bytes, "xl/worksheets/sheet9.xml");
      // Where the part begins stands four bytes before its name in the directory.
      System.arraycopy(bytes, other - 4, bytes, one - 4, 4);
      Files.write(file, bytes);
    }
  },
  CHANGED_BYTE {
    @Override
    public void write(Path file) throws IOException {
      Files.write(file, replaced(stored(), "2024-01-31", "2024-01-30"));
    }
  },
  CUT_OFF {
    @Override
    public void write(Path file) throws IOException {
      byte[] bytes = bytes(plain());
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }
  },
  LOCKED {
    @Override
    public void write(Path file) throws IOException {
      Files.write(file, oldOffice("EncryptedPackage"));
    }
  },
  OLD {
    @Override
    public void write(Path file) throws IOException {
      Files.write(file, oldOffice("Workbook"));
    }
  },
  CSV_TEXT {
    @Override
    public void write(Path file) throws IOException {
      Files.writeString(file, "CHILD,DECOM,RNE,LS\nA1,31/01/2024,S,C2\n");
    }
  },
  WEB_PAGE {
    @Override
    public void write(Path file) throws IOException {
      Files.writeString(file, "<html><table><tr><td>CHILD</td></tr></table></html>");
    }
  },
  BINARY {
    @Override
    public void write(Path file) throws IOException {
      Files.write(
          file, zip(Map.of("[Content_Types].xml", new byte[0], "xl/workbook.bin", new byte[9])));
    }
  },
  OPENDOCUMENT {
    @Override
    public void write(Path file) throws IOException {
      Files.write(file, zip(Map.of("mimetype", new byte[9], "content.xml", new byte[9])));
    }
  },
  NUMBERS {
    @Override
    public void write(Path file) throws IOException {
      Files.write(file, zip(Map.of("Index/Document.iwa", new byte[9])));
    }
  },
  NO_CONTENT_TYPES {
    @Override
    public void write(Path file) throws IOException {
      plain().without("[Content_Types].xml").write(file);
    }
  };

  private static final String HEADERS =
      "<row r=\"1\">" + cells("CHILD", "DECOM", "RNE", "LS") + "</row>";

  private static final String SHEET =
      "<worksheet><sheetData>"
          + HEADERS
          + "<row r=\"2\">"
          + cells("A1", "2024-01-31", "S", "C2")
          + "</row></sheetData></worksheet>";

  public abstract void write(Path file) throws IOException;

  private static String cells(String... texts) {
    StringBuilder cells = new StringBuilder();
    for (String text : texts) {
      cells.append("<c t=\"inlineStr\"><is><t>").append(text).append("</t></is></c>");
    }
    return cells.toString();
  }

  static WorkbookParts plain() {
    return new WorkbookParts().sheet(SHEET);
  }

  /** A workbook in which one part is a text again and again, never held as a whole. */
  private static void bomb(
      WorkbookParts workbook,
      Path file,
      String part,
      String before,
      String again,
      int times,
      String after)
      throws IOException {
    workbook.put(part, "");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : workbook.complete().entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        if (entry.getKey().equals(part)) {
          repeated(before, again, times, after).transferTo(zip);
        } else {
          zip.write(entry.getValue());
        }
        zip.closeEntry();
      }
    }
  }

  private static InputStream repeated(String before, String again, int times, String after) {
    Iterator<String> texts =
        List.of(List.of(before), Collections.nCopies(times, again), List.of(after)).stream()
            .flatMap(List::stream)
            .iterator();
    return new SequenceInputStream(
        new Enumeration<>() {
          @Override
          public boolean hasMoreElements() {
            return texts.hasNext();
          }

          @Override
          public InputStream nextElement() {
            return new ByteArrayInputStream(texts.next().getBytes(StandardCharsets.US_ASCII));
          }
        });
  }

  private static byte[] bytes(WorkbookParts workbook) throws IOException {
    return zip(workbook.complete());
  }

  private static byte[] zip(Map<String, byte[]> parts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  /** A workbook whose parts are not packed, so that their bytes can be changed. */
  private static byte[] stored() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, byte[]> part : plain().complete().entrySet()) {
        ZipEntry entry = new ZipEntry(part.getKey());
        CRC32 crc = new CRC32();
        crc.update(part.getValue());
        entry.setCrc(crc.getValue());
        entry.setSize(part.getValue().length);
        zip.putNextEntry(entry);
        zip.write(part.getValue());
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  private static byte[] replaced(byte[] bytes, String from, String to) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static int indexOf(byte[] bytes, String text, int from) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text, from);
  }

  private static int lastIndexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(text);
  }

  /** The frame of an old Office file with one name in its list. */
  private static byte[] oldOffice(String name) {
    byte[] bytes = new byte[2_048];
    byte[] magic = {
      (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
    };
    System.arraycopy(magic, 0, bytes, 0, magic.length);
    bytes[30] = 9;
    bytes[48] = 1;
    byte[] letters = name.getBytes(StandardCharsets.UTF_16LE);
    System.arraycopy(letters, 0, bytes, 1_024 + 128, letters.length);
    return bytes;
  }
}
