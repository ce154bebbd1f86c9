package org.tributary.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader of the model's language refuses what is not of it. */
class TmdlTextTest {

  private static final String TABLE =
      """
      /// What it is.
      table 'Looked after'
      \tdataCategory: Time

      \t/// A day.
      \tcolumn Day
      \t\tdataType: dateTime
      \t\tisKey
      \t\tsourceColumn: The day

      \tpartition 'Looked after' = m
      \t\tmode: import
      \t\tsource =
      \t\t\t\tlet
      \t\t\t\t\tx = 1
      \t\t\t\tin
      \t\t\t\t\tx
      """;

  @Test
  void a_table_is_read_with_its_columns_and_its_expression() {
    TmdlText.Element table = TmdlText.read(TABLE).get(0);
    assertThat(table.name()).isEqualTo("Looked after");
    assertThat(table.children("column").get(0).properties())
        .containsEntry("sourceColumn", "The day")
        .containsEntry("isKey", "");
    assertThat(table.children("partition").get(0).properties())
        .containsEntry("source", "let\nx = 1\nin\nx\n");
    assertThat(TmdlText.parts("'Looked after'.'it''s'")).isEqualTo(List.of("Looked after", "it's"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uFEFFtable A\n",
        "table A",
        "table A\r\n",
        "table\n",
        "table Looked after\n",
        "table A\n    column B\n",
        "table A\n\t\tcolumn B\n",
        "table A\n\tcolumn B \n",
        "table A\n\tcolumn B\n\t\tdataType: text\n",
        "table A\n\tcolumn B\n\t\tdataType: string\n\t\tdataType: string\n",
        "table A\n\tcolumn B\n\t\tcolour: red\n",
        "table A\n\tcolumn B\n\tdataCategory: Time\n",
        "table A\n\trelationship B\n",
        "relationship 0a-b\n",
        "relationship A\n\tfromColumn: A\n",
        "/// About nothing.\n",
        "/// About nothing.\n\ntable A\n",
        "table A\n\t/// About a property.\n\tdataCategory: Time\n",
        "table A\n\tpartition A = m\n\t\tmode: import\n\t\tsource =\n\t\tlet\n",
        "nonsense A\n"
      })
  void what_is_not_of_the_language_is_refused(String text) {
    assertThatThrownBy(() -> TmdlText.read(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
