package org.tributary.demo;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/**
 * An invented child looked after, as things really were; what a return says of it may differ by its
 * {@link Slip}.
 *
 * @param number the child's number at its authority
 * @param motherSince the day on which she had a child
 */
record InventedChild(
    String number,
    LocalDate birth,
    Sex sex,
    String ethnicity,
    String pupilNumber,
    Optional<LocalDate> motherSince,
    Arrival arrival,
    List<Episode> episodes,
    Slip slip) {

  /** As the codes of the return are labelled. */
  enum Sex {
    MALE("Male"),
    FEMALE("Female");

    final String label;

    Sex(String label) {
      this.label = label;
    }
  }

  /** Whether the child came to the country alone, seeking asylum. */
  enum Arrival {
    LOCAL,
    ALONE_SEEKING_ASYLUM
  }

  /**
   * A time under the same care; the next begins on the day it ended, unless care ended.
   *
   * @param began the reason for it, {@code RNE}
   * @param ended absent while it goes on at the end of the newest return year
   */
  record Episode(
      LocalDate start,
      String began,
      String legalStatus,
      String need,
      Placement placement,
      Optional<LocalDate> end,
      String ended,
      String reasonOfChange) {

    boolean lastsInto(LocalDate day) {
      return end.map(last -> last.isAfter(day)).orElse(true);
    }
  }

  /** Where the child lives; all but the code may be blank. */
  record Placement(String code, String provider, String home, String postcode, String urn) {}

  /** What an authority's returns of different years get wrong between them. */
  enum SlipKind {
    NONE,
    /** An episode is left open, and the year that should close it does not list it. */
    CLOSURE_FORGOTTEN,
    /** After a year with an open episode the child is in no return any more. */
    CHILD_VANISHED,
    /** The next year's return lists the open episode with a later start. */
    START_MOVED,
    /** A year splits an episode in two; the next takes that back. */
    SPLIT_TAKEN_BACK,
    /** An episode ends some days after the next begins. */
    END_TOO_LATE,
    /** An episode ends some days before the next begins. */
    END_TOO_EARLY
  }

  /**
   * @param episode which of the child's episodes, from 0
   * @param returnYear the earlier of the two years that disagree
   */
  record Slip(SlipKind kind, int episode, int returnYear) {

    static final Slip NONE = new Slip(SlipKind.NONE, -1, -1);

    boolean is(SlipKind other, int index) {
      return kind == other && episode == index;
    }
  }

  InventedChild {
    episodes = List.copyOf(episodes);
  }

  LocalDate adulthood() {
    return birth.plusYears(18);
  }

  int ageOn(LocalDate day) {
    return Period.between(birth, day).getYears();
  }

  /** The return year in which a day lies: April to March, named for its end. */
  static int returnYear(LocalDate day) {
    return day.getMonthValue() > 3 ? day.getYear() + 1 : day.getYear();
  }
}
