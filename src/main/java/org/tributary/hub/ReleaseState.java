package org.tributary.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.compile.TableSums;
import org.tributary.publish.Counts;

/**
 * What a release must know of its own tables so that the next one need not compile them again.
 *
 * @param outputs by name; an earlier version had other names for them, and its states are not read
 * @param sums what each Parquet holds of which authority and year, by its name
 * @param sources what is said of open data
 */
record ReleaseState(
    Map<String, Compiled> outputs, Map<String, TableSums> sums, List<String> sources) {

  static final ReleaseState NOTHING = new ReleaseState(Map.of(), Map.of(), List.of());

  /** Its name among the files of a commit. */
  static final String NAME = "state.json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /**
   * One output of a release.
   *
   * @param recipe the digest of everything that went into it
   * @param files the names of its files among those of the commit
   * @param codeColumns the columns that it has for codes, where it is derived
   * @param remarks what is said of how it was joined
   */
  record Compiled(
      String recipe,
      List<String> files,
      Counts counts,
      List<String> codeColumns,
      List<String> remarks) {

    /** A table whose columns the configuration says. */
    Compiled(String recipe, List<String> files, Counts counts) {
      this(recipe, files, counts, List.of(), List.of());
    }
  }

  ReleaseState {
    outputs = new TreeMap<>(outputs);
    sums = new TreeMap<>(sums);
  }

  byte[] toJson() {
    try {
      return JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a release's state is always JSON", impossible);
    }
  }

  /** Empty if the bytes are no state of this version of the programme. */
  static Optional<ReleaseState> parse(byte[] json) {
    try {
      return Optional.of(JSON.readValue(json, ReleaseState.class));
    } catch (IOException other) {
      return Optional.empty();
    }
  }
}
