package org.tributary.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tributary.agreement.Instruction;
import org.tributary.schema.Mark;

/** The rules of single fields as clauses instruct them: the same words as in the pipelines. */
public final class FieldRules {

  private FieldRules() {}

  /** Every word that a field's rules can have. */
  public static Set<String> words() {
    Set<String> words = new TreeSet<>();
    for (DegradeRule rule : DegradeRule.values()) {
      words.add(word(rule));
    }
    for (EnrichRule rule : EnrichRule.values()) {
      words.add(word(rule));
    }
    return words;
  }

  /** All that the clause of a kept field must instruct, in the order in which it is done. */
  public static List<Instruction> of(OutputField field) {
    List<Instruction> rules = new ArrayList<>();
    rules.add(Instruction.KEEP);
    field.enrich().forEach(rule -> rules.add(instruction(rule)));
    field.degrade().ifPresent(rule -> rules.add(instruction(rule)));
    untreated(field).ifPresent(mark -> rules.add(Instruction.asSubmitted(mark.word())));
    return rules;
  }

  /** What of somebody leaves in full, because no rule of the field coarsens or replaces it. */
  static Optional<Mark> untreated(OutputField field) {
    return field
        .marked()
        .map(Marked::mark)
        .filter(mark -> !field.degrade().equals(Optional.of(DegradeRule.HASH_SHA256)))
        .filter(
            mark ->
                switch (mark) {
                  case BIRTH_DATE, DEATH_DATE, EXPECTED_BIRTH_DATE ->
                      !field.degrade().equals(Optional.of(DegradeRule.FIRST_OF_MONTH));
                  case POSTCODE -> !field.degrade().equals(Optional.of(DegradeRule.SHORT_POSTCODE));
                  // The suffix alone would make two of a child that is written in two ways.
                  case PERSON_ID ->
                      !field
                          .enrich()
                          .containsAll(List.of(EnrichRule.INTEGER, EnrichRule.ADD_LA_SUFFIX));
                  case NAME -> true;
                });
  }

  /** What would have to stand in the line of a field that is marked so. */
  static String treatment(Mark mark) {
    return switch (mark) {
      case BIRTH_DATE, DEATH_DATE, EXPECTED_BIRTH_DATE -> "'degrade: first_of_month'";
      case POSTCODE -> "'degrade: short_postcode'";
      case PERSON_ID -> "'enrich: [integer, add_la_suffix]' or 'degrade: hash_sha256'";
      case NAME -> "'degrade: hash_sha256'";
    };
  }

  /** What a clause says that instructs the rule. */
  public static Instruction instruction(DegradeRule rule) {
    return new Instruction(word(rule), "");
  }

  /** What a clause says that instructs the rule. */
  public static Instruction instruction(EnrichRule rule) {
    return new Instruction(word(rule), "");
  }

  private static String word(Enum<?> rule) {
    return rule.name().toLowerCase(Locale.ROOT);
  }
}
