package org.tributary.retain;

import static org.tributary.page.Words.counted;
import static org.tributary.page.Words.day;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.ledger.Certificates;
import org.tributary.ledger.Entry;
import org.tributary.ledger.Ledger.Written;
import org.tributary.page.Page;
import org.tributary.retain.DeletionCertificate.DeletedThing;
import org.tributary.retain.DeletionCertificate.Withdrawn;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;

/**
 * A certificate of deletion as a page. It says what its JSON says, and what the ledger says of it.
 *
 * @param sha256 of the JSON
 * @param from when its first entry was written, as the ledger says; empty where that is gone
 * @param to when its last entry was written
 * @param recorded the entry of the ledger with this very digest
 */
public record CertificatePage(
    DeletionCertificate certificate,
    String sha256,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Written> recorded) {

  /** Things that the page lists one by one; the JSON lists all. */
  static final int LISTED = 2_000;

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.UK).withZone(ZoneOffset.UTC);

  /** Things of one area that went for one reason. */
  record Group(String area, String why) {}

  /** How many they were; {@code bytes} of those whose size is known. */
  record Sum(long things, long bytes) {

    Sum plus(Sum other) {
      return new Sum(things + other.things, bytes + other.bytes);
    }
  }

  /**
   * Makes it of a certificate's bytes; empty if they are none.
   *
   * @param ledger the account's entries
   */
  public static Optional<CertificatePage> of(byte[] json, List<Written> ledger) {
    String sha256 = Digest.of(json).sha256();
    return DeletionCertificate.parse(json)
        .map(
            certificate ->
                new CertificatePage(
                    certificate,
                    sha256,
                    when(ledger, certificate.first()),
                    when(ledger, certificate.last()),
                    ledger.stream()
                        .filter(one -> isAbout(one, certificate.number(), sha256))
                        .findFirst()));
  }

  private static boolean isAbout(Written entry, long number, String sha256) {
    OptionalLong certificate = Certificates.recordedBy(entry.entry());
    return certificate.equals(OptionalLong.of(number))
        && sha256.equals(entry.entry().facts().get(Entry.SHA256));
  }

  /** Of an entry that is still the one that the certificate names. */
  private static Optional<Instant> when(List<Written> ledger, DeletionCertificate.Entry entry) {
    return ledger.stream()
        .filter(one -> one.anchor().number() == entry.number())
        .filter(one -> one.anchor().sha256().equals(entry.sha256()))
        .map(one -> Instant.parse(one.entry().when()))
        .findFirst();
  }

  /** Those of all certificates of an account, by number; what is no certificate is left out. */
  public static SortedMap<Long, CertificatePage> all(ObjectStore workspace, List<Written> ledger)
      throws StoreException {
    SortedMap<Long, CertificatePage> pages = new TreeMap<>();
    for (long number : Certificates.numbers(workspace)) {
      of(Certificates.bytes(workspace, number), ledger).ifPresent(page -> pages.put(number, page));
    }
    return pages;
  }

  /** The page in UTF-8. */
  public byte[] page() {
    return Page.of("retain/certificate.jte", this);
  }

  /** The page's name, without its folder. */
  public String fileName() {
    return "certificate-" + certificate.account() + "-" + certificate.number() + ".html";
  }

  String title() {
    return "Certificate of deletion "
        + certificate.number()
        + " of the "
        + certificate.account()
        + " account";
  }

  /** {@code 15 July 2026, 02:30}, UTC. */
  static String minute(Instant when) {
    return MINUTE.format(when);
  }

  /** What is certified, for which period. */
  public String sentence() {
    String period =
        from.isPresent() && to.isPresent()
            ? "between " + minute(from.get()) + " and " + minute(to.get()) + " (UTC)"
            : "under the entries "
                + certificate.first().number()
                + " to "
                + certificate.last().number()
                + " of the ledger";
    String count = counted(certificate.deleted().count(), "thing was", "things were");
    return certificate
        .withdrawal()
        .map(
            gone ->
                left(gone)
                    + count
                    + " deleted "
                    + period
                    + ". Afterwards "
                    + counted(certificate.searched().areas().size(), "area was", "areas were")
                    + " searched, and nothing was found that may not remain.")
        .orElseGet(
            () ->
                count
                    + " deleted "
                    + period
                    + " because of the rules below, and afterwards none of it was there any more.");
  }

  private static String left(Withdrawn gone) {
    return gone.name()
        + " ("
        + gone.authority()
        + ") left "
        + gone.useCase()
        + "; its signature ended on "
        + day(LocalDate.parse(gone.signatureEnded()))
        + ". Of what was kept of it, ";
  }

  /** What went, by area and rule. */
  Map<Group, Sum> groups() {
    Map<Group, Sum> groups = new LinkedHashMap<>();
    for (DeletedThing thing : certificate.deleted().things()) {
      groups.merge(
          new Group(thing.area(), thing.why()), new Sum(1, thing.bytes().orElse(0L)), Sum::plus);
    }
    return groups;
  }

  List<DeletedThing> listed() {
    List<DeletedThing> things = certificate.deleted().things();
    return new ArrayList<>(things.subList(0, Math.min(LISTED, things.size())));
  }
}
