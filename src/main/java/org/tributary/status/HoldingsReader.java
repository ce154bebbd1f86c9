package org.tributary.status;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.tributary.agreement.Instruction;
import org.tributary.agreement.UseCase;
import org.tributary.authority.LocalAuthority;
import org.tributary.hub.HubDelivery;
import org.tributary.output.Output;
import org.tributary.page.Words;
import org.tributary.publish.Layout;
import org.tributary.region.Region;
import org.tributary.region.Retained;
import org.tributary.retain.SessionAges;
import org.tributary.status.Held.Kind;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;

/**
 * Finds where one authority's data lies, out of listings: it opens no object. What lies where
 * nobody expects it is found by {@code withdraw}.
 */
public final class HoldingsReader {

  private static final String REPORTS = "error-reports";

  /** Areas in which something of an authority can lie. */
  private static final List<String> AREAS =
      List.of("uploads", "workspace", "shared", "hub-workspace", "outputs");

  private final Region region;
  private final LocalDate today;
  private final int keepDays;
  private final LocalAuthority authority;
  private final Map<String, ObjectStore> stores;

  private final List<Held> held = new ArrayList<>();
  private final List<String> empty = new ArrayList<>();

  private HoldingsReader(
      Region region,
      LocalDate today,
      int keepDays,
      LocalAuthority authority,
      Map<String, ObjectStore> stores) {
    this.region = region;
    this.today = today;
    this.keepDays = keepDays;
    this.authority = authority;
    this.stores = stores;
  }

  /**
   * Looks into the areas at hand.
   *
   * @param keepDays how long archives of sessions are kept
   * @param stores by area; those that are missing are named as not looked at
   */
  public static Holdings read(
      Region region,
      LocalDate today,
      int keepDays,
      LocalAuthority authority,
      Map<String, ObjectStore> stores)
      throws StoreException {
    return new HoldingsReader(region, today, keepDays, authority, stores).holdings();
  }

  private Holdings holdings() throws StoreException {
    uploads();
    perDataset("workspace", "sessions/", Kind.SESSIONS);
    perDataset("workspace", "data/", Kind.NEXT_SESSION);
    perDataset("shared", "data/", Kind.SHARED);
    for (String useCase : authority.signedOn(today)) {
      perUseCase("hub-workspace", new Layout(useCase).data(), Kind.NEXT_RELEASE, useCase);
      perUseCase("outputs", new Layout(useCase).data(), Kind.OUTPUTS, useCase);
      perUseCase("outputs", Output.beginning(useCase), Kind.COPIES, useCase);
      perUseCase("outputs", HubDelivery.PACKAGES + useCase + "/", Kind.COPIES, useCase);
    }
    Set<String> signed = authority.signedOn(today);
    return new Holdings(
        today,
        authority,
        held,
        signed.stream()
            .flatMap(name -> Retained.of(region, region.useCase(name), today).stream())
            .filter(one -> region.signed(authority, one.dataset(), today).contains(one.useCase()))
            .toList(),
        IfItLeaves.of(region, authority, today),
        clauses(),
        empty,
        AREAS.stream().filter(area -> !stores.containsKey(area)).toList());
  }

  private void uploads() throws StoreException {
    String below = authority.folder() + "/";
    for (Map.Entry<String, List<StoredObject>> folder : folders("uploads", below).entrySet()) {
      boolean isReports = folder.getKey().equals(REPORTS);
      String dataset = region.pipelines().containsKey(folder.getKey()) ? folder.getKey() : "";
      Set<String> useCases =
          isReports ? authority.signedOn(today) : region.signed(authority, dataset, today);
      add(
          isReports ? Kind.REPORTS : Kind.UPLOADED,
          "uploads",
          below + folder.getKey() + "/",
          dataset,
          useCases,
          isReports ? clausesFor(useCases, one -> one.equals(Instruction.REPORT)) : List.of(),
          folder.getValue(),
          isReports
              ? "Each takes the place of the one before."
              : "The authority decides. The programme deletes nothing here.");
    }
  }

  private void perDataset(String area, String below, Kind kind) throws StoreException {
    String folder = below + authority.code() + "/";
    for (Map.Entry<String, List<StoredObject>> each : folders(area, folder).entrySet()) {
      String dataset = each.getKey();
      Set<String> useCases =
          region.pipelines().containsKey(dataset)
              ? region.signed(authority, dataset, today)
              : Set.of();
      boolean isSessions = kind == Kind.SESSIONS;
      List<String> clauses =
          clausesFor(useCases, isSessions ? Instruction::isSessions : HoldingsReader::isShared);
      add(
          kind,
          area,
          folder + dataset + "/",
          dataset,
          useCases,
          clauses,
          each.getValue(),
          isSessions
              ? sessionsGo(each.getValue())
              : yearsGo(dataset, region.retentionYears(useCases, dataset), useCases));
    }
  }

