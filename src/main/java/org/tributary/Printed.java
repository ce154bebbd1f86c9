package org.tributary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import picocli.CommandLine.Model.CommandSpec;

/** What a command prints for another programme. */
final class Printed {

  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .build()
          .writer(
              new DefaultPrettyPrinter()
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private Printed() {}

  /** A tree of maps, lists, texts and numbers. */
  static void json(CommandSpec command, Object tree) {
    try {
      command.commandLine().getOut().println(WRITER.writeValueAsString(tree));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of plain values has no JSON", impossible);
    }
  }
}
