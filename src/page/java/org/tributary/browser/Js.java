package org.tributary.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Int8Array;

/** What the programme and the page's script say to each other. */
final class Js {

  /** Takes the rules of the region and says what the page has to know of them. */
  @JSFunctor
  interface Load extends JSObject {
    String load(Int8Array pack);
  }

  /** Takes a file, by its path below what was chosen. */
  @JSFunctor
  interface Add extends JSObject {
    void add(String path, Int8Array bytes);
  }

  /** Checks all files that were added, which it forgets; says which could not be checked. */
  @JSFunctor
  interface Check extends JSObject {
    String check(String authority, String dataset, String today);
  }

  /** One of the reports of the last check. */
  @JSFunctor
  interface Report extends JSObject {
    String report(String format);
  }

  private Js() {}

  @JSBody(
      params = {"load", "add", "check", "report"},
      script = "self.tributary = {load: load, add: add, check: check, report: report};")
  static native void offer(Load load, Add add, Check check, Report report);

  @JSBody(
      params = {"name", "number", "of"},
      script = "self.postMessage({begun: {name: name, number: number, of: of}});")
  static native void begun(String name, int number, int of);
}
