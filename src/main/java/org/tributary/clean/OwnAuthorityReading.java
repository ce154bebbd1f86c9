package org.tributary.clean;

import java.util.Optional;
import org.tributary.errors.ErrorType;
import org.tributary.submission.CellText;

/** What names an authority, which can only be the one that submits. */
final class OwnAuthorityReading implements CellReading {

  private static final Verdict ANOTHER = Verdict.of(ErrorType.WRONG_AUTHORITY, "");

  private final CellReading names;
  private final char[] own;

  /**
   * @param names reads the name
   * @param own the name of the authority that submits
   */
  OwnAuthorityReading(CellReading names, String own) {
    this.names = names;
    this.own = own.toCharArray();
  }

  @Override
  public Verdict read(char[] characters, int start, int end, CellText out) {
    Verdict verdict = names.read(characters, start, end, out);
    return verdict.cell() == FieldCheck.Cell.READ && !isOwn(out) ? ANOTHER : verdict;
  }

  private boolean isOwn(CellText name) {
    if (name.length() != own.length) {
      return false;
    }
    for (int i = 0; i < own.length; i++) {
      if (Character.toLowerCase(name.charAt(i)) != Character.toLowerCase(own[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String detail(Verdict verdict, char[] characters, int start, int end) {
    return verdict == ANOTHER ? "" : names.detail(verdict, characters, start, end);
  }

  @Override
  public Optional<Verdict> columnVerdict() {
    return names.columnVerdict();
  }
}
