package org.tributary.withdraw;

import java.util.Optional;
import org.tributary.publish.PublishedFile;

/** What the search does with an object, by where it lies. */
sealed interface Treatment {

  /** It may remain and is not opened. */
  record Stays(Remains rule) implements Treatment {}

  /** It may not remain, whatever is in it. */
  record Wrong(String what) implements Treatment {}

  /**
   * It is opened and searched.
   *
   * @param naming the rule under which it may name the authority, if there is one
   */
  record Opened(Net net, Optional<Remains> naming) implements Treatment {

    Opened(Net net) {
      this(net, Optional.empty());
    }
  }

  /** A table of the authority's own, which may hold what other signatures keep and no more. */
  record OwnTable(String dataset, String table) implements Treatment {}

  /** A copy under a name that stays: treated so if it has the file's bytes, else as a stranger. */
  record Copy(PublishedFile file, Treatment ifSame) implements Treatment {}
}
