package org.tributary.demo;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.tributary.authority.LocalAuthority;
import org.tributary.demo.MessyFiles.MessyFile;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Dataset;

/**
 * Invented censuses with the mistakes that people and systems make, of the years before those of
 * {@link CinCensusReturns}. Their children are in no other return.
 */
public final class MessyCensuses {

  private static final int CHILDREN = 25;
  private static final int FIRST_NUMBER = 900_000;

  /** The mistakes. */
  enum Mess {
    ANOTHER_AUTHORITYS,
    ANOTHER_YEARS,
    HALF_OF_IT,
    WITH_A_DOCUMENT_TYPE,
    ELEMENTS_MISSING_AND_UNKNOWN,
    CODES_AND_DATES_UNREADABLE,
    CHILD_WITHOUT_NUMBER
  }

  private final Dataset dataset;
  private final LocalAuthority authority;

  private MessyCensuses(Dataset dataset, LocalAuthority authority) {
    this.dataset = dataset;
    this.authority = authority;
  }

  /** The messy censuses of an authority, each authority with mistakes of its own, one a year. */
  public static List<MessyFile> of(Dataset dataset, LocalAuthority authority) {
    MessyCensuses censuses = new MessyCensuses(dataset, authority);
    List<MessyFile> files = new ArrayList<>();
    Mess[] all = Mess.values();
    int first = Math.floorMod(authority.code().hashCode(), all.length);
    for (int i = 0; i < 3; i++) {
      files.add(
          censuses.file(
              all[(first + 2 * i) % all.length],
              dataset.newestYear() - CinCensusReturns.YEARS - i));
    }
    return files;
  }

  static MessyFile of(Mess mess, Dataset dataset, LocalAuthority authority, int returnYear) {
    return new MessyCensuses(dataset, authority).file(mess, returnYear);
  }

  private MessyFile file(Mess mess, int returnYear) {
    return switch (mess) {
      case ANOTHER_AUTHORITYS ->
          file(
              returnYear,
              "copied",
              text -> text.replaceAll("<LEA>.*</LEA>", "<LEA>999</LEA>"),
              ErrorType.WRONG_AUTHORITY);
      case ANOTHER_YEARS ->
          file(
              returnYear,
              "last year again",
              text -> text.replace("<Year>" + returnYear + "<", "<Year>" + (returnYear - 1) + "<"),
              ErrorType.WRONG_YEAR);
      case HALF_OF_IT ->
          file(
              returnYear,
              "interrupted",
              text -> text.substring(0, text.length() / 2),
              ErrorType.UNREADABLE);
      case WITH_A_DOCUMENT_TYPE ->
          file(
              returnYear,
              "old template",
              text -> text.replace("<Message>", "<!DOCTYPE Message SYSTEM \"cin.dtd\">\n<Message>"),
              ErrorType.UNREADABLE);
      case ELEMENTS_MISSING_AND_UNKNOWN ->
          file(
              returnYear,
              "other supplier",
              text ->
                  text.replaceFirst(" *<Ethnicity>.*</Ethnicity>\n", "")
                      .replaceFirst("( *)(<PrimaryNeedCode>)", "$1<Team>Duty</Team>\n$1$2"),
              ErrorType.MISSING_ELEMENT,
              ErrorType.UNKNOWN_ELEMENT);
      case CODES_AND_DATES_UNREADABLE ->
          file(
              returnYear,
              "typed by hand",
              text ->
                  text.replaceFirst("<ReferralSource>.*<", "<ReferralSource>School<")
                      .replaceFirst("<CINreferralDate>.*<", "<CINreferralDate>31/02/20<"),
              ErrorType.UNKNOWN_CODE,
              ErrorType.NOT_A_DATE,
              // The day was the one that the row told of.
              ErrorType.KEY_MISSING);
      case CHILD_WITHOUT_NUMBER ->
          file(
              returnYear,
              "new case",
              text -> text.replaceFirst(" *<LAchildID>.*</LAchildID>\n", ""),
              ErrorType.MISSING_ELEMENT,
              ErrorType.KEY_MISSING);
    };
  }

  private MessyFile file(
      int returnYear, String what, UnaryOperator<String> change, ErrorType... expected) {
    CinCensusReturns returns =
        new CinCensusReturns(dataset, authority, returnYear, CHILDREN, FIRST_NUMBER, returnYear);
    Charset charset = StandardCharsets.UTF_8;
    String text = new String(returns.file(returnYear), charset);
    return new MessyFile(
        String.format(Locale.ROOT, "CIN %d %s.xml", returnYear, what),
        change.apply(text).getBytes(charset),
        Set.of(expected));
  }
}
