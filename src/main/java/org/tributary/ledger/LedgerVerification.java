package org.tributary.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.tributary.ledger.Entry.What;
import org.tributary.ledger.Ledger.Anchor;
import org.tributary.publish.CommitLog;
import org.tributary.publish.CommitLog.Head;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/** Walks a ledger from its first entry to its last and compares it with the commits. */
public final class LedgerVerification {

  /** What can be wrong with an entry. */
  public enum Wrong {
    /** An entry between the first and the newest is missing. */
    MISSING,
    /** An object that is no entry. */
    UNREADABLE,
    /** It says another number than its key. */
    OTHER_NUMBER,
    /** It does not name the bytes of the entry before. */
    CHAIN_BROKEN,
    /** An object below the ledger's folder whose key is none of an entry; its place is given. */
    STRANGE_OBJECT,
    /** The commit that it is about is not there. */
    COMMIT_MISSING,
    /** The commit that it is about has other bytes. */
    COMMIT_DIFFERS,
    /** It is not about the commit that comes next in its unit: one is twice or left out. */
    COMMIT_OUT_OF_ORDER,
    /** A start says something else about what is recorded than the entries before it. */
    START_DIFFERS,
    /** The certificate that it is about is not there. */
    CERTIFICATE_MISSING,
    /** The certificate that it is about has other bytes. */
    CERTIFICATE_DIFFERS,
    /** Something lies among the certificates that no entry is about; the newest entry is given. */
    CERTIFICATE_NOT_RECORDED,
    /** It is not the one that was noted down elsewhere, or there is none of that number. */
    NOT_AS_ANCHORED
  }

  /** One finding, with the number of the entry. */
  public record Finding(Wrong wrong, long entry) {}

  /**
   * What was found.
   *
   * @param commits by unit, the newest commit that the ledger records
   */
  public record Report(List<Finding> findings, long entries, Map<String, Long> commits) {}

  private LedgerVerification() {}

  /**
   * Reads every entry.
   *
   * @param published where the commits lie
   * @param anchors entries as they were noted down elsewhere. Whoever can write everywhere can
   *     rewrite the whole chain or cut off its end; only against an anchor does that show
   */
  public static Report of(ObjectStore workspace, ObjectStore published, List<Anchor> anchors)
      throws StoreException {
    List<Finding> findings = new ArrayList<>();
    Map<String, Long> commits = new HashMap<>();
    Map<Long, String> digests = new HashMap<>();
    String previous = "";
    long expected = 1;
    long entries = 0;
    for (StoredObject object : workspace.list(Ledger.FOLDER)) {
      if (Ledger.number(object.key()).isEmpty()) {
        findings.add(new Finding(Wrong.STRANGE_OBJECT, expected));
        continue;
      }
      long number = Ledger.number(object.key()).getAsLong();
      for (; expected < number; expected++) {
        findings.add(new Finding(Wrong.MISSING, expected));
      }
      expected = number + 1;
      entries++;
      byte[] bytes = Ledger.bytes(workspace, object.key());
      Optional<Entry> entry = Entry.parse(bytes);
      if (entry.isEmpty()) {
        findings.add(new Finding(Wrong.UNREADABLE, number));
      } else {
        if (entry.get().number() != number) {
          findings.add(new Finding(Wrong.OTHER_NUMBER, number));
        }
        if (!entry.get().previous().equals(previous)) {
          findings.add(new Finding(Wrong.CHAIN_BROKEN, number));
        }
        check(entry.get(), workspace, published, commits)
            .ifPresent(wrong -> findings.add(new Finding(wrong, number)));
      }
      previous = Digest.of(bytes).sha256();
      digests.put(number, previous);
    }
    for (StoredObject object : workspace.list(Certificates.FOLDER)) {
      OptionalLong number = Certificates.number(object.key());
      if (number.isEmpty() || number.getAsLong() > commits.getOrDefault(Certificates.UNIT, 0L)) {
        findings.add(new Finding(Wrong.CERTIFICATE_NOT_RECORDED, expected - 1));
      }
    }
    commits.remove(Certificates.UNIT);
    for (Anchor anchor : anchors) {
      if (!anchor.sha256().equals(digests.get(anchor.number()))) {
        findings.add(new Finding(Wrong.NOT_AS_ANCHORED, anchor.number()));
      }
    }
    return new Report(List.copyOf(findings), entries, Map.copyOf(commits));
  }

  private static Optional<Wrong> check(
      Entry entry, ObjectStore workspace, ObjectStore published, Map<String, Long> commits)
      throws StoreException {
    if (entry.what() == What.START) {
      boolean same = commits.equals(entry.commits());
      commits.putAll(entry.commits());
      return same ? Optional.empty() : Optional.of(Wrong.START_DIFFERS);
    }
    for (Map.Entry<String, Long> commit : entry.commits().entrySet()) {
      long before = commits.getOrDefault(commit.getKey(), 0L);
      commits.put(commit.getKey(), commit.getValue());
      if (commit.getKey().equals(Certificates.UNIT)) {
        Optional<Wrong> wrong = checkCertificate(entry, workspace, commit.getValue());
        return commit.getValue() == before + 1 ? wrong : Optional.of(Wrong.COMMIT_OUT_OF_ORDER);
      }
      Optional<Head> there;
      try {
        there = new CommitLog(published, commit.getKey()).committed(commit.getValue());
      } catch (StoreException failure) {
        if (failure.reason() != Reason.NOT_FOUND) {
          throw failure;
        }
        return Optional.of(Wrong.COMMIT_MISSING);
      } catch (IllegalArgumentException noUnit) {
        return Optional.of(Wrong.COMMIT_MISSING);
      }
      if (!there.map(Head::sha256).equals(Optional.ofNullable(entry.facts().get(Entry.SHA256)))) {
        return Optional.of(Wrong.COMMIT_DIFFERS);
      }
      if (commit.getValue() != before + 1) {
        return Optional.of(Wrong.COMMIT_OUT_OF_ORDER);
      }
    }
    return Optional.empty();
  }

  private static Optional<Wrong> checkCertificate(Entry entry, ObjectStore workspace, long number)
      throws StoreException {
    try {
      String sha256 = Digest.of(Certificates.bytes(workspace, number)).sha256();
      return sha256.equals(entry.facts().get(Entry.SHA256))
          ? Optional.empty()
          : Optional.of(Wrong.CERTIFICATE_DIFFERS);
    } catch (StoreException failure) {
      if (failure.reason() != Reason.NOT_FOUND) {
        throw failure;
      }
      return Optional.of(Wrong.CERTIFICATE_MISSING);
    }
  }
}
