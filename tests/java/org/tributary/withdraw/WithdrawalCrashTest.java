package org.tributary.withdraw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.authority.LocalAuthority;
import org.tributary.authority.LocalAuthority.Signature;
import org.tributary.ledger.Certificates;
import org.tributary.ledger.ConfigurationDigest;
import org.tributary.ledger.Ledger;
import org.tributary.ledger.LedgerVerification;
import org.tributary.publish.Area;
import org.tributary.publish.Attempt;
import org.tributary.publish.Attempts;
import org.tributary.publish.CommitLog;
import org.tributary.publish.Counts;
import org.tributary.publish.History;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.retain.DeletionCertificate;
import org.tributary.retain.DeletionCertificate.DeletedThing;
import org.tributary.settings.Role;
import org.tributary.store.Contents;
import org.tributary.store.DecoratedStore;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.SimulatedStore;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/** Wherever a withdrawal is cut short, the next one ends it, and its certificate lacks nothing. */
class WithdrawalCrashTest {

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-05-04T09:00:00Z"), ZoneOffset.UTC);

  private static final String CONFIGURATION = "c0".repeat(32);
  private static final String UNIT = "821/ssda903";

  @TempDir private Path folder;

  private final Region region = left();
  private final AtomicInteger ids = new AtomicInteger();
  private SimulatedStore uploads = new SimulatedStore("uploads", 1_000);
  private SimulatedStore workspace = new SimulatedStore("workspace", 1_000);
  private SimulatedStore shared = new SimulatedStore("shared", 1_000);

  private static Region left() {
    Region shipped = Shipped.region();
    LocalAuthority luton = shipped.authorities().get("821");
    TreeMap<String, LocalAuthority> authorities = new TreeMap<>(shipped.authorities());
    authorities.put(
        "821",
        new LocalAuthority(
            "821",
            luton.name(),
            luton.region(),
            luton.folder(),
            List.of(
                new Signature(
                    "PAN", LocalDate.of(2024, 4, 1), Optional.of(LocalDate.of(2026, 5, 3))))));
    return new Region(
        authorities,
        shipped.datasets(),
        shipped.pipelines(),
        shipped.useCases(),
        shipped.starSchemas(),
        shipped.openData());
  }

  /** Two commits; the second dropped the table that the first had, and nothing was cleared yet. */
  private void region() throws Exception {
    uploads = new SimulatedStore("uploads", 1_000);
    workspace = new SimulatedStore("workspace", 1_000);
    shared = new SimulatedStore("shared", 1_000);
    Ledger ledger = new Ledger(workspace, NOW, () -> "id-" + ids.incrementAndGet());
    ledger.begins("upload", new ConfigurationDigest(CONFIGURATION, List.of()));
    CommitLog commits = new CommitLog(shared, UNIT);
    Attempt first = Attempts.begin(commits, workspace, "20260501T020000Z-9f86d081884c", "first");
    first.stage(
        "concatenated/ssda903/821_ssda903_reviews.csv",
        Contents.of("CHILD,LA\r\n1_821,Luton\r\n"),
        1,
        Area.PUBLISHED);
    first.archive("incoming/" + "0a".repeat(32), Contents.of("1"));
    first.archive("cleaned/reviews/0a.parquet", Contents.of("1_821"));
    first.commit(new Counts(1, 1, new TreeMap<>()), "1", "", History.KEPT);
    Attempt second = Attempts.begin(commits, workspace, "20260504T020000Z-9f86d081884c", "second");
    second.stage("state.json", Contents.of("{}"), 0, Area.WORKSPACE);
    second.commit(new Counts(0, 0, new TreeMap<>()), "1", "", History.PURGED);
  }

  /** A store that answers so many changes and then no more; the last may have been done. */
  private ObjectStore dying(SimulatedStore store, AtomicInteger left, boolean lastIsDone) {
    return new DecoratedStore(store) {
      private void change(ThrowingChange change) throws StoreException {
        int now = left.getAndDecrement();
        if (now > 0 || (now == 0 && lastIsDone)) {
          change.run();
        }
        if (now <= 0) {
          throw new StoreException(Reason.FORBIDDEN, "die");
        }
      }

      @Override
      public Created create(String key, Content content) throws StoreException {
        Created[] created = new Created[1];
        change(() -> created[0] = super.create(key, content));
        return created[0];
      }

      @Override
      public void delete(String key) throws StoreException {
        change(() -> super.delete(key));
      }
    };
  }

