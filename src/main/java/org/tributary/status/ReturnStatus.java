package org.tributary.status;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One authority's return of one year.
 *
 * @param year 0 for files of which no period could be told
 * @param periods that files are of, as in their names; one for each where a return is monthly
 * @param setAside files of which nothing could be used
 * @param errors that cost something
 * @param due by when it is to be there, where the configuration says so
 * @param changed when what the authority shares of this dataset last changed
 * @param goes the day on which its retention ends
 */
public record ReturnStatus(
    String authority,
    String authorityName,
    String dataset,
    int year,
    Standing standing,
    List<String> periods,
    long files,
    long setAside,
    long errors,
    long rowsRead,
    long rowsKept,
    Optional<LocalDate> due,
    Optional<Instant> changed,
    Optional<LocalDate> goes) {

  public ReturnStatus {
    periods = List.copyOf(periods);
  }

  /** As a person calls the year. */
  public String yearWords() {
    return year == 0 ? "no year" : Integer.toString(year);
  }
}
