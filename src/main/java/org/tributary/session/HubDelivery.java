package org.tributary.session;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.publish.CommitLog;
import org.tributary.publish.CommitLog.Head;
import org.tributary.publish.Delivery;
import org.tributary.publish.Delivery.Strays;
import org.tributary.publish.Garbage;
import org.tributary.publish.PublishedFile;
import org.tributary.store.StoreException;

/** What follows from a release and can be done again at any time: copies under names that stay. */
final class HubDelivery {

  private final HubUnit unit;
  private final CommitLog commits;

  HubDelivery(HubUnit unit, CommitLog commits) {
    this.unit = unit;
    this.commits = commits;
  }

  void run() throws StoreException {
    HubAccount account = unit.account();
    Optional<Head> head = commits.head();
    if (head.isEmpty()) {
      return;
    }
    Map<String, PublishedFile> copies = new TreeMap<>();
    head.get().manifest().files().forEach(file -> copies.put(file.name(), file));
    new Delivery(
            commits,
            "outputs",
            account.outputs(),
            account.outputs(),
            unit.name() + "_",
            Strays.REMOVED,
            account.deletions())
        .deliver(copies);
    new Garbage(commits, account.workspace(), account.deletions()).clear();
  }
}
