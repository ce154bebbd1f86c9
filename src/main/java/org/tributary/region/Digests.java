package org.tributary.region;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.tributary.authority.LocalAuthority;
import org.tributary.output.StarSchema;
import org.tributary.pipeline.DerivedOutput;
import org.tributary.pipeline.PipelineTable;
import org.tributary.schema.Dataset;
import org.tributary.schema.Document;
import org.tributary.schema.Document.Part;
import org.tributary.schema.Field;
import org.tributary.schema.Table;
import org.tributary.store.Digest;

/**
 * What a file's result depends on, as digests: change a code list, and exactly the files of the
 * tables and years that use it have another digest.
 */
public final class Digests {

  /** Raised whenever a change of the programme changes what comes out of an unchanged file. */
  public static final String PROGRAM_RULES = "5";

  private Digests() {}

  /** Everything a return's schema says, in every year. */
  public static String dataset(Dataset dataset) {
    StringBuilder text = new StringBuilder(PROGRAM_RULES).append(dataset.newestYear());
    dataset.terms().forEach((term, first) -> text.append(' ').append(term).append(first));
    for (Table table : dataset.tables()) {
      text.append('\n').append(table.name()).append(table.rowNeeds()).append(table.says());
      table.document().ifPresent(document -> text.append('\n').append(document));
      table
          .fields()
          .forEach(
              field ->
                  text.append('\n')
                      .append(described(field))
                      .append(field.validity())
                      .append(field.codes()));
    }
    return sha256(text.toString());
  }

  /**
   * Everything that decides what is derived from a compiled table, but for the table itself.
   *
   * @param codes the table's, as {@link #codes} tells them
   */
  public static String derived(DerivedOutput output, String codes) {
    return sha256(PROGRAM_RULES + '\n' + output + codes);
  }

  /** The codes of a table's fields in every year, which SQL may read. */
  public static String codes(Table schema) {
    StringBuilder text = new StringBuilder();
    schema.fields().forEach(field -> text.append('\n').append(field.name()).append(field.codes()));
    return text.toString();
  }

  /** By which headers the tables of a year are told apart. */
  public static String identification(Dataset dataset, int returnYear) {
    StringBuilder text = new StringBuilder(PROGRAM_RULES);
    for (Table table : dataset.tablesIn(returnYear)) {
      text.append('\n').append(table.name());
      for (Field field : table.fieldsIn(returnYear)) {
        text.append('\t').append(field.headers());
        field.shortLabel().ifPresent(label -> text.append('\t').append(label));
        field.headerPatterns().forEach(pattern -> text.append('\t').append(pattern));
      }
    }
    return sha256(text.toString());
  }

  /** Everything that decides what becomes of a row of one table in one year for one authority. */
  public static String table(
      Table table,
      PipelineTable pipeline,
      int returnYear,
      LocalAuthority authority,
      Set<String> signed,
      String keyIds) {
    StringBuilder text =
        new StringBuilder(PROGRAM_RULES).append(table.rowNeeds()).append(table.says());
    table.document().ifPresent(document -> text.append(inYear(document, returnYear)));
    List<Field> fields = table.fieldsIn(returnYear);
    fields.forEach(field -> append(text, field, returnYear));
    text.append('\n')
        .append(kept(pipeline, signed))
        .append('\n')
        .append(pipeline.repair().isPresent())
        .append('\n')
        .append(authority.code())
        .append('\t')
        .append(authority.name())
        .append('\n')
        .append(keyIds);
    return sha256(text.toString());
  }

  private static void append(StringBuilder text, Field field, int returnYear) {
    text.append('\n').append(described(field));
    field
        .codesIn(returnYear)
        .forEach(
            code ->
                text.append('\t')
                    .append(code.code())
                    .append(code.labels())
                    .append(code.spellings())
                    .append(code.readAs()));
    field.codes().stream()
        .filter(code -> !code.validity().holdsIn(returnYear) && code.successor().isPresent())
        .forEach(
            code -> text.append('\t').append(code.code()).append('>').append(code.successor()));
  }

  /** How a document is read in a year. */
  private static String inYear(Document document, int returnYear) {
    StringBuilder text = new StringBuilder();
    for (Object said :
        List.of(
            document.namespace(),
            document.record(),
            document.identity(),
            document.year(),
            document.authority(),
            document.typeColumn(),
            document.dateColumn(),
            document.events())) {
      text.append('\t').append(said);
    }
    for (Part part : document.partsIn(returnYear)) {
      text.append('\n').append(part.path()).append('\t').append(part.occurs());
      part.field().ifPresent(field -> append(text, field, returnYear));
    }
    return text.toString();
  }

  private static List<Object> described(Field field) {
    return List.of(
        field.name(),
        field.kind(),
        field.mandatory(),
        field.headers(),
        field.format(),
        field.pattern(),
        field.min(),
        field.max(),
        field.decimals(),
        field.maxLength(),
        field.headerPatterns(),
        field.isOwnAuthority(),
        field.unit());
  }

  /** Everything that a star schema's tables depend on beside what they are made from. */
  public static String star(StarSchema schema, Dataset dataset) {
    StringBuilder text = new StringBuilder(PROGRAM_RULES).append('\n').append(schema);
    dataset.tables().forEach(table -> text.append(codes(table)));
    return sha256(text.toString());
  }

  /** What is kept and done for the use cases signed; clauses are words and change nothing. */
  public static String kept(PipelineTable pipeline, Set<String> signed) {
    StringBuilder text = new StringBuilder();
    pipeline
        .keptFor(signed)
        .forEach(
            field ->
                text.append(
                        List.of(
                            field.name(),
                            field.type(),
                            field.uniqueKey(),
                            field.enrich(),
                            field.degrade(),
                            field.sort(),
                            field.ascending()))
                    .append(field.identifier().orElse(""))
                    .append('\t'));
    return text.toString();
  }

  public static String sha256(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8)).sha256();
  }
}
