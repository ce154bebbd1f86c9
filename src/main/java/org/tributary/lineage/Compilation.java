package org.tributary.lineage;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tributary.agreement.UseCase;
import org.tributary.authority.LocalAuthority;
import org.tributary.compile.AuthorityTable;
import org.tributary.compile.Compiled;
import org.tributary.compile.Database;
import org.tributary.compile.Databases;
import org.tributary.compile.NewestRows;
import org.tributary.compile.Sql;
import org.tributary.compile.UseCaseTables;
import org.tributary.output.Output;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.PipelineTable;
import org.tributary.publish.CommitLog;
import org.tributary.publish.Manifest;
import org.tributary.publish.PublishedFile;
import org.tributary.publish.PublishedState;
import org.tributary.store.StoreException;

/**
 * A published table, put together again from what authorities share now; the bytes are the same
 * that are published, and so it is known of which authority's table, and which row, each row is.
 */
final class Compilation {

  /** A row's place, from 1, in the table that an authority shares. */
  record Place(String authority, long row) {}

  /** An authority, its commit, what it shares of the table, and that on this machine. */
  record Input(LocalAuthority authority, UploadCommit commit, PublishedFile shared, Path csv) {}

  /** The programme's own column, which no field is called. */
  private static final String LINE = "_line";

  private final Database database;
  private final Map<String, Input> inputs;
  private final OutputRows rows;
  private final Map<String, Path> lines;
  private final Map<String, Long> counts;
  private final String where;

  private Compilation(
      Database database,
      Map<String, Input> inputs,
      OutputRows rows,
      Map<String, Path> lines,
      Map<String, Long> counts,
      String where) {
    this.database = database;
    this.inputs = inputs;
    this.rows = rows;
    this.lines = lines;
    this.counts = counts;
    this.where = where;
  }

  /**
   * @param release the commit that published the table
   * @param folder an existing folder that is nobody else's
   */
  static Compilation of(
      Databases databases,
      Database database,
      Accounts accounts,
      Manifest release,
      Question question,
      PipelineTable table,
      Path folder)
      throws StoreException, IOException, NoAnswerException {
    UseCase useCase = accounts.region().useCase(question.useCase());
    int oldestYear = accounts.today().getYear() - useCase.retentionYears(question.dataset()) + 1;
    Map<String, Input> inputs = inputs(accounts, question, table, folder);
    List<AuthorityTable> tables = new ArrayList<>();
    for (Input input : inputs.values()) {
      Path numbered = folder.resolve(input.authority().code() + "_lines.csv");
      number(database, input.csv(), numbered);
      tables.add(new AuthorityTable(input.authority().code(), numbered, input.shared().rows()));
    }
    Output.OfReturn output =
        new Output.OfReturn(useCase.name(), question.dataset(), table, question.rows());
    tables =
        switch (output.rows()) {
          case ALL -> tables;
          case NEWEST ->
              new NewestRows(databases, output, oldestYear)
                  .of(tables, Files.createDirectories(folder.resolve("newest")));
        };
    List<Path> again = new ArrayList<>();
    List<String> digests = new ArrayList<>();
    if (!tables.isEmpty()) {
      Compiled compiled = new UseCaseTables(databases).compile(output, tables, oldestYear, folder);
      for (Compiled.File file : compiled.files()) {
        if (Output.isCsv(file.name())) {
          again.add(file.path());
          digests.add(AuthorityRows.sha256(file.path()));
        }
      }
    }
    List<PublishedFile> published = OutputRows.published(release, output);
    if (!digests.equals(published.stream().map(PublishedFile::sha256).toList())) {
      throw new NoAnswerException(
          "Release "
              + release.number()
              + " of "
              + useCase.name()
              + " was made of something else than what authorities share and the configuration"
              + " says now.",
          "Run the programme once (run --once), and ask again.");
    }
    Optional<String> year =
        table.fields().stream()
            .filter(field -> field.enrich().contains(EnrichRule.YEAR))
            .map(OutputField::name)
            .findFirst();
    String where =
        year.map(name -> "TRY_CAST(" + Sql.name(name) + " AS BIGINT) >= " + oldestYear)
            .orElse("true");
    Map<String, Path> lines = new LinkedHashMap<>();
    Map<String, Long> counts = new LinkedHashMap<>();
    for (AuthorityTable one : tables) {
      lines.put(one.authorityCode(), one.csv());
      counts.put(
          one.authorityCode(),
          database.count(
              "count rows", "SELECT count(*) FROM " + csv(one.csv()) + " WHERE " + where));
    }
    return new Compilation(database, inputs, new OutputRows(again), lines, counts, where);
  }

