package org.tributary.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tributary.authority.LocalAuthority;
import org.tributary.schema.Code;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Mark;
import org.tributary.schema.Table;
import org.tributary.schema.Validity;

/** The fields and codes of the guide as a dataset, from the lists in {@code tests/cases/demo}. */
final class GuideDataset {

  static final int NEWEST_YEAR = 2026;

  private static final Path CASES = Path.of("tests/cases/demo");

  private GuideDataset() {}

  static Dataset load() {
    List<NamedCsvRecord> fields = records("fields.csv");
    List<NamedCsvRecord> codes = records("codes.csv");
    List<String> names = fields.stream().map(row -> row.getField("table")).distinct().toList();
    List<Table> tables = new ArrayList<>();
    for (String name : names) {
      tables.add(
          new Table(
              name,
              "",
              fields.stream()
                  .filter(row -> row.getField("table").equals(name))
                  .map(row -> field(row, codes))
                  .toList()));
    }
    return new Dataset("ssda903", "", 2017, NEWEST_YEAR, tables);
  }

  static LocalAuthority authority(String code) {
    return new LocalAuthority(code, "Invented", "Nowhere", "invented-" + code, List.of());
  }

  private static Field field(NamedCsvRecord row, List<NamedCsvRecord> codes) {
    String name = row.getField("field");
    List<Code> own =
        codes.stream()
            .filter(
                code ->
                    code.getField("table").equals(row.getField("table"))
                        && code.getField("field").equals(name))
            .map(GuideDataset::code)
            .toList();
    return new Field(
        name,
        "",
        Kind.valueOf(row.getField("kind").toUpperCase(Locale.ROOT)),
        row.getField("mandatory").equals("yes"),
        List.of(name),
        row.getField("format"),
        given(row, "pattern").map(Pattern::compile),
        given(row, "min").map(BigDecimal::new),
        given(row, "max").map(BigDecimal::new),
        OptionalInt.empty(),
        OptionalInt.empty(),
        own,
        validity(row),
        name.endsWith("DOB") ? Optional.of(Mark.BIRTH_DATE) : Optional.empty(),
        Optional.empty());
  }

  private static Code code(NamedCsvRecord row) {
    List<String> labels =
        Stream.of(row.getField("labels").split("\\|"))
            .map(String::strip)
            .filter(label -> !label.isEmpty())
            .toList();
    return new Code(row.getField("code"), labels, validity(row), successor(row));
  }

  /** The list of codes names no successors; those of SEX are the two that the guide replaced. */
  private static Optional<String> successor(NamedCsvRecord row) {
    if (!row.getField("field").equals("SEX")) {
      return Optional.empty();
    }
    return switch (row.getField("code")) {
      case "1" -> Optional.of("M");
      case "2" -> Optional.of("F");
      default -> Optional.empty();
    };
  }

  private static Validity validity(NamedCsvRecord row) {
    return new Validity(
        given(row, "since").map(Integer::valueOf).orElse(0),
        given(row, "before").map(Integer::valueOf).orElse(Integer.MAX_VALUE));
  }

  private static Optional<String> given(NamedCsvRecord row, String column) {
    return Optional.of(row.getField(column)).filter(value -> !value.isEmpty());
  }

  private static List<NamedCsvRecord> records(String file) {
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().ofNamedCsvRecord(CASES.resolve(file))) {
      return csv.stream().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
