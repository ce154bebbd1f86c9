package org.tributary.compile;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An invented episode, with the columns that the repair looks at; null is blank.
 *
 * @param unread the fields, between semicolons, that held something which could not be read
 */
record Episode(
    @Nullable String child,
    @Nullable LocalDate decom,
    @Nullable String rne,
    @Nullable String place,
    @Nullable LocalDate dec,
    @Nullable String rec,
    @Nullable String reason,
    @Nullable String urn,
    int year,
    String unread) {

  static final List<String> FIELDS =
      List.of(
          "CHILD",
          "DECOM",
          "RNE",
          "LS",
          "PLACE",
          "PLACE_PROVIDER",
          "DEC",
          "REC",
          "REASON_PLACE_CHANGE",
          "PL_POST",
          "URN",
          "_unread");

  Episode(
      @Nullable String child,
      @Nullable LocalDate decom,
      @Nullable String rne,
      @Nullable String place,
      @Nullable LocalDate dec,
      @Nullable String rec,
      @Nullable String reason,
      @Nullable String urn,
      int year) {
    this(child, decom, rne, place, dec, rec, reason, urn, year, "");
  }

  /** Whether something stood in a field as submitted. */
  boolean gave(String field, @Nullable Object value) {
    return value != null || unread.contains(";" + field + ";");
  }

  Episode ended(@Nullable LocalDate day, @Nullable String why, @Nullable String change) {
    return new Episode(child, decom, rne, place, day, why, change, urn, year, unread);
  }

  String row(long row) {
    return row
        + ","
        + String.join(
            ",",
            of(child),
            of(decom),
            of(rne),
            "C2",
            of(place),
            "PR4",
            of(dec),
            of(rec),
            of(reason),
            "OX1 2",
            of(urn),
            unread)
        + "\n";
  }

  static String of(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
