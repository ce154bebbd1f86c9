package org.tributary.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.tributary.schema.Kind;

/**
 * An output that SQL makes from one compiled table of a use case: what came of referrals, say. It
 * may join others to it, and open data. It reads nothing that the use case does not keep, and says
 * beforehand which columns it makes.
 *
 * @param name names the output: {@code PAN_dataset_name.csv}
 * @param grain what one row is
 * @param reads the table it is made from
 * @param only what a row of it must have in which columns, to be looked at
 * @param joins further tables of the use case, of any return; compiled or themselves made by SQL
 * @param needs those of them without which there is nothing to make
 * @param openData tables of open data, and their columns
 * @param useCases for which it is made
 * @param to the column with the code, in the register of schools, of the authority that a row is
 *     handed over to; each such authority that signed the use case has an output of its own
 * @param clause the clause of the agreement that instructs it
 * @param limits numbers that the SQL finds as columns of the table {@code limits}
 * @param data lists that the SQL finds as tables under their names
 * @param columns in order
 * @param codesOf the field each of whose codes is a further column of 0 and 1
 * @param measures what reports ask the output for
 * @param pictures what the overview of a release shows of it
 * @param sqlFiles its files of SQL, without {@code .sql}, in the order in which they run; others
 *     may share them
 * @param sql the statements of those files; see {@code config/outputs}
 */
public record DerivedOutput(
    String name,
    String description,
    String grain,
    String reads,
    SortedMap<String, String> only,
    List<Join> joins,
    Set<String> needs,
    SortedMap<String, SortedMap<String, Kind>> openData,
    Set<String> useCases,
    Optional<String> to,
    String clause,
    SortedMap<String, Integer> limits,
    List<Data> data,
    List<Column> columns,
    Optional<String> codesOf,
    List<Measure> measures,
    List<Picture> pictures,
    List<String> sqlFiles,
    String sql) {

  public DerivedOutput {
    sqlFiles = List.copyOf(sqlFiles);
  }

  /** A table that is joined. */
  public record Join(String dataset, String table) {

    /** As the SQL calls it: {@code ssda903_episodes}. */
    public String name() {
      return (dataset + "_" + table).replace('-', '_');
    }
  }

  /** A list beside the SQL, in a file {@code <name>.csv}: all texts. */
  public record Data(String name, List<String> columns, List<List<String>> rows) {

    public Data {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /**
   * One column.
   *
   * @param is the field of a table whose values stand in it
   * @param of the joined table that has the field, as the SQL calls it; the one that is read where
   *     none is said
   * @param type the kind of its values, where they are no field's
   */
  public record Column(String name, Optional<String> is, Optional<String> of, Kind type) {}
}
