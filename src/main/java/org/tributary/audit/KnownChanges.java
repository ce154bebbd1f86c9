package org.tributary.audit;

import static org.tributary.audit.Comparison.Told.ELSEWHERE;
import static org.tributary.audit.Comparison.Told.NO;
import static org.tributary.audit.Comparison.Told.YES;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tributary.audit.Change.Subject;
import org.tributary.audit.Comparison.Told;
import org.tributary.output.Output;
import org.tributary.pipeline.DegradeRule;
import org.tributary.pipeline.EnrichRule;

/**
 * The places of a configuration whose changes have sentences of their own, with what a change there
 * does to what may be known of people. A place that is missing here is told as it reads.
 */
final class KnownChanges {

  /** What is told of a place. */
  private interface Telling {
    Told tell(KnownChanges known, Spot spot);
  }

  /** Places by the names on the way to them; {@code **} is any way. */
  private record Known(List<Pattern> path, Telling telling) {

    boolean isAt(List<String> names) {
      boolean anyWay = path.get(0).pattern().equals("**");
      int skipped = anyWay ? names.size() - path.size() + 1 : 0;
      List<Pattern> rest = anyWay ? path.subList(1, path.size()) : path;
      return skipped >= 0
          && rest.size() == names.size() - skipped
          && IntStream.range(0, rest.size())
              .allMatch(i -> rest.get(i).matcher(names.get(i + skipped)).matches());
    }
  }

  private static final String FIELD = "config/pipelines/.+/tables/.+/fields/.+";
  private static final String USE_CASE = "config/use-cases/.+";
  private static final String OUTPUT = "config/outputs/.+/.+yaml";

  /** The first that fits tells. */
  private static final List<Known> PLACES =
      List.of(
          at(USE_CASE, KnownChanges::useCase),
          reads(USE_CASE + "/purpose", Effect.WIDENS, Subject.PURPOSE, "purpose"),
          reads(USE_CASE + "/agreement/processor", Effect.WIDENS, Subject.PURPOSE, "processor"),
          reads(USE_CASE + "/agreement/controllers", Effect.WIDENS, Subject.PURPOSE, "controllers"),
          reads(USE_CASE + "/title", Effect.NEUTRAL, Subject.AGREEMENT, "title of the use case"),
          cites(
              USE_CASE + "/agreement/(title|reference|version)", "agreement", List.of("agreement")),
          agreed("lawful-basis", "lawful basis"),
          agreed("from", "first day"),
          agreed("review-by", "day of review"),
          cites(
              USE_CASE + "/agreement/assessment/(reference|version)",
              "impact assessment",
              List.of("agreement", "assessment")),
          agreed("assessment/review-by", "day of review of the impact assessment"),
          at(USE_CASE + "/retention-years/.+", KnownChanges::retention),
          reads(
              USE_CASE + "/retention-clause",
              Effect.NEUTRAL,
              Subject.RETENTION,
              "clause of the retention"),
          at(USE_CASE + "/clauses/.+", KnownChanges::clause),
          at(USE_CASE + "/clauses/.+/words", KnownChanges::clauseWords),
          at(USE_CASE + "/clauses/.+/instructs", KnownChanges::instructs),
          at("config/local-authorities/.+", KnownChanges::authority),
          at("config/local-authorities/.+/(name|region|folder)", KnownChanges::authorityReads),
          at("config/local-authorities/.+/signed", KnownChanges::signed),
          at("config/pipelines/.+", (known, spot) -> known.inside(spot, "tables")),
          at("config/pipelines/.+/tables", KnownChanges::insideOneSided),
          at("config/pipelines/.+/tables/.+", (known, spot) -> known.inside(spot, "fields")),
          at("config/pipelines/.+/tables/.+/fields", KnownChanges::insideOneSided),
          at(FIELD, (known, spot) -> spot.isOneSided() ? known.kept(spot, spot) : NO),
          at(FIELD + "/for", (known, spot) -> known.kept(known.parent(spot), spot)),
          at(FIELD + "/degrade", KnownChanges::degrade),
          at(FIELD + "/enrich", KnownChanges::enrich),
          at(FIELD + "/clause", KnownChanges::fieldClause),
          at(FIELD + "/type", KnownChanges::type),
          at(FIELD + "/(unique-key|sort|order)", KnownChanges::rows),
          at("config/pipelines/.+/tables/.+/repair", KnownChanges::repair),
          at("config/pipelines/.+/deduplicate", KnownChanges::deduplicate),
          at("config/pipelines/.+/deduplicated-for", KnownChanges::deduplicatedFor),
          at(OUTPUT, (known, spot) -> spot.isOneSided() ? known.made(spot, spot) : NO),
          at(OUTPUT + "/for", (known, spot) -> known.made(known.parent(spot), spot)),
          at(OUTPUT + "/columns/.+", KnownChanges::column),
          at(OUTPUT + "/a-column-for-each-code-of", KnownChanges::columnsOfCodes),
          at(OUTPUT + "/limits", KnownChanges::limits),
          at(OUTPUT + "/clause", KnownChanges::outputClause),
          at("schemas/.+", KnownChanges::dataset),
          at("schemas/.+/.+", (known, spot) -> known.inside(spot, "fields")),
          at("schemas/.+/.+/fields", KnownChanges::insideOneSided),
          at("schemas/.+/dataset.yaml/(first|newest)-year", KnownChanges::years),
          at("schemas/.+/.+/fields/.+", KnownChanges::submitted),
          at("schemas/.+/.+/fields/.+/codes", KnownChanges::codes),
          at("**/(description|grain|title|publisher|found)", KnownChanges::described));

