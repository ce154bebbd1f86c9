package org.tributary.proof;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tributary.compile.Database;
import org.tributary.compile.DatabaseException;
import org.tributary.proof.LocalTable.Part;
import org.tributary.proof.PermittedColumn.Meaning;

/**
 * Whether an output holds the rows that the authorities published, all of them that may be kept and
 * no others. Rows are counted and summed up as hashes, by authority and year, so that their order
 * does not matter and nothing has to be held in memory.
 */
final class Handover {

  /**
   * What the authorities handed over.
   *
   * @param tooOld rows of years that the use case does not keep
   * @param withoutYear rows of which nobody could say how long they may be kept
   */
  record Result(Check check, long read, long tooOld, long withoutYear) {}

  /** So many rows whose hashes sum up to this. */
  private record Sum(long rows, String hashes) {}

  private final PermittedTable table;
  private final String yearField;
  private final Database database;

  /**
   * @param yearField the field of the authorities' tables that holds the return year; empty where
   *     they have none
   */
  Handover(PermittedTable table, String yearField, Database database) {
    this.table = table;
    this.yearField = yearField;
    this.database = database;
  }

  /** Every row that may be kept, as the authorities published it, is in the output once. */
  Result all(List<Part> published, LocalTable output) throws IOException {
    List<Broken> broken = new ArrayList<>();
    long[] counts = new long[3];
    SortedMap<String, Sum> expected = new TreeMap<>();
    try {
      for (Part part : published) {
        List<String> headers = LocalTable.headers(part.path());
        String from = SqlText.csv(List.of(part.path()), headers.size());
        String year = year(headers);
        long[] found =
            database
                .query(
                    "count by year",
                    "SELECT count(*), count_if(coalesce("
                        + year
                        + " < "
                        + table.oldestYear()
                        + ", false)), count_if("
                        + year
                        + " IS NULL) FROM "
                        + from,
                    row -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3)})
                .get(0);
        for (int at = 0; at < counts.length; at++) {
          counts[at] += found[at];
        }
        sum(expected, headers, from + " WHERE " + year + " >= " + table.oldestYear(), true);
      }
      SortedMap<String, Sum> there = new TreeMap<>();
      List<String> headers = LocalTable.headers(output.csvPaths().get(0));
      sum(there, headers, SqlText.csv(output.csvPaths(), headers.size()), false);
      compare(expected, there, broken);
    } catch (DatabaseException unreadable) {
      unreadable.throwUnlessOfWhatIsRead();
      broken.add(new Broken("", "", 0, "the rows cannot be compared"));
    }
    return new Result(check(published, output, counts[0], broken), counts[0], counts[1], counts[2]);
  }

  /** Every row of the output is one that the authorities published. */
  Result some(List<Part> published, LocalTable output) throws IOException {
    List<Broken> broken = new ArrayList<>();
    long read = published.stream().mapToLong(part -> part.file().rows()).sum();
    try {
      List<String> known = new ArrayList<>();
      for (Part part : published) {
        List<String> headers = LocalTable.headers(part.path());
        known.add(
            "SELECT "
                + hash(headers, true)
                + " AS h FROM "
                + SqlText.csv(List.of(part.path()), headers.size()));
      }
      List<String> headers = LocalTable.headers(output.csvPaths().get(0));
      long unknown =
          database.count(
              "look for other rows",
              "SELECT count(*) FROM (SELECT "
                  + hash(headers, false)
                  + " AS h FROM "
                  + SqlText.csv(output.csvPaths(), headers.size())
                  + ") ANTI JOIN ("
                  + (known.isEmpty()
                      ? "SELECT 0 AS h WHERE false"
                      : String.join(" UNION ALL ", known))
                  + ") USING (h)");
      if (unknown > 0) {
        broken.add(new Broken("", "", unknown, "rows that no authority published"));
      }
    } catch (DatabaseException unreadable) {
      unreadable.throwUnlessOfWhatIsRead();
      broken.add(new Broken("", "", 0, "the rows cannot be compared"));
    }
    return new Result(check(published, output, read, broken), read, 0, 0);
  }

  private Check check(List<Part> published, LocalTable output, long read, List<Broken> broken) {
    return new Check(
        table.unit(),
        table.base(),
        Promise.ROWS_OF_THE_STEP_BEFORE,
        table.clauses(),
        List.of(),
        published.size() + (long) output.csv().size(),
        read,
        broken);
  }

  private String year(List<String> headers) {
    if (yearField.isEmpty()) {
      return "9999";
    }
    int at = headers.indexOf(yearField);
    return at < 0 ? "CAST(NULL AS BIGINT)" : "TRY_CAST(c" + at + " AS BIGINT)";
  }

  /**
   * @param raw whether texts stand as they are, and not yet as they do for people
   */
  private String value(List<String> headers, PermittedColumn column, boolean raw) {
    // The authorities' tables have a pseudonym for each use case, called after both.
    int bound = raw ? headers.indexOf(column.name() + "@" + table.unit()) : -1;
    int at = bound < 0 ? headers.indexOf(column.name()) : bound;
    if (at < 0) {
      return "CAST(NULL AS VARCHAR)";
    }
    return raw && column.isText() ? SqlText.forPeople("c" + at) : "c" + at;
  }

  private String hash(List<String> headers, boolean raw) {
    return table.columns().stream()
        .map(column -> value(headers, column, raw))
        .collect(Collectors.joining(", ", "hash(", ")"));
  }

  private void sum(SortedMap<String, Sum> sums, List<String> headers, String from, boolean raw) {
    String group =
        table.columns().stream()
            .filter(
                column ->
                    column.meaning() == Meaning.AUTHORITY_NAME
                        || column.meaning() == Meaning.RETURN_YEAR)
            .map(column -> "coalesce(" + value(headers, column, raw) + ", '')")
            .collect(Collectors.joining(" || chr(9) || "));
    database
        .query(
            "sum up rows",
            "SELECT "
                + (group.isEmpty() ? "''" : group)
                + " AS g, count(*), sum(CAST("
                + hash(headers, raw)
                + " AS HUGEINT)) FROM "
                + from
                + " GROUP BY g",
            row -> java.util.Map.entry(row.getString(1), new Sum(row.getLong(2), row.getString(3))))
        .forEach(
            entry ->
                sums.merge(
                    entry.getKey(),
                    entry.getValue(),
                    (one, other) ->
                        new Sum(
                            one.rows() + other.rows(),
                            new java.math.BigInteger(one.hashes())
                                .add(new java.math.BigInteger(other.hashes()))
                                .toString())));
  }

  private static void compare(
      SortedMap<String, Sum> expected, SortedMap<String, Sum> there, List<Broken> broken) {
    long missing = 0;
    long extra = 0;
    long changed = 0;
    SortedMap<String, Sum> all = new TreeMap<>(expected);
    there.forEach(all::putIfAbsent);
    Sum none = new Sum(0, "0");
    for (String group : all.keySet()) {
      Sum wanted = expected.getOrDefault(group, none);
      Sum found = there.getOrDefault(group, none);
      missing += Math.max(0, wanted.rows() - found.rows());
      extra += Math.max(0, found.rows() - wanted.rows());
      if (wanted.rows() == found.rows() && !wanted.hashes().equals(found.hashes())) {
        changed += wanted.rows();
      }
    }
    if (missing > 0) {
      broken.add(new Broken("", "", missing, "rows that were published are missing"));
    }
    if (extra > 0) {
      broken.add(new Broken("", "", extra, "rows that nobody published"));
    }
    if (changed > 0) {
      broken.add(
          new Broken(
              "", "", changed, "among these rows some say something else than was published"));
    }
  }
}
