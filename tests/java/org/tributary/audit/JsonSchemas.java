package org.tributary.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds what is written to the JSON schemas of {@code docs/schemas}. */
final class JsonSchemas {

  private JsonSchemas() {}

  static void conforms(String schema, byte[] json) throws IOException {
    String words = Files.readString(Path.of("docs/schemas/" + schema + ".json"));
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(words, InputFormat.JSON)
                .validate(new String(json, StandardCharsets.UTF_8), InputFormat.JSON))
        .isEmpty();
  }
}
