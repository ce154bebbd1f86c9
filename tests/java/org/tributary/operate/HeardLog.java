package org.tributary.operate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What an operator reads in the log while something is done. */
public final class HeardLog {

  private HeardLog() {}

  /** Something that is done meanwhile. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  /** The messages of this level and of graver ones, each after its level. */
  public static List<String> during(Level least, Work work) throws Exception {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    AbstractAppender appender =
        new AbstractAppender("heard", null, null, true, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            if (event.getLevel().isMoreSpecificThan(least)) {
              heard.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
            }
          }
        };
    appender.start();
    Logger root = (Logger) LogManager.getRootLogger();
    root.addAppender(appender);
    try {
      work.run();
    } finally {
      root.removeAppender(appender);
      appender.stop();
    }
    return List.copyOf(heard);
  }
}
