package org.tributary.schema;

import java.util.List;

/**
 * The returns in which a definition holds: those of the years from {@code since}, inclusive, up to
 * {@code before}, exclusive, and of some terms of them or of all. {@code ALWAYS} ends at {@link
 * Integer#MAX_VALUE}.
 *
 * @param terms none where it holds whatever the term
 */
public record Validity(int since, int before, List<Term> terms) {

  public static final Validity ALWAYS = new Validity(0, Integer.MAX_VALUE);

  public Validity {
    terms = List.copyOf(terms);
  }

  /** Whatever the term. */
  public Validity(int since, int before) {
    this(since, before, List.of());
  }

  public boolean holdsIn(int returnYear) {
    return since <= returnYear && returnYear < before;
  }

  boolean holdsIn(Term term) {
    return terms.isEmpty() || terms.contains(term);
  }

  /** Whether there is a return in which both hold. */
  boolean overlaps(Validity other) {
    return since < other.before
        && other.since < before
        && (terms.isEmpty() || other.terms.isEmpty() || terms.stream().anyMatch(other::holdsIn));
  }
}
