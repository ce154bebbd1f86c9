package org.tributary.errors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DataErrorTest {

  @Test
  void a_column_is_lettered_as_a_spreadsheet_letters_it() {
    assertThat(inColumn(0)).isEqualTo("A");
    assertThat(inColumn(25)).isEqualTo("Z");
    assertThat(inColumn(26)).isEqualTo("AA");
    assertThat(inColumn(701)).isEqualTo("ZZ");
    assertThat(inColumn(702)).isEqualTo("AAA");
    assertThat(inColumn(-1)).isEmpty();
  }

  private static String inColumn(int column) {
    return DataError.ofCell(ErrorType.UNKNOWN_CODE, "", "episodes", 2, column, "RNE")
        .columnLetter();
  }
}
