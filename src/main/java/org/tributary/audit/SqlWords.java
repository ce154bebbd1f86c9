package org.tributary.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL as words and signs, so that neither its layout nor a comment is a difference. What stands in
 * quotation marks is one word with everything in it. A comment that the programme reads ({@code --
 * needs: …}) is a word as well.
 */
final class SqlWords {

  /** The first alternative that fits is the next word; a group says that it is none. */
  private static final Pattern NEXT =
      Pattern.compile(
          "--[ \\t]*[a-z][a-z-]*:[^\\n]*" // read by the programme
              + "|(?<layout>\\s+|--[^\\n]*)"
              + "|(?<block>/\\*)"
              + "|[eE]'(?:[^'\\\\]++|\\\\.|'')*+'?"
              + "|'(?:[^']++|'')*+'?"
              + "|\"(?:[^\"]++|\"\")*+\"?"
              + "|(?<dollar>\\$\\w*\\$).*?(?:\\k<dollar>|\\z)"
              + "|[\\w.$\\x{80}-\\x{10FFFF}]+"
              + "|(?:(?!--|/\\*)[-+*/<>=~!@#%^&|?:])+"
              + "|.",
          Pattern.DOTALL);

  private SqlWords() {}

  static Part.Text of(String file, String sql) {
    List<String> words = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    Matcher next = NEXT.matcher(sql);
    for (int at = 0; at < sql.length() && next.find(at); ) {
      String word = next.group();
      at = next.group("block") == null ? next.end() : endOfComment(sql, next.start());
      if (next.group("layout") == null && next.group("block") == null) {
        words.add(word.stripTrailing());
        line.append(line.isEmpty() ? "" : " ").append(word.stripTrailing());
      } else if (word.contains("\n") && !line.isEmpty()) {
        lines.add(line.toString());
        line.setLength(0);
      }
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return new Part.Text(file, words, lines);
  }

  /** Comments of this kind may hold others. */
  private static int endOfComment(String sql, int start) {
    int depth = 0;
    for (int i = start; i < sql.length() - 1; i++) {
      if (sql.startsWith("/*", i)) {
        depth++;
        i++;
      } else if (sql.startsWith("*/", i)) {
        depth--;
        i++;
        if (depth == 0) {
          return i + 1;
        }
      }
    }
    return sql.length();
  }
}
