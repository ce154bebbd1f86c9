package org.teavm.classlib.java.io;

import java.io.IOException;

/** {@link java.io.CharConversionException}. */
public class TCharConversionException extends IOException {

  private static final long serialVersionUID = 1L;

  public TCharConversionException() {}

  public TCharConversionException(String message) {
    super(message);
  }
}
