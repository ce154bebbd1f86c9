package org.tributary;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.tributary.config.Problems;
import org.tributary.ledger.Certificates;
import org.tributary.ledger.ConfigurationDigest;
import org.tributary.ledger.Ledger;
import org.tributary.publish.AttemptIds;
import org.tributary.retain.CertificatePage;
import org.tributary.retain.DeletionCertificate;
import org.tributary.settings.Role;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;
import org.tributary.store.s3.Areas;
import org.tributary.withdraw.Account;
import org.tributary.withdraw.Leaving;
import org.tributary.withdraw.Withdrawal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes an authority that left a use case from everywhere, and proves it. */
@Command(
    name = "withdraw",
    mixinStandardHelpOptions = true,
    description = {
      "Removes a local authority whose signature of a use case ended from all that was kept for it,"
          + " searches every area, and writes a certificate.",
      "The authority's file must say 'until' first; this command changes no configuration."
    },
    exitCodeListHeading = "%nExit status%n",
    exitCodeList = {
      "0:nothing is left, and a certificate says so",
      "1:the configuration does not say that the authority left; what to write is printed",
      "2:something is left; where and what to do is printed"
    })
final class WithdrawCommand implements Callable<Integer> {

  private static final long SECONDS_BETWEEN_LOOKS = 2;

  @Spec private CommandSpec spec;
  @Mixin private Configured configured = new Configured();

  @Parameters(index = "0", paramLabel = "CODE", description = "The local authority's code.")
  private String code = "";

  @Parameters(index = "1", paramLabel = "USE", description = "The use case that it left.")
  private String useCase = "";

  @Option(
      names = "--approved-by",
      paramLabel = "NAME",
      required = true,
      description = "Who decided that the data is deleted; stands in the ledger and certificate.")
  private String approvedBy = "";

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "How long to wait for the programme to drop the authority. Default: 0")
  private long wait;

  @Option(
      names = "--pages",
      paramLabel = "FOLDER",
      description = "Also writes each certificate as a page.")
  private Optional<Path> pages = Optional.empty();

  /** Says what time it is; a test says another. */
  WithdrawCommand at(java.time.Clock clock) {
    configured.clock = clock;
    return this;
  }

  @Override
  public Integer call() throws StoreException, IOException, InterruptedException {
    Configured.Read read = configured.readAsked();
    Problems problems = read.problems();
    LocalDate today = LocalDate.now(configured.clock);
    Optional<Leaving> leaving =
        read.region()
            .flatMap(
                region -> Leaving.of(region, configured.config, code, useCase, today, problems));
    if (approvedBy.isBlank()) {
      problems.error("--approved-by", 0, "Nobody is named.", "Say who decided it.");
    }
    Map<Role, Areas> opened = new LinkedHashMap<>();
    try {
      List<Account> accounts = new ArrayList<>();
      for (Role role : read.settings().areas().keySet()) {
        Areas areas = Areas.open(read.settings().areas(role), problems);
        opened.put(role, areas);
        if (!problems.hasErrors()) {
          Map<String, ObjectStore> stores = new LinkedHashMap<>();
          read.settings().areas(role).keySet().forEach(area -> stores.put(area, areas.store(area)));
          accounts.add(new Account(role, stores));
        }
      }
      if (leaving.isEmpty() || problems.hasErrors()) {
        return Configured.refuse(problems, spec);
      }
      Configured.print(problems, spec.commandLine().getErr());
      String configuration =
          ConfigurationDigest.of(List.of(configured.config, configured.schemas, configured.routes))
              .sha256();
      try (Withdrawal withdrawal =
          new Withdrawal(
              leaving.get(),
              accounts,
              configuration,
              approvedBy.strip(),
              configured.clock,
              new AttemptIds(configured.clock),
              read.settings().scratch(),
              read.settings().databaseMemory())) {
        return withdraw(withdrawal, accounts);
      }
    } finally {
      opened.values().forEach(Areas::close);
    }
  }

  private int withdraw(Withdrawal withdrawal, List<Account> accounts)
      throws StoreException, IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Map<Role, String> there = withdrawal.certificates();
    boolean isDone = there.size() == accounts.size();
    List<String> reasons = waited(withdrawal);
    if (!reasons.isEmpty()) {
      reasons.forEach(out::println);
      return Main.Status.LEFT_UNDONE.end(
          spec, "Nothing was deleted. Run this command again then, or let it --wait SECONDS.");
    }
    if (!isDone) {
      out.println(withdrawal.clearAway() + " objects of older states and sessions deleted");
    }
    Withdrawal.Proof proof = withdrawal.search();
    proof.findings().forEach(finding -> out.println("  LEFT " + finding));
    if (!proof.findings().isEmpty()) {
      return Main.Status.LEFT_UNDONE.end(
          spec,
          "No certificate is written. Remove what is left by hand, or find out who put it there;"
              + " then run this command again.");
    }
    List<DeletionCertificate> certificates = withdrawal.certify(proof);
    if (isDone) {
      there.forEach(
          (role, key) ->
              out.println(
                  "already withdrawn; the certificate of the "
                      + role.word()
                      + " account is "
                      + key
                      + ". Searched again: nothing is left."));
    }
    certificates.forEach(certificate -> out.print(certificate.toText()));
    if (pages.isPresent()) {
      writePages(pages.get(), withdrawal.certificates(), accounts);
    }
    withdrawal.advice().ifPresent(out::println);
    return Main.Status.DONE.end(spec, "Nothing is left, and the certificates say so.");
  }

  private void writePages(Path folder, Map<Role, String> certificates, List<Account> accounts)
      throws StoreException, IOException {
    Files.createDirectories(folder);
    for (Account account : accounts) {
      String key = certificates.getOrDefault(account.role(), "");
      OptionalLong number = Certificates.number(key);
      if (number.isPresent()) {
        Optional<CertificatePage> page =
            CertificatePage.of(
                Certificates.bytes(account.workspace(), number.getAsLong()),
                Ledger.after(account.workspace(), 0));
        if (page.isPresent()) {
          Path file = folder.resolve(page.get().fileName());
          Files.write(file, page.get().page());
          spec.commandLine().getOut().println("wrote " + file);
        }
      }
    }
  }

  /** Looks again until nothing stands in the way any more or the time is over. */
  private List<String> waited(Withdrawal withdrawal)
      throws StoreException, IOException, InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    long from = System.nanoTime();
    List<String> reasons = withdrawal.waitsFor();
    while (!reasons.isEmpty() && System.nanoTime() - from < TimeUnit.SECONDS.toNanos(wait)) {
      never.await(SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
      reasons = withdrawal.waitsFor();
    }
    return reasons;
  }
}
