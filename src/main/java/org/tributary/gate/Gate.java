package org.tributary.gate;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tributary.agreement.Instruction;
import org.tributary.agreement.UseCase;
import org.tributary.authority.LocalAuthority;
import org.tributary.output.Output;
import org.tributary.pipeline.DegradeRule;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.FieldRules;
import org.tributary.pipeline.Marked;
import org.tributary.pipeline.Origin;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.PipelineTable;

/**
 * The last check before a table is published: it reads the very bytes, as CSV, and knows nothing of
 * the code that made them. What identifies somebody is held to the form that the agreement
 * instructs for it, whatever the pipeline says of the field, so that a line forgotten there
 * publishes nothing.
 */
public final class Gate {

  /** One rule of one column. */
  private record Check(Rule rule, CellRule cells) {}

  /** What is checked in one column, and how many cells broke each rule. */
  private static final class Column {
    private final String name;
    private final Check[] checks;
    private final long[] broken;

    Column(String name, List<Check> checks) {
      this.name = name;
      this.checks = checks.toArray(Check[]::new);
      this.broken = new long[checks.size()];
    }

    void check(char[] text, int start, int end) {
      for (int i = 0; i < checks.length; i++) {
        if (!checks[i].cells().holds(text, start, end)) {
          broken[i]++;
        }
      }
    }
  }

  private final String file;
  private final List<OutputField> allowed;
  private final Collection<UseCase> useCases;
  private final Collection<LocalAuthority> authorities;
  private final Check suffix;
  private final CellRule year;
  private final Collection<String> unknown;
  private final Optional<Output.HandedOver> handedOver;

  private Gate(
      Path csv,
      PipelineTable table,
      Collection<UseCase> useCases,
      Collection<LocalAuthority> authorities,
      CellRule year,
      Collection<String> unknown,
      Optional<Output.HandedOver> handedOver) {
    this.file = csv.getFileName().toString();
    this.allowed = table.keptFor(useCases.stream().map(UseCase::name).collect(Collectors.toSet()));
    this.useCases = useCases;
    this.authorities = authorities;
    this.suffix =
        new Check(
            Rule.AUTHORITY_SUFFIX,
            CellRule.endsInOneOf(
                authorities.stream().map(authority -> "_" + authority.code()).toList()));
    this.year = year;
    this.unknown = unknown;
    this.handedOver = handedOver;
  }

  /**
   * Checks one authority's table before it is shared.
   *
   * @param signed the use cases that the authority signed
   * @param returnYears those of the files that went into it
   */
  public static List<Breach> shared(
      Path csv,
      PipelineTable table,
      Collection<UseCase> signed,
      LocalAuthority authority,
      Set<Integer> returnYears)
      throws IOException {
    CellRule year = CellRule.oneOf(returnYears.stream().map(String::valueOf).toList());
    return new Gate(csv, table, signed, List.of(authority), year, List.of(), Optional.empty())
        .check(csv);
  }

  /**
   * Checks one output of a use case, or one part of it, before the hub publishes it.
   *
   * @param unknown what may stand in the place of any value, because it is none
   * @param handedOver whom all of its rows must be for
   */
  public static List<Breach> output(
      Path csv,
      UseCase useCase,
      PipelineTable table,
      Collection<LocalAuthority> authorities,
      int oldestYear,
      Collection<String> unknown,
      Optional<Output.HandedOver> handedOver)
      throws IOException {
    return new Gate(
            csv,
            table,
            List.of(useCase),
            authorities,
            CellRule.yearSince(oldestYear),
            unknown,
            handedOver)
        .check(csv);
  }

  /** Checks one output of a use case, in which everything is somebody's value. */
  public static List<Breach> output(
      Path csv,
      UseCase useCase,
      PipelineTable table,
      Collection<LocalAuthority> authorities,
      int oldestYear)
      throws IOException {
    return output(csv, useCase, table, authorities, oldestYear, List.of(), Optional.empty());
  }

