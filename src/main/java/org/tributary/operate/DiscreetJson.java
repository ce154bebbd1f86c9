package org.tributary.operate;

import java.util.List;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.layout.template.json.resolver.EventResolver;
import org.apache.logging.log4j.layout.template.json.resolver.EventResolverContext;
import org.apache.logging.log4j.layout.template.json.resolver.EventResolverFactory;
import org.apache.logging.log4j.layout.template.json.resolver.TemplateResolverConfig;
import org.apache.logging.log4j.layout.template.json.resolver.TemplateResolverFactory;
import org.apache.logging.log4j.layout.template.json.util.JsonWriter;

/**
 * Gives {@link DiscreetWords} to the JSON log: {@code {"$resolver": "discreet", "field":
 * "message"}}, {@code "exception"} or {@code "frames"}.
 */
@Plugin(name = "DiscreetJson", category = TemplateResolverFactory.CATEGORY)
public final class DiscreetJson implements EventResolverFactory {

  private static final DiscreetJson ONLY = new DiscreetJson();

  private DiscreetJson() {}

  /** How log4j gets it. */
  @PluginFactory
  public static DiscreetJson instance() {
    return ONLY;
  }

  @Override
  public String getName() {
    return "discreet";
  }

  @Override
  public EventResolver create(EventResolverContext context, TemplateResolverConfig config) {
    String field = config.getString("field");
    return switch (field == null ? "" : field) {
      case "message" -> (event, json) -> json.writeString(DiscreetWords.message(event));
      case "exception" ->
          new OfException() {
            @Override
            List<String> words(LogEvent event) {
              return DiscreetWords.classes(event.getThrown());
            }
          };
      case "frames" ->
          new OfException() {
            @Override
            List<String> words(LogEvent event) {
              return DiscreetWords.frames(event.getThrown());
            }
          };
      default -> throw new IllegalArgumentException("discreet knows message, exception and frames");
    };
  }

  /** A list of words, left out where the event has no exception. */
  private abstract static class OfException implements EventResolver {

    abstract List<String> words(LogEvent event);

    @Override
    public boolean isResolvable(LogEvent event) {
      return event.getThrown() != null;
    }

    @Override
    public void resolve(LogEvent event, JsonWriter json) {
      json.writeArrayStart();
      boolean first = true;
      for (String word : words(event)) {
        if (!first) {
          json.writeSeparator();
        }
        json.writeString(word);
        first = false;
      }
      json.writeArrayEnd();
    }
  }
}
