package org.tributary.identify;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The return years that stand in a text, in the forms people use. What could as well be something
 * else (a day and a month, a version, a telephone number) is no year.
 */
final class Years {

  /**
   * A return year and one past the last character of its text.
   *
   * @param first the year before, where a span of two years was written; else the same
   */
  record Mention(int year, int first, int start, int end) {

    /** The same with the year in which the span begins. */
    Mention atItsBeginning() {
      return new Mention(first, first, start, end);
    }
  }

  /** Two years one after the other, or one that is both. */
  private record Span(int first, int last) {}

  /** What stands between the years of a span; any dash is a hyphen here. */
  private static final String BETWEEN = " ?[-_/&] ?| ?to ?";

  private static final String MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";

  /**
   * The dashes that word processors and keyboards write for a hyphen, and the strokes that stand in
   * names because a slash may not.
   */
  private static final Pattern DASH =
      Pattern.compile("[\\p{Pd}\u00ad\u2212\u2044\u2215\u29f8\uff0f]");

  private static final Pattern SPACE = Pattern.compile("[\\p{Zs}]");

  /** Dates come first, so that none is read as a span of years; each form ends where digits end. */
  private static final List<Form> FORMS =
      List.of(
          new Form("(20\\d\\d)([-_.])(\\d\\d)\\2(\\d\\d)", m -> date(m, 1, 3, 4)),
          new Form("(\\d{1,2})([-_.])(\\d{1,2})\\2(20\\d\\d)", m -> date(m, 4, 3, 1)),
          new Form(
              "(20\\d\\d)(?:" + BETWEEN + "| )?(20\\d\\d)", m -> span(number(m, 1), number(m, 2))),
          new Form(
              "(20\\d\\d)(?:" + BETWEEN + ")?(\\d\\d)",
              m -> span(number(m, 1), 2000 + number(m, 2))),
          // 2024 25 Mar is a day in March.
          new Form(
              "(20\\d\\d) (\\d\\d)(?![ _-]?" + MONTH + ")",
              m -> span(number(m, 1), 2000 + number(m, 2))),
          new Form("(\\d\\d)(\\d\\d)(20\\d\\d)", m -> date(m, 3, 2, 1)),
          new Form("(20\\d\\d)(\\d\\d)(\\d\\d)", m -> date(m, 1, 2, 3)),
          new Form("(\\d\\d)(?:" + BETWEEN + ")?(\\d\\d)", Years::shortSpan),
          new Form("(20\\d\\d)", m -> Optional.of(new Span(number(m, 1), number(m, 1)))));

  private Years() {}

  private record Form(Pattern pattern, Meaning meaning) {
    Form(String pattern, Meaning meaning) {
      this(Pattern.compile(pattern + "(?!\\d)"), meaning);
    }
  }

  @FunctionalInterface
  private interface Meaning {
    Optional<Span> of(MatchResult match);
  }

  /** The mentions in the order of the text, which is in lower case. */
  static List<Mention> in(String written) {
    // Letter by letter, so that the places are those of the text.
    String text = SPACE.matcher(DASH.matcher(written).replaceAll("-")).replaceAll(" ");
    List<Mention> mentions = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (!isDigit(text, at)) {
        at++;
        continue;
      }
      int end = endOfDigits(text, at);
      if (!isVersion(text, at)) {
        for (Form form : FORMS) {
          Matcher matcher = form.pattern().matcher(text);
          matcher.region(at, text.length());
          Optional<Span> years =
              matcher.lookingAt() ? form.meaning().of(matcher) : Optional.empty();
          if (years.isPresent()) {
            end = matcher.end();
            mentions.add(new Mention(years.get().last(), years.get().first(), at, end));
            break;
          }
        }
      }
      at = end;
    }
    return mentions;
  }

  private static Optional<Span> date(MatchResult match, int year, int month, int day) {
    try {
      int said =
          LocalDate.of(number(match, year), number(match, month), number(match, day)).getYear();
      return Optional.of(new Span(said, said));
    } catch (DateTimeException notADay) {
      return Optional.empty();
    }
  }

  private static Optional<Span> span(int from, int to) {
    return to == from + 1 ? Optional.of(new Span(from, to)) : Optional.empty();
  }

  /** Up to 12, the second number could be a month: {@code 03-04} is the third of April, perhaps. */
  private static Optional<Span> shortSpan(MatchResult match) {
    int to = number(match, 2);
    return to > 12 ? span(2000 + number(match, 1), 2000 + to) : Optional.empty();
  }

  private static int number(MatchResult match, int group) {
    return Integer.parseInt(match.group(group));
  }

  private static boolean isVersion(String text, int at) {
    return at > 0
        && text.charAt(at - 1) == 'v'
        && (at == 1 || !Character.isLetter(text.charAt(at - 2)));
  }

  private static int endOfDigits(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text, end)) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(String text, int at) {
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
