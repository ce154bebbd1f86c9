package org.tributary.retain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tributary.ledger.Entry.What;
import org.tributary.ledger.Ledger.Written;
import org.tributary.publish.CommitLog;
import org.tributary.publish.CommitLog.Head;
import org.tributary.publish.PublishedFile;
import org.tributary.retain.DeletionCertificate.Deleted;
import org.tributary.retain.DeletionCertificate.DeletedThing;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/** What the ledger says was deleted, with what commits say of it. */
public final class RecordedDeletions {

  /** {@code data/<unit>/<number>/<attempt>/<SHA-256>-<name>}. */
  private static final Pattern DATA =
      Pattern.compile("data/(.+?)/([0-9]{12})/[^/]+/([0-9a-f]{64})-.+");

  /** A file as it came, or several small ones together. */
  private static final Pattern INCOMING =
      Pattern.compile("sessions/.+/incoming/([0-9a-f]{64})(?:\\.zip)?");

  private final ObjectStore published;
  private final Map<String, Map<String, Long>> sizes = new HashMap<>();

  /** Reads commits where they lie. */
  public RecordedDeletions(ObjectStore published) {
    this.published = published;
  }

  /** The deletions among these entries whose things are wanted, each thing once. */
  public Deleted of(List<Written> entries, Predicate<String> wanted) throws StoreException {
    Map<String, DeletedThing> things = new TreeMap<>();
    for (Written written : entries) {
      if (written.entry().what() == What.DELETION) {
        for (String what : written.entry().items()) {
          if (wanted.test(what)) {
            DeletedThing thing = thing(written, what);
            things.put(thing.area() + "\t" + what, thing);
          }
        }
      }
    }
    return Deleted.of(List.copyOf(things.values()));
  }

  private DeletedThing thing(Written written, String what) throws StoreException {
    Matcher data = DATA.matcher(what);
    Matcher incoming = INCOMING.matcher(what);
    boolean isData = data.matches();
    Optional<String> sha256 =
        isData
            ? Optional.of(data.group(3))
            : incoming.matches() ? Optional.of(incoming.group(1)) : Optional.empty();
    return new DeletedThing(
        written.entry().about(),
        what,
        sha256,
        isData ? size(data.group(1), data.group(2), what) : Optional.empty(),
        written.entry().facts().getOrDefault("why", ""),
        written.anchor().number());
  }

  /** As the commit says for which the object was made; empty if that attempt failed. */
  private Optional<Long> size(String unit, String number, String key) throws StoreException {
    String commit = unit + "/" + number;
    Map<String, Long> known = sizes.get(commit);
    if (known == null) {
      known = new HashMap<>();
      for (PublishedFile file : files(unit, Long.parseLong(number))) {
        known.put(file.key(), file.bytes());
      }
      sizes.put(commit, known);
    }
    return Optional.ofNullable(known.get(key));
  }

  private List<PublishedFile> files(String unit, long number) throws StoreException {
    List<PublishedFile> files = new ArrayList<>();
    try {
      new CommitLog(published, unit)
          .committed(number)
          .map(Head::manifest)
          .ifPresent(
              manifest ->
                  Stream.concat(manifest.files().stream(), manifest.workspace().stream())
                      .forEach(files::add));
    } catch (StoreException failure) {
      if (failure.reason() != Reason.NOT_FOUND) {
        throw failure;
      }
    } catch (IllegalArgumentException noUnit) {
      // The key is not one of a commit of ours; then its size is not known.
    }
    return files;
  }
}