  private List<Breach> check(Path csv) throws IOException {
    Rows rows = new Rows();
    try (CsvReader<Rows> reader =
        CsvReader.builder()
            .skipEmptyLines(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .build(rows, csv, StandardCharsets.UTF_8)) {
      reader.forEach(Rows::next);
    } catch (CsvParseException unreadable) {
      rows.breach("", Rule.NOT_A_TABLE, 0);
    }
    return rows.breaches();
  }

  /** A column's rules; a hashed value shows nothing of what it was before. */
  private List<Check> checks(OutputField field) {
    List<Check> checks = new ArrayList<>();
    field.marked().flatMap(marked -> identifying(field, marked)).ifPresent(checks::add);
    Optional<DegradeRule> degrade = field.degrade();
    if (degrade.equals(Optional.of(DegradeRule.HASH_SHA256))) {
      checks.add(new Check(Rule.HASHED, CellRule.HASHED));
      return checks;
    }
    if (degrade.equals(Optional.of(DegradeRule.FIRST_OF_MONTH))) {
      checks.add(new Check(Rule.FIRST_OF_MONTH, CellRule.FIRST_OF_MONTH));
    }
    if (degrade.equals(Optional.of(DegradeRule.SHORT_POSTCODE))) {
      checks.add(new Check(Rule.SECTOR, CellRule.SECTOR));
    }
    if (degrade.equals(Optional.of(DegradeRule.REMOVE_ROW))) {
      checks.add(new Check(Rule.NOT_BLANK, CellRule.NOT_BLANK));
    }
    for (EnrichRule rule : field.enrich()) {
      switch (rule) {
        case ADD_LA_SUFFIX -> checks.add(suffix);
        case LA_NAME ->
            checks.add(new Check(Rule.AUTHORITY, CellRule.oneOf(words(LocalAuthority::name))));
        case LA_CODE ->
            checks.add(new Check(Rule.AUTHORITY, CellRule.oneOf(words(LocalAuthority::code))));
        case YEAR -> checks.add(new Check(Rule.RETURN_YEAR, year));
        case INTEGER, MONTH, TERM, SCHOOL_TYPE, SCHOOL_YEAR, POSTCODE_LA_LOOKUP -> {}
      }
    }
    return checks.stream().distinct().toList();
  }

  /** The form in which the agreement lets leave what identifies somebody; none: as it came. */
  private Optional<Check> identifying(OutputField field, Marked marked) {
    if (agreed(field, marked, Instruction.asSubmitted(marked.mark().word()))) {
      return Optional.empty();
    }
    if (field.degrade().equals(Optional.of(DegradeRule.HASH_SHA256))
        && agreed(field, marked, FieldRules.instruction(DegradeRule.HASH_SHA256))) {
      return Optional.empty();
    }
    Optional<Check> coarse =
        switch (marked.mark()) {
          case BIRTH_DATE, DEATH_DATE, EXPECTED_BIRTH_DATE ->
              agreed(field, marked, FieldRules.instruction(DegradeRule.FIRST_OF_MONTH))
                  ? Optional.of(new Check(Rule.FIRST_OF_MONTH, CellRule.FIRST_OF_MONTH))
                  : Optional.empty();
          case POSTCODE ->
              agreed(field, marked, FieldRules.instruction(DegradeRule.SHORT_POSTCODE))
                  ? Optional.of(new Check(Rule.SECTOR, CellRule.SECTOR))
                  : Optional.empty();
          case PERSON_ID ->
              agreed(field, marked, FieldRules.instruction(EnrichRule.ADD_LA_SUFFIX))
                  ? Optional.of(suffix)
                  : Optional.empty();
          case NAME -> Optional.empty();
        };
    return coarse.or(() -> Optional.of(new Check(Rule.WITHHELD, CellRule.BLANK)));
  }

  /** Whether every use case that the column is for has a clause that says so. */
  private boolean agreed(OutputField field, Marked marked, Instruction instruction) {
    return useCases.stream()
        .filter(useCase -> field.useCases().contains(useCase.name()))
        .allMatch(
            useCase ->
                useCase
                    .clause(marked.clause())
                    .filter(clause -> clause.instructs(instruction))
                    .isPresent());
  }

  private List<Check> orUnknown(List<Check> checks) {
    if (unknown.isEmpty()) {
      return checks;
    }
    CellRule none = CellRule.oneOf(unknown);
    return checks.stream()
        .map(
            check ->
                new Check(
                    check.rule(),
                    (text, start, end) ->
                        check.cells().holds(text, start, end) || none.holds(text, start, end)))
        .toList();
  }

  private List<String> words(Function<LocalAuthority, String> word) {
    return authorities.stream().map(word).toList();
  }

  /** Checks each cell where the parser holds it; nothing is copied but the headers. */
  private final class Rows extends AbstractBaseCsvCallbackHandler<Rows> {
    private final List<Breach> breaches = new ArrayList<>();
    private final List<String> headers = new ArrayList<>();
    private Column[] columns = new Column[0];
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
      } else if (index < columns.length) {
        columns[index].check(text, offset, offset + length);
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
          found.add(new Column("", List.of()));
        } else {
          if (!seen.add(field.name())) {
            breach(field.name(), Rule.COLUMN_TWICE, 0);
          }
          List<Check> all = new ArrayList<>(orUnknown(checks(field)));
          handedOver
              .filter(to -> to.column().equals(field.name()))
              .map(to -> CellRule.oneOf(List.of(to.to().giasCode())))
              .ifPresent(own -> all.add(new Check(Rule.RECIPIENT, own)));
          found.add(new Column(field.name(), all));
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
      for (Column column : columns) {
        for (int i = 0; i < column.checks.length; i++) {
          if (column.broken[i] > 0) {
            breach(column.name, column.checks[i].rule(), column.broken[i]);
          }
        }
      }
      return List.copyOf(breaches);
    }
  }
}
