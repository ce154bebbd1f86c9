package org.tributary.submission;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The period that a submitted file covers. Parts that the dataset does not need are absent.
 *
 * @param year the return year (2024 for the year to 31 March 2024)
 * @param month 1 to 12
 * @param term {@code autumn}, {@code spring} or {@code summer}
 * @param schoolType {@code acad} or {@code la}
 */
public record Period(
    int year, OptionalInt month, Optional<String> term, Optional<String> schoolType) {

  private static final String[] MONTHS = {
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"
  };

  public static Period ofYear(int year) {
    return new Period(year, OptionalInt.empty(), Optional.empty(), Optional.empty());
  }

  /** As it stands in a file's name: {@code 2024}, {@code 2024_mar}, {@code 2025_spring_acad}. */
  public String name() {
    StringBuilder name = new StringBuilder().append(year);
    month.ifPresent(number -> name.append('_').append(MONTHS[number - 1]));
    term.ifPresent(word -> name.append('_').append(word));
    schoolType.ifPresent(word -> name.append('_').append(word));
    return name.toString();
  }
}
