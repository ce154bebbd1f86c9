package org.tributary.compile;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.PipelineTable;
import org.tributary.schema.Kind;
import org.tributary.submission.Stage;
import org.tributary.submission.StagedTable;

/** Invented tables, and files as the row pass would stage them. */
final class Fixture {

  static final Set<String> PAN = Set.of("PAN");

  private Fixture() {}

  /** Archives what a stage made of a table of one file, as {@code header_degraded.parquet}. */
  static Path archived(
      SessionTables tables, StagedTable table, Stage stage, String fileId, Path folder) {
    String word = stage.name().toLowerCase(Locale.ROOT);
    Path parquet = folder.resolve(table.table() + "_" + word + ".parquet");
    tables.archive(List.of(new SessionTables.Part(table, fileId)), Map.of(stage, parquet));
    return parquet;
  }

  static OutputField field(String name, Kind type) {
    return new OutputField(
        name, type, PAN, false, List.of(), Optional.empty(), OptionalInt.empty(), false, "1");
  }

  static OutputField key(String name, Kind type) {
    return new OutputField(
        name, type, PAN, true, List.of(), Optional.empty(), OptionalInt.empty(), false, "1");
  }

  /** A child's own reference, part of the unique key. */
  static OutputField id(String name) {
    return new OutputField(
        name,
        Kind.STRING,
        PAN,
        true,
        List.of(EnrichRule.INTEGER),
        Optional.empty(),
        OptionalInt.empty(),
        false,
        "1");
  }

  static OutputField sort(String name, Kind type, int place, boolean ascending) {
    return new OutputField(
        name, type, PAN, false, List.of(), Optional.empty(), OptionalInt.of(place), ascending, "1");
  }

  static OutputField year() {
    return new OutputField(
        "YEAR",
        Kind.INTEGER,
        PAN,
        false,
        List.of(EnrichRule.YEAR),
        Optional.empty(),
        OptionalInt.of(1),
        false,
        "1");
  }

  static OutputField forUse(OutputField field, String useCase) {
    return new OutputField(
        field.name(),
        field.type(),
        Set.of(useCase),
        field.uniqueKey(),
        field.enrich(),
        field.degrade(),
        field.sort(),
        field.ascending(),
        field.clause());
  }

  static PipelineTable episodes() {
    return new PipelineTable(
        "episodes",
        List.of(
            key("CHILD", Kind.STRING),
            key("DECOM", Kind.DATE),
            field("RNE", Kind.CATEGORY),
            field("LS", Kind.CATEGORY),
            field("PLACE", Kind.CATEGORY),
            field("PLACE_PROVIDER", Kind.CATEGORY),
            sort("DEC", Kind.DATE, 0, false),
            field("REC", Kind.CATEGORY),
            field("REASON_PLACE_CHANGE", Kind.CATEGORY),
            field("PL_POST", Kind.POSTCODE),
            field("URN", Kind.STRING),
            field("LA", Kind.STRING),
            year(),
            field("YEAR_latest", Kind.INTEGER),
            field("Episode_source", Kind.CATEGORY)),
        Optional.of("episodes"));
  }

  static String repairSql() {
    return text(Path.of("config/outputs/repairs/ssda903-episodes.sql"));
  }

  /** A staged file without stages of its own: every field stands in the column of its name. */
  static StagedTable staged(
      Path text, String table, List<String> fields, Map<String, String> constants, String rows) {
    List<String> columns = new ArrayList<>(List.of("row"));
    columns.addAll(fields);
    Map<String, String> same = new LinkedHashMap<>();
    fields.forEach(field -> same.put(field, field));
    write(text, rows);
    long count = CsvReader.builder().ofCsvRecord(rows).stream().count();
    return new StagedTable(
        table,
        text,
        columns,
        Map.of(Stage.CLEANED, same, Stage.ENRICHED, same, Stage.DEGRADED, same),
        constants,
        count,
        count,
        new TreeMap<>());
  }

  /** How many rows a CSV has below its header. */
  static long rows(String csv) {
    return CsvReader.builder().ofNamedCsvRecord(csv).stream().count();
  }

  static void write(Path path, String text) {
    try {
      Files.writeString(path, text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static String text(Path path) {
    try {
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static String sha256(Path path) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
