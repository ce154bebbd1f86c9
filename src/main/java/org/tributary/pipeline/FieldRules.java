package org.tributary.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.tributary.agreement.Instruction;

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
    field.enrich().forEach(rule -> rules.add(new Instruction(word(rule), "")));
    field.degrade().ifPresent(rule -> rules.add(new Instruction(word(rule), "")));
    return rules;
  }

  private static String word(Enum<?> rule) {
    return rule.name().toLowerCase(Locale.ROOT);
  }
}
