package org.tributary.describe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** JSON for people and tools: properties in the order given, lines that end in LF. */
final class JsonText {

  private static final ObjectWriter WRITER = JsonMapper.builder().build().writer(printer());

  private JsonText() {}

  static String of(Map<String, ?> properties) {
    try {
      return WRITER.writeValueAsString(properties) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("maps, lists, texts and numbers are always JSON", impossible);
    }
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
  }
}
