package org.tributary.read;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a document that may begin with blank lines. No parser takes a declaration behind
 * them, so spaces stand in its place; what it says of the letters is known already. Lines keep
 * their numbers.
 */
final class XmlStart extends FilterReader {

  /** So far the declaration is looked for. */
  static final int LOOKED_AT = 4_096;

  private static final Pattern DECLARATION = Pattern.compile("<\\?xml\\s[^>]*\\?>");

  private final char[] first = new char[LOOKED_AT];
  private int at;
  private int end = -1;

  XmlStart(Reader text) {
    super(text);
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (end < 0) {
      look();
    }
    if (at == end) {
      return in.read(target, offset, length);
    }
    int copied = Math.min(length, end - at);
    System.arraycopy(first, at, target, offset, copied);
    at += copied;
    return copied;
  }

  private void look() throws IOException {
    end = 0;
    int read;
    // A reader takes blocks of two characters at least.
    while (end < LOOKED_AT - 1 && (read = in.read(first, end, LOOKED_AT - end)) > 0) {
      end += read;
    }
    int start = 0;
    while (start < end && Whitespace.is(first[start])) {
      start++;
    }
    if (start == 0) {
      return;
    }
    Matcher declaration = DECLARATION.matcher(new String(first, start, end - start));
    int blank = declaration.lookingAt() ? start + declaration.end() : start;
    for (int i = 0; i < blank; i++) {
      first[i] = first[i] == '\n' || first[i] == '\r' ? first[i] : ' ';
    }
  }
}
