package org.tributary.audit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tributary.agreement.Instruction;
import org.tributary.agreement.UseCase;
import org.tributary.guide.GuideFiles;
import org.tributary.guide.ReturnGuide;
import org.tributary.output.Output;
import org.tributary.output.Outputs;
import org.tributary.page.Page;
import org.tributary.page.Words;
import org.tributary.pipeline.DerivedOutput;
import org.tributary.pipeline.Pipeline;
import org.tributary.region.Region;
import org.tributary.region.Retained;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Validity;

/**
 * All that is done with one field, on one page.
 *
 * @param cells what each use case does with it
 * @param asked what the newest return asks for it, once for each term; none of what is not uploaded
 * @param since the return years in which it is uploaded, in words; empty where it is not
 * @param madeInto columns of other outputs that hold its values, by what they are made for
 */
public record FieldPage(
    AuditMatrix matrix,
    Map<String, Retained> retained,
    List<Cell> cells,
    List<Asked> asked,
    String since,
    List<MadeInto> madeInto) {

  /**
   * What a return asks for the field.
   *
   * @param link where the guide tells of it, if the region says where the guide lies
   */
  public record Asked(
      String period, ReturnGuide.GuideField field, boolean needed, Optional<String> link) {}

  /** A column of an output that holds the field's values as they are. */
  public record MadeInto(String output, String column, String useCases) {}

  public FieldPage {
    cells = List.copyOf(cells);
    asked = List.copyOf(asked);
    madeInto = List.copyOf(madeInto);
  }

  /**
   * The page's model; empty where the region has no such field.
   *
   * @param path such as {@code ssda903/episodes/HOME_POST}
   * @param guide where the pages of the guide lie, as a browser finds them
   */
  public static Optional<FieldPage> of(
      Region region, AuditMatrix matrix, String path, Optional<String> guide) {
    List<Cell> cells =
        matrix.cells().stream().filter(cell -> path(cell).equalsIgnoreCase(path)).toList();
    if (cells.isEmpty()) {
      return Optional.empty();
    }
    Cell any = cells.get(0);
    Map<String, Retained> retained = new TreeMap<>();
    for (UseCase useCase : region.useCases().values()) {
      Retained.of(region, useCase, matrix.day()).stream()
          .filter(one -> one.dataset().equals(any.dataset()))
          .forEach(one -> retained.put(useCase.name(), one));
    }
    return Optional.of(
        new FieldPage(
            matrix,
            retained,
            cells,
            asked(region, any, guide),
            since(region.dataset(any.dataset()), any),
            madeInto(region, any)));
  }

  /** How somebody asks for a field: {@code ssda903/episodes/HOME_POST}. */
  static String path(Cell cell) {
    return cell.dataset() + "/" + cell.table() + "/" + cell.field();
  }

  /** Fields that may be meant by a path that is none's: of the same table, or of the same name. */
  public static List<String> like(AuditMatrix matrix, String path) {
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    String name = path.substring(folder.length());
    List<String> all = matrix.cells().stream().map(FieldPage::path).distinct().toList();
    List<String> sameName = all.stream().filter(one -> one.endsWith("/" + name)).toList();
    return sameName.isEmpty()
        ? all.stream().filter(one -> !folder.isEmpty() && one.startsWith(folder)).toList()
        : sameName;
  }

  private static List<Asked> asked(Region region, Cell cell, Optional<String> guide) {
    List<Asked> asked = new ArrayList<>();
    Stream<ReturnGuide> guides =
        GuideFiles.of(
                region,
                Optional.of(cell.dataset()),
                OptionalInt.of(region.dataset(cell.dataset()).newestYear()))
            .stream()
            .flatMap(List::stream);
    for (ReturnGuide each : guides.toList()) {
      for (ReturnGuide.GuideTable table : each.tables()) {
        if (table.name().equals(cell.table())) {
          table.fields().stream()
              .filter(field -> field.name().equals(cell.field()))
              .map(
                  field ->
                      new Asked(
                          each.period(),
                          field,
                          table.needs().contains(field.name()),
                          guide.map(folder -> each.pageIn(folder) + "#" + field.anchor())))
              .forEach(asked::add);
        }
      }
    }
    return asked;
  }

  private static String since(Dataset dataset, Cell cell) {
    return dataset.tables().stream()
        .filter(table -> table.name().equals(cell.table()))
        .flatMap(table -> table.submittedFields().stream())
        .filter(field -> field.name().equals(cell.field()))
        .map(Field::validity)
        .map(validity -> years(dataset, validity))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String years(Dataset dataset, Validity validity) {
    int first = Math.max(dataset.firstYear(), validity.since());
    int last = Math.min(dataset.newestYear(), validity.firstYearWithout() - 1);
    String from =
        first == dataset.firstYear() ? first + " (the first that is known here)" : "" + first;
    return last == dataset.newestYear() ? from + " until now" : from + " to " + last;
  }

  private static List<MadeInto> madeInto(Region region, Cell cell) {
    Collection<Pipeline> pipelines = region.pipelines().values();
    List<MadeInto> made = new ArrayList<>();
    for (Pipeline pipeline : pipelines) {
      for (DerivedOutput derived : pipeline.derived()) {
        madeInto(Outputs.derived("", pipeline, derived, pipelines), derived.useCases(), cell, made);
      }
      region.starSchemas().values().stream()
          .filter(star -> star.dataset().equals(pipeline.dataset()))
          .forEach(
              star ->
                  Outputs.ofStar("", pipeline, star)
                      .forEach(output -> madeInto(output, star.useCases(), cell, made)));
    }
    return made;
  }

  private static void madeInto(
      Output.BySql output, Collection<String> useCases, Cell cell, List<MadeInto> made) {
    for (Output.Column column : output.columns()) {
      boolean isOfField =
          column
              .is()
              .filter(
                  is ->
                      is.output().dataset().equals(cell.dataset())
                          && is.output().table().equals(cell.table())
                          && is.field().name().equals(cell.field()))
              .isPresent();
      if (isOfField) {
        made.add(
            new MadeInto(
                output.shortName(), column.name(), String.join(", ", new TreeSet<>(useCases))));
      }
    }
  }

  /** The page in UTF-8. */
  public byte[] page() {
    return Page.of("audit/field.jte", this);
  }

  /** The page's name, without its folder. */
  public String fileName() {
    return "field-" + Page.id(cell().dataset(), cell().table(), cell().field()) + ".html";
  }

  /** The field as any use case has it. */
  Cell cell() {
    return cells.get(0);
  }

  String title() {
    return cell().field() + " of " + cell().dataset() + " " + cell().table();
  }

  /** What is done with it, in a sentence. */
  public String summary() {
    List<String> kept = names(Kept.KEPT);
    List<String> notSigned = names(Kept.NOT_SIGNED);
    List<String> notKept = names(Kept.NOT_KEPT);
    List<String> words = new ArrayList<>();
    if (kept.isEmpty() && notSigned.isEmpty()) {
      return "No use case keeps it: it goes no further than the reader.";
    }
    if (!kept.isEmpty()) {
      words.add("kept for " + String.join(", ", kept));
    }
    if (!notSigned.isEmpty()) {
      words.add("not kept for " + String.join(", ", notSigned) + ", which is not signed");
    }
    if (!notKept.isEmpty()) {
      words.add("not kept for " + String.join(", ", notKept));
    }
    return "It is " + String.join("; ", words) + ".";
  }

  private List<String> names(Kept kept) {
    return cells.stream().filter(cell -> cell.kept() == kept).map(Cell::useCase).toList();
  }

  /** The use cases that may have it. */
  List<UseCaseAudit> keeping() {
    return matrix.useCases().stream()
        .filter(audit -> names(Kept.KEPT).contains(audit.useCase().name()))
        .toList();
  }

  /** The clauses under which anything goes to somebody else. */
  static List<UseCase.Clause> sharing(UseCaseAudit audit) {
    return audit.useCase().instructing(Instruction.SHARE);
  }

  /** How long archives of sessions hold a file as it came, with every field, by clause. */
  List<String> archived() {
    List<String> words = new ArrayList<>();
    for (UseCaseAudit audit : matrix.useCases()) {
      for (UseCaseAudit.Duration one : audit.durations()) {
        if (one.dataset().isEmpty()) {
          words.add(one.howLong() + " (" + audit.useCase().name() + " " + one.clause() + ")");
        }
      }
    }
    return words;
  }

  /** How long a use case keeps it. */
  String howLong(String useCase) {
    Optional<Retained> one = Optional.ofNullable(retained.get(useCase));
    return one.map(
            kept ->
                kept.years()
                    + " return years (clause "
                    + kept.clause()
                    + ")"
                    + kept.goes().entrySet().stream()
                        .findFirst()
                        .map(oldest -> goes(oldest.getKey(), oldest.getValue()))
                        .orElse(""))
        .orElse("");
  }

  private static String goes(int year, LocalDate day) {
    return ": " + year + " goes on " + Words.day(day) + ", then a year each year";
  }
}
