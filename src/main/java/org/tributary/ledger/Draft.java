package org.tributary.ledger;

import java.util.List;
import java.util.Map;
import org.tributary.ledger.Entry.What;

/** What an entry is to say; its place in the chain is found when it is written. */
public record Draft(
    What what,
    String about,
    Map<String, String> facts,
    Map<String, Long> commits,
    List<String> items) {

  /**
   * That a session or a release ended and published nothing; what published something is in the
   * ledger with its commit.
   */
  public static Draft ofNothingPublished(What what, String about, String attempt, String why) {
    return new Draft(
        what, about, Map.of("attempt", attempt, "published", "nothing", "why", why), List.of());
  }

  /** An entry that is about no commit. */
  public Draft(What what, String about, Map<String, String> facts, List<String> items) {
    this(what, about, facts, Map.of(), items);
  }
}
