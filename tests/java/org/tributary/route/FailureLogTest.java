package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.operate.HeardLog;
import org.tributary.store.DecoratedStore;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/** What an operator reads when the shipped routes fail at each round of work. */
class FailureLogTest {

  private static final String UASC = "fons-a821f-bedford-822/ssda903/2025/uasc.csv";

  @TempDir Path folder;
  private final AtomicBoolean away = new AtomicBoolean(true);
  private TrialRegion region;

  @AfterEach
  void tear_down() {
    region.close();
  }

  /** Nothing can be read that ends so. */
  private void unreadable(String area, String ending) throws Exception {
    region = new TrialRegion(folder, Clock.systemUTC()).signingOnly("PAN");
    region.between(
        (name, store) ->
            !name.equals(area)
                ? store
                : new DecoratedStore(store) {
                  @Override
                  public InputStream read(String key, Optional<String> etag) throws StoreException {
                    if (away.get() && key.endsWith(ending)) {
                      throw new StoreException(Reason.UNAVAILABLE, "read").at(area + " (bucket b)");
                    }
                    return super.read(key, etag);
                  }
                });
    region.upload(UASC, "CHILD,SEX,DOB,DUC\r\n1,M,03/02/2010,03/02/2028\r\n");
  }

  @Test
  void a_session_that_fails_ten_times_in_one_run_is_said_once() throws Exception {
    unreadable("uploads", "uasc.csv");
    List<String> heard = HeardLog.during(Level.ERROR, region::work);
    assertThat(heard)
        .singleElement()
        .asString()
        .startsWith("ERROR 822 Bedford ssda903: file 1 in the route file failed (store): ")
        .contains("the area uploads (bucket b) cannot be reached. What is published stays.")
        .endsWith("See docs/runbook.md#store.");
    away.set(false);
    assertThat(HeardLog.during(Level.INFO, region::work))
        .contains("INFO 822 Bedford ssda903: published again; 10 failed before");
  }

  @Test
  void a_release_that_fails_names_its_use_case_and_health_says_why() throws Exception {
    unreadable("shared", "_uasc.csv");
    List<String> heard = HeardLog.during(Level.ERROR, region::work);
    assertThat(heard)
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allSatisfy(
            line ->
                assertThat(line)
                    .matches(
                        "ERROR [A-Z0-9-]+ outputs: the route release failed \\(store\\): the area"
                            + " shared \\(bucket b\\) cannot be reached\\. .*runbook\\.md#store\\."));
    assertThat(region.work())
        .filteredOn(status -> status.name().equals("PAN"))
        .singleElement()
        .satisfies(
            pan ->
                assertThat(pan.reason())
                    .contains("outputs: the area shared (bucket b) cannot be reached"));
  }
}