  private interface ThrowingChange {
    void run() throws StoreException;
  }

  private List<DeletionCertificate> withdraw(AtomicInteger changes, boolean lastIsDone)
      throws Exception {
    Leaving leaving =
        new Leaving(
            region,
            region.authorities().get("821"),
            "PAN",
            LocalDate.of(2026, 5, 3),
            LocalDate.of(2026, 5, 4));
    Account account =
        new Account(
            Role.UPLOAD,
            Map.of(
                "uploads", uploads,
                "workspace", dying(workspace, changes, lastIsDone),
                "shared", dying(shared, changes, lastIsDone)));
    try (Withdrawal withdrawal =
        new Withdrawal(
            leaving,
            List.of(account),
            CONFIGURATION,
            "A. Officer",
            NOW,
            () -> "id-" + ids.incrementAndGet(),
            folder,
            "256MB")) {
      assertThat(withdrawal.waitsFor()).isEmpty();
      withdrawal.clearAway();
      Withdrawal.Proof proof = withdrawal.search();
      assertThat(proof.findings()).isEmpty();
      return withdrawal.certify(proof);
    }
  }

  @Test
  void wherever_it_dies_the_next_run_ends_it_with_the_same_certificate() throws Exception {
    region();
    AtomicInteger enough = new AtomicInteger(1_000);
    withdraw(enough, false);
    List<String> whole = certified(1);
    int changes = 1_000 - enough.get();
    assertThat(whole)
        .hasSize(3)
        .anyMatch(what -> what.startsWith("data/821/ssda903/000000000001/"))
        .anyMatch(what -> what.endsWith("/incoming/" + "0a".repeat(32)))
        .anyMatch(what -> what.endsWith("/cleaned/reviews/0a.parquet"));
    assertThat(changes).isGreaterThan(6);
    for (int dies = 0; dies < changes; dies++) {
      for (boolean lastIsDone : List.of(false, true)) {
        region();
        try {
          withdraw(new AtomicInteger(dies), lastIsDone);
        } catch (StoreException died) {
          assertThat(died.reason()).isEqualTo(Reason.FORBIDDEN);
        }
        withdraw(new AtomicInteger(1_000), false);
        assertThat(certified(1)).as("died at change " + dies).isEqualTo(whole);
        assertThat(Certificates.newest(workspace)).isEqualTo(1);
        assertThat(LedgerVerification.of(workspace, shared, List.of()).findings()).isEmpty();
      }
    }
  }

  /** What a certificate says went, which is there no more. */
  private List<String> certified(long number) throws Exception {
    DeletionCertificate certificate =
        DeletionCertificate.parse(Certificates.bytes(workspace, number)).orElseThrow();
    TreeSet<String> there = new TreeSet<>(workspace.objects("").keySet());
    there.addAll(shared.objects("").keySet());
    List<String> things = certificate.deleted().things().stream().map(DeletedThing::what).toList();
    assertThat(there).doesNotContainAnyElementsOf(things);
    return things;
  }

  @Test
  void a_certificate_says_digest_size_rule_and_entry_of_each_thing() throws Exception {
    region();
    DeletionCertificate certificate = withdraw(new AtomicInteger(1_000), false).get(0);
    byte[] csv = "CHILD,LA\r\n1_821,Luton\r\n".getBytes(StandardCharsets.UTF_8);
    DeletedThing data = certificate.deleted().things().get(0);
    assertThat(data.area()).isEqualTo("published");
    assertThat(data.sha256()).contains(Digest.of(csv).sha256());
    assertThat(data.bytes()).contains((long) csv.length);
    assertThat(data.why()).isEqualTo("no longer named by a commit");
    assertThat(certificate.deleted().things().get(1).why())
        .isEqualTo("821 left PAN; its signature ended on 2026-05-03");
    assertThat(certificate.first().number()).isLessThanOrEqualTo(data.entry());
    assertThat(certificate.last().number()).isGreaterThanOrEqualTo(data.entry());
    assertThat(certificate.toText())
        .contains("Luton (821) left PAN", "Approved by A. Officer", "searched shared: ")
        .contains("deleted: 3 things, " + csv.length + " bytes known");
    assertThat(new String(certificate.toJson(), StandardCharsets.UTF_8)).doesNotContain("1_821");
  }
}
