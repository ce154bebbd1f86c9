package org.tributary.retain;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.agreement.Instruction;
import org.tributary.agreement.UseCase;
import org.tributary.ledger.Certificates;
import org.tributary.ledger.Entry.What;
import org.tributary.ledger.Ledger;
import org.tributary.ledger.Ledger.Written;
import org.tributary.region.Region;
import org.tributary.retain.DeletionCertificate.AgreedClause;
import org.tributary.retain.DeletionCertificate.Deleted;
import org.tributary.retain.DeletionCertificate.Entry;
import org.tributary.retain.DeletionCertificate.Kind;
import org.tributary.retain.DeletionCertificate.Searched;
import org.tributary.retain.DeletionCertificate.SearchedArea;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;

/**
 * One certificate a night for all that an account deleted since the last: of what the ledger says
 * was to go, nothing is there any more. Where something still is, it and what comes after it wait
 * for the next night.
 */
public final class NightlyCertificate {

  private static final Logger LOG = LoggerFactory.getLogger(NightlyCertificate.class);

  /** What sessions and commits made; a key like these never comes back. */
  private static final List<String> OURS = List.of("data/", "sessions/", "attempts/");

  private final String account;
  private final ObjectStore workspace;
  private final ObjectStore published;
  private final Ledger ledger;
  private final List<AgreedClause> clauses;
  private final Clock clock;

  /**
   * Certifies what one account deletes.
   *
   * @param account the account's role
   */
  public NightlyCertificate(
      String account,
      ObjectStore workspace,
      ObjectStore published,
      Ledger ledger,
      Region region,
      Clock clock) {
    this.account = account;
    this.workspace = workspace;
    this.published = published;
    this.ledger = ledger;
    this.clauses = clauses(region);
    this.clock = clock;
  }

  private static List<AgreedClause> clauses(Region region) {
    List<AgreedClause> clauses = new ArrayList<>();
    for (UseCase useCase : region.useCases().values()) {
      for (UseCase.Clause clause : useCase.clauses()) {
        if (clause.instructs(Instruction.RETAIN)
            || clause.instructs().stream().anyMatch(Instruction::isSessions)) {
          clauses.add(new AgreedClause(useCase.name(), clause.id(), clause.words()));
        }
      }
    }
    return clauses;
  }

  /** Writes it, unless nothing was deleted; gives its number. */
  public Optional<Long> write() throws StoreException {
    List<Written> entries = Ledger.after(workspace, certifiedUpTo());
    if (entries.stream().noneMatch(NightlyCertificate::isDeletion)) {
      return Optional.empty();
    }
    Set<String> inWorkspace = new HashSet<>();
    for (String folder : OURS) {
      keys(workspace, folder, inWorkspace);
    }
    Set<String> inPublished = new HashSet<>();
    keys(published, OURS.get(0), inPublished);
    List<Written> gone = new ArrayList<>();
    for (Written entry : entries) {
      if (isDeletion(entry)
          && entry.entry().items().stream()
              .anyMatch(item -> inWorkspace.contains(item) || inPublished.contains(item))) {
        LOG.warn(
            "{}: what entry {} of the ledger says was to go is there; it waits for its certificate",
            account,
            entry.anchor().number());
        break;
      }
      gone.add(entry);
    }
    Deleted deleted = new RecordedDeletions(published).of(gone, what -> true);
    if (deleted.count() == 0) {
      return Optional.empty();
    }
    long number =
        Certificates.write(
            workspace,
            ledger,
            next ->
                new DeletionCertificate(
                        next,
                        Kind.RETENTION,
                        account,
                        Optional.empty(),
                        clauses,
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                        entry(gone.get(0)),
                        entry(gone.get(gone.size() - 1)),
                        deleted,
                        new Searched(
                            List.of(
                                new SearchedArea("published", inPublished.size(), 0, 0, 0),
                                new SearchedArea("workspace", inWorkspace.size(), 0, 0, 0)),
                            List.of()))
                    .toJson());
    LOG.info("{}: certificate {} is about {} deletions", account, number, deleted.count());
    return Optional.of(number);
  }

  private static boolean isDeletion(Written entry) {
    return entry.entry().what() == What.DELETION;
  }

  private static Entry entry(Written written) {
    return new Entry(written.anchor().number(), written.anchor().sha256());
  }

  /** The last entry that the newest nightly certificate is about. */
  private long certifiedUpTo() throws StoreException {
    for (long number = Certificates.newest(workspace); number > 0; number--) {
      Optional<DeletionCertificate> certificate =
          DeletionCertificate.parse(Certificates.bytes(workspace, number));
      if (certificate.isPresent() && certificate.get().kind() == Kind.RETENTION) {
        return certificate.get().last().number();
      }
    }
    return 0;
  }

  private static void keys(ObjectStore store, String folder, Set<String> keys)
      throws StoreException {
    store.list(folder).stream().map(StoredObject::key).forEach(keys::add);
  }
}
