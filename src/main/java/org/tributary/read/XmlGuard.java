package org.tributary.read;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Stops reading a text in which too much stands without a new tag: names, attributes, values and
 * comments of any length would otherwise be gathered in memory before anybody could refuse them.
 */
final class XmlGuard extends FilterReader {

  /** Too much stands between one tag and the next. */
  static final class TooLongException extends IOException {

    private static final long serialVersionUID = 1L;
  }

  /** So many characters may follow a {@code <} before the next. */
  private static final int LONGEST = 1 << 20;

  private long sinceTag;

  XmlGuard(Reader text) {
    super(text);
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    int read = in.read(target, offset, length);
    if (read <= 0) {
      return read;
    }
    // From the end, where a tag is near; blocks are small, so what lies before it need not be seen.
    int at = offset + read - 1;
    while (at >= offset && target[at] != '<') {
      at--;
    }
    sinceTag = at >= offset ? offset + read - 1 - at : sinceTag + read;
    if (sinceTag > LONGEST) {
      throw new TooLongException();
    }
    return read;
  }
}
