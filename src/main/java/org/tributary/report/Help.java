package org.tributary.report;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorType;
import org.tributary.errors.Severity;
import org.tributary.page.GuideAddress;
import org.tributary.schema.Term;

/**
 * Where whoever corrects a file finds help, as the region says it.
 *
 * @param contact whom an authority asks about its error report, in one sentence
 * @param guide the folder in which the pages of the command {@code guide} lie, as a browser finds
 *     it
 */
public record Help(Optional<String> contact, Optional<String> guide) {

  /** The region says nothing of it. */
  public static final Help NONE = new Help(Optional.empty(), Optional.empty());

  private static final Pattern YEAR = Pattern.compile("[12][0-9]{3}");

  /**
   * The page that says what a file must be.
   *
   * @param period as in the names of files: {@code 2026}, {@code 2026_mar}, {@code 2024_autumn_la}
   */
  Optional<String> page(String dataset, String period) {
    String[] words = period.split("_");
    if (guide.isEmpty() || !YEAR.matcher(words[0]).matches()) {
      return Optional.empty();
    }
    Optional<String> term = words.length > 1 ? Term.of(words[1]).map(Term::word) : Optional.empty();
    return guide.map(
        folder -> GuideAddress.page(folder, dataset, Integer.parseInt(words[0]), term));
  }

  /**
   * Where that page tells of the one field that all these errors are of. What is only noted, such
   * as a column that nobody asked for, is of none.
   */
  static Optional<String> anchor(List<DataError> errors) {
    List<String> anchors =
        errors.stream()
            .filter(error -> error.type().severity() != Severity.INFORMATION)
            .filter(error -> error.type() != ErrorType.UNKNOWN_ELEMENT)
            .filter(error -> !error.table().isEmpty() && !error.field().isEmpty())
            .map(error -> GuideAddress.anchor(error.table(), error.field()))
            .distinct()
            .limit(2)
            .toList();
    return anchors.size() == 1 ? Optional.of(anchors.get(0)) : Optional.empty();
  }
}
