package org.tributary.withdraw;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tributary.hub.HubDelivery;
import org.tributary.hub.Release;
import org.tributary.opendata.OpenDataArea;
import org.tributary.output.Output;
import org.tributary.overview.Overview;
import org.tributary.pipeline.Pipeline;
import org.tributary.publish.Layout;
import org.tributary.publish.Layout.OfAttempt;
import org.tributary.publish.Layout.OfCommit;
import org.tributary.publish.Layout.OfDelivery;
import org.tributary.publish.PublishedFile;
import org.tributary.withdraw.Treatment.Copy;
import org.tributary.withdraw.Treatment.Opened;
import org.tributary.withdraw.Treatment.OwnTable;
import org.tributary.withdraw.Treatment.Stays;
import org.tributary.withdraw.Treatment.Wrong;

/**
 * Says by an object's key what it is. Only what commits, sessions and the ledger write where they
 * write it is known; everything else is a stranger and is searched with the widest net.
 */
final class Places {

  private static final Pattern LEDGER = Pattern.compile("_ledger/[0-9]{12}\\.json");
  private static final Pattern CERTIFICATE =
      Pattern.compile("certificates/deletion-[0-9]{12}\\.json");

  private static final Pattern STAGE =
      Pattern.compile("(cleaned|enriched|degraded)/([^/]+)/[0-9a-f]+\\.parquet");

  private static final Pattern SHARED = Pattern.compile("(current|concatenated)/.+\\.csv");

  /** Pages that say who signed and who did not. */
  private static final Set<String> MATRIX =
      Set.of("audit.html", "audit.csv", "audit.json", Overview.FILE);

  /** Pages with the codes of every field. */
  private static final Set<String> DESCRIPTIONS =
      Set.of(
          "codes.csv",
          "datapackage.json",
          "datapackage-parquet.json",
          "dictionary.csv",
          "dictionary.html");

  /** The folder of one of those whom rows are handed over to, within a package. */
  private static final Pattern OF_A_RECIPIENT = Pattern.compile("^[0-9]{3}/");

  private static final Pattern IN_A_PACKAGE = Pattern.compile("([0-9]{3}/)?data/(?<file>.+)");

  private final Leaving leaving;
  private final NamedObjects uploadSide;
  private final NamedObjects hubSide;

  Places(Leaving leaving, NamedObjects uploadSide, NamedObjects hubSide) {
    this.leaving = leaving;
    this.uploadSide = uploadSide;
    this.hubSide = hubSide;
  }

  /** What to do with an object of an area. */
  Treatment of(String area, String key) {
    if (area.endsWith("workspace") && key.startsWith(OpenDataArea.COPIES)) {
      return of("external", key);
    }
    return switch (area) {
      case "uploads" -> new Stays(Remains.UPLOADS);
      case "external" -> new Opened(Net.IDS, Optional.of(Remains.OPEN_DATA));
      case "workspace", "shared" -> kept(key, uploadSide).orElseGet(() -> uploadSide(key));
      case "hub-workspace", "outputs" -> kept(key, hubSide).orElseGet(() -> hubSide(key));
      default -> new Opened(Net.WIDE);
    };
  }

  /** Whether readers may see an object of the authority's own tables as published. */
  boolean isPublishedForAuthority(String key) {
    return uploadSide.key(key).isPresent()
        && leaving.datasets().stream()
            .anyMatch(dataset -> key.startsWith(new Layout(leaving.unit(dataset)).data()));
  }

  /** Whether readers may see an object as one of the use case's newest release. */
  boolean isPublishedForUseCase(String key) {
    return (hubSide.key(key).isPresent() && key.startsWith(new Layout(leaving.useCase()).data()))
        || copied(leaving.useCase(), key)
            .flatMap(name -> hubSide.file(leaving.useCase(), name))
            .isPresent();
  }

  private static Optional<Treatment> kept(String key, NamedObjects commits) {
    if (LEDGER.matcher(key).matches()) {
      return Optional.of(new Stays(Remains.LEDGER));
    }
    if (CERTIFICATE.matcher(key).matches()) {
      return Optional.of(new Stays(Remains.CERTIFICATES));
    }
    Optional<Layout.Key> known = Layout.key(key);
    boolean isOfCommits =
        known
            .map(
                of ->
                    of instanceof OfCommit commit
                            && commit.number() <= commits.newest(commit.unit())
                        || of instanceof OfDelivery && commits.newest(of.unit()) > 0)
            .orElse(false);
    return isOfCommits ? Optional.of(new Stays(Remains.COMMITS)) : Optional.empty();
  }

  private static Optional<OfAttempt> made(String key) {
    return Layout.key(key).filter(OfAttempt.class::isInstance).map(OfAttempt.class::cast);
  }

