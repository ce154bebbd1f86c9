package org.tributary.upload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tributary.authority.LocalAuthority;
import org.tributary.clean.FieldCheck;
import org.tributary.degrade.Degradation;
import org.tributary.enrich.Enrichment;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.pipeline.OutputField;
import org.tributary.read.Row;
import org.tributary.read.Stated;
import org.tributary.read.SubmittedDocument;
import org.tributary.read.SubmittedTable;
import org.tributary.read.UnreadableFileException;
import org.tributary.schema.Document.Part;
import org.tributary.schema.Field;
import org.tributary.submission.CellText;
import org.tributary.submission.Period;
import org.tributary.submission.Stage;
import org.tributary.submission.StagedTable;

/**
 * One table of a file on its way through the stages. Each stage first compiles what it does to
 * every field; then the rows stream through all of them at once. Every cell is checked; only fields
 * that a signed use case keeps are written.
 */
final class TablePass {

  /** The field has no column in the file. */
  private static final int NO_COLUMN = -1;

  /** The field is not among those that authorities submit in the return year. */
  private static final int NOT_SUBMITTED = -1;

  private static final String ONE_TEXT_AT_MOST =
      "It holds nothing that can be read but at most one text.";

  /**
   * A field that goes further and differs from row to row.
   *
   * @param own the field's place among those submitted, or {@link #NOT_SUBMITTED}
   * @param input the place of the field that its value is made from
   * @param hasOwnEnriched whether the enriched value has a column besides the degraded one
   * @param hasOwnCleaned whether the cleaned value has a column besides the enriched one
   */
  private record Streamed(
      OutputField field,
      int own,
      int input,
      Enrichment enrichment,
      Degradation degradation,
      boolean hasOwnEnriched,
      boolean hasOwnCleaned) {

    Streamed(
        OutputField field, int own, int input, Enrichment enrichment, Degradation degradation) {
      this(
          field,
          own,
          input,
          enrichment,
          degradation,
          degradation.changes(),
          own != NOT_SUBMITTED && enrichment.changes());
    }
  }

  /** Whether the rows say which of their fields held something that could not be read. */
  enum Unread {
    NAMED,
    FORGOTTEN
  }

  private final SubmittedTable submitted;
  private final String name;
  private final List<Field> fields;
  private final int[] columns;
  private final int[] needs;
  private final List<OutputField> outputs;
  private final Unread unread;
  private final ErrorLog errors;

  private final List<FieldCheck> checks = new ArrayList<>();
  private final Map<OutputField, Enrichment> enrichments = new LinkedHashMap<>();
  private final List<Streamed> streamed = new ArrayList<>();
  private final Map<String, String> constants = new LinkedHashMap<>();

  /** Submitted fields in whose place a constant goes further; the cleaned stage still has them. */
  private final Map<String, Integer> replaced = new LinkedHashMap<>();

  /**
   * @param outputs the fields that a signed use case keeps, in the order of the outputs
   */
  TablePass(
      SubmittedTable submitted,
      int returnYear,
      List<OutputField> outputs,
      Unread unread,
      ErrorLog errors) {
    this.submitted = submitted;
    this.name = submitted.table().name();
    this.fields = submitted.table().fieldsIn(returnYear);
    this.columns = submitted.columns();
    this.needs =
        submitted.table().rowNeeds().stream()
            .mapToInt(this::placeOf)
            .filter(place -> place != NOT_SUBMITTED && columns[place] != NO_COLUMN)
            .toArray();
    this.outputs = outputs;
    this.unread = unread;
    this.errors = errors;
  }

  void clean(int returnYear) {
    if (submitted instanceof SubmittedDocument document) {
      for (Part element : document.elements()) {
        Field field = element.field().orElseThrow().named(element.name());
        checks.add(
            FieldCheck.compileElement(
                name,
                field,
                element.path(),
                document.table().document().orElseThrow().isUsed(element.path())
                    ? FieldCheck.Use.SOMETHING
                    : FieldCheck.Use.NOTHING,
                returnYear,
                document::line,
                errors));
      }
      return;
    }
    String format = submitted.format();
    for (int i = 0; i < fields.size(); i++) {
      checks.add(
          FieldCheck.compile(
              name, fields.get(i), submitted.place(columns[i]), returnYear, format, errors));
    }
  }

  private SubmittedTable.Counts read(Rows rows) throws IOException, UnreadableFileException {
    if (submitted instanceof SubmittedDocument document) {
      FieldCheck[] elements = checks.toArray(FieldCheck[]::new);
      return document.read(
          (element, characters, start, end, out) ->
              elements[element].clean(characters, start, end, 0, out),
          rows::acceptCleaned);
    }
    return submitted.read(rows::accept);
  }

  void enrich(LocalAuthority authority, Period period) {
    for (OutputField output : outputs) {
      enrichments.put(output, Enrichment.compile(output, authority, period));
    }
  }