  private final Comparison comparison;
  private final Part before;
  private final Part after;

  private KnownChanges(Comparison comparison) {
    this.comparison = comparison;
    this.before = comparison.before();
    this.after = comparison.after();
  }

  static Told tell(Comparison comparison, Spot spot) {
    KnownChanges known = new KnownChanges(comparison);
    if (spot.either() instanceof Part.Text) {
      return known.text(spot);
    }
    return PLACES.stream()
        .filter(place -> place.isAt(spot.path()))
        .findFirst()
        .map(place -> place.telling().tell(known, spot))
        .orElse(NO);
  }

  private static Known at(String path, Telling telling) {
    return new Known(
        Arrays.stream(path.split("/"))
            .map(
                name ->
                    name.equals("**")
                        ? Pattern.compile(name, Pattern.LITERAL)
                        : Pattern.compile(name))
            .toList(),
        telling);
  }

  private void add(
      Spot spot,
      Effect effect,
      Subject subject,
      String useCase,
      String about,
      String sentence,
      String inOutputs,
      String file) {
    comparison.add(spot, effect, subject, useCase, about, sentence, inOutputs, file);
  }

  private Spot at(String... path) {
    return new Spot(List.of(path), before.at(path), after.at(path));
  }

  private Spot parent(Spot spot) {
    return at(spot.path().subList(0, spot.path().size() - 1).toArray(String[]::new));
  }

  /** Of what is there on one side only, this part; the rest means nothing without it. */
  private Told inside(Spot spot, String part) {
    if (!spot.isOneSided()) {
      return NO;
    }
    Spot inside = spot.child(part);
    if (!inside.isSame()) {
      comparison.compare(inside);
    }
    return YES;
  }

  private Told insideOneSided(Spot spot) {
    if (!spot.isOneSided()) {
      return NO;
    }
    spot.children().forEach(comparison::compare);
    return YES;
  }

  private static Set<String> either(Collection<String> one, Collection<String> other) {
    Set<String> names = new TreeSet<>(one);
    names.addAll(other);
    return names;
  }

  private static Set<String> both(Collection<String> one, Collection<String> other) {
    Set<String> names = new TreeSet<>(one);
    names.retainAll(other);
    return names;
  }

  // --- what reads otherwise ---------------------------------------------------------------------

  private static Known reads(String path, Effect effect, Subject subject, String fact) {
    return at(
        path,
        (known, spot) ->
            known.reads(spot, effect, subject, spot.name(2), fact, Spot::was, Spot::is));
  }

  private static Known agreed(String key, String fact) {
    return reads(USE_CASE + "/agreement/" + key, Effect.NEUTRAL, Subject.AGREEMENT, fact);
  }

  /** What is cited by several keys together. */
  private static Known cites(String path, String fact, List<String> inside) {
    return at(
        path,
        (known, spot) -> {
          List<String> whole = new ArrayList<>(spot.path().subList(0, 3));
          whole.addAll(inside);
          Spot cited = known.at(whole.toArray(String[]::new));
          return known.reads(
              spot,
              Effect.NEUTRAL,
              Subject.AGREEMENT,
              spot.name(2),
              fact,
              same -> cited.before().map(KnownChanges::cited).orElse(""),
              same -> cited.after().map(KnownChanges::cited).orElse(""));
        });
  }

  private static String cited(Part document) {
    return (document.text("title") + " " + document.text("reference")).strip()
        + ", version "
        + document.text("version");
  }

  private Told reads(
      Spot spot,
      Effect effect,
      Subject subject,
      String useCase,
      String fact,
      Function<Spot, String> was,
      Function<Spot, String> is) {
    String now = orNone(is.apply(spot));
    String old = orNone(was.apply(spot));
    if (now.equals(old)) {
      return NO;
    }
    String sentence = "The %s reads “%s” instead of “%s”.".formatted(fact, now, old);
    add(spot, effect, subject, useCase, fact, sentence, "", "");
    return YES;
  }

  private static String orNone(String text) {
    return text.isEmpty() ? "none" : text;
  }

