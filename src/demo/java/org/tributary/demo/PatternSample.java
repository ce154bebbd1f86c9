package org.tributary.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Text that a pattern matches. It knows what schemas use: characters, {@code \d}, {@code \p{L}},
 * classes with ranges, groups, alternatives and counts; of anything else it says that it cannot.
 */
final class PatternSample {

  private static final int MOST_REPEATS = 3;

  private final String pattern;
  private final Random random;
  private int at;

  private PatternSample(String pattern, Random random) {
    this.pattern = pattern;
    this.random = random;
  }

  static String of(Pattern pattern, Random random) {
    PatternSample sample = new PatternSample(pattern.pattern(), random);
    String text = sample.at == sample.pattern.length() ? "" : sample.alternatives();
    if (sample.at < sample.pattern.length() || !pattern.matcher(text).matches()) {
      throw new IllegalArgumentException("no text can be invented for the pattern " + pattern);
    }
    return text;
  }

  private String alternatives() {
    List<String> choices = new ArrayList<>();
    choices.add(sequence());
    while (at < pattern.length() && pattern.charAt(at) == '|') {
      at++;
      choices.add(sequence());
    }
    return choices.get(random.nextInt(choices.size()));
  }

  private String sequence() {
    StringBuilder text = new StringBuilder();
    while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      int begin = at;
      String one = one();
      int end = at;
      int count = count();
      int after = at;
      if (count == 0) {
        continue;
      }
      text.append(one);
      for (int i = 1; i < count; i++) {
        at = begin;
        text.append(one());
        at = end;
      }
      at = after;
    }
    return text.toString();
  }

  private String one() {
    char sign = pattern.charAt(at++);
    return switch (sign) {
      case '^', '$' -> "";
      case '.' -> "x";
      case '\\' -> escaped(pattern.charAt(at++));
      case '[' -> ofClass();
      case '(' -> group();
      default -> String.valueOf(sign);
    };
  }

  private String group() {
    if (pattern.startsWith("?:", at)) {
      at += 2;
    }
    String text = alternatives();
    at++;
    return text;
  }

  private String escaped(char sign) {
    return switch (sign) {
      case 'd' -> String.valueOf(random.nextInt(10));
      case 'w' -> String.valueOf((char) ('a' + random.nextInt(26)));
      case 'p' -> letter();
      case 's' -> " ";
      default -> String.valueOf(sign);
    };
  }

  /** Of {@code \p{L}}, which stands for a letter of any script: one of ours. */
  private String letter() {
    if (!pattern.startsWith("{L}", at)) {
      throw new IllegalArgumentException("no text can be invented for the pattern " + pattern);
    }
    at += "{L}".length();
    return String.valueOf((char) ('A' + random.nextInt(26)));
  }

  private String ofClass() {
    StringBuilder members = new StringBuilder();
    while (pattern.charAt(at) != ']') {
      char first = pattern.charAt(at++);
      if (first == '\\') {
        members.append(escaped(pattern.charAt(at++)));
      } else if (pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
        for (char member = first; member <= pattern.charAt(at + 1); member++) {
          members.append(member);
        }
        at += 2;
      } else {
        members.append(first);
      }
    }
    at++;
    return String.valueOf(members.charAt(random.nextInt(members.length())));
  }

  private int count() {
    if (at == pattern.length()) {
      return 1;
    }
    switch (pattern.charAt(at)) {
      case '?':
        at++;
        return random.nextInt(2);
      case '*':
        at++;
        return random.nextInt(MOST_REPEATS + 1);
      case '+':
        at++;
        return 1 + random.nextInt(MOST_REPEATS);
      case '{':
        int end = pattern.indexOf('}', at);
        String[] bounds = pattern.substring(at + 1, end).split(",", -1);
        at = end + 1;
        int least = Integer.parseInt(bounds[0]);
        if (bounds.length == 1) {
          return least;
        }
        int most = bounds[1].isEmpty() ? least + MOST_REPEATS : Integer.parseInt(bounds[1]);
        return least + random.nextInt(most - least + 1);
      default:
        return 1;
    }
  }
}
