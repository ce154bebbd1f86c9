package org.tributary.operate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * What of an event may stand in a log. Readers, databases and clients put the text they choked on
 * into their exceptions and sentences, and that text is a child's record; so of an exception only
 * class names and our own frames are told, and of a library's sentence only what was constant in
 * its source.
 */
final class DiscreetWords {

  static final String WITHHELD = "(a library's words, withheld)";

  private static final String OURS = "org.tributary.";
  private static final int MOST_CAUSES = 8;
  private static final int MOST_FRAMES = 12;
  private static final int LONGEST = 2_000;

  private DiscreetWords() {}

  /** The sentence: ours as it is, a library's without what was filled in. */
  static String message(LogEvent event) {
    String words = oneLine(sentence(event));
    return words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words;
  }

  /** The exception's class and those of its causes, outermost first; empty where there is none. */
  static List<String> classes(@Nullable Throwable thrown) {
    List<String> names = new ArrayList<>();
    for (Throwable each : chain(thrown)) {
      names.add(each.getClass().getName());
    }
    return names;
  }

  /** Our own frames of the exception and its causes, innermost cause last, each told once. */
  static List<String> frames(@Nullable Throwable thrown) {
    Set<String> frames = new LinkedHashSet<>();
    for (Throwable each : chain(thrown)) {
      for (StackTraceElement frame : each.getStackTrace()) {
        if (frame.getClassName().startsWith(OURS) && frames.size() < MOST_FRAMES) {
          frames.add(
              frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber());
        }
      }
    }
    return List.copyOf(frames);
  }

  @SuppressWarnings("deprecation") // getFormat: nothing else tells the constant part of a sentence
  private static String sentence(LogEvent event) {
    Message message = event.getMessage();
    if (event.getLoggerName() != null && event.getLoggerName().startsWith(OURS)) {
      String words = message.getFormattedMessage();
      return tellsAnException(words, message) ? message.getFormat() : words;
    }
    Object[] filledIn = message.getParameters();
    boolean constant = filledIn != null && filledIn.length > 0;
    String words = constant ? message.getFormat() : message.getFormattedMessage();
    if (words == null || namesAnException(words) || (!constant && event.getThrown() != null)) {
      return WITHHELD;
    }
    return words;
  }

  /** An exception filled into a sentence of ours brings its own words with it. */
  private static boolean tellsAnException(String words, Message message) {
    Object[] filledIn = message.getParameters();
    return filledIn != null
        && Arrays.stream(filledIn)
            .anyMatch(
                each -> each instanceof Throwable thrown && words.contains(thrown.toString()));
  }

  /** A sentence put together around an exception usually has its class name, and then its text. */
  private static boolean namesAnException(String words) {
    String lower = words.toLowerCase(Locale.ROOT);
    return lower.contains("exception") || lower.contains("caused by") || lower.contains("error:");
  }

  private static List<Throwable> chain(@Nullable Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable each = thrown;
        each != null && chain.size() < MOST_CAUSES && !chain.contains(each);
        each = each.getCause()) {
      chain.add(each);
    }
    return chain;
  }

  private static String oneLine(String words) {
    return words.replaceAll("\\R|\\p{Cntrl}", " ");
  }
}
