package org.tributary.withdraw;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.tributary.agreement.Instruction;
import org.tributary.compile.Database;
import org.tributary.ledger.Certificates;
import org.tributary.ledger.Entry;
import org.tributary.ledger.Entry.What;
import org.tributary.ledger.Ledger;
import org.tributary.ledger.Ledger.Written;
import org.tributary.publish.Area;
import org.tributary.publish.CommitLog;
import org.tributary.publish.Garbage;
import org.tributary.retain.DeletionCertificate;
import org.tributary.retain.DeletionCertificate.AgreedClause;
import org.tributary.retain.DeletionCertificate.Deleted;
import org.tributary.retain.DeletionCertificate.DeletedThing;
import org.tributary.retain.DeletionCertificate.Kind;
import org.tributary.retain.DeletionCertificate.Remaining;
import org.tributary.retain.DeletionCertificate.SearchedArea;
import org.tributary.retain.DeletionCertificate.Withdrawn;
import org.tributary.retain.DeletionRecords;
import org.tributary.retain.RecordedDeletions;
import org.tributary.retain.SessionAges;
import org.tributary.settings.Role;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.Scratch;
import org.tributary.store.StoreException;
import org.tributary.withdraw.AreaSearch.Searched;

/**
 * Takes an authority out of a use case in the accounts at hand. The running programme has dropped
 * it from the newest commits when {@link #waitsFor()} says nothing any more; what is left elsewhere
 * then goes, every area is searched, and a certificate is written for each account. Every step can
 * be done again; what was deleted is known from the ledger, whoever deleted it.
 */
public final class Withdrawal implements AutoCloseable {

  private final Leaving leaving;
  private final List<Account> accounts;
  private final String configuration;
  private final String approvedBy;
  private final Clock clock;
  private final Supplier<String> ids;
  private final Path scratch;
  private final Database database;
  private final FileSearch files;

  /**
   * Prepares a withdrawal; nothing is contacted yet.
   *
   * @param accounts one or both
   * @param configuration the SHA-256 of the configuration that says that the authority left
   * @param approvedBy who has the data deleted
   * @param ids gives a random name that nobody else gets
   * @param scratch a folder in which objects are opened
   * @param databaseMemory what the embedded DuckDB may use, as it writes it
   */
  public Withdrawal(
      Leaving leaving,
      List<Account> accounts,
      String configuration,
      String approvedBy,
      Clock clock,
      Supplier<String> ids,
      Path scratch,
      String databaseMemory)
      throws IOException {
    this.leaving = leaving;
    this.accounts = List.copyOf(accounts);
    this.configuration = configuration;
    this.approvedBy = approvedBy;
    this.clock = clock;
    this.ids = ids;
    Files.createDirectories(scratch);
    this.scratch = Files.createTempDirectory(scratch, "withdraw");
    this.database = Database.open(this.scratch, databaseMemory);
    this.files = new FileSearch(database, new Marks(leaving.region(), leaving.authority()));
  }

  /** Keys of the certificates of this withdrawal by account; empty for one that has none yet. */
  public Map<Role, String> certificates() throws StoreException {
    Map<Role, String> found = new TreeMap<>();
    for (Account account : accounts) {
      for (long number = Certificates.newest(account.workspace()); number > 0; number--) {
        boolean isThis =
            DeletionCertificate.parse(Certificates.bytes(account.workspace(), number))
                .flatMap(DeletionCertificate::withdrawal)
                .filter(
                    gone ->
                        gone.isThatOf(
                            leaving.authority().code(), leaving.useCase(), leaving.ended()))
                .isPresent();
        if (isThis) {
          found.put(account.role(), Certificates.key(number));
          break;
        }
      }
    }
    return found;
  }

  /**
   * Why nothing can be deleted yet, in sentences that say what to do; none when the programme works
   * under this configuration and what it publishes is free of the authority.
   */
  public List<String> waitsFor() throws StoreException, IOException {
    List<String> reasons = new ArrayList<>();
    for (Account account : accounts) {
      String role = account.role().word();
      Optional<Written> inForce =
          Ledger.newest(
              account.workspace(), entry -> entry.facts().containsKey(Entry.CONFIGURATION));
      if (inForce.isEmpty()
          || !configuration.equals(inForce.get().entry().facts().get(Entry.CONFIGURATION))) {
        boolean runs =
            Ledger.newest(
                    account.workspace(),
                    entry -> entry.what() == What.START || entry.what() == What.STOP)
                .filter(entry -> entry.entry().what() == What.START)
                .isPresent();
        reasons.add(
            "The "
                + role
                + " account last worked under another configuration. "
                + (runs
                    ? "If its programme runs, restart it; if not, start it: run, or run --once."
                    : "No programme is running there. Start it: run, or run --once."));
        continue;
      }
      List<Finding> held = new ArrayList<>();
      Places places = places();
      AreaSearch search = new AreaSearch(leaving, places, files, scratch);
      switch (account.role()) {
        case UPLOAD ->
            held.addAll(
                search
                    .of("shared", account.area("shared"), places::isPublishedForAuthority)
                    .findings());
        case HUB ->
            held.addAll(
                search
                    .of("outputs", account.area("outputs"), places::isPublishedForUseCase)
                    .findings());
      }
      if (!held.isEmpty()) {
        reasons.add(
            "The "
                + role
                + " account still publishes "
                + leaving.authority().name()
                + " for "
                + leaving.useCase()
                + " in "
                + held.size()
                + " objects, such as "
                + held.get(0)
                + ". Its programme drops them at its next look: wait for it, or run --once.");
      }
    }
    return reasons;
  }

