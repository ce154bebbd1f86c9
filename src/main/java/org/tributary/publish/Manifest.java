package org.tributary.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One commit: the whole state that it makes visible, and what it was made from. It is the only
 * thing that decides what exists; it holds no time and no value of a record.
 *
 * @param number from 1, without gaps
 * @param previous SHA-256 of the bytes of the manifest before; empty in the first
 * @param fingerprint SHA-256 of everything that the state depends on
 * @param attempt the random id of the attempt that made it
 * @param files what readers see, by name
 * @param workspace what the next session builds on, by name
 * @param program the version of the rules that made it
 * @param keyId names the keys of pseudonyms; empty where there are none
 */
public record Manifest(
    long number,
    String previous,
    String fingerprint,
    String attempt,
    List<PublishedFile> files,
    List<PublishedFile> workspace,
    Counts counts,
    String program,
    String keyId,
    History history) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          // A newer version may say more while both run.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final ObjectWriter WRITER = JSON.writer(printer());

  public Manifest {
    files = files.stream().sorted(Comparator.comparing(PublishedFile::name)).toList();
    workspace = workspace.stream().sorted(Comparator.comparing(PublishedFile::name)).toList();
  }

  /** The file that readers see under a name. */
  public Optional<PublishedFile> file(String name) {
    return files.stream().filter(file -> file.name().equals(name)).findFirst();
  }

  /** All files of one area. */
  public List<PublishedFile> in(Area area) {
    return switch (area) {
      case PUBLISHED -> files;
      case WORKSPACE -> workspace;
    };
  }

  /** JSON, the same bytes for the same manifest anywhere. */
  public byte[] toJson() {
    try {
      return (WRITER.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a manifest is always JSON", impossible);
    }
  }

  /** Empty if the bytes are no manifest. */
  static Optional<Manifest> parse(byte[] json) {
    try {
      return Optional.of(JSON.readValue(json, Manifest.class));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
  }
}
