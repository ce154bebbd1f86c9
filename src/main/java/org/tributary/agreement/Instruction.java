package org.tributary.agreement;

import java.util.Set;

/**
 * One thing that a clause instructs, in the product's own words: {@code keep}, {@code
 * first_of_month}, {@code repair: ssda903-episodes}. The words of the rules for a single field are
 * those of the pipelines; the others are these.
 *
 * @param of what the word is about, where it needs saying; empty otherwise
 */
public record Instruction(String word, String of) {

  /** A field is kept, in the outputs of the use case. */
  public static final Instruction KEEP = new Instruction("keep", "");

  /** What is described more than once is kept once. */
  public static final Instruction DEDUPLICATE = new Instruction("deduplicate", "");

  /** A second output with the newest row of each key. */
  public static final Instruction NEWEST_ONLY = new Instruction("newest-only", "");

  /** Each event of a document becomes a row of its own. */
  public static final Instruction EVENTS = new Instruction("events", "");

  /** Text that nothing limits is kept as people typed it. */
  public static final Instruction FREE_TEXT = new Instruction("free-text", "");

  /** Return years older than the retention go, at the door and from every area. */
  public static final Instruction RETAIN = new Instruction("retain", "");

  /** The authority gets a report on what it submitted, and the hub one without file names. */
  public static final Instruction REPORT = new Instruction("report", "");

  /** What is kept is handed from the upload account to the hub. */
  public static final Instruction SHARE = new Instruction("share", "");

  /** Rows are handed over by the hub to the authority that they say, if it signed too. */
  public static final Instruction HAND_OVER = new Instruction("hand-over", "");

  /** Words that stand alone. */
  static final Set<String> PLAIN =
      Set.of(
          "keep",
          "deduplicate",
          "newest-only",
          "events",
          "free-text",
          "retain",
          "report",
          "share",
          "hand-over");

  /** Words that need to say of what. */
  static final Set<String> NAMED = Set.of("repair", "derive", "star", "sessions", "as-submitted");

  /** That a named repair is applied. */
  public static Instruction repair(String name) {
    return new Instruction("repair", name);
  }

  /** That an output is derived. */
  public static Instruction derive(String output) {
    return new Instruction("derive", output);
  }

  /** That a star schema is made. */
  public static Instruction star(String name) {
    return new Instruction("star", name);
  }

  /** That what identifies somebody leaves as it was submitted, by the word that marks it. */
  public static Instruction asSubmitted(String mark) {
    return new Instruction("as-submitted", mark);
  }

  /** Whether it says for how many days the archives of sessions are kept. */
  public boolean isSessions() {
    return word.equals("sessions");
  }

  /** As it is written in the use case's file. */
  public String written() {
    return of.isEmpty() ? word : word + ": " + of;
  }
}
