package org.tributary.operate;

import java.util.List;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.pattern.ConverterKeys;
import org.apache.logging.log4j.core.pattern.LogEventPatternConverter;
import org.apache.logging.log4j.core.pattern.PatternConverter;

/**
 * Gives {@link DiscreetWords} to the plain log as {@code %discreet}: one line, the exception
 * included.
 */
@Plugin(name = "DiscreetPattern", category = PatternConverter.CATEGORY)
@ConverterKeys("discreet")
public final class DiscreetPattern extends LogEventPatternConverter {

  private static final DiscreetPattern ONLY = new DiscreetPattern();

  private DiscreetPattern() {
    super("discreet", "discreet");
  }

  /** How log4j gets it. */
  public static DiscreetPattern newInstance(String[] options) {
    return ONLY;
  }

  @Override
  public void format(LogEvent event, StringBuilder line) {
    line.append(DiscreetWords.message(event));
    List<String> classes = DiscreetWords.classes(event.getThrown());
    if (!classes.isEmpty()) {
      line.append(" [").append(String.join(" < ", classes));
      DiscreetWords.frames(event.getThrown()).stream()
          .limit(1)
          .forEach(frame -> line.append(" at ").append(frame));
      line.append(']');
    }
  }

  /** Otherwise log4j would add the whole trace, messages included, behind the line. */
  @Override
  public boolean handlesThrowable() {
    return true;
  }
}
