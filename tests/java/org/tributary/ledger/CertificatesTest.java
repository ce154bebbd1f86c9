package org.tributary.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.tributary.ledger.Entry.What;
import org.tributary.ledger.Ledger.Written;
import org.tributary.ledger.LedgerVerification.Finding;
import org.tributary.ledger.LedgerVerification.Wrong;
import org.tributary.store.Contents;
import org.tributary.store.DecoratedStore;
import org.tributary.store.ObjectStore;
import org.tributary.store.SimulatedStore;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/** Certificates count when the ledger says so, and no change to one stays unseen. */
class CertificatesTest {

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-03-31T23:30:15Z"), ZoneOffset.UTC);

  private final SimulatedStore workspace = new SimulatedStore("workspace", 7);
  private final AtomicInteger ids = new AtomicInteger();

  private Ledger ledger(ObjectStore store) {
    return new Ledger(store, NOW, () -> "id-" + ids.incrementAndGet());
  }

  private static byte[] text(long number) {
    return ("certificate " + number).getBytes(StandardCharsets.UTF_8);
  }

  private List<Wrong> wrong() throws StoreException {
    return LedgerVerification.of(workspace, new SimulatedStore("published", 7), List.of())
        .findings()
        .stream()
        .map(Finding::wrong)
        .toList();
  }

  private long entries(What what) throws StoreException {
    return Ledger.after(workspace, 0).stream()
        .filter(written -> written.entry().what() == what)
        .count();
  }

  @Test
  void each_certificate_has_one_entry_with_its_bytes() throws Exception {
    for (int time = 1; time <= 3; time++) {
      Ledger ledger = ledger(workspace);
      ledger.begins("upload", new ConfigurationDigest("0a", List.of()));
      assertThat(Certificates.write(workspace, ledger, CertificatesTest::text)).isEqualTo(time);
      assertThat(workspace.object("certificates/deletion-00000000000" + time + ".json"))
          .isPresent();
    }
    assertThat(wrong()).isEmpty();
    assertThat(entries(What.CERTIFICATE)).isEqualTo(3);
    assertThat(Certificates.bytes(workspace, 2)).isEqualTo(text(2));
  }

  @Test
  void a_certificate_that_was_changed_or_removed_or_put_there_is_found() throws Exception {
    Ledger ledger = ledger(workspace);
    Certificates.write(workspace, ledger, CertificatesTest::text);
    long second = Certificates.write(workspace, ledger, CertificatesTest::text);
    workspace.replace(Certificates.key(1), Contents.of("certificate 7"));
    assertThat(wrong()).containsExactly(Wrong.CERTIFICATE_DIFFERS);
    workspace.delete(Certificates.key(second));
    assertThat(wrong()).containsExactly(Wrong.CERTIFICATE_DIFFERS, Wrong.CERTIFICATE_MISSING);
    workspace.create(Certificates.key(3), Contents.of("certificate 3"));
    workspace.create(Certificates.FOLDER + "another.json", Contents.of("x"));
    assertThat(wrong())
        .containsExactly(
            Wrong.CERTIFICATE_DIFFERS,
            Wrong.CERTIFICATE_MISSING,
            Wrong.CERTIFICATE_NOT_RECORDED,
            Wrong.CERTIFICATE_NOT_RECORDED);
  }

  @Test
  void a_certificate_whose_writer_died_before_the_entry_gets_it_from_the_next() throws Exception {
    ObjectStore dying =
        new DecoratedStore(workspace) {
          @Override
          public Created create(String key, Content content) throws StoreException {
            if (key.startsWith(Ledger.FOLDER)) {
              throw new StoreException(Reason.UNAVAILABLE, "create");
            }
            return super.create(key, content);
          }
        };
    assertThatThrownBy(() -> Certificates.write(dying, ledger(dying), CertificatesTest::text))
        .isInstanceOf(StoreException.class);
    assertThat(wrong()).containsExactly(Wrong.CERTIFICATE_NOT_RECORDED);
    Certificates.write(workspace, ledger(workspace), CertificatesTest::text);
    assertThat(wrong()).isEmpty();
    assertThat(entries(What.CERTIFICATE)).isEqualTo(2);
  }

  @Test
  void entries_are_read_from_a_number_or_a_moment_on() throws Exception {
    AtomicInteger minutes = new AtomicInteger();
    Clock later =
        new Clock() {
          @Override
          public Instant instant() {
            return NOW.instant().plusSeconds(60L * minutes.incrementAndGet());
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
          }
        };
    Ledger ledger = new Ledger(workspace, later, () -> "id-" + ids.incrementAndGet());
    for (int entry = 0; entry < 4; entry++) {
      ledger.write(What.DELETION, "workspace", Map.of(), List.of("data/" + entry));
    }
    assertThat(Ledger.after(workspace, 2))
        .extracting(w -> w.anchor().number())
        .containsExactly(3L, 4L);
    List<Written> since = Ledger.since(workspace, NOW.instant().plusSeconds(120));
    assertThat(since).extracting(w -> w.anchor().number()).containsExactly(2L, 3L, 4L);
    assertThat(since.get(2).anchor()).isEqualTo(Ledger.newest(workspace).orElseThrow());
  }
}
