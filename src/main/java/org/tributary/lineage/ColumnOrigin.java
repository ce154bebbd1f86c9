package org.tributary.lineage;

import java.util.List;

/**
 * One column of an output: where its values come from, what is done to them, and under which
 * clause.
 *
 * @param inputs the fields that the values are made from, where they are an upload's
 * @param steps in order
 * @param rules what of the configuration does it
 */
public record ColumnOrigin(
    String column,
    From from,
    List<String> inputs,
    List<Step> steps,
    Clause clause,
    List<String> rules) {

  public ColumnOrigin {
    inputs = List.copyOf(inputs);
    steps = List.copyOf(steps);
    rules = List.copyOf(rules);
  }
}
