package org.tributary.route;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.tributary.compile.Engines;
import org.tributary.compile.Repairs;
import org.tributary.config.Problems;
import org.tributary.hub.HubAccount;
import org.tributary.hub.HubLook;
import org.tributary.ledger.ConfigurationDigest;
import org.tributary.ledger.Draft;
import org.tributary.ledger.Entry.What;
import org.tributary.ledger.Ledger;
import org.tributary.opendata.OpenDataArea;
import org.tributary.operate.AreaBeans;
import org.tributary.operate.AreaHealth;
import org.tributary.operate.OperatorAccess;
import org.tributary.operate.OperatorConsole;
import org.tributary.publish.AttemptIds;
import org.tributary.read.Limits;
import org.tributary.region.Region;
import org.tributary.report.Help;
import org.tributary.retain.DeletionRecords;
import org.tributary.retain.NightlyCertificate;
import org.tributary.retain.SessionAges;
import org.tributary.settings.Role;
import org.tributary.settings.Settings;
import org.tributary.store.ObjectStore;
import org.tributary.store.s3.Areas;
import org.tributary.upload.PseudonymKeys;
import org.tributary.upload.UploadAccount;
import org.tributary.upload.UploadLook;

/**
 * One running Tributary: its accounts with their areas, its routes, its console, put together from
 * settings and a region that were checked. Nothing runs before {@link #start()}.
 */
public final class Installation implements AutoCloseable {

  /** Rounds of looks after which {@code --once} gives up waiting for quiet. */
  private static final int MOST_ROUNDS = 10;

  private final Settings settings;
  private final OwnScratch scratch;
  private final SortedMap<Role, Areas> areas;
  private final List<AccountSteps> accounts;
  private final SortedMap<Role, Engines> engines;
  private final SortedMap<Role, Ledger> ledgers;
  private final ConfigurationDigest configuration;
  private final AreaHealth health;
  private final Runtime runtime;
  private final OperatorDesk desk;
  private Optional<OperatorConsole> console = Optional.empty();
  private Optional<AreaBeans> beans = Optional.empty();

  private Installation(
      Settings settings,
      OwnScratch scratch,
      SortedMap<Role, Areas> areas,
      SortedMap<Role, Engines> engines,
      List<AccountSteps> accounts,
      SortedMap<Role, Ledger> ledgers,
      ConfigurationDigest configuration,
      AreaHealth health,
      Runtime runtime,
      OperatorDesk desk) {
    this.settings = settings;
    this.scratch = scratch;
    this.areas = areas;
    this.engines = engines;
    this.accounts = accounts;
    this.ledgers = ledgers;
    this.configuration = configuration;
    this.health = health;
    this.runtime = runtime;
    this.desk = desk;
  }

  /**
   * Puts everything together; what stands in the way goes to {@code problems}, and the result is
   * then empty. No area is contacted yet.
   */
  public static Optional<Installation> assemble(
      Settings settings,
      Region region,
      Path config,
      Path schemas,
      Path routes,
      Clock clock,
      Problems problems) {
    return assemble(
        settings, region, config, schemas, routes, clock, problems, (area, store) -> store);
  }

