package org.tributary.retain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.tributary.ledger.Certificates;
import org.tributary.ledger.Ledger;
import org.tributary.ledger.LedgerVerification;
import org.tributary.publish.Area;
import org.tributary.publish.Attempt;
import org.tributary.publish.Attempts;
import org.tributary.publish.CommitLog;
import org.tributary.publish.Counts;
import org.tributary.publish.Garbage;
import org.tributary.publish.History;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.retain.DeletionCertificate.AgreedClause;
import org.tributary.retain.DeletionCertificate.DeletedThing;
import org.tributary.retain.DeletionCertificate.Kind;
import org.tributary.store.Contents;
import org.tributary.store.Digest;
import org.tributary.store.SimulatedStore;

class NightlyCertificateTest {

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-04-30T02:00:00Z"), ZoneOffset.UTC);
  private static final String OLD = "20260330T015959Z-9f86d081884c";

  private final SimulatedStore workspace = new SimulatedStore("workspace", 1_000);
  private final SimulatedStore published = new SimulatedStore("published", 1_000);
  private final AtomicInteger ids = new AtomicInteger();
  private final Ledger ledger = new Ledger(workspace, NOW, () -> "id-" + ids.incrementAndGet());
  private final DeletionRecords records = new DeletionRecords(ledger);
  private static final Region SHIPPED = Shipped.region();

  private Optional<Long> night() throws Exception {
    new SessionAges(workspace, records, 30, NOW).deleteExpired();
    return new NightlyCertificate("upload", workspace, published, ledger, SHIPPED, NOW).write();
  }

  private DeletionCertificate certificate(long number) throws Exception {
    return DeletionCertificate.parse(Certificates.bytes(workspace, number)).orElseThrow();
  }

  private void commit(String text) throws Exception {
    CommitLog commits = new CommitLog(published, "822/cans");
    Attempt attempt = Attempts.begin(commits, workspace, "attempt-" + ids.incrementAndGet(), text);
    attempt.stage("current/822_2025_cans.csv", Contents.of(text), 1, Area.PUBLISHED);
    attempt.commit(new Counts(1, 1, new TreeMap<>()), "1", "", History.PURGED);
    new Garbage(commits, workspace, records).clear();
  }

  @Test
  void a_night_in_which_nothing_went_has_no_certificate() throws Exception {
    assertThat(night()).isEmpty();
    assertThat(workspace.list("")).isEmpty();
  }

  @Test
  void one_certificate_says_what_went_since_the_last_and_the_ledger_knows_it() throws Exception {
    String incoming = "sessions/822/annex-a/000000000001/" + OLD + "/incoming/" + "0a".repeat(32);
    workspace.create(incoming, Contents.of("x"));
    commit("four");
    commit("another");
    assertThat(night()).contains(1L);
    DeletionCertificate first = certificate(1);
    assertThat(first.kind()).isEqualTo(Kind.RETENTION);
    assertThat(first.issued()).isEqualTo("2026-04-30T02:00:00Z");
    assertThat(first.deleted().count()).isEqualTo(2);
    assertThat(first.deleted().bytes()).isEqualTo(4);
    DeletedThing data = first.deleted().things().get(0);
    assertThat(data.area()).isEqualTo("published");
    assertThat(data.what()).startsWith("data/822/cans/000000000001/");
    assertThat(data.sha256()).contains(Digest.of("four".getBytes(StandardCharsets.UTF_8)).sha256());
    DeletedThing archived = first.deleted().things().get(1);
    assertThat(archived.what()).isEqualTo(incoming);
    assertThat(archived.sha256()).contains("0a".repeat(32));
    assertThat(archived.why()).isEqualTo("sessions are kept for 30 days");
    assertThat(first.clauses())
        .extracting(AgreedClause::id)
        .containsExactly("5.1", "5.2", "5.1", "5.2", "5.1", "5.2", "5.1", "5.2");
    assertThat(night()).isEmpty();
    commit("a third");
    assertThat(night()).isPresent();
    assertThat(certificate(2).deleted().count()).isEqualTo(1);
    assertThat(certificate(2).first().number()).isGreaterThan(first.last().number());
    assertThat(LedgerVerification.of(workspace, published, List.of()).findings()).isEmpty();
  }

  @Test
  void what_is_still_there_waits_for_its_certificate() throws Exception {
    String mark = "attempts/0a-1/together/20260420T015959Z-9f86d081884c/1";
    workspace.create(mark, Contents.of(""));
    records.aboutToDelete(Area.WORKSPACE, List.of("data/822/cans/gone"));
    records.aboutToDelete(Area.WORKSPACE, List.of(mark));
    records.aboutToDelete(Area.WORKSPACE, List.of("data/822/cans/gone too"));
    assertThat(night()).isPresent();
    assertThat(certificate(1).deleted().count()).isEqualTo(1);
    workspace.delete(mark);
    assertThat(night()).isPresent();
    assertThat(certificate(2).deleted().things())
        .extracting(DeletedThing::what)
        .containsExactly(mark, "data/822/cans/gone too");
  }
}
