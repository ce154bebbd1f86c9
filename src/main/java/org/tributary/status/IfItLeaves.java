package org.tributary.status;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tributary.authority.LocalAuthority;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.PipelineTable;
import org.tributary.region.Region;

/**
 * What goes of a dataset if an authority leaves one use case and no other.
 *
 * @param stillFor use cases for which the dataset is kept all the same
 * @param fields by table, those that only this use case keeps
 * @param years how many return years are kept now
 * @param yearsThen how many would be
 */
public record IfItLeaves(
    String useCase,
    String dataset,
    List<String> stillFor,
    SortedMap<String, SortedSet<String>> fields,
    int years,
    int yearsThen) {

  /** For each use case whose signature holds on a day, and each dataset of it. */
  static List<IfItLeaves> of(Region region, LocalAuthority authority, LocalDate day) {
    List<IfItLeaves> all = new ArrayList<>();
    for (String useCase : authority.signedOn(day)) {
      for (String dataset : region.pipelines().keySet()) {
        Set<String> signed = region.signed(authority, dataset, day);
        if (signed.contains(useCase)) {
          Set<String> others = new TreeSet<>(signed);
          others.remove(useCase);
          all.add(
              new IfItLeaves(
                  useCase,
                  dataset,
                  List.copyOf(others),
                  fields(region.pipeline(dataset).tables(), useCase, others),
                  region.retentionYears(signed, dataset),
                  region.retentionYears(others, dataset)));
        }
      }
    }
    return all;
  }

  private static SortedMap<String, SortedSet<String>> fields(
      List<PipelineTable> tables, String useCase, Set<String> others) {
    SortedMap<String, SortedSet<String>> fields = new TreeMap<>();
    for (PipelineTable table : tables) {
      SortedSet<String> only = new TreeSet<>();
      for (OutputField field : table.keptFor(Set.of(useCase))) {
        if (!field.keptFor(others)) {
          only.add(field.name());
        }
      }
      if (!only.isEmpty()) {
        fields.put(table.name(), only);
      }
    }
    return fields;
  }

  /** In sentences. */
  public List<String> words() {
    if (stillFor.isEmpty()) {
      return List.of("Everything but what it uploaded and its reports.");
    }
    List<String> words = new ArrayList<>();
    words.add("The archives of its sessions, whole. Its rows in the outputs of " + useCase + ".");
    if (yearsThen < years) {
      words.add("Return years beyond the newest " + yearsThen + ".");
    }
    fields.forEach(
        (table, names) -> words.add("Fields of " + table + ": " + String.join(", ", names) + "."));
    return words;
  }
}
