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

  /** What is to be said of the column as a whole, once all its cells are read. */
  default Optional<Verdict> columnVerdict() {
    return Optional.empty();
  }
}
