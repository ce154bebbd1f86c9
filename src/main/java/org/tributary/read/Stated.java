package org.tributary.read;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a file says of itself, to be compared with the folder it lies in. It is usually one year and
 * one authority, or none; a file may contradict itself.
 *
 * @param years return years of four digits
 * @param referenceYears years of the days that it says its returns are of
 * @param authorities codes of authorities, in the form that the schema asks for
 */
public record Stated(
    SortedSet<Integer> years, SortedSet<Integer> referenceYears, SortedSet<String> authorities) {

  /** A file that says nothing. */
  public static final Stated NOTHING =
      new Stated(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());

  public Stated {
    years = Collections.unmodifiableSortedSet(new TreeSet<>(years));
    referenceYears = Collections.unmodifiableSortedSet(new TreeSet<>(referenceYears));
    authorities = Collections.unmodifiableSortedSet(new TreeSet<>(authorities));
  }
}
