package org.teavm.classlib.java.text;

import org.tributary.browser.JsText;

/** {@link java.text.Normalizer}, by the browser's own. */
public final class TNormalizer {

  public enum Form {
    NFD,
    NFC,
    NFKD,
    NFKC
  }

  private TNormalizer() {}

  public static String normalize(CharSequence text, Form form) {
    return JsText.normalized(text.toString(), form.name());
  }

  public static boolean isNormalized(CharSequence text, Form form) {
    return normalize(text, form).contentEquals(text);
  }
}