  /** In the order in which their rows stand in the output. */
  private static Map<String, Input> inputs(
      Accounts accounts, Question question, PipelineTable table, Path folder)
      throws StoreException, IOException {
    Map<String, Input> inputs = new LinkedHashMap<>();
    for (LocalAuthority authority : accounts.region().authorities().values()) {
      if (authority.signedOn(accounts.today(), question.dataset()).contains(question.useCase())) {
        String unit = authority.code() + "/" + question.dataset();
        new PublishedState(new CommitLog(accounts.shared(), unit))
            .read(
                commit -> {
                  Optional<PublishedFile> shared =
                      commit
                          .manifest()
                          .file(authority.sharedTable(question.dataset(), table.name()));
                  if (shared.isPresent()) {
                    Path csv = folder.resolve(authority.code() + ".csv");
                    commit.fetch(shared.get(), csv);
                    inputs.put(
                        authority.code(),
                        new Input(
                            authority,
                            UploadCommit.of(unit, commit, accounts.workspace()),
                            shared.get(),
                            csv));
                  }
                  return unit;
                });
      }
    }
    return inputs;
  }

  private static void number(Database database, Path csv, Path numbered) throws IOException {
    database.execute(
        "number the rows",
        "COPY (SELECT *, row_number() OVER () AS "
            + LINE
            + " FROM "
            + csv(csv)
            + ") TO "
            + Sql.path(numbered)
            + Sql.CSV);
  }

  private static String csv(Path csv) throws IOException {
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(csv)) {
      List<String> columns = reader.iterator().next().getFields();
      return Sql.readCsv(csv, columns, Sql.LineEnd.CRLF, Sql.Header.FIRST_LINE);
    }
  }

  OutputRows rows() {
    return rows;
  }

  Input input(String authority) {
    return Objects.requireNonNull(inputs.get(authority), "it shares nothing of the table");
  }

  /** Where a row of the output stands in what its authority shares. */
  Place place(long row) throws IOException {
    long before = 0;
    for (Map.Entry<String, Long> authority : counts.entrySet()) {
      if (row <= before + authority.getValue()) {
        String code = authority.getKey();
        long line =
            database.count(
                "find the row that an authority shares",
                "SELECT CAST("
                    + LINE
                    + " AS BIGINT) FROM "
                    + csv(Objects.requireNonNull(lines.get(code), "its lines are not numbered"))
                    + " WHERE "
                    + where
                    + " LIMIT 1 OFFSET "
                    + (row - before - 1));
        return new Place(code, line);
      }
      before += authority.getValue();
    }
    throw new IllegalArgumentException("the output has fewer rows");
  }

  /** The other rows of a key in what an authority shares, which the newest one stands for. */
  long older(Place place, PipelineTable table, Set<String> useCase) throws IOException {
    PipelineTable bound = table.purposeBound();
    List<OutputField> key = bound.uniqueKeyIn(bound.keptFor(useCase));
    String all = csv(input(place.authority()).csv());
    String same =
        key.stream()
            .map(field -> Sql.name(field.name()))
            .map(name -> "r." + name + " IS NOT DISTINCT FROM c." + name)
            .collect(Collectors.joining(" AND "));
    return database.count(
        "count the older rows",
        "WITH r AS (SELECT *, row_number() OVER () AS "
            + LINE
            + " FROM "
            + all
            + "), c AS (SELECT * FROM r WHERE "
            + LINE
            + " = "
            + place.row()
            + ") SELECT count(*) FROM (SELECT * FROM r WHERE "
            + where
            + ") r, c WHERE r."
            + LINE
            + " <> c."
            + LINE
            + " AND "
            + same);
  }
}
