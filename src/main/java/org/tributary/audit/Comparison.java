package org.tributary.audit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tributary.audit.Change.Subject;

/**
 * Walks two versions side by side down to what differs. What {@link KnownChanges} has a sentence
 * for is told by it; anything else is told as it reads, so that nothing can differ in silence.
 */
final class Comparison {

  /** Whether the sentences said all that differs in a place. */
  enum Told {
    /** They said it. */
    YES,
    /** Those for another place say it. */
    ELSEWHERE,
    NO
  }

  private final Part before;
  private final Part after;
  private final LocalDate day;

  /** By what they tell a reader: of a file of which every row reads otherwise there are many. */
  private final Map<Change, Change> found = new LinkedHashMap<>();

  /** How often something was told, what was told before included. */
  private int tellings;

  private Comparison(Part before, Part after, LocalDate day) {
    this.before = before;
    this.after = after;
    this.day = day;
  }

  static List<Change> changes(Part before, Part after, LocalDate day) {
    Comparison comparison = new Comparison(before, after, day);
    comparison.compare(new Spot(List.of(), Optional.of(before), Optional.of(after)));
    return comparison.found.values().stream().sorted(Change.ORDER).toList();
  }

  Part before() {
    return before;
  }

  Part after() {
    return after;
  }

  LocalDate day() {
    return day;
  }

  void compare(Spot spot) {
    if (spot.isSame()) {
      return;
    }
    int until = tellings;
    Told told = KnownChanges.tell(this, spot);
    boolean isTold = told == Told.ELSEWHERE || told == Told.YES && tellings > until;
    if (!isTold && spot.isOpen()) {
      spot.children().forEach(this::compare);
      moved(spot);
    } else if (!isTold) {
      otherwise(spot);
    }
  }

  /** Tells it where what both have stands in another order, and order means something. */
  void moved(Spot spot) {
    if (!(spot.before().orElse(null) instanceof Part.Branch old && old.shape().isOrdered())) {
      return;
    }
    List<String> was = new ArrayList<>(spot.namesBefore());
    List<String> is = new ArrayList<>(spot.namesAfter());
    was.retainAll(new HashSet<>(spot.namesAfter()));
    is.retainAll(new HashSet<>(spot.namesBefore()));
    List<Integer> moved =
        IntStream.range(0, is.size()).filter(i -> !is.get(i).equals(was.get(i))).boxed().toList();
    if (!moved.isEmpty()) {
      int first = moved.get(0);
      int last = moved.get(moved.size() - 1) + 1;
      add(
          spot,
          Effect.NEUTRAL,
          Subject.OTHER,
          "",
          spot.about(),
          "The order is %s instead of %s."
              .formatted(
                  String.join(", ", is.subList(first, last)),
                  String.join(", ", was.subList(first, last))),
          "Columns may stand in another order, or other values be chosen.",
          "");
    }
  }

  /** What nothing is known of may widen, so a person looks at it. */
  private void otherwise(Spot spot) {
    boolean isFile = spot.inFile().isEmpty();
    String is = spot.after().map(Comparison::quoted).orElse("");
    String was = spot.before().map(Comparison::quoted).orElse("");
    String values =
        isFile
            ? ""
            : spot.isAdded()
                ? " It reads " + is + "."
                : spot.isOneSided()
                    ? " It read " + was + "."
                    : " It reads " + is + " instead of " + was + ".";
    add(
        spot,
        Effect.WIDENS,
        Subject.OTHER,
        "",
        spot.about(),
        (isFile ? spot.either().file() : spot.last())
            + (spot.isAdded() ? " is new" : spot.isOneSided() ? " is gone" : " reads otherwise")
            + ": look at it."
            + values,
        "What is read, kept or made may change.",
        "");
  }

  private static String quoted(Part part) {
    return part.shown() + " (" + part.where() + ")";
  }

  /** Adds a change unless the same was told of another place. */
  void add(
      Spot spot,
      Effect effect,
      Subject subject,
      String useCase,
      String about,
      String sentence,
      String inOutputs,
      String file) {
    tellings++;
    Change change =
        new Change(effect, subject, useCase, about, sentence, inOutputs, file, spot.where());
    found.putIfAbsent(change.anywhere(), change);
  }
}
