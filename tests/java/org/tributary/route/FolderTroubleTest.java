package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.operate.AreaHealth;
import org.tributary.operate.AreaHealth.State;
import org.tributary.operate.ChosenClock;
import org.tributary.publish.Manifest;
import org.tributary.settings.Role;
import org.tributary.store.Contents;
import org.tributary.store.CountedStore;
import org.tributary.store.CountedStore.Requests;
import org.tributary.store.DecoratedStore;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.SimulatedStore;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;
import org.tributary.store.s3.TroubledLine;
import org.tributary.store.s3.TroubledLine.Trouble;

/** What happens to folders and areas while the shipped routes are at work on them. */
class FolderTroubleTest {

  private static final String BEDFORD = "fons-a821f-bedford-822";
  private static final String LUTON = "fons-e07c3-luton-821";
  private static final String HEADER = "CHILD,SEX,DOB,DUC\r\n";
  private static final String OUTPUT = "PAN_ssda903_uasc.csv";

  @TempDir private Path folder;
  private final ChosenClock clock = new ChosenClock();
  private TrialRegion region;

  private TrialRegion region() {
    region = new TrialRegion(folder, clock).signingOnly("PAN");
    return region;
  }

  @AfterEach
  void stop() {
    if (region != null) {
      region.close();
    }
  }

  private static String uasc(String... children) {
    StringBuilder text = new StringBuilder(HEADER);
    for (String child : children) {
      text.append(child).append(",M,03/02/2010,03/02/2028\r\n");
    }
    return text.toString();
  }

  private static String key(String authorityFolder, String file) {
    return authorityFolder + "/ssda903/" + file;
  }

  private List<String> children() throws Exception {
    return children(OUTPUT);
  }

  private List<String> children(String output) throws Exception {
    return region.output(output).stream().map(row -> row.get("CHILD")).toList();
  }

  private Manifest commit(String code) throws Exception {
    return region.commit(code + "/ssda903").orElseThrow();
  }

  private static AreaHealth.Status of(String name, List<AreaHealth.Status> health) {
    return health.stream().filter(status -> status.name().equals(name)).findFirst().orElseThrow();
  }

  /** Does something once, to the first file of a name that is read. */
  private interface Mischief {
    InputStream read(ObjectStore uploads, String key, Optional<String> etag)
        throws StoreException, IOException;
  }

  private void whenFirstRead(String name, Mischief mischief) {
    AtomicBoolean done = new AtomicBoolean();
    region.between(
        (area, store) ->
            !area.equals("uploads")
                ? store
                : new DecoratedStore(store) {
                  @Override
                  public InputStream read(String key, Optional<String> etag) throws StoreException {
                    if (!key.endsWith(name) || done.getAndSet(true)) {
                      return super.read(key, etag);
                    }
                    try {
                      return mischief.read(store, key, etag);
                    } catch (IOException impossible) {
                      throw new StoreException(Reason.UNAVAILABLE, "read", impossible);
                    }
                  }
                });
  }

  @Test
  void f17_a_file_replaced_between_listing_and_reading_is_looked_at_again() throws Exception {
    region().upload(key(BEDFORD, "2024/uasc.csv"), uasc("1"));
    region.upload(key(BEDFORD, "2025/uasc.csv"), uasc("2"));
    whenFirstRead(
        "2025/uasc.csv",
        (uploads, key, etag) -> {
          uploads.replace(key, content(uasc("3")));
          return uploads.read(key, etag);
        });
    List<AreaHealth.Status> health = region.work();
    assertThat(health).allMatch(AreaHealth.Status::isWell);
    assertThat(children()).containsExactlyInAnyOrder("1_822", "3_822");
    assertThat(commit("822").number()).as("nothing was published of the mix").isEqualTo(1);
  }

  @Test
  void f18_a_file_replaced_while_it_is_read_is_looked_at_again() throws Exception {
    region().upload(key(BEDFORD, "2025/uasc.csv"), uasc("2"));
    whenFirstRead(
        "2025/uasc.csv",
        (uploads, key, etag) -> {
          byte[] old = uploads.read(key, etag).readAllBytes();
          uploads.replace(key, content(uasc("3")));
          return new ByteArrayInputStream(old);
        });
    region.work();
    assertThat(children()).containsExactly("3_822");
    assertThat(commit("822").number()).as("nothing was published of the old").isEqualTo(1);
  }

