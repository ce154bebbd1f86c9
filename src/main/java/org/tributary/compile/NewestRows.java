package org.tributary.compile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tributary.compile.UseCaseTables.Source;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.PipelineTable;

/**
 * Of an authority's rows of all periods the newest of each key, for one use case. The fields with a
 * sort decide which is the newest, then the year, then the order in which the rows stand. Rows too
 * old for the use case decide nothing and stay, to be removed and counted with the others.
 */
public final class NewestRows {

  /** What the names of such outputs have behind the use case. */
  public static final String SUFFIX = "_DEDUP";

  private final Database database;
  private final String useCase;
  private final PipelineTable table;
  private final int oldestYear;

  public NewestRows(Database database, String useCase, PipelineTable table, int oldestYear) {
    this.database = database;
    this.useCase = useCase;
    this.table = table;
    this.oldestYear = oldestYear;
  }

  /**
   * Writes for each authority a table with the newest rows, in the order in which they stood.
   *
   * @param folder an existing folder
   */
  public List<AuthorityTable> of(List<AuthorityTable> tables, Path folder) {
    List<AuthorityTable> newest = new ArrayList<>();
    for (AuthorityTable all : tables) {
      Path csv = folder.resolve(all.authorityCode() + SUFFIX + ".csv");
      try {
        write(Source.of(all), csv, Sql.Scan.PARALLEL);
      } catch (DatabaseException unsureWhereRowsBegin) {
        // Read again by one thread, which cannot be unsure.
        write(Source.of(all), csv, Sql.Scan.SERIAL);
      }
      newest.add(new AuthorityTable(all.authorityCode(), csv));
    }
    return newest;
  }

  private void write(Source source, Path csv, Sql.Scan scan) {
    List<OutputField> kept =
        table.keptFor(Set.of(useCase)).stream()
            .filter(field -> source.columns().contains(field.name()))
            .toList();
    // Where a part of the key is not kept, only rows that are alike in all that is are the same.
    List<OutputField> key = kept.containsAll(table.uniqueKey()) ? table.uniqueKey() : kept;
    Optional<String> year =
        table.fields().stream()
            .filter(field -> field.enrich().contains(EnrichRule.YEAR))
            .map(field -> source.year(field.name()))
            .findFirst();
    String tooOld =
        year.map(number -> "coalesce(" + number + " < " + oldestYear + ", true)").orElse("false");
    String sorting =
        kept.stream()
            .filter(field -> field.sort().isPresent())
            .sorted(Comparator.comparingInt(field -> field.sort().getAsInt()))
            .map(
                field ->
                    SessionTables.comparable(field)
                        + (field.ascending() ? " ASC" : " DESC")
                        + " NULLS LAST, ")
            .collect(Collectors.joining());
    database.execute(
        "write the newest rows",
        "COPY (SELECT * EXCLUDE (_order, _place, _old) FROM (SELECT *, row_number() OVER (PARTITION"
            + " BY _old, "
            + key.stream().map(field -> Sql.name(field.name())).collect(Collectors.joining(", "))
            + " ORDER BY "
            + sorting
            + year.map(number -> number + " DESC NULLS LAST, ").orElse("")
            + "_order) AS _place FROM (SELECT *, row_number() OVER () AS _order, "
            + tooOld
            + " AS _old FROM "
            + source.from(scan)
            + ")) WHERE _place = 1 OR _old ORDER BY _order) TO "
            + Sql.path(csv)
            + Sql.CSV);
  }
}
