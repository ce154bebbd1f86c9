package org.tributary.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorType;
import org.tributary.errors.Severity;
import org.tributary.report.FileReport.Outcome;

/**
 * Everything that has one cause and is mended in one way, over all files: a kind of error, in one
 * field where it is of a field.
 *
 * @param field empty where it is of no field, or where only the kind was counted
 * @param count how often, those not kept word for word included
 * @param files in how many files
 * @param sentences what is said of it, each once, the first few
 * @param places where, as a spreadsheet names it, the first few
 */
public record Cause(
    Cost cost,
    ErrorType type,
    String field,
    long count,
    long files,
    List<String> sentences,
    List<String> places) {

  /** What it costs, dearest first. */
  public enum Cost {
    FILE("Files or tables lost whole"),
    ROW("Rows lost"),
    CELL("Cells lost"),
    DOUBT("To look at; nothing is lost");

    private final String words;

    Cost(String words) {
      this.words = words;
    }

    /** As it stands above the causes. */
    public String words() {
      return words;
    }
  }

  /** How many different sentences and places are told; the table has the others. */
  private static final int EXAMPLES = 3;

  /** Whose move it is: none of these can be mended by whoever made the files. */
  private static final Set<ErrorType> NOT_THE_SENDERS =
      EnumSet.of(ErrorType.TRANSFORM_FAILED, ErrorType.NOT_SIGNED, ErrorType.SCHEMA_NOT_LOADED);

  /** Kinds that cost a table of a file of which others are read. */
  private static final Set<ErrorType> OF_A_TABLE =
      EnumSet.of(
          ErrorType.UNIDENTIFIED_TABLE,
          ErrorType.BLANK_HEADERS,
          ErrorType.AMBIGUOUS_HEADER,
          ErrorType.HEADER_REPEATED);

  private static final Comparator<Cause> WORST_FIRST =
      Comparator.comparing((Cause cause) -> cause.cost())
          .thenComparing(Comparator.comparingLong(Cause::files).reversed())
          .thenComparing(Comparator.comparingLong(Cause::count).reversed())
          .thenComparing(Cause::type)
          .thenComparing(Cause::field);

  public Cause {
    sentences = List.copyOf(sentences);
    places = List.copyOf(places);
  }

  /** Whether whoever made the files can do anything about it. */
  public static boolean isTheSenders(ErrorType type) {
    return type.severity() != Severity.INFORMATION && !NOT_THE_SENDERS.contains(type);
  }

  /** Dearest first: files, then rows, then cells; what nobody has to mend is left out. */
  public static List<Cause> of(SessionReport report, Audience audience) {
    Map<String, Found> found = new TreeMap<>();
    for (int number = 1; number <= report.files().size(); number++) {
      FileReport file = report.files().get(number - 1);
      String name = report.filename(number, audience);
      Map<ErrorType, Long> untold = new TreeMap<>(file.counts());
      for (DataError error : file.errors()) {
        if (isTheSenders(error.type())) {
          untold.merge(error.type(), -1L, Long::sum);
          Found cause = found(found, cost(file, error.type()), error.type(), error.field());
          cause.count++;
          cause.files.add(number);
          cause.sentence(error.type().message(error.field(), error.detail()));
          cause.place(name + (error.address().isEmpty() ? "" : " " + error.address()));
        }
      }
      for (Map.Entry<ErrorType, Long> more : untold.entrySet()) {
        if (more.getValue() > 0 && isTheSenders(more.getKey())) {
          Found cause =
              found(
                  found, cost(file, more.getKey()), more.getKey(), onlyField(file, more.getKey()));
          cause.count += more.getValue();
          cause.files.add(number);
        }
      }
    }
    return found.values().stream().map(Found::cause).sorted(WORST_FIRST).toList();
  }

  /** How often something of a severity was found that is to be mended, or looked at. */
  public static long countOf(List<Cause> causes, Severity severity) {
    return causes.stream()
        .filter(cause -> cause.type().severity() == severity)
        .mapToLong(Cause::count)
        .sum();
  }

  private static Found found(Map<String, Found> all, Cost cost, ErrorType type, String field) {
    return all.computeIfAbsent(
        cost + " " + type + " " + field, any -> new Found(cost, type, field));
  }

  /** Of what is counted and not kept the field is known where all that is kept is of one. */
  private static String onlyField(FileReport file, ErrorType type) {
    List<String> fields =
        file.errors().stream()
            .filter(error -> error.type() == type)
            .map(DataError::field)
            .distinct()
            .toList();
    return fields.size() == 1 ? fields.get(0) : "";
  }

  private static Cost cost(FileReport file, ErrorType type) {
    if (file.outcome() == Outcome.SET_ASIDE && type.severity() == Severity.ERROR
        || OF_A_TABLE.contains(type)) {
      return Cost.FILE;
    }
    if (file.tables().stream().anyMatch(table -> table.removed().containsKey(type))) {
      return Cost.ROW;
    }
    return type.severity() == Severity.ERROR ? Cost.CELL : Cost.DOUBT;
  }

  /** A cause while the files are gone through. */
  private static final class Found {

    private final Cost cost;
    private final ErrorType type;
    private final String field;
    private final Set<Integer> files = new TreeSet<>();
    private final List<String> sentences = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private long count;

    Found(Cost cost, ErrorType type, String field) {
      this.cost = cost;
      this.type = type;
      this.field = field;
    }

    void sentence(String sentence) {
      if (sentences.size() < EXAMPLES && !sentences.contains(sentence)) {
        sentences.add(sentence);
      }
    }

    void place(String place) {
      if (places.size() < EXAMPLES) {
        places.add(place);
      }
    }

    Cause cause() {
      return new Cause(
          cost,
          type,
          field,
          count,
          files.size(),
          sentences.isEmpty() ? List.of(type.message(field, "")) : sentences,
          places);
    }
  }
}