  /** The same with something between each area, by its name, and whoever reads and writes it. */
  static Optional<Installation> assemble(
      Settings settings,
      Region region,
      Path config,
      Path schemas,
      Path routes,
      Clock clock,
      Problems problems,
      BiFunction<String, ObjectStore, ObjectStore> between) {
    Ports.check(settings, problems);
    OwnScratch scratch =
        OwnScratch.take(settings.scratch(), EnumSet.copyOf(settings.areas().keySet()), problems);
    AreaHealth health = new AreaHealth(clock, settings.lookEvery());
    AttemptIds attemptIds = new AttemptIds(clock);
    SortedMap<Role, Areas> opened = new TreeMap<>();
    SortedMap<Role, Engines> engines = new TreeMap<>();
    List<AccountSteps> accounts = new ArrayList<>();
    SortedMap<Role, Ledger> ledgers = new TreeMap<>();
    for (Role role : EnumSet.copyOf(settings.areas().keySet())) {
      Areas areas = Areas.open(settings.areas(role), problems).with(between);
      opened.put(role, areas);
      PseudonymKeys keys =
          role == Role.UPLOAD ? pseudonymKeys(settings, region, problems) : PseudonymKeys.NONE;
      if (problems.hasErrors()) {
        continue;
      }
      Ledger ledger = new Ledger(areas.store(role.workspace()), clock, attemptIds);
      ledgers.put(role, ledger);
      DeletionRecords deletions = new DeletionRecords(ledger);
      Engines ofRole =
          new Engines(
              settings.scratch().resolve(role.word()),
              settings.databaseMemory(),
              settings.workers() * settings.sessionsAtATime());
      engines.put(role, ofRole);
      accounts.add(
          switch (role) {
            case UPLOAD ->
                upload(
                    settings,
                    region,
                    config,
                    clock,
                    keys,
                    areas,
                    ofRole,
                    attemptIds,
                    health,
                    deletions);
            case HUB ->
                hub(settings, region, config, clock, areas, ofRole, attemptIds, health, deletions);
          });
    }
    if (problems.hasErrors()) {
      opened.values().forEach(Areas::close);
      scratch.close();
      return Optional.empty();
    }
    OperatorActions actions =
        new OperatorActions(
            (route, done) ->
                note(ledgers, What.OPERATOR, about -> "route " + route, Map.of("done", done)));
    Runtime runtime =
        new Runtime(
            accounts,
            routes,
            camel(settings),
            settings.lookEvery(),
            settings.workers(),
            health,
            actions);
    ConfigurationDigest configuration = ConfigurationDigest.of(List.of(config, schemas, routes));
    return Optional.of(
        new Installation(
            settings,
            scratch,
            opened,
            engines,
            accounts,
            ledgers,
            configuration,
            health,
            runtime,
            new OperatorDesk(
                region,
                opened,
                ledgers,
                health,
                runtime,
                () -> accounts.forEach(AccountSteps::pausesChanged),
                clock)));
  }

  private static void note(
      SortedMap<Role, Ledger> ledgers,
      What what,
      Function<Role, String> about,
      Map<String, String> facts) {
    ledgers.forEach(
        (role, ledger) -> ledger.note(new Draft(what, about.apply(role), facts, List.of())));
  }

  private static AccountSteps upload(
      Settings settings,
      Region region,
      Path config,
      Clock clock,
      PseudonymKeys keys,
      Areas areas,
      Engines engines,
      AttemptIds attemptIds,
      AreaHealth health,
      DeletionRecords deletions) {
    UploadAccount account =
        new UploadAccount(
            region,
            areas.store("uploads"),
            areas.store("workspace"),
            areas.store("shared"),
            settings.areas(Role.UPLOAD).containsKey("external")
                ? Optional.of(new OpenDataArea(areas.store("external"), areas.store("workspace")))
                : Optional.empty(),
            keys,
            settings.scratch().resolve("upload"),
            new Repairs(config.resolve("outputs").resolve("repairs")),
            Limits.USUAL,
            engines,
            settings.workers(),
            settings.settle(),
            settings.emptiedFolderWait(),
            deletions,
            clock);
    return new UploadSteps(
        region,
        new UploadLook(account, attemptIds, health),
        new SessionAges(account.workspace(), deletions, settings.keepSessionDays(), clock),
        nightly(Role.UPLOAD, areas, deletions, region, clock),
        new Help(settings.contact(), settings.guide()));
  }

  private static AccountSteps hub(
      Settings settings,
      Region region,
      Path config,
      Clock clock,
      Areas areas,
      Engines engines,
      AttemptIds attemptIds,
      AreaHealth health,
      DeletionRecords deletions) {
    HubAccount account =
        new HubAccount(
            region,
            areas.store("shared"),
            areas.store("hub-workspace"),
            areas.store("outputs"),
            settings.areas(Role.HUB).containsKey("external")
                ? Optional.of(
                    new OpenDataArea(areas.store("external"), areas.store("hub-workspace")))
                : Optional.empty(),
            settings.scratch().resolve("hub"),
            new Repairs(config.resolve("outputs").resolve("repairs")),
            engines,
            settings.workers(),
            deletions,
            clock);
    return new HubSteps(
        region,
        new HubLook(account, attemptIds, health),
        nightly(Role.HUB, areas, deletions, region, clock));
  }

  private static NightlyCertificate nightly(
      Role role, Areas areas, DeletionRecords deletions, Region region, Clock clock) {
    return new NightlyCertificate(
        role.word(),
        areas.store(role.workspace()),
        areas.store(role.published()),
        deletions.ledger(),
        region,
        clock);
  }

