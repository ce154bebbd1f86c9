package org.tributary.campaign;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tributary.ledger.LedgerVerification;
import org.tributary.publish.Area;
import org.tributary.publish.CommitLog;
import org.tributary.publish.CommitLog.Head;
import org.tributary.publish.Manifest;
import org.tributary.publish.PublishedFile;
import org.tributary.publish.Verification;
import org.tributary.region.Region;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;

/**
 * What two accounts have published, looked at from outside: whether it is sound, whether anything
 * lies about, and what it says, so that two programmes' work can be compared.
 */
final class PublishedByTheProgramme {

  /**
   * A session's name ends with its commit's number, which says how often somebody looked; and a
   * page says on which day.
   */
  private static final Pattern SESSION =
      Pattern.compile(
          "([0-9]{3}-[a-z0-9-]+)-[0-9]{6}|(?<=they were on )[0-9]+ [A-Z][a-z]+ [0-9]{4}");

  /**
   * They say a release's number and what changed since the one before; how many there are differs.
   */
  private static final Pattern OF_ONE_RELEASE =
      Pattern.compile(
          "package(s/[^/]+)?/(datapackage.*\\.json|dictionary\\.html|overview\\.html|release-note\\..+)");

  /** A key that was made for a commit: unit, number, attempt. */
  private static final Pattern MADE_FOR =
      Pattern.compile("(data|sessions)/(.+?)/([0-9]{12})/([^/]+)/.+");

  /** One unit: its commits, and the workspace that goes with them. */
  private record Unit(CommitLog commits, ObjectStore workspace) {}

  private final TwoAccounts accounts;
  private final Region region;

  PublishedByTheProgramme(TwoAccounts accounts, Region region) {
    this.accounts = accounts;
    this.region = region;
  }

  private List<Unit> units() {
    List<Unit> units = new ArrayList<>();
    for (String authority : region.authorities().keySet()) {
      for (String dataset : region.pipelines().keySet()) {
        units.add(
            new Unit(
                new CommitLog(accounts.uploadArea("shared"), authority + "/" + dataset),
                accounts.uploadArea("workspace")));
      }
    }
    for (String useCase : region.useCases().keySet()) {
      units.add(
          new Unit(
              new CommitLog(accounts.hubArea("outputs"), useCase),
              accounts.hubArea("hub-workspace")));
    }
    return units;
  }

  /** How many commits there are. */
  long commits() throws StoreException {
    long commits = 0;
    for (Unit unit : units()) {
      commits += unit.commits().numbers().size();
    }
    return commits;
  }

  /**
   * What is wrong with the commits and the files that they name, while nobody writes: a number
   * missing or taken twice, a file that is not there or has other bytes. Empty if nothing is.
   */
  List<String> findings() throws StoreException {
    List<String> findings = new ArrayList<>();
    for (Unit unit : units()) {
      Verification.of(unit.commits(), unit.workspace())
          .findings()
          .forEach(finding -> findings.add(unit.commits().unit() + ": " + finding));
    }
    LedgerVerification.of(
            accounts.uploadArea("workspace"), accounts.uploadArea("shared"), List.of())
        .findings()
        .forEach(finding -> findings.add("upload ledger: " + finding));
    LedgerVerification.of(accounts.hubArea("hub-workspace"), accounts.hubArea("outputs"), List.of())
        .findings()
        .forEach(finding -> findings.add("hub ledger: " + finding));
    return findings;
  }

  /**
   * What a reader meets who reads every newest commit while the programme works. A file may be gone
   * only if its commit is not the newest any more.
   */
  List<String> findingsOfAReader() throws StoreException, IOException {
    List<String> findings = new ArrayList<>();
    for (Unit unit : units()) {
      Optional<Head> head = unit.commits().head();
      if (head.isEmpty()) {
        continue;
      }
      Manifest manifest = head.get().manifest();
      for (PublishedFile file : manifest.files()) {
        boolean same = sha256(area(unit), file.key()).equals(Optional.of(file.sha256()));
        if (!same && unit.commits().head().orElseThrow().manifest().number() == manifest.number()) {
          findings.add(
              unit.commits().unit() + " commit " + manifest.number() + ": not to be read: " + file);
        }
      }
    }
    return findings;
  }

  private ObjectStore area(Unit unit) {
    return region.useCases().containsKey(unit.commits().unit())
        ? accounts.hubArea("outputs")
        : accounts.uploadArea("shared");
  }

