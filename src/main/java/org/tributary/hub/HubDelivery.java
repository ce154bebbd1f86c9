package org.tributary.hub;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.describe.ReleasePackage;
import org.tributary.ledger.Entry.What;
import org.tributary.output.Output;
import org.tributary.output.Recipient;
import org.tributary.publish.CommitLog;
import org.tributary.publish.CommitLog.Head;
import org.tributary.publish.Delivery;
import org.tributary.publish.Delivery.Strays;
import org.tributary.publish.Garbage;
import org.tributary.publish.PublishedFile;
import org.tributary.store.SideBySide;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/** What follows from a release and can be done again at any time: copies under names that stay. */
public final class HubDelivery {

  /** Below which each use case has its package. */
  public static final String PACKAGES = "packages/";

  private final HubUnit unit;
  private final CommitLog commits;

  HubDelivery(HubUnit unit, CommitLog commits) {
    this.unit = unit;
    this.commits = commits;
  }

  /** Where, within a use case's package, one has its own whom rows are handed over to. */
  static String folder(Recipient to) {
    return to.giasCode() + "/";
  }

  /** Says whether all is in its place; else the next look delivers again. */
  boolean run() throws StoreException {
    HubAccount account = unit.account();
    Optional<Head> head = commits.head();
    if (head.isEmpty()) {
      return false;
    }
    account.deletions().ledger().committed(commits, head.get(), What.RELEASE);
    String packageFolder = PACKAGES + unit.name() + "/";
    Map<String, PublishedFile> copies = new TreeMap<>();
    Map<String, PublishedFile> inPackage = new TreeMap<>();
    Map<String, String> handedOver = new TreeMap<>();
    for (Output.Derived output : unit.outputs().derived()) {
      output
          .recipient()
          .ifPresent(
              to ->
                  output
                      .files(name -> head.get().manifest().file(name).isPresent())
                      .forEach(name -> handedOver.put(name, folder(to))));
    }
    for (PublishedFile file : head.get().manifest().files()) {
      if (file.name().startsWith(Release.PACKAGE)) {
        inPackage.put(packageFolder + file.name().substring(Release.PACKAGE.length()), file);
      } else {
        copies.put(file.name(), file);
        inPackage.put(
            packageFolder
                + handedOver.getOrDefault(file.name(), "")
                + ReleasePackage.DATA
                + file.name(),
            file);
      }
    }
    List<Delivery.Result> results;
    try {
      results =
          SideBySide.run(
              account.workers(),
              List.of(
                  () -> deliver("outputs", Output.beginning(unit.name()), copies),
                  () -> deliver("package", packageFolder, inPackage)));
    } catch (IOException interrupted) {
      throw new StoreException(Reason.UNAVAILABLE, "deliver a release", interrupted);
    }
    new Garbage(
            commits,
            account.workspace(),
            account.deletions(),
            SideBySide.requests(account.workers()))
        .clearOnceAfter(head.get());
    return results.stream().allMatch(Delivery.Result::isInPlace);
  }

  private Delivery.Result deliver(String name, String folder, Map<String, PublishedFile> copies)
      throws StoreException {
    HubAccount account = unit.account();
    return new Delivery(
            commits,
            name,
            account.outputs(),
            account.outputs(),
            folder,
            Strays.REMOVED,
            account.deletions(),
            SideBySide.requests(account.workers()))
        .deliver(copies);
  }
}
