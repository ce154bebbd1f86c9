package org.tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tributary.errors.ErrorType;

class ErrorCatalogueTest {

  private static final Path PAGE = Path.of("docs", "error-types.md");

  /** Run with {@code -DupdateExpected} after a type has been added or reworded. */
  @Test
  void the_page_in_the_documentation_is_the_one_the_types_make() throws Exception {
    if (System.getProperty("updateExpected") != null) {
      Files.writeString(PAGE, ErrorCatalogue.markdown());
    }
    assertThat(PAGE).usingCharset("UTF-8").hasContent(ErrorCatalogue.markdown());
  }

  @Test
  void every_type_has_a_row_of_four_cells() {
    for (ErrorType type : ErrorType.values()) {
      assertThat(ErrorCatalogue.markdown().lines())
          .filteredOn(line -> line.startsWith("| `" + type.code() + "` |"))
          .singleElement()
          .satisfies(line -> assertThat(line.split(" \\| ", -1)).hasSize(4));
    }
  }
}
