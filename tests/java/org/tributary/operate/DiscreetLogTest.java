package org.tributary.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The two layouts of the configuration that is shipped. */
class DiscreetLogTest {

  private static final String CANARY = "canary-4711";
  private static final String OURS = "org.tributary.upload.UploadSession";
  private static final String LIBRARY = "com.example.reader.Reader";

  /** The names of the appenders. */
  enum Log {
    json,
    plain
  }

  @ParameterizedTest
  @EnumSource
  void an_exceptions_words_its_causes_words_and_its_suppressed_ones_never_show(Log log)
      throws Exception {
    Exception root = new NumberFormatException("For input string: " + CANARY);
    Exception wrapped = new IllegalStateException(CANARY, new RuntimeException(CANARY, root));
    wrapped.addSuppressed(new IllegalArgumentException(CANARY, root));
    root.addSuppressed(new ToldByItself());
    for (String logger : List.of(OURS, LIBRARY)) {
      for (String sentence : List.of("could not read", "failed: " + wrapped.getClass())) {
        String line = line(log, logger, new SimpleMessage(sentence), wrapped);
        assertThat(line)
            .doesNotContain(CANARY)
            .contains("IllegalStateException", "RuntimeException", "NumberFormatException")
            .contains("org.tributary.operate.DiscreetLogTest");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_exception_filled_into_a_sentence_does_not_show_its_words(Log log) throws Exception {
    Exception failure = new IllegalStateException(CANARY);
    Message ours = new ParameterizedMessage("session failed: {}", failure);
    assertThat(line(log, OURS, ours, ours.getThrowable()))
        .doesNotContain(CANARY)
        .contains("session failed");
  }

  @ParameterizedTest
  @EnumSource
  void what_a_library_fills_into_its_sentence_does_not_show(Log log) throws Exception {
    Message sentence = new ParameterizedMessage("value {} of column {} is bad", CANARY, CANARY);
    assertThat(line(log, LIBRARY, sentence, null))
        .doesNotContain(CANARY)
        .contains("value {} of column {} is bad");
    Message put = new SimpleMessage("java.lang.NumberFormatException: " + CANARY);
    assertThat(line(log, LIBRARY, put, null)).doesNotContain(CANARY).contains("withheld");
  }

  @ParameterizedTest
  @EnumSource
  void a_sentence_of_ours_shows_whole_and_stays_on_one_line(Log log) throws Exception {
    Message sentence = new ParameterizedMessage("{}: {} files\nlevel\u001b[31m", "822/cin", 3);
    assertThat(line(log, OURS, sentence, null).strip())
        .contains("822/cin: 3 files level")
        .doesNotContain("\n", "\u001b");
  }

  @Test
  void json_lines_are_objects_with_time_level_logger_and_message() throws Exception {
    JsonNode event =
        new ObjectMapper()
            .readTree(line(Log.json, OURS, new SimpleMessage("done"), new ToldByItself()));
    assertThat(event.path("message").asString()).isEqualTo("done");
    assertThat(event.path("level").asString()).isEqualTo("INFO");
    assertThat(event.path("logger").asString()).isEqualTo(OURS);
    assertThat(event.path("time").asString()).endsWith("Z");
    assertThat(event.path("exception").get(0).asString()).endsWith("ToldByItself");
  }

  /** An exception that says its words by its name, too. */
  private static final class ToldByItself extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      return CANARY;
    }

    @Override
    public String getLocalizedMessage() {
      return CANARY;
    }
  }

  private static String line(Log log, String logger, Message message, Throwable thrown)
      throws Exception {
    try (LoggerContext context = new LoggerContext("discreet")) {
      Configuration shipped =
          new XmlConfiguration(
              context,
              new ConfigurationSource(DiscreetLogTest.class.getResourceAsStream("/log4j2.xml")));
      shipped.initialize();
      Layout<?> layout = shipped.getAppender(log.name()).getLayout();
      LogEvent event =
          Log4jLogEvent.newBuilder()
              .setLoggerName(logger)
              .setLevel(Level.INFO)
              .setMessage(message)
              .setThrown(thrown)
              .build();
      return layout.toSerializable(event).toString();
    }
  }
}
