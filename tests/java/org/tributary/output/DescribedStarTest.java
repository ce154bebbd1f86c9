package org.tributary.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tributary.region.Region;
import org.tributary.region.Shipped;

/** The shipped star schemas, described. */
class DescribedStarTest {

  private static final Region REGION = Shipped.region();

  private static List<DescribedTable> tables(StarSchema schema) {
    return schema.tables().stream()
        .map(table -> schema.described(table, 1, List.of("a.csv", "a.parquet")))
        .toList();
  }

  @Test
  void every_table_and_column_is_told_in_words_and_every_reference_leads_to_a_key() {
    List<String> wrong = new ArrayList<>();
    int references = 0;
    for (StarSchema schema : REGION.starSchemas().values()) {
      Map<String, List<String>> keys = new HashMap<>();
      tables(schema).forEach(table -> keys.put(table.name(), table.primaryKey()));
      for (DescribedTable table : tables(schema)) {
        if (table.description().isBlank() || table.grain().isBlank()) {
          wrong.add(table.name());
        }
        table.columns().stream()
            .filter(column -> column.description().isBlank() || column.clause().isEmpty())
            .forEach(column -> wrong.add(table.name() + "." + column.name()));
        for (DescribedTable.Reference reference : table.references()) {
          references++;
          if (!keys.get(reference.table()).equals(List.of(reference.key()))) {
            wrong.add(table.name() + " " + reference.column());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(references).isGreaterThan(15);
  }
}
