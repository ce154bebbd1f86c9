package org.tributary.audit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tributary.agreement.Agreement;
import org.tributary.agreement.Instruction;
import org.tributary.agreement.UseCase;
import org.tributary.audit.Change.Subject;
import org.tributary.authority.LocalAuthority;
import org.tributary.pipeline.DerivedOutput;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.region.Region;
import org.tributary.schema.Code;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Table;
import org.tributary.star.StarSchema;
import org.tributary.star.StarTable;

/**
 * What one version of the configuration changes against another, most sensitive first, so that
 * somebody can sign it off.
 *
 * @param rowCounts how many rows each output has today, by its name without the ending; empty where
 *     they were not counted
 */
public record ConfigurationDifference(
    LocalDate day, List<Change> changes, Optional<SortedMap<String, Long>> rowCounts) {

  public ConfigurationDifference {
    changes = List.copyOf(changes);
  }

  /** All differences, the first of them the most sensitive. */
  public static ConfigurationDifference of(
      ConfigurationVersion before,
      ConfigurationVersion after,
      LocalDate day,
      Optional<SortedMap<String, Long>> rowCounts) {
    Comparing comparing = new Comparing(before.region(), after.region(), day, new ArrayList<>());
    comparing.useCases();
    comparing.authorities();
    comparing.pipelines();
    comparing.stars();
    comparing.datasets();
    comparing.statements(before.statements(), after.statements());
    List<Change> changes = comparing.found().stream().sorted(Change.ORDER).toList();
    return new ConfigurationDifference(day, changes, rowCounts);
  }

  /** How many rows today's output of a change has, as a page writes it. */
  public String rows(Change change) {
    if (change.file().isEmpty()) {
      return "";
    }
    return rowCounts
        .map(counts -> counts.get(change.file()))
        .map(rows -> String.format(Locale.ROOT, "%,d", rows))
        .orElse("not counted");
  }

  /** How many changes have an effect. */
  public long count(Effect effect) {
    return changes.stream().filter(change -> change.effect() == effect).count();
  }

  /** One comparison, and what it found so far. */
  private record Comparing(Region before, Region after, LocalDate day, List<Change> found) {

    private void add(
        Effect effect,
        Subject subject,
        String useCase,
        String about,
        String sentence,
        String inOutputs,
        String file) {
      found.add(new Change(effect, subject, useCase, about, sentence, inOutputs, file));
    }

    private static <T> Set<String> either(Map<String, T> one, Map<String, T> other) {
      Set<String> names = new TreeSet<>(one.keySet());
      names.addAll(other.keySet());
      return names;
    }

    // --- use cases ------------------------------------------------------------------------------

    void useCases() {
      for (String name : either(before.useCases(), after.useCases())) {
        Optional<UseCase> old = Optional.ofNullable(before.useCases().get(name));
        Optional<UseCase> now = Optional.ofNullable(after.useCases().get(name));
        if (old.isPresent() && now.isPresent()) {
          agreement(old.get(), now.get());
          retention(old.get(), now.get());
          clauses(old.get(), now.get());
        } else {
          UseCase one = now.or(() -> old).orElseThrow();
          add(
              Effect.ofMore(now.isPresent()),
              Subject.USE_CASE,
              name,
              one.title(),
              "The use case "
                  + name
                  + (now.isPresent() ? " is new" : " is gone")
                  + ". Its purpose: "
                  + one.purpose()
                  + " Its agreement: "
                  + one.agreement()
                  + ". How long it keeps: "
                  + new TreeMap<>(one.retentionYears())
                      .entrySet().stream()
                          .map(entry -> entry.getKey() + " " + years(entry.getValue()))
                          .collect(Collectors.joining(", "))
                  + ".",
              now.isPresent()
                  ? "Outputs " + name + "_… appear."
                  : "The outputs " + name + "_… disappear.",
              "");
        }
      }
    }

    private void agreement(UseCase old, UseCase now) {
      Agreement was = old.agreement();
      Agreement is = now.agreement();
      String name = now.name();
      reads(Effect.WIDENS, Subject.PURPOSE, name, "purpose", old.purpose(), now.purpose());
      reads(Effect.WIDENS, Subject.PURPOSE, name, "processor", was.processor(), is.processor());
      reads(
          Effect.WIDENS,
          Subject.PURPOSE,
          name,
          "controllers",
          String.join("; ", was.controllers()),
          String.join("; ", is.controllers()));
      Map<String, Function<UseCase, String>> facts = new LinkedHashMap<>();
      facts.put("title of the use case", UseCase::title);
      facts.put("agreement", useCase -> useCase.agreement().toString());
      facts.put("lawful basis", useCase -> useCase.agreement().lawfulBasis());
      facts.put("first day", useCase -> useCase.agreement().from().toString());
      facts.put("day of review", useCase -> useCase.agreement().reviewBy().toString());
      facts.put(
          "impact assessment",
          useCase ->
              useCase.agreement().assessment().reference()
                  + ", version "
                  + useCase.agreement().assessment().version());
      facts.put(
          "day of review of the impact assessment",
          useCase -> useCase.agreement().assessment().reviewBy().toString());
      facts.forEach(
          (fact, of) ->
              reads(Effect.NEUTRAL, Subject.AGREEMENT, name, fact, of.apply(old), of.apply(now)));
    }

    private void reads(
        Effect effect, Subject subject, String useCase, String fact, String old, String now) {
      if (!old.equals(now)) {
        add(
            effect,
            subject,
            useCase,
            fact,
            "The " + fact + " reads “" + now + "” instead of “" + old + "”.",
            "",
            "");
      }
    }

    private void retention(UseCase old, UseCase now) {
      for (String dataset : either(old.retentionYears(), now.retentionYears())) {
        int was = old.retentionYears().getOrDefault(dataset, 0);
        int is = now.retentionYears().getOrDefault(dataset, 0);
        if (was != is) {
          int first = day.getYear() - Math.max(was, is) + 1;
          int last = day.getYear() - Math.min(was, is);
          String years =
              first == last ? "Return year " + first : "Return years " + first + " to " + last;
          add(
              Effect.ofMore(is > was),
              Subject.RETENTION,
              now.name(),
              dataset,
              dataset
                  + " is kept for "
                  + years(is)
                  + " instead of "
                  + years(was)
                  + " (clause "
                  + now.retentionClause().orElse("")
                  + ").",
              years
                  + (is > was
                      ? " may be read and kept again where authorities still hold the files."
                      : (first == last ? " goes" : " go") + " from every area and output."),
              "");
        }
      }
      reads(
          Effect.NEUTRAL,
          Subject.RETENTION,
          now.name(),
          "clause of the retention",
          old.retentionClause().orElse("none"),
          now.retentionClause().orElse("none"));
      OptionalInt was = old.sessionDays();
      OptionalInt is = now.sessionDays();
      if (!was.equals(is)) {
        add(
            Effect.ofMore(is.orElse(Integer.MAX_VALUE) > was.orElse(Integer.MAX_VALUE)),
            Subject.RETENTION,
            now.name(),
            "sessions",
            "What a session leaves may be kept for " + days(is) + " instead of " + days(was) + ".",
            "",
            "");
      }
    }

    private static String years(int years) {
      return years == 0 ? "no time" : years == 1 ? "1 return year" : years + " return years";
    }

    private static String days(OptionalInt days) {
      return days.isPresent() ? days.getAsInt() + " days" : "any time";
    }

    private void clauses(UseCase old, UseCase now) {
      Set<String> ids = new TreeSet<>();
      old.clauses().forEach(clause -> ids.add(clause.id()));
      now.clauses().forEach(clause -> ids.add(clause.id()));
      for (String id : ids) {
        Optional<UseCase.Clause> was = old.clause(id);
        Optional<UseCase.Clause> is = now.clause(id);
        String about = "clause " + id;
        if (was.isEmpty() || is.isEmpty()) {
          UseCase.Clause one = is.or(() -> was).orElseThrow();
          add(
              Effect.NEUTRAL,
              Subject.CLAUSE,
              now.name(),
              about,
              "Clause "
                  + id
                  + (is.isPresent() ? " is new: “" : " is gone: “")
                  + one.words()
                  + "” It "
                  + (is.isPresent() ? "instructs " : "instructed ")
                  + written(one.instructs())
                  + ".",
              "",
              "");
          continue;
        }
        reads(
            Effect.NEUTRAL, Subject.CLAUSE, now.name(), about, was.get().words(), is.get().words());
        instructs(now.name(), was.get(), is.get());
      }
    }

    private void instructs(String useCase, UseCase.Clause was, UseCase.Clause is) {
      List<Instruction> more = new ArrayList<>(is.instructs());
      more.removeAll(was.instructs());
      List<Instruction> less = new ArrayList<>(was.instructs());
      less.removeAll(is.instructs());
      if (!more.isEmpty()) {
        add(
            Effect.NEUTRAL,
            Subject.CLAUSE,
            useCase,
            "clause " + is.id(),
            "Clause " + is.id() + " now also instructs " + written(more) + ".",
            "",
            "");
      }
      if (!less.isEmpty()) {
        add(
            Effect.NEUTRAL,
            Subject.CLAUSE,
            useCase,
            "clause " + is.id(),
            "Clause " + is.id() + " no longer instructs " + written(less) + ".",
            "",
            "");
      }
    }

    private static String written(List<Instruction> instructions) {
      return instructions.isEmpty()
          ? "nothing that the programme does"
          : instructions.stream().map(Instruction::written).collect(Collectors.joining(", "));
    }

    // --- authorities ----------------------------------------------------------------------------

    void authorities() {
      for (String code : either(before.authorities(), after.authorities())) {
        Optional<LocalAuthority> old = Optional.ofNullable(before.authorities().get(code));
        Optional<LocalAuthority> now = Optional.ofNullable(after.authorities().get(code));
        LocalAuthority one = now.or(() -> old).orElseThrow();
        String who = one.name() + " (" + code + ")";
        if (old.isEmpty() || now.isEmpty()) {
          add(
              Effect.ofMore(now.isPresent()),
              Subject.AUTHORITY,
              "",
              who,
              who + (now.isPresent() ? " is taken on." : " is left out."),
              now.isPresent() ? "" : "Its rows go from every output.",
              "");
        } else {
          reads(
              Effect.NEUTRAL,
              Subject.AUTHORITY,
              "",
              who + ", name",
              old.get().name(),
              now.get().name());
          reads(
              Effect.NEUTRAL,
              Subject.AUTHORITY,
              "",
              who + ", region",
              old.get().region(),
              now.get().region());
          reads(
              Effect.NEUTRAL,
              Subject.AUTHORITY,
              "",
              who + ", folder",
              old.get().folder(),
              now.get().folder());
        }
        signatures(who, old, now);
      }
    }

    private void signatures(
        String who, Optional<LocalAuthority> old, Optional<LocalAuthority> now) {
      for (String useCase : either(before.useCases(), after.useCases())) {
        List<LocalAuthority.Signature> was = signatures(old, useCase);
        List<LocalAuthority.Signature> is = signatures(now, useCase);
        if (was.equals(is)) {
          continue;
        }
        boolean held = was.stream().anyMatch(signature -> signature.holdsOn(day));
        boolean holds = is.stream().anyMatch(signature -> signature.holdsOn(day));
        add(
            Effect.ofMore(!covers(was, is)),
            Subject.AUTHORITY,
            useCase,
            who,
            who
                + (is.isEmpty()
                    ? " no longer signs " + useCase + "; it had signed " + spans(was)
                    : was.isEmpty()
                        ? " signed " + useCase + " " + spans(is)
                        : " signed " + useCase + " " + spans(is) + " instead of " + spans(was))
                + ".",
            held == holds
                ? ""
                : holds
                    ? "Its rows appear in the outputs of " + useCase + "."
                    : "Its rows go from the outputs of " + useCase + ".",
            "");
      }
    }

    private static List<LocalAuthority.Signature> signatures(
        Optional<LocalAuthority> authority, String useCase) {
      return authority.stream()
          .flatMap(one -> one.signatures().stream())
          .filter(signature -> signature.useCase().equals(useCase))
          .sorted(Comparator.comparing(LocalAuthority.Signature::signed))
          .toList();
    }

    /** Whether every day of the one span lies within one of the others. */
    private static boolean covers(
        List<LocalAuthority.Signature> others, List<LocalAuthority.Signature> these) {
      return these.stream()
          .allMatch(
              one ->
                  others.stream()
                      .anyMatch(
                          other ->
                              !other.signed().isAfter(one.signed())
                                  && !other
                                      .until()
                                      .orElse(LocalDate.MAX)
                                      .isBefore(one.until().orElse(LocalDate.MAX))));
    }

    private static String spans(List<LocalAuthority.Signature> signatures) {
      return signatures.stream()
          .map(
              signature ->
                  "from "
                      + signature.signed()
                      + signature.until().map(last -> " until " + last).orElse(" without end"))
          .collect(Collectors.joining(" and "));
    }

    // --- fields ---------------------------------------------------------------------------------

    void pipelines() {
      for (String name : either(before.pipelines(), after.pipelines())) {
        Optional<Pipeline> old = Optional.ofNullable(before.pipelines().get(name));
        Optional<Pipeline> now = Optional.ofNullable(after.pipelines().get(name));
        Map<String, PipelineTable> was = tables(old);
        Map<String, PipelineTable> is = tables(now);
        for (String table : either(was, is)) {
          table(
              name, table, Optional.ofNullable(was.get(table)), Optional.ofNullable(is.get(table)));
        }
        outputs(name, old, now);
        if (old.isPresent() && now.isPresent()) {
          wholePipeline(old.get(), now.get());
        }
      }
    }

    private static Map<String, PipelineTable> tables(Optional<Pipeline> pipeline) {
      return pipeline.stream()
          .flatMap(one -> one.tables().stream())
          .collect(
              Collectors.toMap(PipelineTable::name, table -> table, (a, b) -> a, TreeMap::new));
    }

    private static Map<String, OutputField> fields(Optional<PipelineTable> table) {
      return table.stream()
          .flatMap(one -> one.fields().stream())
          .collect(Collectors.toMap(OutputField::name, field -> field, (a, b) -> a, TreeMap::new));
    }

    private void table(
        String dataset, String name, Optional<PipelineTable> old, Optional<PipelineTable> now) {
      Map<String, OutputField> was = fields(old);
      Map<String, OutputField> is = fields(now);
      for (String field : either(was, is)) {
        Optional<OutputField> a = Optional.ofNullable(was.get(field));
        Optional<OutputField> b = Optional.ofNullable(is.get(field));
        for (String useCase : either(before.useCases(), after.useCases())) {
          Place place = new Place(useCase, dataset, name, field);
          field(place, kept(a, useCase), kept(b, useCase));
        }
      }
      Set<String> keeping = new TreeSet<>();
      now.ifPresent(table -> table.fields().forEach(field -> keeping.addAll(field.useCases())));
      Optional<String> repaired = old.flatMap(PipelineTable::repair);
      Optional<String> repairs = now.flatMap(PipelineTable::repair);
      if (old.isPresent() && now.isPresent() && !repaired.equals(repairs)) {
        for (String useCase : keeping) {
          add(
              Effect.ofMore(repairs.isEmpty() || repaired.isPresent()),
              Subject.ROWS,
              useCase,
              dataset + " " + name,
              "The table is mended by "
                  + repairs.orElse("nothing")
                  + " instead of "
                  + repaired.orElse("nothing")
                  + ".",
              "Rows of " + file(useCase, dataset, name) + " may change, appear or go.",
              file(useCase, dataset, name));
        }
      }
    }

    private static Optional<OutputField> kept(Optional<OutputField> field, String useCase) {
      return field.filter(one -> one.useCases().contains(useCase));
    }

    private static String file(String useCase, String dataset, String table) {
      return useCase + "_" + dataset + "_" + table;
    }

    /** Where a field stands. */
    private record Place(String useCase, String dataset, String table, String field) {

      String about() {
        return dataset + " " + table + " " + field;
      }

      String words() {
        return field + " of " + dataset + " " + table;
      }

      String file() {
        return Comparing.file(useCase, dataset, table);
      }
    }

    private void field(Place place, Optional<OutputField> old, Optional<OutputField> now) {
      if (old.isPresent() != now.isPresent()) {
        OutputField one = now.or(() -> old).orElseThrow();
        Region region = now.isPresent() ? after : before;
        add(
            Effect.ofMore(now.isPresent()),
            Subject.FIELD,
            place.useCase(),
            place.about(),
            place.useCase()
                + (now.isPresent() ? " now keeps " : " no longer keeps ")
                + place.words()
                + (now.isPresent() ? ". How: " : ". How until now: ")
                + treatment(one)
                + ". Under "
                + clause(region, place.useCase(), one.clause())
                + ".",
            "The column "
                + place.field()
                + (now.isPresent() ? " appears in " : " goes from ")
                + place.file()
                + ".",
            place.file());
        return;
      }
      if (now.isPresent() && old.isPresent() && !same(old.get(), now.get())) {
        changed(place, old.get(), now.get());
      }
    }

    private static boolean same(OutputField old, OutputField now) {
      return old.degrade().equals(now.degrade())
          && old.enrich().equals(now.enrich())
          && old.clause().equals(now.clause())
          && old.type() == now.type()
          && old.uniqueKey() == now.uniqueKey()
          && old.sort().equals(now.sort())
          && old.ascending() == now.ascending();
    }

    private void changed(Place place, OutputField old, OutputField now) {
      if (!old.degrade().equals(now.degrade())) {
        // Which of two rules hides more depends on the values, so a change between them is looked
        // at as if it hid less.
        add(
            Effect.ofMore(old.degrade().isPresent()),
            Subject.DEGRADING,
            place.useCase(),
            place.about(),
            place.words()
                + (now.degrade().isEmpty() ? " is no longer degraded" : " is degraded otherwise")
                + ". Until now: "
                + old.degrade().map(RuleWords::of).orElse("not at all")
                + ". From now on: "
                + now.degrade().map(RuleWords::of).orElse("not at all")
                + ".",
            now.degrade().isEmpty()
                ? "Whole values appear in the column " + place.field() + " of " + place.file() + "."
                : "Every value of the column "
                    + place.field()
                    + " in "
                    + place.file()
                    + " may change.",
            place.file());
      }
      if (!old.enrich().equals(now.enrich())) {
        add(
            Effect.NEUTRAL,
            Subject.ENRICHING,
            place.useCase(),
            place.about(),
            place.words()
                + " is enriched otherwise. Until now: "
                + enriched(old)
                + ". From now on: "
                + enriched(now)
                + ".",
            "Every value of the column " + place.field() + " in " + place.file() + " may change.",
            place.file());
      }
      if (!old.clause().equals(now.clause())) {
        add(
            Effect.NEUTRAL,
            Subject.CLAUSE,
            place.useCase(),
            place.about(),
            place.words()
                + " stands under "
                + clause(after, place.useCase(), now.clause())
                + " instead of clause "
                + old.clause()
                + ".",
            "",
            "");
      }
      if (old.type() != now.type()) {
        add(
            Effect.NEUTRAL,
            Subject.FIELD,
            place.useCase(),
            place.about(),
            place.words()
                + " comes out as "
                + RuleWords.word(now.type())
                + " instead of "
                + RuleWords.word(old.type())
                + ".",
            "The column " + place.field() + " in " + place.file() + " has another type.",
            place.file());
      }
      boolean rows =
          old.uniqueKey() != now.uniqueKey()
              || !old.sort().equals(now.sort())
              || old.ascending() != now.ascending();
      if (rows) {
        add(
            Effect.ofMore(now.uniqueKey() || !old.uniqueKey()),
            Subject.ROWS,
            place.useCase(),
            place.about(),
            old.uniqueKey() == now.uniqueKey()
                ? place.words() + " now decides differently which of several descriptions is kept."
                : place.words()
                    + (now.uniqueKey() ? " now is" : " no longer is")
                    + " part of what makes a row one of its own.",
            "Rows of " + place.file() + " may appear, go or be others.",
            place.file());
      }
    }

    private static String treatment(OutputField field) {
      String words = field.degrade().map(RuleWords::of).map(rule -> "; " + rule).orElse("");
      return field.enrich().isEmpty() && words.isEmpty()
          ? "as it was submitted"
          : (field.enrich().isEmpty() ? "" : enriched(field))
              + (field.enrich().isEmpty() ? words.substring(2) : words);
    }

    private static String enriched(OutputField field) {
      return field.enrich().isEmpty()
          ? "not at all"
          : field.enrich().stream().map(RuleWords::of).collect(Collectors.joining("; "));
    }

    private static String clause(Region region, String useCase, String id) {
      return "clause "
          + id
          + Optional.ofNullable(region.useCases().get(useCase))
              .flatMap(one -> one.clause(id))
              .map(clause -> ": “" + clause.words() + "”")
              .orElse("");
    }

    private void wholePipeline(Pipeline old, Pipeline now) {
      for (String useCase : now.useCases()) {
        if (old.deduplicate() != now.deduplicate()) {
          add(
              Effect.ofMore(!now.deduplicate()),
              Subject.ROWS,
              useCase,
              now.dataset(),
              now.deduplicate()
                  ? "What is described more than once is kept once."
                  : "What is described more than once is no longer kept once.",
              "Rows of "
                  + useCase
                  + "_"
                  + now.dataset()
                  + "_… "
                  + (now.deduplicate() ? "go." : "appear."),
              "");
        }
        boolean had = old.deduplicatedFor().contains(useCase);
        boolean has = now.deduplicatedFor().contains(useCase);
        if (had != has) {
          add(
              Effect.ofMore(has),
              Subject.OUTPUT,
              useCase,
              now.dataset(),
              has
                  ? "A second output with the newest row of each key is made of each table."
                  : "The second output with the newest row of each key is no longer made.",
              useCase + "_DEDUP_" + now.dataset() + "_… " + (has ? "appear." : "disappear."),
              "");
        }
      }
    }

    private void outputs(String dataset, Optional<Pipeline> old, Optional<Pipeline> now) {
      Map<String, DerivedOutput> was = derived(old);
      Map<String, DerivedOutput> is = derived(now);
      for (String name : either(was, is)) {
        for (String useCase : either(before.useCases(), after.useCases())) {
          Optional<DerivedOutput> a =
              Optional.ofNullable(was.get(name)).filter(one -> one.useCases().contains(useCase));
          Optional<DerivedOutput> b =
              Optional.ofNullable(is.get(name)).filter(one -> one.useCases().contains(useCase));
          String file = file(useCase, dataset, name);
          if (a.isPresent() != b.isPresent()) {
            DerivedOutput one = b.or(() -> a).orElseThrow();
            add(
                Effect.ofMore(b.isPresent()),
                Subject.OUTPUT,
                useCase,
                dataset + " " + name,
                "The output "
                    + name
                    + (b.isPresent() ? " is made: " : " is no longer made: ")
                    + one.description()
                    + " ("
                    + clause(b.isPresent() ? after : before, useCase, one.clause())
                    + ")",
                file + (b.isPresent() ? " appears." : " disappears."),
                file);
          } else if (a.isPresent()) {
            columns(useCase, dataset, a.get(), b.orElseThrow());
          }
        }
      }
    }

    private void columns(String useCase, String dataset, DerivedOutput old, DerivedOutput now) {
      Set<String> was = columns(old);
      Set<String> is = columns(now);
      String file = file(useCase, dataset, now.name());
      for (String column : union(was, is)) {
        if (was.contains(column) != is.contains(column)) {
          boolean appears = is.contains(column);
          add(
              Effect.ofMore(appears),
              Subject.FIELD,
              useCase,
              dataset + " " + now.name() + " " + column,
              "The output "
                  + now.name()
                  + (appears ? " gains " : " loses ")
                  + "the column "
                  + column
                  + " ("
                  + clause(after, useCase, now.clause())
                  + ").",
              "The column " + column + (appears ? " appears in " : " goes from ") + file + ".",
              file);
        }
      }
      if (!old.limits().equals(now.limits())) {
        add(
            Effect.NEUTRAL,
            Subject.OUTPUT,
            useCase,
            dataset + " " + now.name(),
            "The limits of the output are " + now.limits() + " instead of " + old.limits() + ".",
            "Values of " + file + " may change.",
            file);
      }
      if (!old.clause().equals(now.clause())) {
        add(
            Effect.NEUTRAL,
            Subject.CLAUSE,
            useCase,
            dataset + " " + now.name(),
            "The output stands under "
                + clause(after, useCase, now.clause())
                + " instead of clause "
                + old.clause()
                + ".",
            "",
            "");
      }
    }

    private static Set<String> columns(DerivedOutput output) {
      Set<String> names = new TreeSet<>();
      output.columns().forEach(column -> names.add(column.name()));
      output.codesOf().ifPresent(field -> names.add("one for each code of " + field));
      return names;
    }

    private static Set<String> union(Collection<String> one, Collection<String> other) {
      Set<String> all = new TreeSet<>(one);
      all.addAll(other);
      return all;
    }

    private static Map<String, DerivedOutput> derived(Optional<Pipeline> pipeline) {
      return pipeline.stream()
          .flatMap(one -> one.derived().stream())
          .collect(Collectors.toMap(DerivedOutput::name, one -> one, (a, b) -> a, TreeMap::new));
    }

    /** By table and column, for the star schemas of a use case. */
    private static SortedMap<String, String> columns(Region region, String useCase) {
      SortedMap<String, String> columns = new TreeMap<>();
      for (StarSchema star : region.starSchemas().values()) {
        if (star.useCases().contains(useCase)) {
          for (StarTable table : star.tables()) {
            table
                .columns()
                .forEach(
                    column ->
                        columns.put(
                            star.name() + " " + table.name() + " " + column.name(),
                            clause(region, useCase, star.clause())));
          }
        }
      }
      return columns;
    }

    void stars() {
      for (String useCase : either(before.useCases(), after.useCases())) {
        SortedMap<String, String> was = columns(before, useCase);
        SortedMap<String, String> is = columns(after, useCase);
        for (String column : either(was, is)) {
          boolean appears = is.containsKey(column);
          if (appears != was.containsKey(column)) {
            add(
                Effect.ofMore(appears),
                Subject.OUTPUT,
                useCase,
                column,
                "The star schema "
                    + (appears ? "gains" : "loses")
                    + " the column "
                    + column
                    + ". Under "
                    + (appears ? is : was).get(column)
                    + ".",
                "The column " + (appears ? "appears." : "goes."),
                "");
          }
        }
      }
    }

    /** SQL can make anything of what it may read, so other words are read by a person. */
    void statements(SortedMap<String, String> old, SortedMap<String, String> now) {
      for (String file : either(old, now)) {
        Optional<String> was = Optional.ofNullable(old.get(file));
        Optional<String> is = Optional.ofNullable(now.get(file));
        if (was.isPresent() && is.isPresent() && !was.equals(is)) {
          List<String> less = new ArrayList<>(was.get().lines().toList());
          List<String> more = new ArrayList<>(is.get().lines().toList());
          is.get().lines().forEach(less::remove);
          was.get().lines().forEach(more::remove);
          add(
              Effect.WIDENS,
              Subject.OUTPUT,
              "",
              file,
              file
                  + " reads otherwise ("
                  + more.size()
                  + (more.size() == 1 ? " line new, " : " lines new, ")
                  + less.size()
                  + " gone). Have it read by somebody who knows SQL.",
              "What it makes may change.",
              "");
        }
      }
    }

    // --- returns --------------------------------------------------------------------------------

    void datasets() {
      for (String name : either(before.datasets(), after.datasets())) {
        Optional<Dataset> old = Optional.ofNullable(before.datasets().get(name));
        Optional<Dataset> now = Optional.ofNullable(after.datasets().get(name));
        if (old.isEmpty() || now.isEmpty()) {
          add(
              Effect.NEUTRAL,
              Subject.DATASET,
              "",
              name,
              "The return "
                  + name
                  + (now.isPresent() ? " is described now." : " is no longer described."),
              "",
              "");
          continue;
        }
        if (old.get().firstYear() != now.get().firstYear()
            || old.get().newestYear() != now.get().newestYear()) {
          add(
              Effect.NEUTRAL,
              Subject.DATASET,
              "",
              name,
              "The return years "
                  + now.get().firstYear()
                  + " to "
                  + now.get().newestYear()
                  + " are described, instead of "
                  + old.get().firstYear()
                  + " to "
                  + old.get().newestYear()
                  + ".",
              "",
              "");
        }
        codes(name, codes(old.get()), codes(now.get()));
      }
    }

    /** By table, field and code, the return years in which each code holds. */
    private static SortedMap<String, SortedMap<String, String>> codes(Dataset dataset) {
      SortedMap<String, SortedMap<String, String>> fields = new TreeMap<>();
      for (Table table : dataset.tables()) {
        for (Field field : table.fields()) {
          SortedMap<String, String> codes =
              fields.computeIfAbsent(table.name() + " " + field.name(), none -> new TreeMap<>());
          for (Code code : field.codes()) {
            codes.merge(code.code(), years(code), (one, other) -> one + " and " + other);
          }
        }
      }
      return fields;
    }

    private static String years(Code code) {
      int since = code.validity().since();
      int before = code.validity().before();
      String words =
          (since > 0 ? " since " + since : "")
              + (before < Integer.MAX_VALUE ? " before " + before : "");
      return (words.isEmpty() ? "in every return year" : words.strip())
          + code.becomes().map(other -> ", read as " + other).orElse("");
    }

    private void codes(
        String dataset,
        SortedMap<String, SortedMap<String, String>> old,
        SortedMap<String, SortedMap<String, String>> now) {
      for (String field : either(old, now)) {
        String about = dataset + " " + field;
        if (old.containsKey(field) != now.containsKey(field)) {
          add(
              Effect.NEUTRAL,
              Subject.DATASET,
              "",
              about,
              "The field is "
                  + (now.containsKey(field)
                      ? "part of the return now; without a clause it goes no further than the reader."
                      : "no longer part of the return."),
              "",
              "");
          continue;
        }
        SortedMap<String, String> was = Objects.requireNonNull(old.get(field));
        SortedMap<String, String> is = Objects.requireNonNull(now.get(field));
        List<String> words = new ArrayList<>();
        for (String code : either(was, is)) {
          if (!was.containsKey(code)) {
            words.add("“" + code + "” is new (" + is.get(code) + ")");
          } else if (!is.containsKey(code)) {
            words.add("“" + code + "” is gone");
          } else if (!is.get(code).equals(was.get(code))) {
            words.add("“" + code + "” holds " + is.get(code) + " instead of " + was.get(code));
          }
        }
        if (!words.isEmpty()) {
          add(
              Effect.NEUTRAL,
              Subject.CODES,
              "",
              about,
              "The code list changes: " + String.join("; ", words) + ".",
              "Values of the column may appear or be left out.",
              "");
        }
      }
    }
  }
}
