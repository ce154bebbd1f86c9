package org.tributary.schema;

import java.time.YearMonth;
import java.util.List;

/**
 * The returns in which a definition holds: from {@code since}, inclusive, up to {@code before},
 * exclusive. Of a return that is submitted every month a definition may begin and end within a
 * year; in that year it holds for some of the months only. Of one that is submitted every term it
 * may hold in some of the terms only. {@code ALWAYS} ends at {@link Integer#MAX_VALUE}.
 *
 * @param sinceMonth the month of {@code since} in which it begins, 1 where it is the whole year
 * @param beforeMonth the month of {@code before} in which it no longer holds, 1 where it holds in
 *     none of that year
 * @param terms none where it holds whatever the term
 */
public record Validity(int since, int before, int sinceMonth, int beforeMonth, List<Term> terms) {

  public static final Validity ALWAYS = new Validity(0, Integer.MAX_VALUE);

  public Validity {
    terms = List.copyOf(terms);
  }

  /** Whole years, whatever the term. */
  public Validity(int since, int before) {
    this(since, before, 1, 1, List.of());
  }

  /** Whether it holds in any month of a return year. */
  public boolean holdsIn(int returnYear) {
    return since <= returnYear && returnYear < firstYearWithout();
  }

  boolean holdsIn(YearMonth month) {
    long asked = number(month.getYear(), month.getMonthValue());
    return number(since, sinceMonth) <= asked && asked < number(before, beforeMonth);
  }

  boolean isOfMonths() {
    return sinceMonth > 1 || beforeMonth > 1;
  }

  /** The first return year in none of whose months it holds. */
  public int firstYearWithout() {
    return beforeMonth > 1 ? before + 1 : before;
  }

  /** Whether there is a return in which both hold. */
  boolean overlaps(Validity other) {
    return number(since, sinceMonth) < number(other.before, other.beforeMonth)
        && number(other.since, other.sinceMonth) < number(before, beforeMonth)
        && (terms.isEmpty() || other.terms.isEmpty() || terms.stream().anyMatch(other::holdsIn));
  }

  /** Whether it ends before it begins, so that it never holds. */
  boolean isEmpty() {
    return number(since, sinceMonth) >= number(before, beforeMonth);
  }

  /** As it is for the return of a month: what does not hold in the month does not in its year. */
  Validity in(YearMonth month) {
    int year = month.getYear();
    if (!holdsIn(year) || holdsIn(month)) {
      return this;
    }
    boolean isOver = number(before, beforeMonth) <= number(year, month.getMonthValue());
    return isOver
        ? new Validity(since, year, sinceMonth, 1, terms)
        : new Validity(year + 1, before, 1, beforeMonth, terms);
  }

  private static long number(int year, int month) {
    return 12L * year + month;
  }

  boolean holdsIn(Term term) {
    return terms.isEmpty() || terms.contains(term);
  }
}