  void degrade(PseudonymKeys keys) {
    enrichments.forEach(
        (output, enrichment) -> {
          Degradation degradation = Degradation.compile(output, keys.of(output));
          int own = placeOf(output.plainName());
          switch (enrichment.source()) {
            case CONSTANT -> addConstant(output, own, enrichment, degradation);
            case BIRTH_DATE ->
                streamed.add(
                    new Streamed(output, own, birthDatePlace(own), enrichment, degradation));
            case FIELD -> {
              // What nobody submits and no rule adds is made later, from the compiled table.
              if (own != NOT_SUBMITTED) {
                streamed.add(new Streamed(output, own, own, enrichment, degradation));
              }
            }
          }
        });
  }

  private void addConstant(
      OutputField output, int own, Enrichment enrichment, Degradation degradation) {
    CellText enriched = enrichment.enrich(new CellText());
    if (degradation.removesRow(enriched)) {
      throw new IllegalStateException("remove_row where the value is the same in every row");
    }
    constants.put(output.name(), degradation.degrade(enriched).toString());
    if (own != NOT_SUBMITTED) {
      replaced.put(output.name(), own);
    }
  }

  private int placeOf(String field) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(field)) {
        return i;
      }
    }
    return NOT_SUBMITTED;
  }

  private int birthDatePlace(int own) {
    if (own != NOT_SUBMITTED && fields.get(own).isBirthDate()) {
      return own;
    }
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).isBirthDate()) {
        return i;
      }
    }
    throw new IllegalStateException("school_year needs a birth date in the same table");
  }

  String name() {
    return name;
  }

  /** What the file says of itself, as far as it is read. */
  Stated stated() {
    return submitted.stated();
  }

  /** Streams the rows. What it wrote before an exception must be thrown away. */
  StagedTable write(Path text) throws IOException, UnreadableFileException {
    try (StagedText writer = new StagedText(text)) {
      Rows rows = new Rows(writer);
      SubmittedTable.Counts counts = read(rows);
      checks.forEach(FieldCheck::finish);
      SortedMap<ErrorType, Long> removed = new TreeMap<>(counts.removed());
      note(removed, ErrorType.KEY_MISSING, rows.keyMissing);
      note(removed, ErrorType.NOT_A_ROW, rows.notARow);
      note(removed, ErrorType.ROW_REMOVED, rows.removedByRule);
      if (outputs.isEmpty()) {
        errors.add(DataError.ofTable(ErrorType.NOT_SHARED, "Rows: " + rows.notShared + ".", name));
        note(removed, ErrorType.NOT_SHARED, rows.notShared);
      }
      if (counts.read() == 0 && !hasNoDataRows()) {
        errors.add(DataError.ofTable(ErrorType.NO_DATA_ROWS, "", name));
      }
      return new StagedTable(
          name, text, textColumns(), stages(), constants, counts.read(), rows.kept, removed);
    }
  }

  private static void note(SortedMap<ErrorType, Long> removed, ErrorType reason, long rows) {
    if (rows > 0) {
      removed.merge(reason, rows, Long::sum);
    }
  }

  /** Whether the reader has said so already. */
  private boolean hasNoDataRows() {
    return errors.kept().stream()
        .anyMatch(error -> error.type() == ErrorType.NO_DATA_ROWS && error.table().equals(name));
  }

  /** Takes the rows, one at a time. */
  private final class Rows {

    private final StagedText writer;
    private final FieldCheck[] checking = checks.toArray(FieldCheck[]::new);
    private final Streamed[] writing = streamed.toArray(Streamed[]::new);
    private final int[] cleanedOnly =
        replaced.values().stream().mapToInt(Integer::intValue).toArray();
    private final CellText[] cells = new CellText[fields.size()];
    private final boolean[] isText = new boolean[fields.size()];
    private final CellText unreadFields = new CellText();

    private long kept;
    private long keyMissing;
    private long notARow;
    private long removedByRule;
    private long notShared;

    Rows(StagedText writer) {
      this.writer = writer;
      for (int i = 0; i < cells.length; i++) {
        cells[i] = new CellText();
        isText[i] =
            switch (fields.get(i).kind()) {
              case STRING, CATEGORY -> true;
              case DATE, TIME, INTEGER, DECIMAL, AGE, POSTCODE -> false;
            };
      }
    }

    void accept(Row row) throws IOException {
      char[] characters = row.characters();
      int texts = 0;
      int others = 0;
      unreadFields.clear();
      errors.beginRow();
      for (int i = 0; i < checking.length; i++) {
        int column = columns[i];
        if (column != NO_COLUMN) {
          FieldCheck.Cell cell =
              checking[i].clean(
                  characters, row.start(column), row.end(column), row.line(column), cells[i]);
          if (cell == FieldCheck.Cell.UNREADABLE) {
            unreadFields.append(';');
            unreadFields.append(fields.get(i).name());
            unreadFields.append(';');
          } else if (cell == FieldCheck.Cell.READ && isText[i]) {
            texts++;
          } else if (cell == FieldCheck.Cell.READ) {
            others++;
          }
        }
      }
      if (needs.length > 0 && texts <= 1 && others == 0) {
        errors.forgetRow();
        notARow++;
        if (errors.keeps(ErrorType.NOT_A_ROW)) {
          errors.add(DataError.ofRow(ErrorType.NOT_A_ROW, ONE_TEXT_AT_MOST, name, row.line()));
        } else {
          errors.count(ErrorType.NOT_A_ROW);
        }
        return;
      }
      errors.endRow();
      write(row);
    }

    /** A row whose cells were cleaned where they were read. */
    void acceptCleaned(Row row) throws IOException {
      char[] characters = row.characters();
      for (int i = 0; i < cells.length; i++) {
        cells[i].lend(characters, row.start(columns[i]), row.end(columns[i]));
      }
      write(row);
    }

    private void write(Row row) throws IOException {
      for (int need : needs) {
        if (cells[need].length() == 0) {
          keyMissing++;
          reportMissing(need, row.line());
          return;
        }
      }
      if (outputs.isEmpty()) {
        notShared++;
        return;
      }
      writer.startRow(row.line());
      for (Streamed field : writing) {
        CellText enriched = field.enrichment().enrich(cells[field.input()]);
        if (field.degradation().removesRow(enriched)) {
          writer.dropRow();
          removedByRule++;
          reportRemoval(field, row.line());
          return;
        }
        writer.cell(field.degradation().degrade(enriched));
        if (field.hasOwnEnriched()) {
          writer.cell(enriched);
        }
        if (field.hasOwnCleaned()) {
          writer.cell(cells[field.own()]);
        }
      }
      for (int place : cleanedOnly) {
        writer.cell(cells[place]);
      }
      if (unread == Unread.NAMED) {
        writer.cell(unreadFields);
      }
      writer.endRow();
      kept++;
    }

    private void reportMissing(int first, long line) {
      if (!errors.keeps(ErrorType.KEY_MISSING)) {
        errors.count(ErrorType.KEY_MISSING);
        return;
      }
      String others =
          IntStream.of(needs)
              .filter(need -> need != first && cells[need].length() == 0)
              .mapToObj(need -> fields.get(need).name())
              .collect(Collectors.joining(", "));
      String detail = others.isEmpty() ? "" : "It lacks as well: " + others + ".";
      String field = fields.get(first).name();
      errors.add(
          submitted instanceof SubmittedDocument
              ? DataError.ofElement(ErrorType.KEY_MISSING, detail, name, field, line, "")
              : DataError.ofCell(
                  ErrorType.KEY_MISSING,
                  detail,
                  name,
                  line,
                  submitted.place(columns[first]),
                  field));
    }

    private void reportRemoval(Streamed field, long line) {
      if (errors.keeps(ErrorType.ROW_REMOVED)) {
        int column =
            field.own() == NOT_SUBMITTED ? NO_COLUMN : submitted.place(columns[field.own()]);
        errors.add(
            DataError.ofCell(ErrorType.ROW_REMOVED, "", name, line, column, field.field().name()));
      } else {
        errors.count(ErrorType.ROW_REMOVED);
      }
    }
  }

  // In the order in which a row is written.
  private List<String> textColumns() {
    List<String> names = new ArrayList<>(List.of("row"));
    for (Streamed field : streamed) {
      names.add(degradedColumn(field));
      if (field.hasOwnEnriched()) {
        names.add(enrichedColumn(field));
      }
      if (field.hasOwnCleaned()) {
        names.add(cleanedColumn(field));
      }
    }
    replaced.keySet().forEach(field -> names.add(field + ".cleaned"));
    if (unread == Unread.NAMED) {
      names.add(StagedTable.UNREAD);
    }
    return names;
  }

  private Map<Stage, Map<String, String>> stages() {
    Map<String, String> cleaned = new LinkedHashMap<>();
    Map<String, String> enriched = new LinkedHashMap<>();
    Map<String, String> degraded = new LinkedHashMap<>();
    for (OutputField output : outputs) {
      if (replaced.containsKey(output.name())) {
        cleaned.put(output.plainName(), output.name() + ".cleaned");
      }
      streamed.stream()
          .filter(field -> field.field().equals(output))
          .forEach(
              field -> {
                if (field.own() != NOT_SUBMITTED) {
                  cleaned.put(output.plainName(), cleanedColumn(field));
                }
                enriched.put(output.plainName(), enrichedColumn(field));
                degraded.put(output.name(), degradedColumn(field));
              });
    }
    if (unread == Unread.NAMED) {
      degraded.put(StagedTable.UNREAD, StagedTable.UNREAD);
    }
    Map<Stage, Map<String, String>> stages = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      stages.put(
          stage,
          switch (stage) {
            case CLEANED -> cleaned;
            case ENRICHED -> enriched;
            case DEGRADED -> degraded;
          });
    }
    return stages;
  }

  private static String degradedColumn(Streamed field) {
    return field.field().name();
  }

  private static String enrichedColumn(Streamed field) {
    return field.hasOwnEnriched() ? field.field().name() + ".enriched" : degradedColumn(field);
  }

  private static String cleanedColumn(Streamed field) {
    return field.hasOwnCleaned() ? field.field().name() + ".cleaned" : enrichedColumn(field);
  }
}
