package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.settings.Role;
import org.tributary.store.DecoratedStore;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;

/** What the shipped routes write into the ledgers of both accounts. */
class LedgerRoutesTest {

  private static final String BEDFORD = "fons-a821f-bedford-822";
  private static final String FILE = BEDFORD + "/ssda903/2025/a name in a name episodes.csv";
  private static final String EPISODES =
      "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,"
          + "PL_POST,URN\n1,01/04/2024,S,C2,N1,U1,PR4,,,,AB1 2CD,AB1 2CD,SC123456\n";

  @TempDir Path folder;
  private TrialRegion region;

  @BeforeEach
  void set_up() {
    region =
        new TrialRegion(folder, Clock.fixed(Instant.parse("2026-03-31T12:00:00Z"), ZoneOffset.UTC))
            .signingOnly("PAN");
  }

  @AfterEach
  void tear_down() {
    region.close();
  }

  private List<String> ledger(Role role) throws Exception {
    List<String> entries = new ArrayList<>();
    region
        .everything(role, role.workspace())
        .forEach(
            (key, bytes) -> {
              if (key.startsWith("_ledger/")) {
                entries.add(new String(bytes, StandardCharsets.UTF_8));
              }
            });
    return entries;
  }

  private List<String> ofKind(Role role, String what) throws Exception {
    return ledger(role).stream()
        .filter(entry -> entry.contains("\"what\":\"" + what + "\""))
        .toList();
  }

  @Test
  void sessions_releases_starts_and_stops_are_in_the_ledgers_and_no_file_name_is()
      throws Exception {
    region.upload(FILE, EPISODES);
    region.work();
    region.stop();
    assertThat(ofKind(Role.UPLOAD, "session"))
        .singleElement()
        .asString()
        .contains("\"about\":\"822/ssda903\"", "\"commit\":\"1\"", "\"configuration\":\"");
    assertThat(ofKind(Role.HUB, "release")).isNotEmpty();
    for (Role role : Role.values()) {
      assertThat(ofKind(role, "configuration"))
          .singleElement()
          .asString()
          .contains("  config/local-authorities/822-bedford.yaml", "  schemas/", "  routes/");
      assertThat(ofKind(role, "start")).hasSize(1);
      assertThat(ofKind(role, "stop")).hasSize(1);
      assertThat(String.join("", ledger(role))).doesNotContain("name in a name");
    }
  }

  @Test
  void a_session_that_publishes_nothing_is_in_the_ledger_too() throws Exception {
    AtomicBoolean away = new AtomicBoolean(true);
    region.between(
        (area, store) ->
            new DecoratedStore(store) {
              @Override
              public Created create(String key, Content content) throws StoreException {
                if (area.equals("shared") && away.get()) {
                  throw new StoreException(StoreException.Reason.FORBIDDEN, "create");
                }
                return super.create(key, content);
              }
            });
    region.upload(FILE, EPISODES);
    region.look("822");
    assertThat(ofKind(Role.UPLOAD, "session"))
        .singleElement()
        .asString()
        .contains("\"about\":\"822/ssda903\"", "\"published\":\"nothing\"", "\"why\":\"failed\"")
        .doesNotContain("\"commit\":");
    away.set(false);
    region.look("822");
    assertThat(ofKind(Role.UPLOAD, "session"))
        .hasSize(2)
        .last()
        .asString()
        .contains("\"commit\":\"1\"");
  }

  @Test
  void a_release_that_publishes_nothing_is_in_the_ledger_too() throws Exception {
    AtomicBoolean away = new AtomicBoolean(true);
    region.between(
        (area, store) ->
            new DecoratedStore(store) {
              @Override
              public Created create(String key, Content content) throws StoreException {
                if (area.equals("outputs") && away.get()) {
                  throw new StoreException(StoreException.Reason.FORBIDDEN, "create");
                }
                return super.create(key, content);
              }
            });
    region.upload(FILE, EPISODES);
    region.start();
    region.look("822");
    region.lookAtOutputs("PAN");
    assertThat(ofKind(Role.HUB, "release"))
        .singleElement()
        .asString()
        .contains("\"about\":\"PAN\"", "\"published\":\"nothing\"", "\"why\":\"failed\"")
        .doesNotContain("\"commit\":");
    away.set(false);
    region.lookAtOutputs("PAN");
    assertThat(ofKind(Role.HUB, "release"))
        .hasSize(2)
        .last()
        .asString()
        .contains("\"commit\":\"1\"");
  }

  @Test
  void a_session_in_which_every_file_is_set_aside_is_in_the_ledger() throws Exception {
    region.upload(FILE, "not,a,table\n");
    region.work();
    assertThat(ofKind(Role.UPLOAD, "session"))
        .singleElement()
        .asString()
        .contains("\"commit\":\"1\"", "\"rows-kept\":\"0\"");
  }

  @Test
  void a_file_that_is_removed_and_a_configuration_that_is_changed_are_in_the_ledger()
      throws Exception {
    region.upload(FILE, EPISODES);
    region.work();
    region.edit(
        region.config().resolve("local-authorities/822-bedford.yaml"),
        "name: Bedford\n",
        "name: Bedford # as ever\n");
    region.start();
    region.remove(FILE);
    region.work();
    assertThat(ofKind(Role.UPLOAD, "configuration")).hasSize(2);
    assertThat(ofKind(Role.UPLOAD, "session")).hasSize(2);
    assertThat(String.join("", ofKind(Role.UPLOAD, "deletion")))
        .contains("the authority removed the file");
  }

  @Test
  void a_route_that_an_operator_stops_and_starts_is_in_the_ledgers() throws Exception {
    Installation running = region.start();
    running.runtime().context().getRouteController().stopRoute("file");
    running.runtime().context().getRouteController().startRoute("file");
    region.stop();
    for (Role role : Role.values()) {
      List<String> actions = ofKind(role, "operator");
      assertThat(actions).hasSize(2);
      assertThat(actions.get(0)).contains("\"about\":\"route file\"", "\"done\":\"stopped\"");
      assertThat(actions.get(1)).contains("\"about\":\"route file\"", "\"done\":\"started\"");
    }
  }

  @Test
  void a_look_that_finds_nothing_new_costs_one_list_and_nothing_else() throws Exception {
    List<String> calls = Collections.synchronizedList(new ArrayList<>());
    region.between((area, store) -> noted(area, store, calls));
    region.upload(FILE, EPISODES);
    region.work();
    region.look("822");
    calls.clear();
    region.look("822");
    assertThat(calls).containsExactly("list uploads");
  }

  private static ObjectStore noted(String area, ObjectStore store, List<String> calls) {
    return new DecoratedStore(store) {
      @Override
      public List<StoredObject> list(String prefix) throws StoreException {
        calls.add("list " + area);
        return super.list(prefix);
      }

      @Override
      public List<StoredObject> listAfter(String prefix, String startAfter) throws StoreException {
        calls.add("list " + area);
        return super.listAfter(prefix, startAfter);
      }

      @Override
      public java.io.InputStream read(String key, Optional<String> etag) throws StoreException {
        calls.add("read " + area);
        return super.read(key, etag);
      }

      @Override
      public Created create(String key, Content content) throws StoreException {
        calls.add("create " + area);
        return super.create(key, content);
      }
    };
  }
}
