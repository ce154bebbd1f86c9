package org.teavm.classlib.java.io;

import java.io.IOException;
import java.io.Writer;

/** {@link java.io.FilterWriter}. */
public abstract class TFilterWriter extends Writer {

  protected Writer out;

  protected TFilterWriter(Writer out) {
    super(out);
    this.out = out;
  }

  @Override
  public void write(int letter) throws IOException {
    out.write(letter);
  }

  @Override
  public void write(char[] letters, int from, int length) throws IOException {
    out.write(letters, from, length);
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    out.write(text, from, length);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
