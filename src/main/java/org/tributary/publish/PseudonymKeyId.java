package org.tributary.publish;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Names a key of pseudonyms without telling it, as a commit does in {@link Manifest#keyId()}.
 *
 * @param version and name of the key, {@code 1 0a1b2c3d}
 */
public record PseudonymKeyId(String useCase, String identifier, String version) {

  private static final String BETWEEN = ", ";

  /** {@code PAN child 1 0a1b2c3d, SUFFICIENCY child 2 4e5f6071}. */
  public static String text(Collection<PseudonymKeyId> ids) {
    return ids.stream()
        .map(PseudonymKeyId::toString)
        .distinct()
        .sorted()
        .collect(Collectors.joining(BETWEEN));
  }

  /** What {@link #text} wrote; whatever is no name of a key is left out. */
  public static List<PseudonymKeyId> parse(String text) {
    return Arrays.stream(text.split(BETWEEN)).flatMap(id -> one(id).stream()).toList();
  }

  private static Optional<PseudonymKeyId> one(String id) {
    String[] parts = id.split(" ", 3);
    return parts.length == 3
        ? Optional.of(new PseudonymKeyId(parts[0], parts[1], parts[2]))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return useCase + " " + identifier + " " + version;
  }
}
