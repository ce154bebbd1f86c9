package org.tributary.upload;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.ledger.Entry.What;
import org.tributary.publish.CommitLog;
import org.tributary.publish.CommitLog.Head;
import org.tributary.publish.Delivery;
import org.tributary.publish.Delivery.Strays;
import org.tributary.publish.Garbage;
import org.tributary.publish.PublishedFile;
import org.tributary.report.Audience;
import org.tributary.store.SideBySide;
import org.tributary.store.StoreException;

/**
 * What follows from a commit and can be done again at any time: the report goes back, garbage goes.
 */
final class UploadDelivery {

  private final UploadUnit unit;
  private final CommitLog commits;

  UploadDelivery(UploadUnit unit, CommitLog commits) {
    this.unit = unit;
    this.commits = commits;
  }

  /** Says whether all is in its place; else the next look delivers again. */
  boolean run() throws StoreException {
    UploadAccount account = unit.account();
    Optional<Head> head = commits.head();
    if (head.isEmpty()) {
      return false;
    }
    account.deletions().ledger().committed(commits, head.get(), What.SESSION);
    Map<String, PublishedFile> copies = new TreeMap<>();
    for (PublishedFile file : head.get().manifest().workspace()) {
      if (file.name().startsWith(Audience.LOCAL_AUTHORITY.folder())) {
        copies.put(
            unit.reportFolder() + file.name().substring(Audience.LOCAL_AUTHORITY.folder().length()),
            file);
      }
    }
    Delivery.Result result =
        new Delivery(
                commits,
                "error-report",
                account.workspace(),
                account.uploads(),
                unit.reportFolder(),
                Strays.REMOVED,
                account.deletions(),
                SideBySide.requests(account.workers()))
            .deliver(copies);
    new Garbage(
            commits,
            account.workspace(),
            account.deletions(),
            SideBySide.requests(account.workers()))
        .clearOnceAfter(head.get());
    return result.isInPlace();
  }
}
