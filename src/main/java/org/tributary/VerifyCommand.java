package org.tributary;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tributary.config.Problems;
import org.tributary.ledger.Ledger;
import org.tributary.ledger.Ledger.Anchor;
import org.tributary.ledger.Ledger.Written;
import org.tributary.ledger.LedgerPage;
import org.tributary.ledger.LedgerVerification;
import org.tributary.page.Words;
import org.tributary.publish.CommitLog;
import org.tributary.publish.Verification;
import org.tributary.region.Region;
import org.tributary.retain.CertificatePage;
import org.tributary.settings.Role;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;
import org.tributary.store.s3.Areas;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Reads everything that is published and checks it against its commits, byte by byte, and the
 * ledger against itself and the commits.
 */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Reads everything that is published and checks it against its commits, and the ledger against"
          + " itself and the commits.",
      "Note the ledger's newest entry down elsewhere (--head): only against such a note (--since)"
          + " does it show if the ledger's end was cut off or all of it was written anew."
    })
final class VerifyCommand implements Callable<Integer> {

  private static final Pattern ANCHOR =
      Pattern.compile("(upload|hub):([0-9]{1,12}):([0-9a-f]{64})");

  @Spec private CommandSpec spec;
  @Mixin private Configured configured = new Configured();

  @Option(names = "--head", description = "Print the newest entry of each ledger and do no more.")
  private boolean head;

  @Option(
      names = "--since",
      paramLabel = "ROLE:NUMBER:SHA256",
      description =
          "An entry as --head printed it once: it and all before it must still be the same. May be"
              + " given several times.")
  private List<String> since = List.of();

  @Option(names = "--json", description = "Prints JSON: what was read of each unit, and findings.")
  private boolean json;

  @Option(
      names = "--pages",
      paramLabel = "FOLDER",
      description = "Also writes each ledger, and each certificate of deletion, as a page.")
  private Optional<Path> pages = Optional.empty();

  private boolean sound = true;

  /** What is printed as JSON. */
  private final List<Map<String, Object>> told = new ArrayList<>();

  /** By unit of the account that is verified, how many commits there are. */
  private final SortedMap<String, Long> newest = new TreeMap<>();

  @Override
  public Integer call() throws StoreException, IOException {
    Configured.Read read = configured.readAsked();
    Problems problems = read.problems();
    for (String anchor : since) {
      Matcher matcher = ANCHOR.matcher(anchor);
      if (!matcher.matches() || !read.settings().areas().containsKey(role(matcher.group(1)))) {
        problems.error(
            "--since", 0, "this is no entry of a ledger at hand.", "Write it as --head prints it.");
      }
    }
    for (Role role : read.settings().areas().keySet()) {
      if (read.region().isEmpty() || problems.hasErrors()) {
        continue;
      }
      try (Areas areas = Areas.open(read.settings().areas(role), problems)) {
        if (!problems.hasErrors()) {
          verify(role, read.region().get(), areas);
        }
      }
    }
    if (problems.hasErrors()) {
      return Configured.refuse(problems, spec);
    }
    Configured.print(problems, spec.commandLine().getErr());
    if (json && !head) {
      Printed.json(spec, Map.of("sound", sound, "read", told));
    }
    if (head) {
      return Main.Status.DONE.end(spec, "The newest entries are above; nothing was checked.");
    }
    return sound
        ? Main.Status.DONE.end(spec, "All that was read is as it was committed.")
        : Main.Status.LEFT_UNDONE.end(
            spec, "Something is not as it was committed; see WRONG above.");
  }

  /** Where the lines for people go; nowhere where JSON is asked for. */
  private PrintWriter lines() {
    return json ? new PrintWriter(Writer.nullWriter()) : spec.commandLine().getOut();
  }

  /** That it goes on, and with what. */
  private void progress(String with) {
    spec.commandLine().getErr().println("reading " + with + " …");
    spec.commandLine().getErr().flush();
  }

  private static Role role(String word) {
    return word.equals(Role.UPLOAD.word()) ? Role.UPLOAD : Role.HUB;
  }