  /** The secrets of pseudonyms; without them nothing starts where a pipeline makes some. */
  private static PseudonymKeys pseudonymKeys(Settings settings, Region region, Problems problems) {
    SortedSet<PseudonymKeys.Purpose> needed = PseudonymKeys.needed(region);
    if (settings.pseudonymKeysFile().isPresent()) {
      return PseudonymKeys.read(settings.pseudonymKeysFile().get(), needed, problems);
    }
    if (!needed.isEmpty()) {
      problems.error(
          "config/application.properties",
          0,
          "a pipeline makes pseudonyms, and tributary.upload.pseudonym-keys-file is not set.",
          PseudonymKeys.howToMake(needed.first(), 1));
    }
    return PseudonymKeys.NONE;
  }

  private static Properties camel(Settings settings) {
    Properties properties = new Properties();
    properties.putAll(settings.camel());
    // What a clock began is waited for with its route; idle workers of the clock need not be.
    properties.setProperty("camel.component.quartz.interruptJobsOnShutdown", "true");
    properties.setProperty(
        "tributary.sessions.at-a-time", Integer.toString(settings.sessionsAtATime()));
    properties.setProperty("tributary.retain.cron", settings.retainCron());
    return properties;
  }

  /** Starts the routes, and the console where it is wanted. */
  public void start() throws IOException {
    accounts.forEach(account -> account.instances().forEach(health::called));
    accounts.forEach(account -> account.instances().keySet().forEach(health::expect));
    beans = Optional.of(AreaBeans.show(health, desk));
    ledgers.forEach((role, ledger) -> ledger.begins(role.word(), configuration));
    runtime.start();
    if (settings.consolePort() > 0 && settings.consoleSecretFile().isPresent()) {
      console =
          Optional.of(
              OperatorConsole.start(
                  Ports.CONSOLE_HOST,
                  settings.consolePort(),
                  settings.consoleSecretFile().get(),
                  this::loggedIn));
    }
  }

  private void loggedIn(OperatorAccess.Verdict verdict, int wrongTries) {
    note(
        ledgers,
        What.OPERATOR,
        role -> "console",
        Map.of(
            "done",
            switch (verdict) {
              case WELCOME -> "logged in";
              case WRONG, WAIT -> "refused";
            },
            "wrong-tries",
            Integer.toString(wrongTries)));
  }

  /** From now on every authority and use case is looked at again and again. */
  public void lookAgainAndAgain() {
    runtime.lookAgainAndAgain();
  }

  /** What each authority and use case is like now. */
  public AreaHealth health() {
    return health;
  }

  /** The routes as they run, each of which may be stopped and started. */
  Runtime runtime() {
    return runtime;
  }

  /** One look of one authority or use case, with all the work that follows from it. */
  void lookNow(Role role, String name) {
    runtime.lookNow(role, name);
  }

  /** Looks until no look finds any more work; for {@code --once}. */
  public void workUntilQuiet() {
    workUntilQuiet(Optional.empty(), Optional.empty());
  }

  /** The same for one authority, one dataset or both; the hub's account is then left alone. */
  public void workUntilQuiet(Optional<String> authority, Optional<String> dataset) {
    dataset.ifPresent(name -> accounts.forEach(account -> account.onlyLookAt(name)));
    long before;
    int round = 0;
    do {
      before = begun();
      for (AccountSteps account : accounts) {
        if (account.role() == Role.UPLOAD || (authority.isEmpty() && dataset.isEmpty())) {
          lookNow(account, authority);
        }
      }
      round++;
    } while (begun() > before && round < MOST_ROUNDS);
  }

  /** All of an account's looks, as many at a time as there may be sessions. */
  private void lookNow(AccountSteps account, Optional<String> only) {
    ExecutorService looks = Executors.newFixedThreadPool(settings.sessionsAtATime());
    try {
      List<CompletableFuture<Void>> begun =
          account.instances().keySet().stream()
              .filter(name -> only.map(name::equals).orElse(true))
              .map(
                  name ->
                      CompletableFuture.runAsync(
                          () -> runtime.lookNow(account.role(), name), looks))
              .toList();
      begun.forEach(CompletableFuture::join);
    } finally {
      looks.shutdown();
    }
  }

  private long begun() {
    return accounts.stream().mapToLong(AccountSteps::begun).sum();
  }

  /** Told to stop; the work that runs is finished in {@link #close()} as far as there is time. */
  public void stopping() {
    accounts.forEach(AccountSteps::stopping);
  }

  @Override
  public void close() {
    stopping();
    console.ifPresent(OperatorConsole::close);
    desk.close();
    runtime.close();
    note(ledgers, What.STOP, Role::word, Map.of());
    beans.ifPresent(AreaBeans::close);
    engines.values().forEach(Engines::close);
    areas.values().forEach(Areas::close);
    scratch.close();
  }
}