  /**
   * Deletes what is left of the authority in archives of sessions and older states; says how many
   * objects that was. What the newest commits name is never touched.
   */
  public int clearAway() throws StoreException {
    int deleted = 0;
    for (Account account : accounts) {
      Ledger ledger = new Ledger(account.workspace(), clock, ids);
      DeletionRecords deletions = new DeletionRecords(ledger);
      ledger.write(
          What.OPERATOR,
          "withdraw",
          Map.of(
              "done",
              "withdrew " + leaving.authority().code() + " from " + leaving.useCase(),
              "signature-ended",
              leaving.ended().toString(),
              "approved-by",
              approvedBy),
          List.of());
      deleted +=
          switch (account.role()) {
            case UPLOAD -> clearUpload(account, deletions);
            case HUB -> clear(account, leaving.useCase(), deletions);
          };
    }
    return deleted;
  }

  private int clearUpload(Account account, DeletionRecords deletions) throws StoreException {
    // A session that began before this configuration came into force is over.
    Instant since =
        Ledger.newest(account.workspace(), entry -> entry.what() == What.CONFIGURATION)
            .map(entry -> Instant.parse(entry.entry().when()))
            .orElse(Instant.MIN);
    int deleted = 0;
    for (String dataset : leaving.datasets()) {
      String unit = leaving.unit(dataset);
      String folder = "sessions/" + unit + "/";
      long newest = NamedObjects.of(account.published(), Set.of(unit)).newest(unit);
      List<String> archives = new ArrayList<>();
      for (StoredObject object : account.workspace().list(folder)) {
        String number = object.key().substring(folder.length()).split("/", 2)[0];
        if ((number.matches("[0-9]{12}") && Long.parseLong(number) <= newest)
            || SessionAges.begun(object.key()).filter(since::isAfter).isPresent()) {
          archives.add(object.key());
        }
      }
      if (!archives.isEmpty()) {
        deletions.write(Area.WORKSPACE, archives, leaving.why());
        for (String key : archives) {
          account.workspace().delete(key);
        }
      }
      deleted += archives.size() + clear(account, unit, deletions);
    }
    return deleted;
  }

  private static int clear(Account account, String unit, DeletionRecords deletions)
      throws StoreException {
    return new Garbage(new CommitLog(account.published(), unit), account.workspace(), deletions)
        .clear();
  }

  /** What a search of every area of the accounts found. */
  public record Proof(List<Finding> findings, Map<Role, DeletionCertificate.Searched> searched) {

    DeletionCertificate.Searched of(Role role) {
      return Objects.requireNonNull(searched.get(role), "the account was not searched");
    }
  }

  /** Lists every object of every area, and opens each that could hold what may not remain. */
  public Proof search() throws StoreException, IOException {
    List<Finding> findings = new ArrayList<>();
    Map<Role, DeletionCertificate.Searched> searched = new TreeMap<>();
    AreaSearch search = new AreaSearch(leaving, places(), files, scratch);
    Set<String> seen = new HashSet<>();
    for (Account account : accounts) {
      List<SearchedArea> areas = new ArrayList<>();
      List<Remaining> remains = new ArrayList<>();
      Set<String> keys = new HashSet<>();
      for (Map.Entry<String, ObjectStore> area : account.areas().entrySet()) {
        // The two accounts share an area; it is searched once.
        if (!area.getKey().equals("shared") || seen.add(area.getKey())) {
          Searched found = search.of(area.getKey(), area.getValue(), key -> true);
          findings.addAll(found.findings());
          keys.addAll(found.keys());
          areas.add(
              new SearchedArea(
                  found.area(),
                  found.objects(),
                  found.opened(),
                  found.rows(),
                  found.rowsOfOthers()));
          found
              .remains()
              .forEach(
                  (rule, objects) ->
                      remains.add(new Remaining(found.area(), rule.rule(), rule.words(), objects)));
        }
      }
      for (DeletedThing thing : deleted(account, entries(account)).things()) {
        if (keys.contains(thing.what())) {
          findings.add(
              new Finding(thing.area(), thing.what(), "the ledger says that it was to go"));
        }
      }
      searched.put(account.role(), new DeletionCertificate.Searched(areas, remains));
    }
    return new Proof(List.copyOf(findings), searched);
  }

