package org.tributary.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tributary.config.YamlList;
import org.tributary.config.YamlMap;

/** Reads the key {@code means} of a field: what its codes stand for, in words for people. */
final class CodeMeanings {

  private static final Set<String> KEYS = Set.of("words", "since", "before", "terms");

  private CodeMeanings() {}

  /**
   * The codes with their words.
   *
   * @param map the key {@code means}; empty where the field has none
   */
  static List<Code> read(YamlMap map, List<Code> codes) {
    Set<String> listed = new TreeSet<>();
    codes.forEach(code -> listed.add(code.code()));
    Map<String, List<Meaning>> means = new LinkedHashMap<>();
    for (String code : map.codes()) {
      if (listed.contains(code)) {
        means.put(code, meanings(map, code, codes));
      } else if (!listed.isEmpty() && !listed.contains("")) {
        // A list that is missing, and a code that could not be read, are reported already.
        map.problem(
            code,
            "'means' explains '" + code + "', which is not a code of this field.",
            YamlMap.advice(code, listed));
      }
    }
    return codes.stream()
        .map(code -> code.meaning(during(means.getOrDefault(code.code(), List.of()), code)))
        .toList();
  }

  private static List<Meaning> during(List<Meaning> means, Code code) {
    return means.stream().filter(each -> each.validity().overlaps(code.validity())).toList();
  }

  private static List<Meaning> meanings(YamlMap map, String code, List<Code> codes) {
    boolean isDated = map.value(code).filter(YamlList.class::isInstance).isPresent();
    List<Meaning> means = new ArrayList<>();
    if (isDated) {
      for (YamlMap line : map.maps(code)) {
        line.allow(KEYS);
        line.require("words");
        Meaning meaning = new Meaning(line.text("words").orElse(""), SchemaFiles.validity(line));
        fits(line, "words", code, meaning, codes);
        if (means.stream().anyMatch(other -> other.validity().overlaps(meaning.validity()))) {
          line.problem(
              "words",
              "The code '" + code + "' is explained twice for the same years.",
              "Delete one, or end one with 'before' where the other begins.");
        }
        means.add(meaning);
      }
    } else {
      map.text(code).map(words -> new Meaning(words, Validity.ALWAYS)).ifPresent(means::add);
      means.forEach(meaning -> fits(map, code, code, meaning, codes));
    }
    return means;
  }

  /** Words belong to years in which the code is in use and has no label. */
  private static void fits(
      YamlMap map, String key, String code, Meaning meaning, List<Code> codes) {
    List<Code> during =
        codes.stream()
            .filter(each -> each.code().equals(code))
            .filter(each -> each.validity().overlaps(meaning.validity()))
            .toList();
    if (during.isEmpty()) {
      map.problem(
          key,
          "The code '" + code + "' is not in use in the years of these words.",
          "Correct the years, or delete the words.");
    } else if (during.stream().anyMatch(each -> !each.labels().isEmpty())) {
      map.problem(
          key,
          "The code '" + code + "' has 'labels', which say what it stands for already.",
          "Delete it from 'means', or delete the labels if no cell may hold them.");
    }
  }
}