  @Test
  void f19_a_file_deleted_between_listing_and_reading_is_looked_at_again() throws Exception {
    region().upload(key(BEDFORD, "2024/uasc.csv"), uasc("1"));
    region.upload(key(BEDFORD, "2025/uasc.csv"), uasc("2"));
    whenFirstRead(
        "2025/uasc.csv",
        (uploads, key, etag) -> {
          uploads.delete(key);
          return uploads.read(key, etag);
        });
    region.work();
    assertThat(children()).containsExactly("1_822");
    assertThat(region.errorReport(BEDFORD, "ssda903"))
        .extracting(line -> line.get("filename"))
        .containsOnly("2024/uasc.csv");
  }

  @Test
  void f24_a_file_whose_bytes_end_early_publishes_nothing_and_is_tried_again() throws Exception {
    region().upload(key(BEDFORD, "2025/uasc.csv"), uasc("1", "2"));
    region.upload(key(LUTON, "2025/uasc.csv"), uasc("9"));
    whenFirstRead(
        key(BEDFORD, "2025/uasc.csv"), (uploads, key, etag) -> new Torn(uploads.read(key, etag)));
    AreaHealth.Status bedford = region.look("822");
    assertThat(bedford.state()).isEqualTo(State.FAILED);
    assertThat(region.commit("822/ssda903")).isEmpty();
    assertThat(region.work()).allMatch(AreaHealth.Status::isWell);
    assertThat(children()).containsExactlyInAnyOrder("9_821", "1_822", "2_822");
  }

  @Test
  void one_bit_flipped_on_the_way_publishes_nothing_and_is_read_again() throws Exception {
    String setting = "tributary.upload.areas.uploads.endpoint";
    URI server = URI.create(region().changedSettings().get(setting));
    byte[] mark = "flipped-child-1".getBytes(StandardCharsets.UTF_8);
    try (TroubledLine line = new TroubledLine(server, mark, Trouble.FLIPPED_BIT, 1)) {
      region.with(setting, line.endpoint().toString());
      region.upload(key(BEDFORD, "2025/uasc.csv"), uasc("flipped-child-1"));
      AreaHealth.Status bedford = region.look("822");
      assertThat(bedford.state()).isEqualTo(State.FAILED);
      assertThat(bedford.reason().orElseThrow())
          .contains("the bytes that arrived are not those that the store holds");
      assertThat(region.commit("822/ssda903")).isEmpty();
      assertThat(region.work()).allMatch(AreaHealth.Status::isWell);
      assertThat(children()).containsExactly("FLIPPED-CHILD-1_822");
    }
  }

  @Test
  void a_disk_that_takes_nothing_for_a_moment_sets_no_file_aside() throws Exception {
    String id =
        Digest.of(key(BEDFORD, "2025/uasc.csv").getBytes(StandardCharsets.UTF_8))
            .sha256()
            .substring(0, 16);
    for (String full : List.of("file-1/table-0.csv", "state/degraded/uasc/" + id + ".parquet")) {
      region().upload(key(BEDFORD, "2025/uasc.csv"), uasc("1"));
      whenFirstRead(
          "2025/uasc.csv",
          (uploads, key, etag) -> {
            fill(full);
            return uploads.read(key, etag);
          });
      assertThat(region.look("822").state()).as(full).isEqualTo(State.FAILED);
      assertThat(region.commit("822/ssda903")).as("nothing remembers it").isEmpty();
      assertThat(region.everything(Role.UPLOAD, "uploads"))
          .as("no error report says anything")
          .containsOnlyKeys(key(BEDFORD, "2025/uasc.csv"));
      List<AreaHealth.Status> health = region.work();
      assertThat(health).allMatch(AreaHealth.Status::isWell);
      assertThat(of("822", health).setAside()).isZero();
      assertThat(children()).containsExactly("1_822");
      region.close();
      folder = Files.createDirectory(folder.resolve("another"));
    }
  }

  /**
   * For a file of this name there is no room in the folder of the only session; the database
   * refuses to go there at all.
   */
  private void fill(String name) throws IOException {
    Path scratch = Path.of(region.changedSettings().get("tributary.scratch"));
    try (Stream<Path> found = Files.walk(scratch)) {
      for (Path at : found.filter(path -> path.endsWith("file-1")).toList()) {
        Path full = at.resolveSibling(name);
        Files.createDirectories(full.getParent());
        Files.createSymbolicLink(full, Path.of("/dev/full"));
      }
    }
  }

  /** Breaks off after some bytes, as a connection does. */
  private static final class Torn extends FilterInputStream {

    private int left = 30;

    Torn(InputStream whole) {
      super(whole);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (left == 0) {
        throw new IOException("the connection broke off");
      }
      int read = super.read(bytes, from, Math.min(left, length));
      left -= read;
      return read;
    }
  }

