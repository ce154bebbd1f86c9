package org.tributary.read;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Contents that are sometimes uploaded under the name of a CSV file, told by their first bytes. */
enum KnownContent {
  WORKBOOK("it is an Excel workbook; save it as CSV (UTF-8)"),
  ARCHIVE("it is an archive; unpack it and upload the files in it"),
  OLD_OFFICE("it is an old or password-protected Office file; save it as CSV (UTF-8)"),
  PDF("it is a PDF; export the data as CSV"),
  PARQUET("it is a Parquet file; export the data as CSV"),
  PICTURE("it is a picture; export the data as CSV"),
  WEB_PAGE("it is a web page; export the data as CSV"),
  XML("it is XML; export the data as CSV"),
  RICH_TEXT("it is a rich text document; save it as CSV (UTF-8)");

  /** How many first bytes are looked at: an archive's first names stand in them. */
  static final int LOOKED_AT = 4_096;

  private final String reason;

  KnownContent(String reason) {
    this.reason = reason;
  }

  /** Why it cannot be read as CSV, and what to do. */
  String reason() {
    return reason;
  }

  /** What begins with these bytes, if not text that could be CSV. */
  static Optional<KnownContent> of(byte[] first, int length) {
    String raw = new String(first, 0, length, StandardCharsets.ISO_8859_1);
    if (raw.startsWith("PK\u0003\u0004") || raw.startsWith("PK\u0005\u0006")) {
      boolean workbook = raw.contains("[Content_Types].xml") || raw.contains("xl/");
      return Optional.of(workbook ? WORKBOOK : ARCHIVE);
    }
    if (raw.startsWith("\u001f\u008b")
        || raw.startsWith("7z\u00bc\u00af")
        || raw.startsWith("Rar!")) {
      return Optional.of(ARCHIVE);
    }
    if (raw.startsWith("\u00d0\u00cf\u0011\u00e0")) {
      return Optional.of(OLD_OFFICE);
    }
    if (raw.startsWith("%PDF-")) {
      return Optional.of(PDF);
    }
    if (raw.startsWith("PAR1")) {
      return Optional.of(PARQUET);
    }
    if (raw.startsWith("\u0089PNG")
        || raw.startsWith("\u00ff\u00d8\u00ff")
        || raw.startsWith("GIF8")) {
      return Optional.of(PICTURE);
    }
    String text = raw.substring(raw.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0).stripLeading();
    String start = text.substring(0, Math.min(text.length(), 15)).toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype html")
        || start.startsWith("<html")
        || start.startsWith("<table")) {
      return Optional.of(WEB_PAGE);
    }
    if (start.startsWith("<?xml")) {
      return Optional.of(XML);
    }
    return start.startsWith("{\\rtf") ? Optional.of(RICH_TEXT) : Optional.empty();
  }
}
