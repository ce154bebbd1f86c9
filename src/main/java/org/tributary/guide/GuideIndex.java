package org.tributary.guide;

import java.util.List;
import org.tributary.page.Page;

/** The page from which the others are found: a line for each return, its newest year first. */
public record GuideIndex(List<List<ReturnGuide>> returns) {

  public GuideIndex {
    returns = returns.stream().map(List::copyOf).toList();
  }

  public byte[] page() {
    return Page.of("guide/index.jte", this);
  }
}
