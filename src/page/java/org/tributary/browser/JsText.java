package org.tributary.browser;

import org.teavm.jso.JSBody;

/** What a browser does to texts by itself. */
public final class JsText {

  private JsText() {}

  /**
   * @param form {@code NFC}, {@code NFD}, {@code NFKC} or {@code NFKD}
   */
  @JSBody(
      params = {"text", "form"},
      script = "return text.normalize(form);")
  public static native String normalized(String text, String form);
}