  private void perUseCase(String area, String folder, Kind kind, String useCase)
      throws StoreException {
    if (stores.containsKey(area)) {
      List<StoredObject> objects = stores.get(area).list(folder);
      add(
          kind,
          area,
          folder,
          "",
          Set.of(useCase),
          clausesFor(Set.of(useCase), HoldingsReader::isShared),
          objects,
          "Each return year on its day, see below" + endOf(Set.of(useCase)) + ".");
    }
  }

  /** What lies in the folders below one, by their names. */
  private SortedMap<String, List<StoredObject>> folders(String area, String below)
      throws StoreException {
    SortedMap<String, List<StoredObject>> folders = new TreeMap<>();
    Optional<ObjectStore> store = Optional.ofNullable(stores.get(area));
    if (store.isPresent()) {
      for (StoredObject object : store.get().list(below)) {
        String folder = object.key().substring(below.length()).split("/", 2)[0];
        folders.computeIfAbsent(folder, none -> new ArrayList<>()).add(object);
      }
      if (folders.isEmpty()) {
        empty.add(area + " " + below);
      }
    }
    return folders;
  }

  private void add(
      Kind kind,
      String area,
      String folder,
      String dataset,
      Set<String> useCases,
      List<String> clauses,
      List<StoredObject> objects,
      String until) {
    if (objects.isEmpty()) {
      empty.add(area + " " + folder);
    } else {
      held.add(
          new Held(
              kind,
              area,
              folder,
              dataset,
              List.copyOf(new TreeSet<>(useCases)),
              clauses,
              objects.size(),
              objects.stream().mapToLong(StoredObject::size).sum(),
              until));
    }
  }

  /** What lets it be there, and until when; each field has its own clause besides. */
  private static boolean isShared(Instruction instruction) {
    return instruction.equals(Instruction.SHARE) || instruction.equals(Instruction.RETAIN);
  }

  private String sessionsGo(List<StoredObject> objects) {
    Optional<Instant> newest =
        objects.stream()
            .flatMap(object -> SessionAges.begun(object.key()).stream())
            .max(Comparator.naturalOrder());
    return "Each session after "
        + keepDays
        + " days"
        + newest
            .map(when -> when.atZone(ZoneOffset.UTC).toLocalDate().plusDays(keepDays))
            .map(day -> ", the newest on " + Words.day(day))
            .orElse("")
        + ".";
  }

  private String yearsGo(String dataset, int years, Set<String> useCases) {
    if (useCases.isEmpty()) {
      return "No signature holds. What the next look compares with and reports may stay; “withdraw”"
          + " shows that no row does.";
    }
    int newest = region.dataset(dataset).newestYear();
    return "Each return year on its day, "
        + newest
        + " on "
        + Words.day(Retained.goes(newest, years))
        + endOf(useCases)
        + ".";
  }

  /** If all signatures end, what comes with the last of them. */
  private String endOf(Set<String> useCases) {
    List<LocalDate> ends = new ArrayList<>();
    for (String useCase : useCases) {
      Optional<LocalDate> end =
          authority.signatures().stream()
              .filter(one -> one.useCase().equals(useCase) && one.holdsOn(today))
              .findFirst()
              .flatMap(LocalAuthority.Signature::until);
      if (end.isEmpty()) {
        return "";
      }
      ends.add(end.get());
    }
    return ends.stream()
        .max(Comparator.naturalOrder())
        .map(end -> "; all of it after " + Words.day(end) + ", the last day of the signature")
        .orElse("");
  }

  private List<String> clausesFor(Set<String> useCases, Predicate<Instruction> instructed) {
    List<String> clauses = new ArrayList<>();
    for (String name : new TreeSet<>(useCases)) {
      for (UseCase.Clause clause : region.useCase(name).clauses()) {
        if (clause.instructs().stream().anyMatch(instructed)) {
          clauses.add(name + " " + clause.id());
        }
      }
    }
    return clauses;
  }

  private SortedMap<String, UseCase.Clause> clauses() {
    Set<String> named = new TreeSet<>();
    held.forEach(one -> named.addAll(one.clauses()));
    SortedMap<String, UseCase.Clause> clauses = new TreeMap<>();
    for (UseCase useCase : region.useCases().values()) {
      for (UseCase.Clause clause : useCase.clauses()) {
        String name = useCase.name() + " " + clause.id();
        if (named.contains(name)) {
          clauses.put(name, clause);
        }
      }
    }
    return clauses;
  }
}
