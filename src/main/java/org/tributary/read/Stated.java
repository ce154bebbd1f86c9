package org.tributary.read;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a file says of itself, to be compared with the folder it lies in. It is usually one year and
 * one authority, or none; a file may contradict itself.
 *
 * @param years return years of four digits
 * @param referenceYears years of the days that it says its returns are of
 * @param authorities codes of authorities, in the form that the schema asks for
 * @param terms as they are written
 * @param identifiers of the children that a file of one child tells of, as they are written
 */
public record Stated(
    Set<Integer> years,
    Set<Integer> referenceYears,
    Set<String> authorities,
    Set<String> terms,
    Set<String> identifiers) {

  /** A file that says nothing. */
  public static final Stated NOTHING =
      new Stated(
          new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());

  public Stated {
    years = Collections.unmodifiableSet(new TreeSet<>(years));
    referenceYears = Collections.unmodifiableSet(new TreeSet<>(referenceYears));
    authorities = Collections.unmodifiableSet(new TreeSet<>(authorities));
    terms = Collections.unmodifiableSet(new TreeSet<>(terms));
    identifiers = Collections.unmodifiableSet(new TreeSet<>(identifiers));
  }

  /** What a document says of itself. */
  static Stated of(
      SortedSet<Integer> years, SortedSet<Integer> referenceYears, SortedSet<String> authorities) {
    return new Stated(years, referenceYears, authorities, new TreeSet<>(), new TreeSet<>());
  }

  /** What a file of one child says of itself. */
  static Stated of(String identifier) {
    return new Stated(
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeSet<>(Set.of(identifier)));
  }

  /** What the rows of a table say of the whole file. */
  public static Stated ofRows(
      SortedSet<Integer> years, SortedSet<String> terms, SortedSet<String> authorities) {
    return new Stated(years, new TreeSet<>(), authorities, terms, new TreeSet<>());
  }

  @Override
  public String toString() {
    return "Stated[" + years + ", " + referenceYears + ", " + authorities + ", " + terms + "]";
  }
}
