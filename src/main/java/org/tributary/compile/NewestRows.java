package org.tributary.compile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tributary.compile.UseCaseTables.Source;
import org.tributary.output.Output;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.PipelineTable;

/**
 * Of an authority's rows of all periods the newest of each key, for one use case. The fields with a
 * sort decide which is the newest, then the year, then the order in which the rows stand. Rows
 * without an id are the same only if they are alike in everything that is kept. Rows too old for
 * the use case decide nothing and stay, to be removed and counted with the others.
 */
public final class NewestRows {

  private final Databases databases;
  private final Output.OfReturn output;
  private final int oldestYear;

  public NewestRows(Databases databases, Output.OfReturn output, int oldestYear) {
    this.databases = databases;
    this.output = output;
    this.oldestYear = oldestYear;
  }

  /**
   * Writes for each authority a table with the newest rows, in the order in which they stood.
   *
   * @param folder an existing folder
   */
  public List<AuthorityTable> of(List<AuthorityTable> tables, Path folder) throws IOException {
    List<AuthorityTable> newest = new ArrayList<>();
    for (AuthorityTable all : tables) {
      Path csv = folder.resolve(all.authorityCode() + "-newest.csv");
      String sql = sql(Source.of(all), csv);
      long rows = databases.use(database -> database.execute("write the newest rows", sql));
      newest.add(new AuthorityTable(all.authorityCode(), csv, rows));
    }
    return newest;
  }

  private String sql(Source source, Path csv) {
    PipelineTable table = output.rules();
    List<OutputField> kept =
        table.purposeBound().keptFor(Set.of(output.useCase())).stream()
            .filter(field -> source.columns().contains(field.name()))
            .toList();
    List<OutputField> key = table.purposeBound().uniqueKeyIn(kept);
    Optional<String> year = output.year().map(source::year);
    String tooOld =
        year.map(number -> "coalesce(" + number + " < " + oldestYear + ", true)").orElse("false");
    String order =
        kept.stream()
                .filter(field -> field.sort().isPresent())
                .sorted(Comparator.comparingInt(field -> field.sort().getAsInt()))
                .map(
                    field ->
                        SessionTables.comparable(field)
                            + (field.ascending() ? " ASC" : " DESC")
                            + " NULLS LAST, ")
                .collect(Collectors.joining())
            + year.map(number -> number + " DESC NULLS LAST, ").orElse("")
            + "_order";
    String blankId =
        key.stream()
            .filter(SessionTables::isId)
            .map(field -> Sql.name(field.name()) + " IS NULL")
            .reduce((one, other) -> one + " OR " + other)
            .orElse("false");
    return """
        COPY (
          SELECT * EXCLUDE (_order, _place, _old, _nobody)
          FROM (
            SELECT *, CASE WHEN _nobody THEN %s ELSE %s END AS _place
            FROM (
              SELECT *, row_number() OVER () AS _order, %s AS _old, (%s) AS _nobody
              FROM %s))
          WHERE _place = 1 OR _old
          ORDER BY _order)
        TO %s%s
        """
        .formatted(
            place(kept, order),
            place(key, order),
            tooOld,
            blankId,
            source.from(),
            Sql.path(csv),
            Sql.CSV);
  }

  private static String place(List<OutputField> key, String order) {
    return "row_number() OVER (PARTITION BY _old, _nobody, "
        + key.stream().map(field -> Sql.name(field.name())).collect(Collectors.joining(", "))
        + " ORDER BY "
        + order
        + ")";
  }
}