  private static ObjectStore.Content content(String text) {
    return Contents.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void f21_a_folder_emptied_at_once_is_believed_after_a_while() throws Exception {
    region()
        .with("tributary.emptied-folder-wait", "10m")
        .upload(key(BEDFORD, "2025/uasc.csv"), uasc("1"));
    region.work();
    region.remove(key(BEDFORD, "2025/uasc.csv"));
    region.work();
    clock.pass(Duration.ofMinutes(9));
    region.work();
    assertThat(children()).containsExactly("1_822");
    clock.pass(Duration.ofMinutes(1));
    region.work();
    assertThat(children()).isEmpty();
  }

  @Test
  void f21_a_folder_filled_again_in_time_keeps_its_outputs() throws Exception {
    region()
        .with("tributary.emptied-folder-wait", "10m")
        .upload(key(BEDFORD, "2025/uasc.csv"), uasc("1"));
    region.work();
    region.remove(key(BEDFORD, "2025/uasc.csv"));
    region.work();
    clock.pass(Duration.ofMinutes(5));
    region.upload(key(BEDFORD, "2025/uasc.csv"), uasc("1"));
    region.work();
    clock.pass(Duration.ofMinutes(1));
    region.remove(key(BEDFORD, "2025/uasc.csv"));
    region.work();
    clock.pass(Duration.ofMinutes(9));
    region.work();
    assertThat(children()).as("the wait began anew").containsExactly("1_822");
  }

  @Test
  void f22_files_that_arrive_one_by_one_wait_until_the_folder_has_settled() throws Exception {
    region().with("tributary.settle", "60s").upload(key(BEDFORD, "2024/uasc.csv"), uasc("1"));
    region.work();
    clock.pass(Duration.ofSeconds(40));
    region.upload(key(BEDFORD, "2025/uasc.csv"), uasc("2"));
    region.work();
    clock.pass(Duration.ofSeconds(40));
    region.work();
    assertThat(region.commit("822/ssda903")).as("40 seconds after the last change").isEmpty();
    clock.pass(Duration.ofSeconds(20));
    region.work();
    assertThat(commit("822").number()).isEqualTo(1);
    assertThat(children()).containsExactlyInAnyOrder("1_822", "2_822");
  }

  @Test
  void f28_ten_thousand_files_hide_none() throws Exception {
    SimulatedStore uploads = new SimulatedStore("uploads", 1_000);
    for (int i = 0; i < 10_000; i++) {
      uploads.replace(key(BEDFORD, "2025/" + i + "/Thumbs.db"), content("x"));
    }
    uploads.replace(key(BEDFORD, "2025/zz/uasc.csv"), content(uasc("1")));
    region().between((area, store) -> area.equals("uploads") ? uploads : store);
    region.work();
    assertThat(children()).containsExactly("1_822");
  }

  @Test
  void f36_a_storm_of_hostile_files_stops_neither_a_good_one_nor_another_authority()
      throws Exception {
    Map<String, ObjectStore> inMemory =
        Map.of(
            "uploads", new SimulatedStore("uploads", 1_000),
            "workspace", new SimulatedStore("workspace", 1_000));
    ObjectStore uploads = inMemory.get("uploads");
    Random random = new Random(903);
    for (int i = 0; i < 500; i++) {
      uploads.replace(key(BEDFORD, "2025/storm " + i + ".csv"), Contents.of(hostile(random, i)));
    }
    uploads.replace(key(BEDFORD, "2025/uasc.csv"), content(uasc("1")));
    uploads.replace(key(LUTON, "2025/uasc.csv"), content(uasc("2")));
    region().between((area, store) -> inMemory.getOrDefault(area, store));
    List<AreaHealth.Status> health = region.work();
    assertThat(health).allMatch(AreaHealth.Status::isWell);
    assertThat(of("822", health).setAside()).isGreaterThan(400);
    assertThat(children()).contains("2_821", "1_822");
    assertThat(commit("822").counts().addUp()).isTrue();
  }

  /** Parts of a return and bytes of chance, in turn. */
  private static byte[] hostile(Random random, int number) {
    byte[] bytes = uasc("7", "8", "9").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 1 + number % 20; i++) {
      bytes[random.nextInt(number % 3 == 0 ? HEADER.length() : bytes.length)] =
          (byte) random.nextInt(256);
    }
    return Arrays.copyOf(bytes, number % 2 == 0 ? random.nextInt(HEADER.length()) : bytes.length);
  }

