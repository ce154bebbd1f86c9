package org.tributary.clean;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.tributary.clean.CodeIndex.Match;
import org.tributary.schema.Code;

/**
 * The codes of a field whose dataset lists how systems write them, as cells hold them: an official
 * value, a listed spelling, and either of them with another case, spacing, dash or punctuation,
 * with or without the letter that the value has in its own list. What fits two values is none of
 * them, and nothing is cut off until something fits.
 *
 * <p>Compiled once for the codes of a year, because thousands of spellings are the same in every
 * file and table; read by many threads.
 */
final class WrittenCodes {

  /** More than a region has fields with spellings, over some years. */
  private static final int KEPT = 512;

  private static final Map<List<Code>, WrittenCodes> COMPILED =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Code>, WrittenCodes> eldest) {
          return size() > KEPT;
        }
      };

  private final CodeIndex asListed;
  private final CodeIndex plain;

  private WrittenCodes(List<Code> codes) {
    Compilation compilation = new Compilation();
    codes.forEach(compilation::official);
    codes.forEach(compilation::listed);
    compilation.marks();
    asListed = compilation.asListed.build();
    CodeIndex.Builder keys = new CodeIndex.Builder();
    compilation.claims.forEach(keys::put);
    plain = keys.build();
  }

  static boolean areListed(List<Code> codes) {
    return codes.stream().anyMatch(code -> !code.spellings().isEmpty());
  }

  /** The codes of a year. */
  static WrittenCodes of(List<Code> codes) {
    synchronized (COMPILED) {
      return COMPILED.computeIfAbsent(codes, WrittenCodes::new);
    }
  }

  /**
   * The match of a cell, or {@link CodeIndex#NONE}.
   *
   * @param text is overwritten
   */
  Match find(char[] characters, int start, int end, PlainText text) {
    Match match = asListed.find(characters, start, end);
    if (match == CodeIndex.NONE && text.whole(characters, start, end)) {
      match = plain.find(text.characters(), 0, text.length());
      if (match == CodeIndex.NONE && text.marked(characters, start, end)) {
        match = plain.find(text.characters(), 0, text.length());
      }
    }
    return match;
  }

  /** What is gathered before the indexes are made. */
  private static final class Compilation {

    final CodeIndex.Builder asListed = new CodeIndex.Builder();

    /**
     * Plain texts, each with what it stands for; {@link CodeIndex#NONE} where that is two codes.
     */
    final Map<String, Match> claims = new HashMap<>();

    private final PlainText text = new PlainText();
    private final Map<Code, Match> matches = new LinkedHashMap<>();
    private final Map<String, Match> byMark = new LinkedHashMap<>();

    /** Listed as what they are, not as a letter of the list. */
    private final Map<String, Match> brief = new LinkedHashMap<>();

    void official(Code code) {
      String value = code.code().strip();
      Match match = new Match(code.readAs().strip().toCharArray(), Verdict.FINE);
      matches.put(code, match);
      String mark = mark(value);
      if (!mark.isEmpty()) {
        claim(byMark, mark, match);
      }
      written(value, mark, match);
      code.labels().forEach(label -> written(label.strip(), mark, match));
    }

    void listed(Code code) {
      String mark = mark(code.code().strip());
      Match match = Objects.requireNonNull(matches.get(code), "the official values come first");
      for (String spelling : code.spellings()) {
        written(spelling, mark, match);
        if (spelling.length() <= 2) {
          brief.put(spelling, match);
        }
      }
    }

    /**
     * A bare letter is the letter of this list, unless a spelling that differs in case says
     * otherwise; then it is neither.
     */
    void marks() {
      byMark.forEach(
          (mark, match) -> {
            if (match != CodeIndex.NONE) {
              claim(claims, mark, match);
            }
          });
      brief.forEach(
          (spelling, match) -> {
            Match ofMark = byMark.getOrDefault(lower(spelling), CodeIndex.NONE);
            if (ofMark != CodeIndex.NONE && ofMark != match) {
              asListed.put(lower(spelling), brief.getOrDefault(lower(spelling), CodeIndex.NONE));
              asListed.put(upper(spelling), brief.getOrDefault(upper(spelling), CodeIndex.NONE));
            }
          });
    }

    private void written(String written, String mark, Match match) {
      asListed.put(written, match);
      char[] characters = written.toCharArray();
      int end = characters.length;
      if (text.whole(characters, 0, end)) {
        claim(claims, text.toString(), match);
      }
      if (mark.isEmpty()) {
        return;
      }
      if (text.mark(characters, 0, end).equals(mark)) {
        if (text.unmarked(characters, 0, end)) {
          claim(claims, text.toString(), match);
        }
        if (text.marked(characters, 0, end)) {
          claim(claims, text.toString(), match);
        }
      } else if (text.whole(characters, 0, end)) {
        claim(claims, mark + ")" + text, match);
      }
    }

    private String mark(String value) {
      return text.mark(value.toCharArray(), 0, value.length());
    }

    private static void claim(Map<String, Match> claims, String key, Match match) {
      claims.merge(
          key,
          match,
          (one, other) -> Arrays.equals(one.code(), other.code()) ? one : CodeIndex.NONE);
    }

    private static String lower(String text) {
      return text.toLowerCase(Locale.ROOT);
    }

    private static String upper(String text) {
      return text.toUpperCase(Locale.ROOT);
    }
  }
}
