package org.tributary.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tributary.store.StoreConformance.Check;
import org.tributary.store.StoreConformance.Verdict;

class StoreConformanceTest {

  @Test
  void the_simulated_store_keeps_every_promise() {
    assertThat(broken(new SimulatedStore("store", 1_000))).isEmpty();
  }

  @Test
  void a_store_that_lets_two_writers_win_is_found_out() {
    SimulatedStore store = new SimulatedStore("store", 1_000);

    assertThat(
            broken(
                new DecoratedStore(store) {
                  @Override
                  public Created create(String key, Content content) throws StoreException {
                    store.replace(key, content);
                    return Created.CREATED;
                  }
                }))
        .contains("of 8 writers who create one key, exactly one wins");
  }

  @Test
  void a_store_that_ignores_the_etag_of_a_read_is_found_out() {
    assertThat(
            broken(
                new DecoratedStore(new SimulatedStore("store", 1_000)) {
                  @Override
                  public InputStream read(String key, Optional<String> etag) throws StoreException {
                    return super.read(key, Optional.empty());
                  }
                }))
        .containsExactly("a read of an object that was replaced since says so");
  }

  @Test
  void a_store_that_lists_one_page_only_is_found_out() {
    assertThat(
            broken(
                new DecoratedStore(new SimulatedStore("store", 1_000)) {
                  @Override
                  public List<StoredObject> list(String prefix) throws StoreException {
                    return super.list(prefix).stream().limit(1_000).toList();
                  }
                }))
        .containsExactly("more than 1,000 objects are listed, in the order of bytes");
  }

  @Test
  void a_store_that_decodes_keys_is_found_out() {
    assertThat(
            broken(
                new DecoratedStore(new SimulatedStore("store", 1_000)) {
                  @Override
                  public Created create(String key, Content content) throws StoreException {
                    return super.create(key.replace("%20", " "), content);
                  }
                }))
        .contains("names are kept as they are, whatever they hold");
  }

  @Test
  void nothing_is_left_behind() {
    SimulatedStore store = new SimulatedStore("store", 1_000);

    new StoreConformance(store, "_doctor/").run();

    assertThat(store.list("")).isEmpty();
  }

  private static List<String> broken(ObjectStore store) {
    return new StoreConformance(store, "_doctor/")
        .run().stream()
            .filter(check -> check.verdict() == Verdict.FAILED)
            .map(Check::promise)
            .toList();
  }
}
