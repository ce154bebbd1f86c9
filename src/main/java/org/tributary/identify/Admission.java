package org.tributary.identify;

import java.util.Optional;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Dataset;
import org.tributary.submission.Period;

/** Whether a file's return year may be kept, and whether its return is known here. */
public final class Admission {

  private Admission() {}

  /**
   * Why a file must stay outside, empty where it may come in. A year that may not be kept is said
   * first: its return need not be known.
   *
   * @param thisYear the calendar year of the session
   * @param retentionYears the longest retention of the use cases that the authority signed
   * @param dataset as its schema describes it, from its first to its newest year
   */
  public static Optional<DataError> of(
      Period period, int thisYear, int retentionYears, Dataset dataset) {
    int year = period.year();
    int oldestKept = thisYear - retentionYears + 1;
    int newestKept = thisYear + 1;
    if (year < oldestKept || year > newestKept) {
      return Optional.of(
          DataError.ofFile(
              ErrorType.RETENTION_PERIOD,
              "The year is " + year + "; kept are " + oldestKept + " to " + newestKept + "."));
    }
    if (year < dataset.firstYear() || year > dataset.newestYear()) {
      return Optional.of(
          DataError.ofFile(
              ErrorType.SCHEMA_NOT_LOADED,
              "The year is "
                  + year
                  + "; known are "
                  + dataset.firstYear()
                  + " to "
                  + dataset.newestYear()
                  + "."));
    }
    return Optional.empty();
  }
}