  private static Optional<String> sha256(ObjectStore store, String key)
      throws StoreException, IOException {
    try (InputStream in = store.read(key, Optional.empty())) {
      return Optional.of(Digest.of(in.readAllBytes()).sha256());
    } catch (StoreException gone) {
      return switch (gone.reason()) {
        case NOT_FOUND -> Optional.empty();
        case CHANGED, FORBIDDEN, ARCHIVED, UNAVAILABLE, DIFFERENT_BYTES -> throw gone;
      };
    }
  }

  /**
   * Objects that nothing names: of attempts that died, of commits that nobody may read any more,
   * and marks that a file is being read while none is.
   */
  List<String> garbage() throws StoreException {
    Set<String> named = new HashSet<>();
    Map<String, String> attempts = new HashMap<>();
    for (Unit unit : units()) {
      for (Manifest manifest : unit.commits().readable()) {
        for (Area area : Area.values()) {
          manifest.in(area).forEach(file -> named.add(file.key()));
        }
      }
      for (long number : unit.commits().numbers()) {
        attempts.put(
            unit.commits().unit() + " " + number, unit.commits().manifest(number).attempt());
      }
    }
    Set<String> uploaded = new HashSet<>(Set.of("several"));
    for (StoredObject object : accounts.uploadArea("uploads").list("")) {
      String listed = object.etag() + "\t" + object.size();
      uploaded.add(Digest.of(listed.getBytes(StandardCharsets.UTF_8)).sha256());
    }
    List<String> garbage = new ArrayList<>();
    for (ObjectStore store :
        List.of(
            accounts.uploadArea("shared"),
            accounts.uploadArea("workspace"),
            accounts.hubArea("outputs"),
            accounts.hubArea("hub-workspace"))) {
      Set<String> deliveries = new HashSet<>();
      for (StoredObject object : store.list("")) {
        String key = object.key();
        Matcher made = MADE_FOR.matcher(key);
        if (made.matches()) {
          String unit = made.group(2) + " " + Long.parseLong(made.group(3));
          boolean live =
              made.group(1).equals("data")
                  ? named.contains(key)
                  : made.group(4).equals(attempts.get(unit));
          if (!live) {
            garbage.add(key);
          }
        } else if (key.startsWith("_delivered/")) {
          if (!deliveries.add(key.substring(0, key.lastIndexOf('/')))) {
            garbage.add(key);
          }
        } else if (key.startsWith("attempts/")
            && uploaded.stream().anyMatch(content -> key.startsWith("attempts/" + content))) {
          // A mark of a file that is gone ages with the sessions.
          garbage.add(key);
        }
      }
    }
    return garbage;
  }

  /**
   * The SHA-256 of everything that anybody can read: what the newest commits name, the copies under
   * names that stay, and the reports in the authorities' folders. Session names in reports are left
   * out, since they count the commits, and so is what a package says of its own release.
   */
  SortedMap<String, String> contents() throws StoreException, IOException {
    SortedMap<String, String> contents = new TreeMap<>();
    for (Unit unit : units()) {
      Optional<Head> head = unit.commits().head();
      if (head.isPresent()) {
        for (PublishedFile file : head.get().manifest().files()) {
          contents.put(
              unit.commits().unit() + " " + file.name(),
              isOfOneRelease(file.name()) ? "there" : said(area(unit), file.key()));
        }
        contents.put(unit.commits().unit() + " counts", head.get().manifest().counts().toString());
      }
    }
    ObjectStore outputs = accounts.hubArea("outputs");
    for (String key : accounts.outputs().keySet()) {
      contents.put("outputs " + key, isOfOneRelease(key) ? "there" : said(outputs, key));
    }
    ObjectStore uploads = accounts.uploadArea("uploads");
    for (StoredObject object : uploads.list("")) {
      contents.put("uploads " + object.key(), said(uploads, object.key()));
    }
    return contents;
  }

  private static boolean isOfOneRelease(String name) {
    return OF_ONE_RELEASE.matcher(name).matches();
  }

  private static String said(ObjectStore store, String key) throws StoreException, IOException {
    try (InputStream in = store.read(key, Optional.empty())) {
      byte[] bytes = in.readAllBytes();
      if (key.contains("error_")) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        bytes = SESSION.matcher(text).replaceAll("$1").getBytes(StandardCharsets.UTF_8);
      }
      return Digest.of(bytes).sha256();
    }
  }
}
