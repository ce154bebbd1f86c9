package org.tributary.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tributary.agreement.UseCase;
import org.tributary.authority.LocalAuthority;
import org.tributary.compile.Databases;
import org.tributary.output.Output;
import org.tributary.pipeline.Pipeline;
import org.tributary.publish.CommitLog;
import org.tributary.publish.CommitLog.Head;
import org.tributary.region.Region;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;

/**
 * Reads everything that is published and shows whether it obeys the agreements on a day: from the
 * files alone, with rules of its own.
 */
public final class OutputsProof {

  /** What a proof is held against, and where it may work. */
  public static final class Work {
    private final Region region;
    private final Map<String, String> repairs;
    private final Path scratch;
    private final String memory;
    private final int workers;

    /**
     * @param repairs the SQL of the repairs of concatenated tables, by name
     * @param scratch an existing folder, empty afterwards but for what was in it
     * @param memory what one database may use, as DuckDB writes it
     * @param workers how many tables are looked at side by side
     */
    public Work(
        Region region, Map<String, String> repairs, Path scratch, String memory, int workers) {
      this.region = region;
      this.repairs = Map.copyOf(repairs);
      this.scratch = scratch;
      this.memory = memory;
      this.workers = workers;
    }
  }

  private static final String SQL = ".sql";

  /** Where objects of a use case lie besides the copies that are named after it. */
  private static final List<String> BELOW =
      List.of("_commits/", "_delivered/", "data/", "packages/");

  private OutputsProof() {}

  /** The repairs of a configuration, by name, as {@link Work} takes them. */
  public static Map<String, String> repairs(Path config) throws IOException {
    Path folder = config.resolve("outputs").resolve("repairs");
    Map<String, String> repairs = new LinkedHashMap<>();
    if (Files.isDirectory(folder)) {
      try (var files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          String name = file.getFileName().toString();
          if (name.endsWith(SQL)) {
            repairs.put(name.substring(0, name.length() - SQL.length()), Files.readString(file));
          }
        }
      }
    }
    return repairs;
  }

  /**
   * Looks at the newest commit of every authority's dataset and of every use case, as far as their
   * areas are given.
   *
   * @throws StoreException where an area cannot be reached
   */
  public static ProofReport run(Work work, ProofStores stores, LocalDate date)
      throws StoreException, IOException {
    Permissions permissions = new Permissions(work.region, work.repairs, date);
    List<Check> checks = new ArrayList<>();
    List<String> notLookedAt = new ArrayList<>();
    Map<String, Optional<Head>> shared = new LinkedHashMap<>();
    Path scratch = Files.createTempDirectory(work.scratch, "proof");
    try (Databases databases = new Databases(scratch, work.memory, work.workers)) {
      if (stores.shared().isPresent()) {
        for (LocalAuthority authority : work.region.authorities().values()) {
          for (Pipeline pipeline : work.region.pipelines().values()) {
            String unit = authority.code() + "/" + pipeline.dataset();
            Optional<Head> head = new CommitLog(stores.shared().get(), unit).head();
            shared.put(unit, head);
            if (head.isPresent()) {
              UploadProof proof =
                  new UploadProof(
                      permissions,
                      authority,
                      pipeline,
                      head.get().manifest(),
                      stores,
                      databases,
                      scratch);
              checks.addAll(proof.run());
            }
          }
        }
      } else {
        notLookedAt.add("the shared area: it is not configured");
      }
      if (stores.uploadWorkspace().isEmpty()) {
        notLookedAt.add("the workspace of the upload account: it is not configured");
      }
      if (stores.outputs().isPresent()) {
        for (UseCase useCase : work.region.useCases().values()) {
          Optional<Head> head = new CommitLog(stores.outputs().get(), useCase.name()).head();
          if (head.isPresent()) {
            UseCaseProof proof =
                new UseCaseProof(
                    permissions,
                    useCase,
                    head.get().manifest(),
                    shared,
                    stores,
                    databases,
                    scratch);
            checks.addAll(proof.run());
            notLookedAt.addAll(proof.leftBehind());
          }
        }
        checks.addAll(ofNoUseCase(work.region, stores.outputs().get()));
      } else {
        notLookedAt.add("the outputs: their area is not configured");
      }
      return new ProofReport(date, checks, notLookedAt);
    } finally {
      delete(scratch);
    }
  }

  /** Whether everything in the outputs area belongs to some use case. */
  private static List<Check> ofNoUseCase(Region region, ObjectStore outputs) throws StoreException {
    List<StoredObject> all = outputs.list("");
    if (all.isEmpty()) {
      return List.of();
    }
    long strangers = 0;
    for (StoredObject object : all) {
      String key = object.key();
      boolean isKnown =
          region.useCases().keySet().stream()
              .anyMatch(
                  name ->
                      key.startsWith(Output.beginning(name))
                          || BELOW.stream().anyMatch(below -> key.startsWith(below + name + "/")));
      strangers += isKnown ? 0 : 1;
    }
    List<Broken> broken =
        strangers == 0
            ? List.of()
            : List.of(new Broken("", "", 0, strangers + " objects that belong to no use case"));
    return List.of(
        new Check("outputs", "", Promise.FILES_KNOWN, List.of(), List.of(), all.size(), 0, broken));
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