  private Places places() throws StoreException {
    Set<String> uploads = new TreeSet<>();
    for (String code : leaving.region().authorities().keySet()) {
      for (String dataset : leaving.region().pipelines().keySet()) {
        uploads.add(code + "/" + dataset);
      }
    }
    NamedObjects uploadSide = NamedObjects.of(accounts.get(0).area("shared"), uploads);
    NamedObjects hubSide = NamedObjects.NONE;
    for (Account account : accounts) {
      if (account.role() == Role.HUB) {
        hubSide = NamedObjects.of(account.published(), leaving.region().useCases().keySet());
      }
    }
    return new Places(leaving, uploadSide, hubSide);
  }

  /**
   * Writes a certificate for each account that has none yet; gives them.
   *
   * @param proof of a search that found nothing
   */
  public List<DeletionCertificate> certify(Proof proof) throws StoreException {
    if (!proof.findings().isEmpty()) {
      throw new IllegalArgumentException("what is still there cannot be certified as gone");
    }
    Map<Role, String> there = certificates();
    List<DeletionCertificate> written = new ArrayList<>();
    for (Account account : accounts) {
      Ledger ledger = new Ledger(account.workspace(), clock, ids);
      if (there.containsKey(account.role())) {
        // Its entry may be all that is missing.
        ledger.certified();
        continue;
      }
      List<Written> entries = entries(account);
      Deleted deleted = deleted(account, entries);
      Written last = entries.get(entries.size() - 1);
      Written first =
          entries.stream()
              .filter(
                  entry ->
                      deleted.things().stream()
                          .anyMatch(thing -> thing.entry() == entry.anchor().number()))
              .findFirst()
              .orElse(last);
      long number =
          Certificates.write(
              account.workspace(),
              ledger,
              next ->
                  certificate(next, account, first, last, deleted, proof.of(account.role()))
                      .toJson());
      written.add(
          DeletionCertificate.parse(Certificates.bytes(account.workspace(), number)).orElseThrow());
    }
    return written;
  }

  private DeletionCertificate certificate(
      long number,
      Account account,
      Written first,
      Written last,
      Deleted deleted,
      DeletionCertificate.Searched searched) {
    return new DeletionCertificate(
        number,
        Kind.WITHDRAWAL,
        account.role().word(),
        Optional.of(
            new Withdrawn(
                leaving.authority().code(),
                leaving.authority().name(),
                leaving.useCase(),
                leaving.ended().toString(),
                approvedBy)),
        leaving.region().useCase(leaving.useCase()).instructing(Instruction.RETAIN).stream()
            .map(clause -> new AgreedClause(leaving.useCase(), clause.id(), clause.words()))
            .toList(),
        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
        entry(first),
        entry(last),
        deleted,
        searched);
  }

  private static DeletionCertificate.Entry entry(Written written) {
    return new DeletionCertificate.Entry(written.anchor().number(), written.anchor().sha256());
  }

  /** The entries since the signature ended. */
  private List<Written> entries(Account account) throws StoreException {
    return Ledger.since(
        account.workspace(), leaving.ended().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  private Deleted deleted(Account account, List<Written> entries) throws StoreException {
    Predicate<String> wanted =
        switch (account.role()) {
          case UPLOAD ->
              what ->
                  leaving.datasets().stream()
                      .map(leaving::unit)
                      .anyMatch(
                          unit ->
                              what.startsWith("data/" + unit + "/")
                                  || what.startsWith("sessions/" + unit + "/")
                                  || what.startsWith(unit + " "));
          case HUB ->
              what ->
                  what.startsWith("data/" + leaving.useCase() + "/")
                      || what.startsWith(leaving.useCase() + " ");
        };
    return new RecordedDeletions(account.published()).of(entries, wanted);
  }

  /** What the authority should know where no signature of it is left. */
  public Optional<String> advice() {
    return leaving.authority().signedOn(leaving.today()).isEmpty()
        ? Optional.of(
            leaving.authority().name()
                + " has no signature left. What lies in its folder "
                + leaving.authority().folder()
                + "/ of the uploads area is its own: it should delete it there, and nothing of it"
                + " is read meanwhile.")
        : Optional.empty();
  }

  @Override
  public void close() {
    database.close();
    Scratch.delete(scratch);
  }
}
