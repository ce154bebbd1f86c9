package org.tributary.errors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The errors of one file. Of each type it keeps the first {@value #KEPT_OF_A_TYPE}, because every
 * row of a huge file can fail, and goes on counting the rest. Used by one thread at a time.
 */
public final class ErrorLog {

  /** How many errors of one type are kept word for word. */
  public static final int KEPT_OF_A_TYPE = 1_000;

  private final List<DataError> kept = new ArrayList<>();
  private final Map<ErrorType, Long> counts = new EnumMap<>(ErrorType.class);

  /** The types found in the row that is being read, as far as it is being watched. */
  private ErrorType[] inRow = new ErrorType[16];

  private int foundInRow;
  private int keptBeforeRow;
  private boolean watching;

  public void add(DataError error) {
    count(error.type());
    if (counts.getOrDefault(error.type(), 0L) <= KEPT_OF_A_TYPE) {
      kept.add(error);
    }
  }

  /** What the log held at a moment. */
  public record Mark(int kept, Map<ErrorType, Long> counts) {}

  public Mark mark() {
    return new Mark(kept.size(), Map.copyOf(counts));
  }

  /** What was found since is taken back. */
  public void backTo(Mark mark) {
    kept.subList(mark.kept(), kept.size()).clear();
    counts.clear();
    counts.putAll(mark.counts());
  }

  /** From here on errors may be of a row that turns out to be none. */
  public void beginRow() {
    watching = true;
    foundInRow = 0;
    keptBeforeRow = kept.size();
  }

  /** It was a row: what was found in it stands. */
  public void endRow() {
    watching = false;
  }

  /** It was no row: what was found since {@link #beginRow()} is taken back. */
  public void forgetRow() {
    watching = false;
    kept.subList(keptBeforeRow, kept.size()).clear();
    for (int i = 0; i < foundInRow; i++) {
      counts.computeIfPresent(inRow[i], (type, count) -> count == 1 ? null : count - 1);
    }
  }

  /**
   * Whether the next error of a type would still be kept. The row path asks before it builds an
   * error, and calls {@link #count(ErrorType)} where not.
   */
  public boolean keeps(ErrorType type) {
    return counts.getOrDefault(type, 0L) < KEPT_OF_A_TYPE;
  }

  /** Counts an error without keeping it. */
  public void count(ErrorType type) {
    counts.merge(type, 1L, Long::sum);
    if (watching) {
      if (foundInRow == inRow.length) {
        inRow = Arrays.copyOf(inRow, 2 * foundInRow);
      }
      inRow[foundInRow++] = type;
    }
  }

  /** The errors kept, in the order in which they were found. */
  public List<DataError> kept() {
    return Collections.unmodifiableList(kept);
  }

  /** How often each type was found, kept or not. */
  public Map<ErrorType, Long> counts() {
    return Collections.unmodifiableMap(counts);
  }
}
