package org.tributary.ledger;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One entry of the ledger, a line of JSON. It holds no value of a record and no name that a sender
 * chose.
 *
 * @param number from 1, without gaps
 * @param previous SHA-256 of the bytes of the entry before; empty in the first
 * @param id random, so that a writer whose answer got lost knows its own entry again
 * @param when UTC, to the second
 * @param about the unit, the route or the role
 * @param commits by unit, the newest commit that is recorded up to here; in a start all of them
 * @param items what it is about one by one, such as what is deleted
 */
@JsonPropertyOrder({"number", "previous", "id", "when", "what", "about", "facts"})
public record Entry(
    long number,
    String previous,
    String id,
    String when,
    What what,
    String about,
    Map<String, String> facts,
    Map<String, Long> commits,
    List<String> items) {

  /** What an entry says that happened. */
  public enum What {
    /** An authority's tables were committed. */
    SESSION,
    /** A use case's outputs were committed. */
    RELEASE,
    /** Another configuration is in force from here on. */
    CONFIGURATION,
    /** Something is about to be deleted. */
    DELETION,
    /** A certificate was written of what was deleted. */
    CERTIFICATE,
    /** Somebody at the console did something. */
    OPERATOR,
    START,
    STOP;

    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The fact that says which configuration is in force: SHA-256 over all of its files. */
  public static final String CONFIGURATION = "configuration";

  /** The fact that says which bytes a commit or a certificate has. */
  public static final String SHA256 = "sha256";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          // A newer version may say more while both run.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  public Entry {
    facts = sorted(facts);
    commits = sorted(commits);
    items = List.copyOf(items);
  }

  private static <V> SortedMap<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  byte[] toJson() {
    try {
      return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("an entry is always JSON", impossible);
    }
  }

  /** Empty if the bytes are no entry. */
  public static Optional<Entry> parse(byte[] json) {
    try {
      return Optional.of(JSON.readValue(json, Entry.class));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
