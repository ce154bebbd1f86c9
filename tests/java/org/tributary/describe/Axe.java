package org.tributary.describe;

import java.io.IOException;
import org.tributary.operate.Browser;
import tools.jackson.databind.JsonNode;

/** The axe rules of accessibility, asked of the page that a browser shows. */
public final class Axe {

  private Axe() {}

  /** Skips a test where they cannot be asked. */
  public static void assumeInstalled() {
    Browser.assumeInstalled();
    Node.assumeInstalled();
  }

  /** Whether they can be asked, or have to be. */
  public static boolean isInstalled() {
    return Node.isInstalled();
  }

  /** What the rules find on the page that is open: the rule and the places. */
  public static JsonNode violations(Browser browser) throws IOException {
    return browser.run(
        Node.text("axe-core/axe.min.js")
            + ";return axe.run({iframes: false}).then(found => found.violations.map("
            + "rule => rule.id + ' ' + rule.nodes.map(node => node.target.join(' '))));");
  }
}
