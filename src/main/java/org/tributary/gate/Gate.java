package org.tributary.gate;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tributary.authority.LocalAuthority;
import org.tributary.pipeline.DegradeRule;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.Origin;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.PipelineTable;
import org.tributary.schema.Kind;

/**
 * The last check before a table is published: it reads the very bytes, as CSV, and knows nothing of
 * the code that made them. A birth date and a postcode are held to their rules whatever the
 * pipeline says of the field, so that a line forgotten there publishes nothing.
 */
public final class Gate {

  private static final int LAST_YEAR = 9999;

  /** What is checked in one column. */
  private record Column(String name, Rule rule, CellRule cells) {}

  private final String file;
  private final List<OutputField> allowed;
  private final Collection<LocalAuthority> authorities;
  private final int oldestYear;
  private final int newestYear;

  private Gate(
      Path csv,
      List<OutputField> allowed,
      Collection<LocalAuthority> authorities,
      int oldestYear,
      int newestYear) {
    this.file = csv.getFileName().toString();
    this.allowed = allowed;
    this.authorities = authorities;
    this.oldestYear = oldestYear;
    this.newestYear = newestYear;
  }

  /**
   * Checks one authority's table before it is shared.
   *
   * @param returnYears those of the files that went into it
   */
  public static List<Breach> shared(
      Path csv,
      PipelineTable table,
      Set<String> signed,
      LocalAuthority authority,
      Set<Integer> returnYears)
      throws IOException {
    int oldest = returnYears.stream().mapToInt(Integer::intValue).min().orElse(LAST_YEAR);
    int newest = returnYears.stream().mapToInt(Integer::intValue).max().orElse(0);
    return new Gate(csv, table.keptFor(signed), List.of(authority), oldest, newest).check(csv);
  }

  /** Checks one output of a use case, or one part of it, before the hub publishes it. */
  public static List<Breach> output(
      Path csv,
      String useCase,
      PipelineTable table,
      Collection<LocalAuthority> authorities,
      int oldestYear)
      throws IOException {
    return new Gate(csv, table.keptFor(Set.of(useCase)), authorities, oldestYear, LAST_YEAR)
        .check(csv);
  }

  private List<Breach> check(Path csv) throws IOException {
    Rows rows = new Rows();
    try (CsvReader<Rows> reader =
        CsvReader.builder().skipEmptyLines(false).build(rows, csv, StandardCharsets.UTF_8)) {
      reader.forEach(Rows::next);
    } catch (CsvParseException unreadable) {
      rows.breach("", Rule.NOT_A_TABLE, 0);
    }
    return rows.breaches();
  }

  private Column column(OutputField field) {
    String name = field.name();
    Optional<DegradeRule> degrade = field.degrade();
    if (degrade.equals(Optional.of(DegradeRule.HASH_SHA256))) {
      return new Column(name, Rule.HASHED, CellRule.HASHED);
    }
    if (isBirthDate(field) || degrade.equals(Optional.of(DegradeRule.FIRST_OF_MONTH))) {
      return new Column(name, Rule.FIRST_OF_MONTH, CellRule.FIRST_OF_MONTH);
    }
    if (field.type() == Kind.POSTCODE || degrade.equals(Optional.of(DegradeRule.SHORT_POSTCODE))) {
      return new Column(name, Rule.SECTOR, CellRule.SECTOR);
    }
    if (degrade.equals(Optional.of(DegradeRule.REMOVE_ROW))) {
      return new Column(name, Rule.NOT_BLANK, CellRule.NOT_BLANK);
    }
    if (field.enrich().contains(EnrichRule.ADD_LA_SUFFIX)) {
      List<String> suffixes =
          authorities.stream().map(authority -> "_" + authority.code()).toList();
      return new Column(name, Rule.AUTHORITY_SUFFIX, CellRule.endsInOneOf(suffixes));
    }
    if (field.enrich().contains(EnrichRule.LA_NAME)) {
      List<String> names = authorities.stream().map(LocalAuthority::name).toList();
      return new Column(name, Rule.AUTHORITY, CellRule.oneOf(names));
    }
    if (field.enrich().contains(EnrichRule.LA_CODE)) {
      List<String> codes = authorities.stream().map(LocalAuthority::code).toList();
      return new Column(name, Rule.AUTHORITY, CellRule.oneOf(codes));
    }
    if (field.enrich().contains(EnrichRule.YEAR)) {
      return new Column(name, Rule.RETURN_YEAR, CellRule.year(oldestYear, newestYear));
    }
    return new Column(name, Rule.NOT_A_TABLE, CellRule.ANYTHING);
  }

  /** As schemas name them; an expected birth is a plan and no birth date. */
  private static boolean isBirthDate(OutputField field) {
    String name = field.name().toUpperCase(Locale.ROOT);
    return (name.contains("DOB") || name.contains("BIRTH")) && !name.contains("EXPECTED");
  }

  /** Checks each cell where the parser holds it; nothing is copied but the headers. */
  private final class Rows extends AbstractBaseCsvCallbackHandler<Rows> {
    private final List<Breach> breaches = new ArrayList<>();
    private final List<String> headers = new ArrayList<>();
    private Column[] columns = new Column[0];
    private long[] broken = new long[0];
    private long misfits;
    private int cells;
    private boolean isHeader = true;

    @Override
    protected void handleBegin(long startingLineNumber) {
      cells = 0;
    }

    @Override
    protected void handleField(int index, char[] text, int offset, int length, boolean quoted) {
      cells = index + 1;
      if (isHeader) {
        headers.add(new String(text, offset, length));
      } else if (index < columns.length
          && !columns[index].cells().holds(text, offset, offset + length)) {
        broken[index]++;
      }
    }

    @Override
    protected Rows buildRecord() {
      return this;
    }

    void next() {
      if (isHeader) {
        isHeader = false;
        columns = columns();
        broken = new long[columns.length];
      } else if (cells != columns.length) {
        misfits++;
      }
    }

    /** What is to be checked in which column. */
    private Column[] columns() {
      Map<String, OutputField> byName = new TreeMap<>();
      allowed.forEach(field -> byName.put(field.name(), field));
      Set<String> seen = new HashSet<>();
      List<Column> found = new ArrayList<>();
      for (String header : headers) {
        OutputField field = byName.get(header);
        if (field == null) {
          // A name that nobody knows may itself be a value, so it is not told.
          breach("", Rule.COLUMN_NOT_ALLOWED, 0);
          found.add(new Column("", Rule.COLUMN_NOT_ALLOWED, CellRule.ANYTHING));
        } else {
          if (!seen.add(field.name())) {
            breach(field.name(), Rule.COLUMN_TWICE, 0);
          }
          found.add(column(field));
        }
      }
      for (OutputField field : allowed) {
        if (!seen.contains(field.name()) && field.origin() == Origin.SUBMITTED) {
          breach(field.name(), Rule.COLUMN_MISSING, 0);
        }
      }
      return found.toArray(new Column[0]);
    }

    void breach(String column, Rule rule, long rows) {
      breaches.add(new Breach(file, column, rule, rows));
    }

    List<Breach> breaches() {
      if (isHeader) {
        breach("", Rule.COLUMN_MISSING, 0);
      }
      if (misfits > 0) {
        breach("", Rule.NOT_A_TABLE, misfits);
      }
      for (int i = 0; i < columns.length; i++) {
        if (broken[i] > 0) {
          breach(columns[i].name(), columns[i].rule(), broken[i]);
        }
      }
      return List.copyOf(breaches);
    }
  }
}
