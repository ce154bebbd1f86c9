package org.tributary.identify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people and programs put into the name of a file to tell a later version of it from an
 * earlier one: {@code (1)}, {@code - Copy}, {@code v2}, {@code corrected}, {@code final}.
 *
 * @param name the path without them, its parts divided by {@code /}, its words by spaces, so that
 *     two versions of one file have one name
 * @param marks in the order of the path
 */
record VersionMarks(String name, List<Mark> marks) {

  /** What a mark says, the earlier versions first. */
  enum Kind {
    EARLIER,
    /** Not a mark: where the marks of a name end. */
    NONE,
    COPY,
    NUMBERED,
    CORRECTED,
    FINAL
  }

  /**
   * @param number as it is written ({@code 2}, {@code 2.1}), empty where there is none
   */
  record Mark(Kind kind, String number) {}

  private static final Mark END = new Mark(Kind.NONE, "");

  private static final Map<String, Kind> WORDS =
      Map.ofEntries(
          Map.entry("draft", Kind.EARLIER),
          Map.entry("old", Kind.EARLIER),
          Map.entry("backup", Kind.EARLIER),
          Map.entry("superseded", Kind.EARLIER),
          Map.entry("copy", Kind.COPY),
          Map.entry("copy of", Kind.COPY),
          Map.entry("v", Kind.NUMBERED),
          Map.entry("ver", Kind.NUMBERED),
          Map.entry("version", Kind.NUMBERED),
          Map.entry("rev", Kind.NUMBERED),
          Map.entry("revision", Kind.NUMBERED),
          Map.entry("new", Kind.CORRECTED),
          Map.entry("updated", Kind.CORRECTED),
          Map.entry("update", Kind.CORRECTED),
          Map.entry("revised", Kind.CORRECTED),
          Map.entry("amended", Kind.CORRECTED),
          Map.entry("corrected", Kind.CORRECTED),
          Map.entry("correction", Kind.CORRECTED),
          Map.entry("fixed", Kind.CORRECTED),
          Map.entry("resub", Kind.CORRECTED),
          Map.entry("resubmitted", Kind.CORRECTED),
          Map.entry("resubmission", Kind.CORRECTED),
          Map.entry("latest", Kind.CORRECTED),
          Map.entry("final", Kind.FINAL));

  /** Three digits at most: with four a number is a year. */
  private static final String NUMBER = "(\\d{1,3}(?:\\.\\d{1,3})*)(?![\\p{L}\\d])";

  private static final Pattern MARK =
      Pattern.compile(
          "\\((\\d{1,3})\\)"
              + "|(?<![\\p{L}\\d])(?:"
              + "(v|ver|version|rev|revision)[ ._-]?"
              + NUMBER
              + "|(copy of|copy|draft|old|backup|superseded|new|updated?|revised|amended|corrected"
              + "|correction|fixed|resub|resubmitted|resubmission|latest|final)"
              + "(?:[ _-]?\\(?"
              + NUMBER
              + "\\)?)?"
              + ")(?![\\p{L}\\d])",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** A day that a person would not sort by: the last number of it says most. */
  private static final Pattern DAY_FIRST =
      Pattern.compile("(?<!\\d)(\\d{1,2})([-_. ])(\\d{1,2})\\2(20\\d\\d)(?!\\d)");

  private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\d]+");

  VersionMarks {
    marks = List.copyOf(marks);
  }

  /** Takes a path apart, which may have an extension. */
  static VersionMarks of(String path) {
    List<Mark> marks = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    int dot = path.lastIndexOf('.');
    String stem = dot > path.lastIndexOf('/') ? path.substring(0, dot) : path;
    for (String part : stem.split("/", -1)) {
      String words = withoutMarks(yearFirst(part), marks);
      // A folder that is nothing but a mark is none: 2026/final/header.csv.
      if (!words.isEmpty()) {
        name.append(name.isEmpty() ? "" : "/").append(words);
      }
    }
    return new VersionMarks(name.toString(), marks);
  }

  /** A name in which spaces stand in the place of the marks. */
  private static String blanked(String name) {
    return replaced(MARK, name, mark -> " ".repeat(mark.group().length()));
  }

  private static String withoutMarks(String part, List<Mark> marks) {
    Matcher found = MARK.matcher(part);
    while (found.find()) {
      marks.add(mark(found));
    }
    return NEITHER_LETTER_NOR_DIGIT.matcher(blanked(part)).replaceAll(" ").strip();
  }

  private static Mark mark(Matcher found) {
    if (found.group(1) != null) {
      return new Mark(Kind.COPY, found.group(1));
    }
    String word = found.group(2) != null ? found.group(2) : found.group(4);
    String number = found.group(2) != null ? found.group(3) : found.group(5);
    Kind kind = WORDS.getOrDefault(word.toLowerCase(Locale.ROOT), Kind.COPY);
    return new Mark(kind, number == null ? "" : number);
  }

  private static String yearFirst(String part) {
    return replaced(
        DAY_FIRST,
        part,
        day ->
            day.group(4)
                + "-"
                + "0".repeat(2 - day.group(3).length())
                + day.group(3)
                + "-"
                + "0".repeat(2 - day.group(1).length())
                + day.group(1));
  }

  /** As {@link Matcher#replaceAll}, which a browser has not for functions. */
  private static String replaced(Pattern sought, String text, Function<Matcher, String> words) {
    StringBuilder replaced = new StringBuilder();
    int from = 0;
    for (Matcher found = sought.matcher(text); found.find(); from = found.end()) {
      replaced.append(text, from, found.start()).append(words.apply(found));
    }
    return replaced.append(text, from, text.length()).toString();
  }

  /** Which of two versions of one file is the earlier; nothing is said of files of other names. */
  int compareVersions(VersionMarks other) {
    int most = Math.max(marks.size(), other.marks.size());
    for (int i = 0; i < most; i++) {
      Mark left = i < marks.size() ? marks.get(i) : END;
      Mark right = i < other.marks.size() ? other.marks.get(i) : END;
      int kind = left.kind().compareTo(right.kind());
      if (kind != 0) {
        return kind;
      }
      int number = ReadingOrder.compareNaturally(left.number(), right.number());
      if (number != 0) {
        return number;
      }
    }
    return 0;
  }
}
