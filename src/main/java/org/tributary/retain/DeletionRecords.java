package org.tributary.retain;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.tributary.ledger.Entry.What;
import org.tributary.ledger.Ledger;
import org.tributary.publish.Area;
import org.tributary.publish.DeletionLog;
import org.tributary.store.Digest;
import org.tributary.store.StoreException;

/**
 * What the ledger is told of deletions, before anything goes. An object's key is named where we
 * made it ourselves; a file in somebody's own folder is named by the digest of its key, because a
 * person may have put a name into it.
 */
public final class DeletionRecords implements DeletionLog {

  private final Ledger ledger;

  /** Writes into an account's ledger. */
  public DeletionRecords(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The ledger of the account. */
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public void aboutToDelete(Area area, List<String> keys) throws StoreException {
    write(area, keys, "no longer named by a commit");
  }

  /**
   * Notes what leaves the published state with its next commit, and why: return years whose
   * retention ended, files that their authority removed.
   *
   * @param what names tables and return years, and nothing that a person wrote
   */
  public void leaving(List<String> what, String why) throws StoreException {
    write("published", what, why);
  }

  /** Notes which objects go, from where, and under which rule. */
  public void write(Area area, List<String> keys, String why) throws StoreException {
    String name =
        switch (area) {
          case PUBLISHED -> "published";
          case WORKSPACE -> "workspace";
        };
    write(name, keys.stream().map(DeletionRecords::told).toList(), why);
  }

  private void write(String area, List<String> things, String why) throws StoreException {
    ledger.write(What.DELETION, area, Map.of("why", why), things);
  }

  /** Keys that commits and sessions made hold no name of a sender's. */
  private static String told(String key) {
    boolean ours =
        key.startsWith("data/") || key.startsWith("sessions/") || key.startsWith("attempts/");
    return ours ? key : "sha256:" + Digest.of(key.getBytes(StandardCharsets.UTF_8)).sha256();
  }
}
