package org.tributary.clean;

import java.util.Optional;
import org.tributary.submission.CellText;

/** How the cells of one field are read. Holds what it needs between cells; one thread, one file. */
interface CellReading {

  /**
   * Reads a cell that is trimmed and not blank.
   *
   * @param out takes what the cell becomes; what it holds after an error is of no account
   */
  Verdict read(char[] characters, int start, int end, CellText out);

  /** The detail of an error that is going to be kept; asked only then, because it may cost time. */
  default String detail(Verdict verdict, char[] characters, int start, int end) {
    return verdict.detail();
  }

  /** What the cells so far say of which stands first, the day or the month. */
  default DayOrder dayOrder() {
    return DayOrder.UNKNOWN;
  }

  /**
   * Whether a cell may have been read wrong.
   *
   * @param evidence what all dates of the table say of their order
   */
  default boolean isDoubtful(DayOrder evidence) {
    return false;
  }

  /** The cells are going to be read again, by what all dates of the table say of their order. */
  default void readAgain(DayOrder evidence) {}

  /** What is to be said of the column as a whole, once all its cells are read. */
  default Optional<Verdict> columnVerdict() {
    return Optional.empty();
  }
}
