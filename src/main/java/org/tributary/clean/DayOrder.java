package org.tributary.clean;

/**
 * What the dates of a column, or of several, say of which stands first in them, the day or the
 * month.
 *
 * @param dayFirst dates that only fit with the day first
 * @param monthFirst dates that only fit with the month first
 */
public record DayOrder(long dayFirst, long monthFirst) {

  public static final DayOrder UNKNOWN = new DayOrder(0, 0);

  /** So many sure dates make one that contradicts them a slip. */
  private static final int SURE_DATES_TO_A_SLIP = 20;

  public DayOrder and(DayOrder other) {
    return new DayOrder(dayFirst + other.dayFirst, monthFirst + other.monthFirst);
  }

  boolean isKnown() {
    return dayFirst + monthFirst > 0;
  }

  /** Whether a date that fits both ways may be wrong as it is read, day first. */
  boolean isDoubtful() {
    return monthFirst > 0 && dayFirst < SURE_DATES_TO_A_SLIP * monthFirst;
  }
}
