package org.tributary.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tributary.publish.Layout.Kind;
import org.tributary.publish.Layout.OfAttempt;
import org.tributary.publish.Layout.OfCommit;
import org.tributary.publish.Layout.OfDelivery;

class LayoutTest {

  private static final String SHA = "0a".repeat(32);
  private static final Layout LAYOUT = new Layout("822/annex-a");

  @Test
  void a_key_says_what_it_was_made_for() {
    assertThat(Layout.key(LAYOUT.commit(12))).contains(new OfCommit("822/annex-a", 12));
    assertThat(Layout.key(LAYOUT.data(12, "a", SHA, "current/b.csv")))
        .contains(new OfAttempt(Kind.DATA, "822/annex-a", 12, "current/b.csv"));
    assertThat(Layout.key(LAYOUT.session(12, "a") + "degraded/list_1/0a.parquet"))
        .contains(new OfAttempt(Kind.SESSION, "822/annex-a", 12, "degraded/list_1/0a.parquet"));
    assertThat(Layout.key(LAYOUT.delivered("error-report") + SHA))
        .contains(new OfDelivery("822/annex-a"));
  }

  @Test
  void a_key_of_something_else_says_nothing() {
    assertThat(Layout.key("_commits/PAN/12.json")).isEmpty();
    assertThat(Layout.key("data/PAN/current.csv")).isEmpty();
    assertThat(Layout.key("_ledger/000000000001.json")).isEmpty();
    assertThat(Layout.key("_delivered/PAN/copies/other")).isEmpty();
    assertThat(Layout.key("")).isEmpty();
  }
}