  @Test
  void an_authority_whose_folder_cannot_be_listed_stops_nobody_else() throws Exception {
    region().upload(key(BEDFORD, "2025/uasc.csv"), uasc("1"));
    region.upload(key(LUTON, "2025/uasc.csv"), uasc("2"));
    AtomicBoolean forbidden = new AtomicBoolean(true);
    region.between((area, store) -> unlistable(store, BEDFORD + "/", forbidden));
    List<AreaHealth.Status> health = region.work();
    assertThat(children()).containsExactly("2_821");
    assertThat(of("822", health).state()).isEqualTo(State.UNREACHABLE);
    assertThat(of("822", health).reason()).contains("the area refuses our credentials");
    assertThat(health)
        .filteredOn(status -> !status.name().equals("822"))
        .allMatch(AreaHealth.Status::isWell);
    forbidden.set(false);
    assertThat(region.work()).allMatch(AreaHealth.Status::isWell);
    assertThat(children()).containsExactlyInAnyOrder("2_821", "1_822");
  }

  private static ObjectStore unlistable(ObjectStore store, String prefix, AtomicBoolean forbidden) {
    return new DecoratedStore(store) {
      @Override
      public List<StoredObject> list(String below) throws StoreException {
        if (forbidden.get() && below.startsWith(prefix)) {
          throw new StoreException(Reason.FORBIDDEN, "list");
        }
        return super.list(below);
      }
    };
  }

  @Test
  void an_unreachable_outputs_area_leaves_the_upload_account_at_work() throws Exception {
    region()
        .with("tributary.hub.areas.outputs.endpoint", "http://127.0.0.1:1")
        .upload(key(BEDFORD, "2025/uasc.csv"), uasc("1"));
    List<AreaHealth.Status> health = region.work();
    assertThat(commit("822").counts().kept()).isEqualTo(1);
    assertThat(of("822", health).isWell()).isTrue();
    assertThat(of("PAN", health).state()).isEqualTo(State.UNREACHABLE);
    assertThat(of("PAN", health).reason().orElseThrow())
        .matches("the area outputs \\(bucket [a-z-]+\\) cannot be reached");
  }