  private void verify(Role role, Region region, Areas areas) throws StoreException, IOException {
    ObjectStore workspace = areas.store(role.workspace());
    if (head) {
      Optional<Anchor> newest = Ledger.newest(workspace);
      newest.ifPresent(anchor -> spec.commandLine().getOut().println(role.word() + ":" + anchor));
      spec.commandLine().getOut().flush();
      return;
    }
    verifyUnits(role, region, areas);
    verifyLedger(role, workspace, areas.store(role.published()));
  }

  private void verifyLedger(Role role, ObjectStore workspace, ObjectStore published)
      throws StoreException, IOException {
    List<Anchor> anchors = new ArrayList<>();
    for (String anchor : since) {
      Matcher matcher = ANCHOR.matcher(anchor);
      if (matcher.matches() && matcher.group(1).equals(role.word())) {
        anchors.add(new Anchor(Long.parseLong(matcher.group(2)), matcher.group(3)));
      }
    }
    progress(role.word() + " ledger");
    LedgerVerification.Report report = LedgerVerification.of(workspace, published, anchors);
    told.add(
        Map.of(
            "of",
            role.word() + " ledger",
            "entries",
            report.entries(),
            "wrong",
            report.findings().stream().map(Object::toString).toList()));
    PrintWriter out = lines();
    out.println(role.word() + " ledger: " + report.entries() + " entries read");
    report.findings().forEach(finding -> out.println("  WRONG " + finding));
    newest.forEach(
        (unit, number) -> {
          long missing = number - report.commits().getOrDefault(unit, 0L);
          if (missing > 0) {
            // The next look writes what a process did not come to; a cut ledger looks the same.
            out.println("  NOTE " + unit + ": the newest " + missing + " commits are not in it");
          }
        });
    newest.clear();
    out.flush();
    sound &= report.findings().isEmpty();
    if (pages.isPresent()) {
      writePages(pages.get(), role, workspace, report);
    }
  }

  private void writePages(
      Path folder, Role role, ObjectStore workspace, LedgerVerification.Report report)
      throws StoreException, IOException {
    Files.createDirectories(folder);
    List<Written> entries = Ledger.after(workspace, 0);
    SortedMap<Long, String> names = new TreeMap<>();
    for (Map.Entry<Long, CertificatePage> one :
        CertificatePage.all(workspace, entries).entrySet()) {
      names.put(one.getKey(), one.getValue().fileName());
      Files.write(folder.resolve(one.getValue().fileName()), one.getValue().page());
    }
    LedgerPage page = new LedgerPage(role.word(), entries, report, names);
    Path file = folder.resolve(page.fileName());
    Files.write(file, page.page());
    lines().println("wrote " + file + " and " + Words.counted(names.size(), "certificate"));
    lines().flush();
  }

  private void verifyUnits(Role role, Region region, Areas areas) throws StoreException {
    switch (role) {
      case UPLOAD -> {
        for (String authority : region.authorities().keySet()) {
          for (String dataset : region.pipelines().keySet()) {
            verify(authority + "/" + dataset, areas.store("shared"), areas.store("workspace"));
          }
        }
      }
      case HUB -> {
        for (String useCase : region.useCases().keySet()) {
          verify(useCase, areas.store("outputs"), areas.store("hub-workspace"));
        }
      }
    }
  }

  private void verify(String unit, ObjectStore published, ObjectStore workspace)
      throws StoreException {
    progress(unit);
    Verification.Report report = Verification.of(new CommitLog(published, unit), workspace);
    newest.put(unit, report.commits());
    told.add(
        Map.of(
            "of",
            unit,
            "commits",
            report.commits(),
            "files",
            report.files(),
            "bytes",
            report.bytes(),
            "wrong",
            report.findings().stream().map(Object::toString).toList()));
    PrintWriter out = lines();
    out.println(
        unit
            + ": "
            + report.commits()
            + " commits, "
            + report.files()
            + " files, "
            + report.bytes()
            + " bytes read");
    report.findings().forEach(finding -> out.println("  WRONG " + finding));
    out.flush();
    sound &= report.findings().isEmpty();
  }
}
