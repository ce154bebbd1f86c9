package org.tributary.opendata;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a publisher names its files, and where in the name the time stands of which they speak:
 * <code>Provider_level_in_year_{years}.csv</code>. Case does not count, a space, a low line and a
 * hyphen are the same, and {@code *} is anything.
 */
public final class FileNamePattern {

  /** A time within a name. What a file speaks of is the last day of that time. */
  private enum Time {
    YEARS("{years}", "((?:19|20)\\d\\d[ _-]?(?:20)?\\d\\d)") {
      @Override
      Optional<LocalDate> day(String text) {
        String digits = text.replaceAll("\\D", "");
        int year = Integer.parseInt(digits.substring(0, 4)) + 1;
        boolean follows = Integer.parseInt(digits.substring(digits.length() - 2)) == year % 100;
        // April to March, as the State counts.
        return follows ? Optional.of(LocalDate.of(year, 3, 31)) : Optional.empty();
      }
    },
    DAY(
        "{day}",
        "(\\d{1,2}[ _-]?[a-z]{3,9}[ _-]?(?:\\d{4}|\\d\\d)|\\d{4}[_-]?\\d\\d[_-]?\\d\\d|\\d{1,2}[_-]\\d{1,2}[_-]\\d{4})") {
      @Override
      Optional<LocalDate> day(String text) {
        String apart = text.replaceAll("[ _-]", "-");
        String days =
            apart.matches("\\d{8}")
                ? apart.substring(0, 4) + "-" + apart.substring(4, 6) + "-" + apart.substring(6)
                : apart.replaceFirst("^(\\d{1,2})-?([A-Za-z]+)-?(\\d+)$", "$1-$2-$3");
        return OpenDates.read(days);
      }
    },
    MONTH("{month}", "([a-z]{3,9}[ _-]?(?:\\d{4}|\\d\\d))") {
      @Override
      Optional<LocalDate> day(String text) {
        return OpenDates.read("1-" + text.replaceFirst("^([A-Za-z]+)[ _-]?(\\d+)$", "$1-$2"))
            .map(first -> YearMonth.from(first).atEndOfMonth());
      }
    },
    YEAR("{yy}", "(\\d\\d)") {
      @Override
      Optional<LocalDate> day(String text) {
        return Optional.of(LocalDate.of(2000 + Integer.parseInt(text), 12, 31));
      }
    };

    private final String placeholder;
    private final String expression;

    Time(String placeholder, String expression) {
      this.placeholder = placeholder;
      this.expression = expression;
    }

    abstract Optional<LocalDate> day(String text);
  }

  /** That a name is one of these, and the day that it speaks of, where it says one. */
  record Match(Optional<LocalDate> day) {}

  private final String written;
  private final Pattern expression;
  private final List<Time> times = new ArrayList<>();

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException where a brace is in it that stands for no time
   */
  public FileNamePattern(String written) {
    this.written = written;
    StringBuilder made = new StringBuilder();
    int at = 0;
    while (at < written.length()) {
      char sign = written.charAt(at);
      if (sign == '{') {
        Time time = timeAt(at);
        times.add(time);
        made.append(time.expression);
        at += time.placeholder.length();
        continue;
      }
      if (sign == '}') {
        throw new IllegalArgumentException("a brace that nothing opens");
      }
      made.append(
          switch (sign) {
            case '*' -> ".*";
            case ' ', '_', '-' -> "[ _-]+";
            default -> Pattern.quote(String.valueOf(sign));
          });
      at++;
    }
    this.expression = Pattern.compile(made.toString(), Pattern.CASE_INSENSITIVE);
  }

  private Time timeAt(int at) {
    for (Time time : Time.values()) {
      if (written.startsWith(time.placeholder, at)) {
        return time;
      }
    }
    throw new IllegalArgumentException("a brace that stands for no time");
  }

  /** Whether a file is named so; it is not where the time in its name is none that there is. */
  Optional<Match> match(String fileName) {
    Matcher matcher = expression.matcher(fileName);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    if (times.isEmpty()) {
      return Optional.of(new Match(Optional.empty()));
    }
    try {
      return times.get(0).day(matcher.group(1)).map(day -> new Match(Optional.of(day)));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileNamePattern pattern && pattern.written.equals(written);
  }

  @Override
  public int hashCode() {
    return written.hashCode();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return written;
  }
}