  private Treatment uploadSide(String key) {
    Optional<OfAttempt> found = made(key);
    if (found.isEmpty()) {
      return key.startsWith("attempts/")
          ? new Opened(Net.WIDE, Optional.of(Remains.MARKS))
          : new Opened(Net.WIDE);
    }
    OfAttempt made = found.get();
    String unit = made.unit();
    String name = made.name();
    boolean isData =
        switch (made.kind()) {
          case DATA -> true;
          case SESSION -> false;
        };
    boolean isState =
        isData && (uploadSide.key(key).isPresent() || made.number() > uploadSide.newest(unit));
    boolean isTable = STAGE.matcher(name).matches() || SHARED.matcher(name).matches();
    boolean isIncoming = name.startsWith("incoming/");
    if (!unit.startsWith(leaving.authority().code() + "/")) {
      return !isTable && (isIncoming || isState)
          ? new Stays(Remains.OTHER_AUTHORITIES)
          : new Opened(isTable ? Net.NARROW : Net.WIDE);
    }
    String dataset = unit.substring(unit.indexOf('/') + 1);
    if (!leaving.datasets().contains(dataset)) {
      return new Stays(Remains.OTHER_SIGNATURES);
    }
    if (isData && !isState) {
      return new Wrong("no commit names it any more, and it was not cleared away");
    }
    if (leaving.remaining(dataset).isEmpty()) {
      return isTable || isIncoming
          ? new Wrong("it was kept for a use case, and no signature is left")
          : new Stays(Remains.REPORTS);
    }
    Optional<String> table = table(dataset, name);
    if (isTable) {
      return table.isPresent()
          ? new OwnTable(dataset, table.get())
          : new Wrong("it is a table that no pipeline knows");
    }
    return isIncoming || isState ? new Stays(Remains.OTHER_SIGNATURES) : new Opened(Net.WIDE);
  }

  /** Which table a file is of; of two whose names end alike, the longer. */
  private Optional<String> table(String dataset, String name) {
    Matcher stage = STAGE.matcher(name);
    Pipeline pipeline = leaving.region().pipeline(dataset);
    return pipeline.tables().stream()
        .map(table -> table.name())
        .filter(
            table ->
                stage.matches()
                    ? stage.group(2).equals(table)
                    : name.endsWith("_" + table + ".csv"))
        .max((one, other) -> Integer.compare(one.length(), other.length()));
  }

  private Treatment hubSide(String key) {
    Optional<OfAttempt> made = made(key);
    if (made.isPresent() && leaving.region().useCases().containsKey(made.get().unit())) {
      String useCase = made.get().unit();
      Optional<PublishedFile> named = hubSide.key(key);
      boolean isState = named.isPresent() || made.get().number() > hubSide.newest(useCase);
      if (isState) {
        return output(useCase, named.map(PublishedFile::name).orElse(made.get().name()));
      }
      return useCase.equals(leaving.useCase())
          ? new Wrong("no release names it any more, and it was not cleared away")
          : new Opened(Net.WIDE);
    }
    for (String useCase : leaving.region().useCases().keySet()) {
      Optional<String> name = copied(useCase, key);
      Optional<PublishedFile> file = name.flatMap(found -> hubSide.file(useCase, found));
      if (file.isPresent()) {
        return new Copy(file.get(), output(useCase, file.get().name()));
      }
    }
    return new Opened(Net.WIDE);
  }

  /** The name of the file of a release that lies under this key, if it is one of the use case. */
  private static Optional<String> copied(String useCase, String key) {
    String folder = HubDelivery.PACKAGES + useCase + "/";
    if (key.startsWith(folder)) {
      Matcher data = IN_A_PACKAGE.matcher(key.substring(folder.length()));
      if (data.matches()) {
        return Optional.of(data.group("file"));
      }
      return Optional.of(Release.PACKAGE + key.substring(folder.length()));
    }
    return key.startsWith(Output.beginning(useCase)) ? Optional.of(key) : Optional.empty();
  }

  private Treatment output(String useCase, String name) {
    if (leaving.stillSigns(useCase)) {
      return new Stays(Remains.OTHER_USE_CASES);
    }
    if (!name.startsWith(Release.PACKAGE)) {
      return new Opened(Net.NARROW);
    }
    String page = OF_A_RECIPIENT.matcher(name.substring(Release.PACKAGE.length())).replaceFirst("");
    if (page.startsWith("release-note.")) {
      return new Opened(Net.NARROW, Optional.of(Remains.RELEASE_NOTE));
    }
    if (MATRIX.contains(page)) {
      return new Opened(Net.NARROW, Optional.of(Remains.CONFIGURATION));
    }
    return DESCRIPTIONS.contains(page) && leaving.isInCodeLists()
        ? new Opened(Net.NARROW, Optional.of(Remains.CODE_LISTS))
        : new Opened(Net.NARROW);
  }
}
