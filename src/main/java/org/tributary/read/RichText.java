package org.tributary.read;

import java.io.IOException;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;

/**
 * The text of a cell that is written in runs of different looks, as one. How it is spoken stands
 * beside it in some languages and is left out.
 */
final class RichText {

  private final int longest;
  private final StringBuilder text = new StringBuilder();

  RichText(int longest) {
    this.longest = longest;
  }

  void clear() {
    text.setLength(0);
  }

  /** Reads the element that has just begun, up to its end. */
  void read(PartXml xml) throws IOException, UnreadableFileException {
    XMLStreamReader raw = xml.raw();
    int depth = 1;
    boolean inText = false;
    while (depth > 0) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (xml.isName("rPh")) {
            xml.skip();
          } else {
            inText = xml.isName("t");
            depth++;
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          inText = false;
          depth--;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (inText) {
            append(raw.getTextCharacters(), raw.getTextStart(), raw.getTextLength());
          }
        }
        case XMLStreamConstants.END_DOCUMENT ->
            throw new UnreadableFileException(ZipPackage.DAMAGED);
        default -> {
          // Comments and instructions are no text.
        }
      }
    }
  }

  void append(char[] characters, int start, int length) throws UnreadableFileException {
    if (text.length() + length > longest) {
      throw new UnreadableFileException("a cell has more than " + longest + " characters");
    }
    text.append(characters, start, length);
  }

  /** The text; letters that XML cannot hold are written {@code _x000D_} in it and decoded here. */
  @Override
  public String toString() {
    int at = text.indexOf("_x");
    if (at < 0) {
      return text.toString();
    }
    StringBuilder decoded = new StringBuilder(text.length());
    int from = 0;
    while (at >= 0) {
      int letter = escaped(at);
      if (letter >= 0) {
        decoded.append(text, from, at).append((char) letter);
        from = at + 7;
      }
      at = text.indexOf("_x", Math.max(at + 2, from));
    }
    return decoded.append(text, from, text.length()).toString();
  }

  private int escaped(int at) {
    if (at + 7 > text.length() || text.charAt(at + 6) != '_') {
      return -1;
    }
    int letter = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      letter = letter << 4 | digit;
    }
    return letter;
  }
}
