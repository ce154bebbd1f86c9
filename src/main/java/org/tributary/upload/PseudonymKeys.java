package org.tributary.upload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.tributary.config.Nearest;
import org.tributary.config.Problems;
import org.tributary.config.SecretFile;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.PipelineTable;
import org.tributary.publish.PseudonymKeyId;
import org.tributary.region.Region;

/**
 * The upload account's secrets for pseudonyms, HMAC-SHA-256 as RFC 2104 has it: one for each use
 * case and kind of identifier, so that what is known for one purpose says nothing for another. They
 * stand in a file, a line each: use case, identifier, version, and 32 bytes or more in Base64. Of
 * several versions the highest counts. Nothing here ever tells a key.
 */
public final class PseudonymKeys {

  /** No keys, where nothing is hashed. */
  public static final PseudonymKeys NONE = new PseudonymKeys(new TreeMap<>());

  private static final int SHORTEST = 32;
  private static final int PARTS = 4;
  private static final String ALGORITHM = "HmacSHA256";

  /** What a key is for. */
  public record Purpose(String useCase, String identifier) implements Comparable<Purpose> {

    @Override
    public int compareTo(Purpose other) {
      int byUseCase = useCase.compareTo(other.useCase);
      return byUseCase == 0 ? identifier.compareTo(other.identifier) : byUseCase;
    }

    @Override
    public String toString() {
      return useCase + " " + identifier;
    }
  }

  private record Key(int version, SecretKey secret) {}

  private final SortedMap<Purpose, Key> keys;

  private PseudonymKeys(SortedMap<Purpose, Key> keys) {
    this.keys = keys;
  }

  /** Every purpose for which some pipeline makes pseudonyms. */
  public static SortedSet<Purpose> needed(Region region) {
    SortedSet<Purpose> needed = new TreeSet<>();
    region
        .pipelines()
        .values()
        .forEach(
            pipeline ->
                pipeline.tables().stream()
                    .flatMap(table -> table.purposeBound().fields().stream())
                    .forEach(field -> purpose(field).ifPresent(needed::add)));
    return needed;
  }

  /**
   * Reads the keys; what is wrong with the file, and each purpose without a key, goes to {@code
   * problems}.
   */
  public static PseudonymKeys read(Path file, Set<Purpose> needed, Problems problems) {
    if (!SecretFile.isClosedToOthers(file, "the keys of pseudonyms", problems)) {
      return NONE;
    }
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException failure) {
      problems.error(
          file.toString(),
          0,
          "the keys of pseudonyms cannot be read.",
          "Check the setting tributary.upload.pseudonym-keys-file and the file's rights.");
      return NONE;
    }
    int errorsBefore = problems.errors().size();
    SortedMap<Purpose, Key> keys = new TreeMap<>();
    Map<SecretKey, Purpose> owners = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        read(line, new Place(file.toString(), i + 1, problems), needed, keys, owners);
      }
    }
    // A faulty line may be the one that is missing.
    boolean isWellFormed = problems.errors().size() == errorsBefore;
    for (Purpose purpose : needed) {
      if (isWellFormed && !keys.containsKey(purpose)) {
        problems.error(
            file.toString(),
            0,
            "there is no key for the pseudonyms of " + purpose + ".",
            howToMake(purpose, 1));
      }
    }
    return new PseudonymKeys(keys);
  }

  /** Where a line stands, so that it can be named without being told. */
  private record Place(String file, int line, Problems problems) {

    void error(String message, String advice) {
      problems.error(file, line, message, advice);
    }
  }

  private static void read(
      String line,
      Place place,
      Set<Purpose> needed,
      SortedMap<Purpose, Key> keys,
      Map<SecretKey, Purpose> owners) {
    String[] parts = line.split("\\s+", -1);
    if (parts.length != PARTS || !parts[2].matches("[1-9][0-9]{0,3}")) {
      place.error(
          "the line is not: use case, identifier, version, key.",
          "Write it as: PAN child 1 <32 bytes or more in Base64>");
      return;
    }
    Purpose purpose = new Purpose(parts[0], parts[1]);
    Optional<SecretKey> secret = secret(parts[3]);
    int version = Integer.parseInt(parts[2]);
    if (secret.isEmpty()) {
      place.error(
          "the key is not Base64, or shorter than " + SHORTEST + " bytes.",
          howToMake(purpose, version));
      return;
    }
    if (owners.putIfAbsent(secret.get(), purpose) != null) {
      place.error(
          "the same key stands in another line.",
          "Each purpose and version has a key of its own. " + howToMake(purpose, version));
      return;
    }
    if (!needed.contains(purpose)) {
      place
          .problems()
          .warning(
              place.file(),
              place.line(),
              "no pipeline makes pseudonyms for this use case and identifier.",
              Nearest.to(purpose.toString(), needed.stream().map(Purpose::toString).toList())
                  .map(meant -> "Did you mean '" + meant + "'?")
                  .orElse("Take it out once no copy of an output has such pseudonyms."));
    }
    Key known = keys.get(purpose);
    if (known != null && known.version() == version) {
      place.error("the version stands in another line.", "Give the newer key a higher version.");
    } else if (known == null || known.version() < version) {
      keys.put(purpose, new Key(version, secret.get()));
    }
  }

  private static Optional<SecretKey> secret(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return bytes.length < SHORTEST
          ? Optional.empty()
          : Optional.of(new SecretKeySpec(bytes, ALGORITHM));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** The command that adds the line. */
  public static String howToMake(Purpose purpose, int version) {
    return "Add one with: echo \""
        + purpose
        + " "
        + version
        + " $(head -c 32 /dev/urandom | base64)\" >> FILE";
  }

  /** The key of a field's pseudonyms. */
  Optional<SecretKey> of(OutputField field) {
    return purpose(field).map(keys::get).map(Key::secret);
  }

  /**
   * Names the keys of a table's pseudonyms, purpose by purpose with version, without telling them:
   * {@code PAN child 1 0a1b2c3d}. A changed key makes every state a new one.
   */
  List<PseudonymKeyId> idsOf(PipelineTable table, Set<String> signed) {
    List<PseudonymKeyId> ids = new ArrayList<>();
    for (OutputField field : table.keptFor(signed)) {
      purpose(field)
          .ifPresent(
              purpose -> {
                Key key = keys.get(purpose);
                if (key != null) {
                  ids.add(
                      new PseudonymKeyId(
                          purpose.useCase(),
                          purpose.identifier(),
                          key.version() + " " + idOf(key.secret())));
                }
              });
    }
    return ids;
  }

  private static Optional<Purpose> purpose(OutputField field) {
    return field.identifier().isPresent() && field.useCases().size() == 1
        ? Optional.of(new Purpose(field.useCases().iterator().next(), field.identifier().get()))
        : Optional.empty();
  }

  /** Eight hex digits that name a key and do not tell it. */
  private static String idOf(SecretKey key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal("id".getBytes(StandardCharsets.UTF_8)), 0, 4);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has HmacSHA256", impossible);
    }
  }
}