  private Told described(Spot spot) {
    if (!spot.isSingle()) {
      return NO;
    }
    String sentence =
        "The %s reads “%s” instead of “%s”."
            .formatted(spot.last(), orNone(spot.is()), orNone(spot.was()));
    add(spot, Effect.NEUTRAL, Subject.OTHER, "", spot.about(), sentence, "", "");
    return YES;
  }

  /** SQL can make anything of what it may read, so other words are read by a person. */
  private Told text(Spot spot) {
    String file = spot.either().file();
    String what;
    if (spot.isOneSided()) {
      what = (spot.isAdded() ? " is new (" : " is gone (") + spot.either().shown() + ")";
    } else {
      int more = more(spot.after(), spot.before());
      int less = more(spot.before(), spot.after());
      what =
          " reads otherwise ("
              + (more + less == 0
                  ? "the same lines in another order"
                  : more + (more == 1 ? " line" : " lines") + " new, " + less + " gone")
              + ")";
    }
    String sentence =
        file
            + what
            + ". "
            + (file.endsWith(".sql") ? "Have it read by somebody who knows SQL." : "Look at it.");
    String inOutputs = "What it makes may change.";
    add(spot, Effect.WIDENS, Subject.OUTPUT, "", file, sentence, inOutputs, "");
    return YES;
  }

  private static int more(Optional<Part> text, Optional<Part> other) {
    List<String> more = new ArrayList<>(lines(text));
    lines(other).forEach(more::remove);
    return more.size();
  }

  private static List<String> lines(Optional<Part> part) {
    return part.map(one -> one instanceof Part.Text text ? text.lines() : List.of(one.shown()))
        .orElse(List.of());
  }

  // --- use cases --------------------------------------------------------------------------------

