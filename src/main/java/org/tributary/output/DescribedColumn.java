package org.tributary.output;

import java.util.List;
import java.util.Optional;
import org.tributary.schema.Validity;

/**
 * One column of a described table.
 *
 * @param codes every code that may stand in it; none where the column is no code, or where the list
 *     is another table's
 * @param presence whether every row has a value
 * @param shown whether people who make reports are shown it; keys are not
 * @param clause the clause of the use case's agreement under which it is kept
 */
public record DescribedColumn(
    String name,
    String description,
    ValueType type,
    List<DescribedCode> codes,
    Presence presence,
    Shown shown,
    Optional<String> clause) {

  /**
   * A code and what it stands for.
   *
   * @param validity the return years in which it may be submitted
   */
  public record DescribedCode(String code, String label, Validity validity) {

    /** One that may stand in any year. */
    public DescribedCode(String code, String label) {
      this(code, label, Validity.ALWAYS);
    }
  }

  /** Whether a row may lack a value. */
  public enum Presence {
    ALWAYS,
    MAY_BE_BLANK
  }

  /** To whom a column is shown. */
  public enum Shown {
    TO_PEOPLE,
    HIDDEN
  }

  public DescribedColumn {
    codes = List.copyOf(codes);
  }
}
