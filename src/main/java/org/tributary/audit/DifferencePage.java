package org.tributary.audit;

import java.util.List;
import org.tributary.page.Page;

/** The changes between two versions of the configuration as one page to read and to sign. */
public record DifferencePage(ConfigurationDifference difference) {

  /** The page in UTF-8. */
  public static byte[] of(ConfigurationDifference difference) {
    return Page.of("audit/changes.jte", new DifferencePage(difference));
  }

  /** What concerns no use case in particular concerns each, and is shown with any. */
  List<String> useCases() {
    return difference.changes().stream()
        .map(Change::useCase)
        .filter(name -> !name.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  List<Change> changes(Effect effect) {
    return difference.changes().stream().filter(change -> change.effect() == effect).toList();
  }

  /** As it is numbered on the page. */
  int number(Change change) {
    return difference.changes().indexOf(change) + 1;
  }

  static String heading(Effect effect) {
    return switch (effect) {
      case WIDENS -> "What widens";
      case NEUTRAL -> "What is neutral";
      case NARROWS -> "What narrows";
    };
  }

  static String meaning(Effect effect) {
    return switch (effect) {
      case WIDENS ->
          "More data, in more detail, for longer, of more authorities or for another purpose; most"
              + " sensitive first";
      case NEUTRAL -> "Neither more nor less";
      case NARROWS ->
          "Less data, in less detail, for less time or of fewer authorities; most sensitive first";
    };
  }
}
