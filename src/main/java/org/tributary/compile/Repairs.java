package org.tributary.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tributary.pipeline.PipelineTable;

/**
 * The SQL that repairs concatenated tables.
 *
 * @param folder {@code config/outputs/repairs}
 */
public record Repairs(Path folder) {

  /** The SQL of a table's repair, empty where it needs none. */
  public String of(PipelineTable table) {
    if (table.repair().isEmpty()) {
      return "";
    }
    try {
      return Files.readString(folder.resolve(table.repair().get() + ".sql"));
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "the repair " + table.repair().get() + " cannot be read", failure);
    }
  }
}
