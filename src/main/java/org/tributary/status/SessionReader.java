package org.tributary.status;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tributary.authority.LocalAuthority;
import org.tributary.errors.Severity;
import org.tributary.ledger.Entry;
import org.tributary.ledger.Entry.What;
import org.tributary.ledger.Ledger;
import org.tributary.publish.CommitLog;
import org.tributary.publish.Manifest;
import org.tributary.publish.PublishedFile;
import org.tributary.region.Region;
import org.tributary.report.Audience;
import org.tributary.report.ErrorSummary;
import org.tributary.report.ReportFile;
import org.tributary.status.SessionStatus.Numbers;
import org.tributary.status.StatusReader.Only;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;

/** Reads out of an account's ledger what ran there, and out of its commits how much it was. */
public final class SessionReader {

  private final Region region;
  private final ObjectStore workspace;
  private final ObjectStore published;
  private final Map<String, List<Manifest>> readable = new HashMap<>();

  /** Of the account that has this workspace and publishes there. */
  public SessionReader(Region region, ObjectStore workspace, ObjectStore published) {
    this.region = region;
    this.workspace = workspace;
    this.published = published;
  }

  /** The newest first. */
  public List<SessionStatus> newest(Only only, int most) throws StoreException, IOException {
    List<SessionStatus> sessions = new ArrayList<>();
    for (Ledger.Written written :
        Ledger.newest(workspace, entry -> isAskedFor(entry, only), most)) {
      sessions.add(of(written.entry()));
    }
    return sessions;
  }

  private static boolean isAskedFor(Entry entry, Only only) {
    String[] unit = entry.about().split("/", 2);
    return switch (entry.what()) {
      case SESSION -> unit.length == 2 && only.takes(unit[0], unit[1]);
      case RELEASE -> only.equals(Only.ALL);
      case CONFIGURATION, DELETION, CERTIFICATE, OPERATOR, START, STOP -> false;
    };
  }

  private SessionStatus of(Entry entry) throws StoreException, IOException {
    String[] unit = entry.about().split("/", 2);
    boolean isSession = entry.what() == What.SESSION;
    Optional<LocalAuthority> authority =
        isSession ? Optional.ofNullable(region.authorities().get(unit[0])) : Optional.empty();
    Optional<String> commit = Optional.ofNullable(entry.facts().get("commit"));
    return new SessionStatus(
        entry.when(),
        unit[0] + authority.map(known -> " " + known.name()).orElse(""),
        isSession ? unit[1] : "",
        commit
            .map(number -> "published " + number)
            .orElse("published nothing: " + entry.facts().getOrDefault("why", "no reason given")),
        commit.isPresent()
            ? numbers(entry.about(), Long.parseLong(commit.get()))
            : Optional.empty());
  }

  private Optional<Numbers> numbers(String unit, long number) throws StoreException, IOException {
    List<Manifest> manifests = readable.get(unit);
    if (manifests == null) {
      manifests = new CommitLog(published, unit).readable();
      readable.put(unit, manifests);
    }
    for (Manifest manifest : manifests) {
      Optional<PublishedFile> file = manifest.file(Audience.HUB.name(ReportFile.SUMMARY));
      if (manifest.number() == number && file.isPresent()) {
        return numbers(manifest, file.get());
      }
    }
    return Optional.empty();
  }

  private Optional<Numbers> numbers(Manifest manifest, PublishedFile file)
      throws StoreException, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Digest.copy(published.read(file.key(), Optional.empty()), bytes);
    } catch (StoreException failure) {
      if (failure.reason() == StoreException.Reason.NOT_FOUND) {
        // A newer commit took its place meanwhile.
        return Optional.empty();
      }
      throw failure;
    }
    ErrorSummary summary = ErrorSummary.read(bytes.toByteArray());
    return Optional.of(
        new Numbers(
            summary.files().size(),
            summary.files().stream()
                .flatMap(one -> one.errors().stream())
                .filter(error -> error.severity().equals(Severity.ERROR.word()))
                .mapToLong(ErrorSummary.Errors::count)
                .sum(),
            manifest.counts().read(),
            manifest.counts().kept()));
  }
}
