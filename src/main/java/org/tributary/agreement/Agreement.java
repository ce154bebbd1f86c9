package org.tributary.agreement;

import java.time.LocalDate;
import java.util.List;

/**
 * The agreement behind a use case and its data protection impact assessment, by their references.
 *
 * @param version as the agreement numbers itself ({@code 3})
 * @param from the first day on which it holds
 * @param reviewBy the last day by which it is to be looked at again
 * @param controllers who decides about the data, in words
 * @param processor who works on it for them
 * @param lawfulBasis the provisions it stands on, in words
 */
public record Agreement(
    String title,
    String reference,
    String version,
    LocalDate from,
    LocalDate reviewBy,
    List<String> controllers,
    String processor,
    String lawfulBasis,
    Assessment assessment) {

  /** The data protection impact assessment (DPIA). */
  public record Assessment(String reference, String version, LocalDate reviewBy) {}

  public Agreement {
    controllers = List.copyOf(controllers);
  }

  /** The agreement as it is cited: {@code Data sharing agreement CS-01, version 3}. */
  @Override
  public String toString() {
    return title + " " + reference + ", version " + version;
  }
}