  @Test
  void outputs_that_the_agreement_does_not_allow_leave_the_last_good_state() throws Exception {
    String episodes =
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\r\n";
    String row = "1,01/04/2024,S,C2,N1,U1,PR1,,,,ZZ1 2AB,ZZ3 4CD,SC123456\r\n";
    region().upload(key(BEDFORD, "2025/episodes.csv"), episodes + row);
    region.work();
    String good = region.outputDigests().get("PAN_ssda903_episodes.csv");
    // A mistake in a repair, which no check of the configuration reads, would let one through.
    region.edit(
        region.config().resolve("outputs/repairs/ssda903-episodes.sql"),
        "UPDATE rows SET YEAR_latest",
        "UPDATE rows SET HOME_POST = 'ZZ1 2AB';\nUPDATE rows SET YEAR_latest");
    region.upload(
        key(BEDFORD, "2025/episodes.csv"), episodes + row + row.replace("1,01/04", "2,01/05"));
    region.start();
    List<AreaHealth.Status> health = region.work();
    assertThat(commit("822").number()).isEqualTo(1);
    assertThat(of("822", health).state()).isEqualTo(State.FAILED);
    assertThat(of("822", health).reason()).contains("ssda903: the outputs did not pass the gate");
    assertThat(region.outputDigests().get("PAN_ssda903_episodes.csv")).isEqualTo(good);
    region
        .everything(Role.UPLOAD, "shared")
        .forEach(
            (key, bytes) ->
                assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                    .as(key)
                    .doesNotContain("ZZ1 2AB"));
    assertThat(region.errorReport(BEDFORD, "ssda903"))
        .as("the report is about the files as they are now")
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).containsEntry("session", "822-ssda903-000002"));
  }

  @Test
  void a_years_rows_leave_the_outputs_when_its_retention_ends_and_nobody_uploads()
      throws Exception {
    region = new TrialRegion(folder, clock).signingOnly("PAN", "SUFFICIENCY");
    region.upload(key(BEDFORD, "2020/uasc.csv"), uasc("1"));
    region.upload(key(BEDFORD, "2025/uasc.csv"), uasc("2"));
    region.work();
    assertThat(children("SUFFICIENCY_ssda903_uasc.csv")).containsExactly("1_822", "2_822");
    clock.pass(Duration.ofDays(304));
    region.work();
    assertThat(children("SUFFICIENCY_ssda903_uasc.csv"))
        .as("on the last day of 2026")
        .containsExactly("1_822", "2_822");
    clock.pass(Duration.ofDays(1));
    assertThat(region.work()).allMatch(AreaHealth.Status::isWell);
    assertThat(children("SUFFICIENCY_ssda903_uasc.csv")).containsExactly("2_822");
    assertThat(children()).as("kept longer for another use").containsExactly("1_822", "2_822");
  }

  @Test
  void an_unchanged_folder_costs_one_listing_and_no_reading() throws Exception {
    Requests calls = new Requests();
    region()
        .between((area, store) -> new CountedStore(area, store, calls, Duration.ZERO))
        .upload(key(BEDFORD, "2025/uasc.csv"), uasc("1"));
    region.work();
    calls.forget();
    region.look("822");
    assertThat(calls.soFar()).containsExactly(Map.entry("uploads list", 1L));
  }

  @Test
  void an_authority_whose_look_is_stopped_waits_alone_and_loses_nothing() throws Exception {
    Semaphore written = new Semaphore(0);
    region()
        .with("tributary.look-every", "200ms")
        .between((area, store) -> area.equals("outputs") ? telling(store, written) : store);
    Installation running = region.start();
    running.lookAgainAndAgain();
    region.upload(key(BEDFORD, "2025/uasc.csv"), uasc("1"));
    await(written, () -> allChildren().equals(List.of("1_822")));
    var routes = running.runtime().context().getRouteController();
    routes.stopRoute("look-822");
    region.upload(key(BEDFORD, "2025/uasc.csv"), uasc("1", "2"));
    region.upload(key(LUTON, "2025/uasc.csv"), uasc("9"));
    await(written, () -> allChildren().contains("9_821"));
    assertThat(allChildren()).containsExactly("9_821", "1_822");
    assertThat(routes.getRouteStatus("look-822")).isEqualTo(ServiceStatus.Stopped);
    assertThat(routes.getRouteStatus("look-821")).isEqualTo(ServiceStatus.Started);
    routes.startRoute("look-822");
    await(written, () -> allChildren().contains("2_822"));
    assertThat(allChildren()).containsExactly("9_821", "1_822", "2_822");
  }

  @Test
  void looks_at_one_authority_wait_for_its_session() throws Exception {
    Semaphore written = new Semaphore(0);
    AtomicInteger sessions = new AtomicInteger();
    region()
        .with("tributary.look-every", "50ms")
        .between(
            (area, store) ->
                switch (area) {
                  case "outputs" -> telling(store, written);
                  case "uploads" -> countingReads(store, sessions);
                  default -> store;
                });
    region.upload(key(BEDFORD, "2025/uasc.csv"), uasc("1"));
    region.start().lookAgainAndAgain();
    await(written, () -> allChildren().equals(List.of("1_822")));
    assertThat(sessions).as("how often the file was read").hasValue(1);
  }

  private static ObjectStore countingReads(ObjectStore store, AtomicInteger reads) {
    return new DecoratedStore(store) {
      @Override
      public InputStream read(String key, Optional<String> etag) throws StoreException {
        reads.addAndGet(key.endsWith("/uasc.csv") ? 1 : 0);
        return super.read(key, etag);
      }
    };
  }

  @Test
  void a_session_that_another_replica_overtook_before_it_began_ends_well() throws Exception {
    region().upload(key(BEDFORD, "2025/uasc.csv"), uasc("1"));
    AtomicInteger listings = new AtomicInteger();
    region.between(
        (area, store) ->
            !area.equals("shared")
                ? store
                : new DecoratedStore(store) {
                  @Override
                  public List<StoredObject> list(String prefix) throws StoreException {
                    // The first is the look's, the second the session's.
                    if (prefix.startsWith("_commits/822/") && listings.incrementAndGet() == 2) {
                      lookOfAnother();
                    }
                    return super.list(prefix);
                  }
                });
    assertThat(region.look("822").state()).isEqualTo(State.WELL);
    assertThat(commit("822").number()).isEqualTo(1);
    assertThat(listings.get()).isGreaterThan(2);
  }

  private void lookOfAnother() {
    try {
      region.look("822");
    } catch (IOException impossible) {
      throw new UncheckedIOException("it runs already", impossible);
    }
  }

  private static ObjectStore telling(ObjectStore store, Semaphore written) {
    return new DecoratedStore(store) {
      @Override
      public String copy(String from, String to) throws StoreException {
        String etag = super.copy(from, to);
        written.release();
        return etag;
      }
    };
  }

  private static void await(Semaphore written, BooleanSupplier condition) throws Exception {
    while (!condition.getAsBoolean()) {
      assertThat(written.tryAcquire(60, TimeUnit.SECONDS)).as("something was written").isTrue();
    }
  }

  private List<String> allChildren() {
    try {
      return new ArrayList<>(children());
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}
