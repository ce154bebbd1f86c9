package org.tributary.describe;

import java.io.IOException;
import org.tributary.operate.Browser;
import tools.jackson.databind.JsonNode;

/** The rules of axe for pages that everybody can use. */
public final class Axe {

  private Axe() {}

  /** What the rules find on the page that is open: the rule and the place. */
  public static JsonNode violations(Browser browser) throws IOException {
    return browser.run(
        Node.text("axe-core/axe.min.js")
            + ";return axe.run().then(found => found.violations.map("
            + "rule => rule.id + ' ' + rule.nodes.map(node => node.target.join(' '))));");
  }
}
