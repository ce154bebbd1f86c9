package org.tributary.upload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.authority.LocalAuthority;
import org.tributary.check.CheckedTable;
import org.tributary.degrade.Degradation;
import org.tributary.enrich.Enrichment;
import org.tributary.enrich.PostcodeAuthorities;
import org.tributary.pipeline.DegradeRule;
import org.tributary.pipeline.OutputField;
import org.tributary.read.UnreadableFileException;
import org.tributary.report.FileReport.TableReport;
import org.tributary.submission.CellText;
import org.tributary.submission.Period;
import org.tributary.submission.Stage;
import org.tributary.submission.StagedTable;

/**
 * One table of a file on its way through the stages. Each stage first compiles what it does to
 * every field; then the rows that the check leaves stream through all of them at once. Only fields
 * that a signed use case keeps are written.
 */
final class TablePass {

  /**
   * A field that goes further and differs from row to row.
   *
   * @param own the field's place among those submitted, or {@link CheckedTable#NOT_SUBMITTED}
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
          own != CheckedTable.NOT_SUBMITTED && enrichment.changes());
    }
  }

  /** Whether the rows say which of their fields held something that could not be read. */
  enum Unread {
    NAMED,
    FORGOTTEN
  }

  private final CheckedTable checked;
  private final List<OutputField> outputs;
  private final Unread unread;

  private final Map<OutputField, Enrichment> enrichments = new LinkedHashMap<>();
  private final List<Streamed> streamed = new ArrayList<>();
  private final Map<String, String> constants = new LinkedHashMap<>();

  /** Submitted fields in whose place a constant goes further; the cleaned stage still has them. */
  private final Map<String, Integer> replaced = new LinkedHashMap<>();

  /**
   * @param outputs the fields that a signed use case keeps, in the order of the outputs
   */
  TablePass(CheckedTable checked, List<OutputField> outputs, Unread unread) {
    this.checked = checked;
    this.outputs = outputs;
    this.unread = unread;
  }

  void clean() {
    checked.prepare();
  }

  void enrich(LocalAuthority authority, Period period, PostcodeAuthorities postcodes) {
    for (OutputField output : outputs) {
      enrichments.put(output, Enrichment.compile(output, authority, period, postcodes));
    }
  }

  void degrade(PseudonymKeys keys) {
    enrichments.forEach(
        (output, enrichment) -> {
          Degradation degradation = Degradation.compile(output, keys.of(output));
          int own = checked.placeOf(output.plainName());
          switch (enrichment.source()) {
            case CONSTANT -> addConstant(output, own, enrichment, degradation);
            case BIRTH_DATE ->
                streamed.add(
                    new Streamed(
                        output, own, checked.birthDatePlace(own), enrichment, degradation));
            case POSTCODE ->
                streamed.add(
                    new Streamed(output, own, checked.postcodePlace(), enrichment, degradation));
            case FIELD -> {
              // What nobody submits and no rule adds is made later, from the compiled table.
              if (own != CheckedTable.NOT_SUBMITTED) {
                streamed.add(new Streamed(output, own, own, enrichment, degradation));
              }
            }
          }
        });
  }

  private void addConstant(
      OutputField output, int own, Enrichment enrichment, Degradation degradation) {
    CellText enriched = enrichment.enrich(new CellText());
    if (output.degrade().equals(Optional.of(DegradeRule.REMOVE_ROW)) && enriched.isEmpty()) {
      throw new IllegalStateException("remove_row where the value is the same in every row");
    }
    constants.put(output.name(), degradation.degrade(enriched).toString());
    if (own != CheckedTable.NOT_SUBMITTED) {
      replaced.put(output.name(), own);
    }
  }

  /** How many postcodes no lookup had, of the rows that were written. */
  long notFound() {
    return enrichments.values().stream().mapToLong(Enrichment::notFound).sum();
  }

  /** Streams the rows. What it wrote before an exception must be thrown away. */
  StagedTable write(Path text) throws IOException, UnreadableFileException {
    try (StagedText writer = new StagedText(text)) {
      TableReport report = checked.check(new Rows(writer));
      return new StagedTable(
          checked.name(),
          text,
          textColumns(),
          stages(),
          constants,
          report.rowsRead(),
          report.rowsKept(),
          new TreeMap<>(report.removed()));
    }
  }

  /** Writes the rows that stay, one at a time. */
  private final class Rows implements CheckedTable.Onward {

    private final StagedText writer;
    private final Streamed[] writing = streamed.toArray(Streamed[]::new);
    private final int[] cleanedOnly =
        replaced.values().stream().mapToInt(Integer::intValue).toArray();

    Rows(StagedText writer) {
      this.writer = writer;
    }

    @Override
    public void accept(CellText[] cells, CellText unreadFields, long line) throws IOException {
      writer.startRow(line);
      for (Streamed field : writing) {
        CellText enriched = field.enrichment().enrich(cells[field.input()]);
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
    }

    @Override
    public void startAgain() throws IOException {
      writer.startAgain();
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
                if (field.own() != CheckedTable.NOT_SUBMITTED) {
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