  private Told useCase(Spot spot) {
    if (!spot.isOneSided()) {
      return NO;
    }
    String name = spot.name(2);
    Part one = spot.either();
    String kept =
        one.at("retention-years").map(Part::parts).orElse(Map.of()).entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> entry.getKey() + " " + years(entry.getValue().text()))
            .collect(Collectors.joining(", "));
    String sentence =
        "The use case %s is %s. Its purpose: %s Its agreement: %s. How long it keeps: %s."
            .formatted(
                name,
                spot.isAdded() ? "new" : "gone",
                one.text("purpose"),
                one.at("agreement").map(KnownChanges::cited).orElse("none"),
                kept);
    String inOutputs =
        spot.isAdded() ? "Outputs " + name + "_… appear." : "The outputs " + name + "_… disappear.";
    add(
        spot,
        Effect.ofMore(spot.isAdded()),
        Subject.USE_CASE,
        name,
        one.text("title"),
        sentence,
        inOutputs,
        "");
    return YES;
  }

  private static String years(String years) {
    return switch (years) {
      case "", "0" -> "no time";
      case "1" -> "1 return year";
      default -> years + " return years";
    };
  }

  private static boolean isNumber(String text) {
    return text.matches("[0-9]{1,9}");
  }

  private static int number(String text) {
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  private Told retention(Spot spot) {
    boolean areNumbers =
        (spot.was() + spot.is()).matches("[0-9]*")
            && spot.was().length() < 10
            && spot.is().length() < 10;
    if (!areNumbers || number(spot.was()) == number(spot.is())) {
      return NO;
    }
    int was = number(spot.was());
    int is = number(spot.is());
    int first = comparison.day().getYear() - Math.max(was, is) + 1;
    int last = comparison.day().getYear() - Math.min(was, is);
    String years = first == last ? "Return year " + first : "Return years " + first + " to " + last;
    String sentence =
        "%s is kept for %s instead of %s (clause %s)."
            .formatted(
                spot.last(),
                years(spot.is()),
                years(spot.was()),
                after.text("config", "use-cases", spot.path().get(2), "retention-clause"));
    String inOutputs =
        years
            + (is > was
                ? " may be read and kept again where authorities still hold the files."
                : (first == last ? " goes" : " go") + " from every area and output.");
    add(
        spot,
        Effect.ofMore(is > was),
        Subject.RETENTION,
        spot.name(2),
        spot.last(),
        sentence,
        inOutputs,
        "");
    return YES;
  }

  private Told clause(Spot spot) {
    if (!spot.isOneSided()) {
      return NO;
    }
    String sentence =
        "Clause %s is %s: “%s” It %s %s."
            .formatted(
                spot.last(),
                spot.isAdded() ? "new" : "gone",
                spot.either().text("words"),
                spot.isAdded() ? "instructs" : "instructed",
                written(spot.either().names("instructs")));
    add(
        spot,
        Effect.NEUTRAL,
        Subject.CLAUSE,
        spot.name(2),
        "clause " + spot.last(),
        sentence,
        "",
        "");
    sessions(spot);
    return YES;
  }

  private Told clauseWords(Spot spot) {
    String fact = "clause " + spot.path().get(4);
    return reads(spot, Effect.NEUTRAL, Subject.CLAUSE, spot.name(2), fact, Spot::was, Spot::is);
  }

  private Told instructs(Spot spot) {
    String id = spot.path().get(4);
    List<String> more = new ArrayList<>(spot.namesAfter());
    more.removeAll(spot.namesBefore());
    List<String> less = new ArrayList<>(spot.namesBefore());
    less.removeAll(spot.namesAfter());
    Map.of(" now also instructs ", more, " no longer instructs ", less)
        .forEach(
            (words, instructions) -> {
              if (!instructions.isEmpty()) {
                String sentence = "Clause " + id + words + written(instructions) + ".";
                add(
                    spot,
                    Effect.NEUTRAL,
                    Subject.CLAUSE,
                    spot.name(2),
                    "clause " + id,
                    sentence,
                    "",
                    "");
              }
            });
    sessions(spot);
    return YES;
  }

  private static String written(Collection<String> instructions) {
    return instructions.isEmpty()
        ? "nothing that the programme does"
        : String.join(", ", instructions);
  }

  /** What a clause instructs may be how long sessions are kept, so it is told beside the clause. */
  private void sessions(Spot clause) {
    String was = sessionDays(before, clause.path().get(2));
    String is = sessionDays(after, clause.path().get(2));
    if (!was.equals(is)) {
      boolean longer =
          (isNumber(is) ? number(is) : Integer.MAX_VALUE)
              > (isNumber(was) ? number(was) : Integer.MAX_VALUE);
      String sentence =
          "What a session leaves may be kept for %s instead of %s."
              .formatted(
                  is.isEmpty() ? "any time" : is + " days",
                  was.isEmpty() ? "any time" : was + " days");
      add(
          clause,
          Effect.ofMore(longer),
          Subject.RETENTION,
          clause.name(2),
          "sessions",
          sentence,
          "",
          "");
    }
  }

  private static String sessionDays(Part version, String useCase) {
    String word = "sessions: ";
    return version.at("config", "use-cases", useCase, "clauses").map(Part::parts).stream()
        .flatMap(clauses -> clauses.values().stream())
        .flatMap(clause -> clause.names("instructs").stream())
        .filter(instruction -> instruction.startsWith(word))
        .map(instruction -> instruction.substring(word.length()))
        .findFirst()
        .orElse("");
  }

  // --- authorities ------------------------------------------------------------------------------

  private static String who(Spot authority) {
    return authority.either().text("name") + " (" + authority.either().text("code") + ")";
  }

  private Told authority(Spot spot) {
    if (!spot.isOneSided()) {
      return NO;
    }
    String sentence = who(spot) + (spot.isAdded() ? " is taken on." : " is left out.");
    String inOutputs = spot.isAdded() ? "" : "Its rows go from every output.";
    add(
        spot,
        Effect.ofMore(spot.isAdded()),
        Subject.AUTHORITY,
        "",
        who(spot),
        sentence,
        inOutputs,
        "");
    signatures(spot.child("signed"), who(spot));
    return YES;
  }

  private Told authorityReads(Spot spot) {
    String sentence =
        "The %s, %s reads “%s” instead of “%s”."
            .formatted(who(parent(spot)), spot.last(), spot.is(), spot.was());
    add(
        spot,
        Effect.NEUTRAL,
        Subject.AUTHORITY,
        "",
        who(parent(spot)) + ", " + spot.last(),
        sentence,
        "",
        "");
    return YES;
  }

  private Told signed(Spot spot) {
    signatures(spot, who(parent(spot)));
    return YES;
  }

  private void signatures(Spot spot, String who) {
    Map<String, List<Part>> old = signatures(spot.before());
    Map<String, List<Part>> now = signatures(spot.after());
    for (String useCase : either(old.keySet(), now.keySet())) {
      List<Part> was = old.getOrDefault(useCase, List.of());
      List<Part> is = now.getOrDefault(useCase, List.of());
      boolean isSame =
          was.size() == is.size()
              && IntStream.range(0, is.size()).allMatch(i -> was.get(i).says(is.get(i)));
      if (isSame) {
        continue;
      }
      boolean held = was.stream().anyMatch(this::holds);
      boolean holds = is.stream().anyMatch(this::holds);
      boolean isCovered =
          is.stream().allMatch(one -> was.stream().anyMatch(other -> covers(other, one)));
      String sentence =
          who
              + (is.isEmpty()
                  ? " no longer signs " + useCase + "; it had signed " + spans(was)
                  : was.isEmpty()
                      ? " signed " + useCase + " " + spans(is)
                      : " signed " + useCase + " " + spans(is) + " instead of " + spans(was))
              + ".";
      String inOutputs =
          held == holds
              ? ""
              : holds
                  ? "Its rows appear in the outputs of " + useCase + "."
                  : "Its rows go from the outputs of " + useCase + ".";
      add(
          spot,
          Effect.ofMore(!isCovered),
          Subject.AUTHORITY,
          useCase,
          who,
          sentence,
          inOutputs,
          "");
    }
  }

  private static Map<String, List<Part>> signatures(Optional<Part> signed) {
    return signed.map(Part::parts).orElse(Map.of()).values().stream()
        .sorted((one, other) -> one.text("on").compareTo(other.text("on")))
        .collect(
            Collectors.groupingBy(one -> one.text("use-case"), TreeMap::new, Collectors.toList()));
  }

  private static LocalDate day(Part signature, String key, LocalDate without) {
    try {
      return LocalDate.parse(signature.text(key));
    } catch (DateTimeParseException notADay) {
      return without;
    }
  }

  private boolean holds(Part signature) {
    return !day(signature, "on", LocalDate.MAX).isAfter(comparison.day())
        && !day(signature, "until", LocalDate.MAX).isBefore(comparison.day());
  }

  /** Whether every day of the one span lies within the other. */
  private static boolean covers(Part other, Part one) {
    return !day(other, "on", LocalDate.MAX).isAfter(day(one, "on", LocalDate.MIN))
        && !day(other, "until", LocalDate.MAX).isBefore(day(one, "until", LocalDate.MAX));
  }

  private static String spans(List<Part> signatures) {
    return signatures.stream()
        .map(
            one ->
                "from "
                    + one.text("on")
                    + (one.names().contains("until")
                        ? " until " + one.text("until")
                        : " without end"))
        .collect(Collectors.joining(" and "));
  }

  // --- fields -----------------------------------------------------------------------------------

  /** A field of a pipeline, for one use case. */
  private record Place(String useCase, String dataset, String table, String field) {

    static Place of(Spot spot, String useCase) {
      return new Place(useCase, spot.name(2), spot.path().get(4), spot.path().get(6));
    }

    String about() {
      return dataset + " " + table + " " + field;
    }

    String words() {
      return field + " of " + dataset + " " + table;
    }

    String file() {
      return KnownChanges.file(useCase, dataset, table);
    }
  }

  private static String file(String useCase, String dataset, String table) {
    return Output.name(useCase, dataset, table, Output.Rows.ALL);
  }

  /** Which use cases keep the field. */
  private Told kept(Spot field, Spot spot) {
    Collection<String> was = field.namesBefore("for");
    Collection<String> is = field.namesAfter("for");
    if (was.isEmpty() && is.isEmpty()) {
      String sentence =
          Place.of(field, "").words()
              + (field.isAdded() ? " is listed" : " is no longer listed")
              + "; no use case keeps it.";
      add(spot, Effect.NEUTRAL, Subject.FIELD, "", Place.of(field, "").about(), sentence, "", "");
    }
    for (String useCase : either(was, is)) {
      if (was.contains(useCase) == is.contains(useCase)) {
        continue;
      }
      boolean keeps = is.contains(useCase);
      Place place = Place.of(field, useCase);
      Part one = (keeps ? field.after() : field.before()).orElseThrow();
      String sentence =
          "%s %s %s. %s: %s. Under %s."
              .formatted(
                  useCase,
                  keeps ? "now keeps" : "no longer keeps",
                  place.words(),
                  keeps ? "How" : "How until now",
                  treatment(one),
                  clause(keeps ? after : before, useCase, one.text("clause")));
      String inOutputs =
          "The column %s %s %s."
              .formatted(place.field(), keeps ? "appears in" : "goes from", place.file());
      add(
          spot,
          Effect.ofMore(keeps),
          Subject.FIELD,
          useCase,
          place.about(),
          sentence,
          inOutputs,
          place.file());
    }
    return YES;
  }

  /**
   * Tells for each use case that keeps the field in both versions. Where none does, what was or is
   * done with it stands with which use case keeps it.
   */
  private Told ofKept(
      Spot spot,
      Effect effect,
      Subject subject,
      Function<Place, String> sentence,
      String inOutputs) {
    Spot field = parent(spot);
    Collection<String> was = field.namesBefore("for");
    Collection<String> is = field.namesAfter("for");
    Set<String> keeping = both(was, is);
    for (String useCase : keeping) {
      Place place = Place.of(spot, useCase);
      String words = place.words() + " " + sentence.apply(place) + ".";
      String outputs = inOutputs.formatted(place.field(), place.file());
      String file = inOutputs.isEmpty() ? "" : place.file();
      add(spot, effect, subject, useCase, place.about(), words, outputs, file);
    }
    return keeping.isEmpty() ? was.equals(is) ? NO : ELSEWHERE : YES;
  }

  private Told degrade(Spot spot) {
    String was = spot.before().map(KnownChanges::degraded).orElse("not at all");
    String is = spot.after().map(KnownChanges::degraded).orElse("not at all");
    boolean ends = spot.after().isEmpty();
    String how = ends ? "is no longer degraded" : "is degraded otherwise";
    // Which of two rules hides more depends on the data, so a change between them is looked at as
    // if it hid less.
    return ofKept(
        spot,
        Effect.ofMore(!spot.isAdded()),
        Subject.DEGRADING,
        place -> "%s. Until now: %s. From now on: %s".formatted(how, was, is),
        ends
            ? "Whole values appear in the column %s of %s."
            : "Every value of the column %s in %s may change.");
  }

  private Told enrich(Spot spot) {
    String was = enriched(spot.namesBefore());
    String is = enriched(spot.namesAfter());
    return ofKept(
        spot,
        Effect.NEUTRAL,
        Subject.ENRICHING,
        place -> "is enriched otherwise. Until now: %s. From now on: %s".formatted(was, is),
        "Every value of the column %s in %s may change.");
  }

  private Told fieldClause(Spot spot) {
    return ofKept(
        spot,
        Effect.NEUTRAL,
        Subject.CLAUSE,
        place ->
            "stands under %s instead of clause %s"
                .formatted(clause(after, place.useCase(), spot.is()), spot.was()),
        "");
  }

  private Told type(Spot spot) {
    String words = "comes out as %s instead of %s".formatted(orNone(spot.is()), orNone(spot.was()));
    return ofKept(
        spot,
        Effect.NEUTRAL,
        Subject.FIELD,
        place -> words,
        "The column %s in %s has another type.");
  }

  /** What tells rows apart, and which of several is kept. */
  private Told rows(Spot spot) {
    boolean isKey = spot.last().equals("unique-key");
    boolean becomes = spot.is().equals("true");
    String words =
        isKey
            ? (becomes ? "now is" : "no longer is") + " part of what makes a row one of its own"
            : "now decides differently which of several descriptions is kept";
    return ofKept(
        spot,
        Effect.ofMore(!isKey || becomes),
        Subject.ROWS,
        place -> words,
        "Rows of %2$s may appear, go or be others.");
  }

  private static String treatment(Part field) {
    String degraded = field.at("degrade").map(KnownChanges::degraded).orElse("");
    Collection<String> enrich = field.names("enrich");
    if (enrich.isEmpty()) {
      return degraded.isEmpty() ? "as it was submitted" : degraded;
    }
    return enriched(enrich) + (degraded.isEmpty() ? "" : "; " + degraded);
  }

  private static String degraded(Part rule) {
    return Arrays.stream(DegradeRule.values())
        .filter(known -> RuleWords.word(known).equals(rule.text()))
        .findFirst()
        .map(RuleWords::of)
        .orElse(rule.text());
  }

  private static String enriched(Collection<String> rules) {
    return rules.isEmpty()
        ? "not at all"
        : rules.stream()
            .map(
                rule ->
                    Arrays.stream(EnrichRule.values())
                        .filter(known -> RuleWords.word(known).equals(rule))
                        .findFirst()
                        .map(RuleWords::of)
                        .orElse(rule))
            .collect(Collectors.joining("; "));
  }

  private static String clause(Part version, String useCase, String id) {
    return "clause "
        + id
        + version
            .at("config", "use-cases", useCase + ".yaml", "clauses", id)
            .map(clause -> ": “" + clause.text("words") + "”")
            .orElse("");
  }

  // --- whole tables -----------------------------------------------------------------------------

  /** The use cases that keep anything of a table. */
  private static Set<String> keeping(Part table) {
    return table.at("fields").map(Part::parts).orElse(Map.of()).values().stream()
        .flatMap(field -> field.names("for").stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Told repair(Spot spot) {
    String table = spot.path().get(4);
    for (String useCase : parent(spot).after().map(KnownChanges::keeping).orElse(Set.of())) {
      String file = file(useCase, spot.name(2), table);
      String sentence =
          "The table is mended by %s instead of %s."
              .formatted(
                  spot.after().map(Part::text).orElse("nothing"),
                  spot.before().map(Part::text).orElse("nothing"));
      String inOutputs = "Rows of " + file + " may change, appear or go.";
      add(
          spot,
          Effect.ofMore(!spot.isAdded()),
          Subject.ROWS,
          useCase,
          spot.name(2) + " " + table,
          sentence,
          inOutputs,
          file);
    }
    return YES;
  }

  private Told deduplicate(Spot spot) {
    boolean once = spot.is().equals("true");
    Set<String> useCases = new TreeSet<>();
    parent(spot)
        .child("tables")
        .after()
        .map(Part::parts)
        .orElse(Map.of())
        .values()
        .forEach(table -> useCases.addAll(keeping(table)));
    for (String useCase : useCases) {
      String sentence =
          "What is described more than once is " + (once ? "kept once." : "no longer kept once.");
      String inOutputs =
          "Rows of %s_%s_… %s".formatted(useCase, spot.name(2), once ? "go." : "appear.");
      add(spot, Effect.ofMore(!once), Subject.ROWS, useCase, spot.name(2), sentence, inOutputs, "");
    }
    return YES;
  }

  private Told deduplicatedFor(Spot spot) {
    for (String useCase : either(spot.namesBefore(), spot.namesAfter())) {
      boolean has = spot.namesAfter().contains(useCase);
      if (has == spot.namesBefore().contains(useCase)) {
        continue;
      }
      String sentence =
          has
              ? "A second output with the newest row of each key is made of each table."
              : "The second output with the newest row of each key is no longer made.";
      String inOutputs =
          Output.name(useCase, spot.name(2), "…", Output.Rows.NEWEST)
              + (has ? " appear." : " disappear.");
      add(spot, Effect.ofMore(has), Subject.OUTPUT, useCase, spot.name(2), sentence, inOutputs, "");
    }
    return YES;
  }

  // --- outputs ----------------------------------------------------------------------------------

  /** The star schema that the file describes a table of; nothing where it is another output. */
  private Spot star(Spot spot) {
    return at("config", "outputs", spot.path().get(2), "star.yaml");
  }

  private static boolean isThere(Spot spot) {
    return spot.before().isPresent() || spot.after().isPresent();
  }

  /** For which use cases the output is made. */
  private Told made(Spot file, Spot spot) {
    Spot star = star(spot);
    if (isThere(star) && !spot.path().get(3).equals("star.yaml")) {
      file.child("columns").children().forEach(this::column);
      return YES;
    }
    Collection<String> was = file.namesBefore("for");
    Collection<String> is = file.namesAfter("for");
    for (String useCase : either(was, is)) {
      boolean makes = is.contains(useCase);
      if (makes == was.contains(useCase)) {
        continue;
      }
      Part one = (makes ? file.after() : file.before()).orElseThrow();
      String agreed = clause(makes ? after : before, useCase, one.text("clause"));
      if (isThere(star)) {
        for (String table : one.names("tables")) {
          Spot columns = at("config", "outputs", spot.path().get(2), table + ".yaml", "columns");
          for (String column : makes ? columns.namesAfter() : columns.namesBefore()) {
            starColumn(spot, useCase, makes, table + " " + column, agreed);
          }
        }
      } else {
        String dataset = spot.name(2);
        String name = spot.name(3);
        String output = file(useCase, dataset, name);
        String sentence =
            "The output %s is %s: %s (%s)"
                .formatted(
                    name, makes ? "made" : "no longer made", one.text("description"), agreed);
        String inOutputs = output + (makes ? " appears." : " disappears.");
        add(
            spot,
            Effect.ofMore(makes),
            Subject.OUTPUT,
            useCase,
            dataset + " " + name,
            sentence,
            inOutputs,
            output);
      }
    }
    return YES;
  }

  private void starColumn(
      Spot spot, String useCase, boolean appears, String column, String agreed) {
    String named = star(spot).either().text("star") + " " + column;
    String sentence =
        "The star schema %s the column %s. Under %s."
            .formatted(appears ? "gains" : "loses", named, agreed);
    String inOutputs = "The column " + (appears ? "appears." : "goes.");
    add(spot, Effect.ofMore(appears), Subject.OUTPUT, useCase, named, sentence, inOutputs, "");
  }

  private Told column(Spot spot) {
    if (!spot.isOneSided()) {
      return NO;
    }
    Spot star = star(spot);
    if (!isThere(star)) {
      return columnOfOutput(spot, spot.last(), spot.isAdded());
    }
    boolean appears = spot.isAdded();
    star.either()
        .names("for")
        .forEach(
            useCase ->
                starColumn(
                    spot,
                    useCase,
                    appears,
                    spot.name(3) + " " + spot.last(),
                    clause(appears ? after : before, useCase, star.either().text("clause"))));
    return YES;
  }

  private Told columnsOfCodes(Spot spot) {
    spot.before()
        .ifPresent(field -> columnOfOutput(spot, "one for each code of " + field.text(), false));
    spot.after()
        .ifPresent(field -> columnOfOutput(spot, "one for each code of " + field.text(), true));
    return YES;
  }

  private Told columnOfOutput(Spot spot, String column, boolean appears) {
    String about = spot.name(2) + " " + spot.name(3);
    Spot output = at(spot.path().subList(0, 4).toArray(String[]::new));
    for (String useCase : both(output.namesBefore("for"), output.namesAfter("for"))) {
      String file = file(useCase, spot.name(2), spot.name(3));
      String sentence =
          "The output %s %s the column %s (%s)."
              .formatted(
                  spot.name(3),
                  appears ? "gains" : "loses",
                  column,
                  clause(after, useCase, output.is("clause")));
      String inOutputs =
          "The column %s %s %s.".formatted(column, appears ? "appears in" : "goes from", file);
      add(
          spot,
          Effect.ofMore(appears),
          Subject.FIELD,
          useCase,
          about + " " + column,
          sentence,
          inOutputs,
          file);
    }
    return YES;
  }

  private Told limits(Spot spot) {
    for (String useCase : both(parent(spot).namesBefore("for"), parent(spot).namesAfter("for"))) {
      String file = file(useCase, spot.name(2), spot.name(3));
      String sentence =
          "The limits of the output are %s instead of %s."
              .formatted(
                  spot.after().map(Part::shown).orElse("none"),
                  spot.before().map(Part::shown).orElse("none"));
      String inOutputs = "Values of " + file + " may change.";
      add(
          spot,
          Effect.NEUTRAL,
          Subject.OUTPUT,
          useCase,
          spot.name(2) + " " + spot.name(3),
          sentence,
          inOutputs,
          file);
    }
    return YES;
  }

  private Told outputClause(Spot spot) {
    for (String useCase : both(parent(spot).namesBefore("for"), parent(spot).namesAfter("for"))) {
      String sentence =
          "The output stands under %s instead of clause %s."
              .formatted(clause(after, useCase, spot.is()), spot.was());
      add(
          spot,
          Effect.NEUTRAL,
          Subject.CLAUSE,
          useCase,
          spot.name(2) + " " + spot.name(3),
          sentence,
          "",
          "");
    }
    return YES;
  }

  // --- returns ----------------------------------------------------------------------------------

  private Told dataset(Spot spot) {
    if (!spot.isOneSided()) {
      return NO;
    }
    String sentence =
        "The return "
            + spot.last()
            + (spot.isAdded() ? " is described now." : " is no longer described.");
    add(spot, Effect.NEUTRAL, Subject.DATASET, "", spot.last(), sentence, "", "");
    return YES;
  }

  private Told years(Spot spot) {
    Spot dataset = parent(spot);
    String sentence =
        "The return years %s to %s are described, instead of %s to %s."
            .formatted(
                dataset.is("first-year"),
                dataset.is("newest-year"),
                dataset.was("first-year"),
                dataset.was("newest-year"));
    add(spot, Effect.NEUTRAL, Subject.DATASET, "", spot.name(1), sentence, "", "");
    return YES;
  }

  private Told submitted(Spot spot) {
    if (!spot.isOneSided()) {
      return NO;
    }
    String sentence =
        "The field is "
            + (spot.isAdded()
                ? "part of the return now; without a clause it goes no further than the reader."
                : "no longer part of the return.");
    add(
        spot,
        Effect.NEUTRAL,
        Subject.DATASET,
        "",
        spot.name(1) + " " + spot.name(2) + " " + spot.last(),
        sentence,
        "",
        "");
    return YES;
  }

  /** All that changes in one code list is one change. */
  private Told codes(Spot spot) {
    if (!spot.isOpen()) {
      return NO;
    }
    Set<String> validity = Set.of("since", "before", "successor");
    List<String> words = new ArrayList<>();
    for (Spot code : spot.children()) {
      if (code.isSame()) {
        continue;
      }
      if (code.isOneSided()) {
        words.add(
            "“%s” is %s"
                .formatted(
                    code.last(), code.isAdded() ? "new (" + holds(code.after()) + ")" : "gone"));
        continue;
      }
      if (code.children().stream()
          .anyMatch(one -> validity.contains(one.last()) && !one.isSame())) {
        words.add(
            "“%s” holds %s instead of %s"
                .formatted(code.last(), holds(code.after()), holds(code.before())));
      }
      code.children().stream()
          .filter(one -> !validity.contains(one.last()))
          .forEach(comparison::compare);
    }
    comparison.moved(spot);
    if (!words.isEmpty()) {
      String sentence = "The code list changes: " + String.join("; ", words) + ".";
      String inOutputs = "Values of the column may appear or be left out.";
      add(
          spot,
          Effect.NEUTRAL,
          Subject.CODES,
          "",
          spot.name(1) + " " + spot.name(2) + " " + spot.path().get(4),
          sentence,
          inOutputs,
          "");
    }
    return YES;
  }

  private static String holds(Optional<Part> code) {
    String since = code.map(one -> one.text("since")).orElse("");
    String before = code.map(one -> one.text("before")).orElse("");
    String successor = code.map(one -> one.text("successor")).orElse("");
    String words =
        (since.isEmpty() ? "" : " since " + since) + (before.isEmpty() ? "" : " before " + before);
    return (words.isEmpty() ? "in every return year" : words.strip())
        + (successor.isEmpty() ? "" : ", read as " + successor);
  }
}
