package org.tributary.opendata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.region.Shipped;
import org.tributary.store.Contents;
import org.tributary.store.CountedStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.SimulatedStore;

/** Which files of open data there are, and what stands for one that is gone. */
class OpenDataAreaTest {

  private static final OpenData REGION = Shipped.region().openData();

  private static final OpenData LOOKUP = REGION.making(Set.of("postcode_authorities"));

  private static final String NEWER = "postcode_la_lookup_FEB_2026.csv";

  @TempDir private Path folder;
  private final SimulatedStore external = new SimulatedStore("external", 1_000);
  private final SimulatedStore workspace = new SimulatedStore("workspace", 1_000);
  private final OpenDataArea area = new OpenDataArea(external, workspace);

  /** As a session does: everything that is listed is fetched, and kept. */
  private List<String> read() throws Exception {
    return read(LOOKUP);
  }

  private List<String> read(OpenData wanted) throws Exception {
    Map<StoredObject, Path> read = new HashMap<>();
    for (StoredObject object : area.list(wanted)) {
      Path to = folder.resolve("file-" + read.size() + "-" + System.nanoTime());
      area.fetch(object, to);
      read.put(object, to);
    }
    area.keep(wanted, read);
    return read.entrySet().stream()
        .map(
            file -> {
              try {
                return file.getKey().key() + ": " + Files.readString(file.getValue());
              } catch (IOException failure) {
                throw new UncheckedIOException(failure);
              }
            })
        .toList();
  }

  private static String digest(List<StoredObject> objects) {
    Map<String, String> versions = new HashMap<>();
    objects.forEach(object -> versions.put(object.key(), object.etag()));
    return LOOKUP.digest(versions);
  }

  @Test
  void what_lies_there_is_what_there_is() throws Exception {
    external.create(NEWER, Contents.of("one"));
    assertThat(read()).containsExactly(NEWER + ": one");
  }

  @Test
  void a_file_that_is_gone_is_there_as_the_copy_last_read_and_nothing_is_read_again()
      throws Exception {
    external.create("lookups/" + NEWER, Contents.of("one"));
    String before = digest(area.list(LOOKUP));
    read();
    external.delete("lookups/" + NEWER);
    assertThat(digest(area.list(LOOKUP))).isEqualTo(before);
    assertThat(read())
        .singleElement()
        .asString()
        .startsWith(OpenDataArea.LAST_READ)
        .endsWith(NEWER + ": one");
    assertThat(area.list(LOOKUP)).allMatch(OpenDataArea::isLastRead);
  }

  @Test
  void a_copy_goes_when_another_file_of_its_kind_was_read() throws Exception {
    external.create(NEWER, Contents.of("one"));
    read();
    external.replace(NEWER, Contents.of("two"));
    read();
    assertThat(workspace.list(OpenDataArea.COPIES)).hasSize(1);
    external.delete(NEWER);
    assertThat(read()).singleElement().asString().endsWith(": two");
  }

  @Test
  void where_only_the_newest_counts_another_kind_takes_the_place_of_a_copy() throws Exception {
    OpenData postcodes = REGION.making(Set.of("postcodes"));
    external.create("ONSPD_FEB_2024_UK.csv", Contents.of("one"));
    read(postcodes);
    external.delete("ONSPD_FEB_2024_UK.csv");
    external.create("ONSPD_reduced_to_postcode_sector.csv", Contents.of("two"));
    assertThat(area.list(postcodes))
        .extracting(StoredObject::key)
        .containsExactly("ONSPD_reduced_to_postcode_sector.csv");
    read(postcodes);
    assertThat(workspace.list(OpenDataArea.COPIES))
        .singleElement()
        .extracting(StoredObject::key)
        .asString()
        .endsWith("/ONSPD_reduced_to_postcode_sector.csv");
  }

  @Test
  void where_there_never_was_one_there_is_none() throws Exception {
    assertThat(area.list(LOOKUP)).isEmpty();
    assertThat(read()).isEmpty();
  }

  @Test
  void an_area_that_did_not_change_is_listed_once_a_look_and_copies_not_at_all() throws Exception {
    CountedStore.Requests requests = new CountedStore.Requests();
    OpenDataArea counted =
        new OpenDataArea(
            new CountedStore("external", external, requests, Duration.ZERO),
            new CountedStore("workspace", workspace, requests, Duration.ZERO));
    counted.list(LOOKUP);
    requests.forget();
    counted.list(LOOKUP);
    counted.list(LOOKUP);
    assertThat(requests.soFar()).isEqualTo(Map.of("external list", 2L));
  }
}
