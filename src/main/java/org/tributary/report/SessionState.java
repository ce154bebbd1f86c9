package org.tributary.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tributary.compile.Joined;
import org.tributary.publish.Layout;
import org.tributary.publish.PublishedFile;
import org.tributary.submission.Period;

/**
 * What a commit must know of its own files so that the next session need not read them again, and
 * whoever asks can be told which upload a row came from. It names files as the authority named
 * them, so it lives in the workspace and never leaves it.
 *
 * @param recipes by name of a published file, the digest of everything that went into it
 * @param joins by table, what putting its periods together removed and mended
 * @param signed the use cases for which the files were read; empty where an earlier version did not
 *     say
 */
public record SessionState(
    List<InputFile> files,
    Map<String, String> recipes,
    Map<String, Joined> joins,
    @JsonSetter(nulls = Nulls.AS_EMPTY) Set<String> signed) {

  public static final SessionState NOTHING =
      new SessionState(List.of(), Map.of(), Map.of(), Set.of());

  /** Its name among the files of a commit. */
  public static final String NAME = "state.json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /**
   * One uploaded file and what was made of it.
   *
   * @param digest of everything that decided what was made of it
   * @param id names the file in the rows' provenance without telling its name
   * @param period empty for a file that was set aside before it was read
   */
  public record InputFile(
      String key,
      String etag,
      String digest,
      String id,
      Optional<Period> period,
      List<Staged> tables,
      FileReport report) {

    public InputFile {
      tables = List.copyOf(tables);
    }

    /** The same file, whose rows of this table lie there. */
    public InputFile with(Staged staged) {
      List<Staged> all = new ArrayList<>(tables);
      all.removeIf(before -> before.table().equals(staged.table()));
      all.add(staged);
      return new InputFile(key, etag, digest, id, period, all, report);
    }

    @JsonIgnore
    public Optional<Staged> table(String name) {
      return tables.stream().filter(table -> table.table().equals(name)).findFirst();
    }
  }

  /**
   * The degraded rows of one table of a file, with the rows' provenance, in the workspace. Small
   * files lie one behind the other in one object.
   *
   * @param nth the file's place among those of the object, from 0
   * @param first how many rows of others stand before its own
   * @param rows its own
   * @param session the number of the session that read them; 0 where an earlier version wrote it,
   *     of which the object tells
   * @param sha256 of what its rows were made from, whatever lies beside them; empty in the state of
   *     an earlier version, where each file lay by itself
   */
  public record Staged(
      String table,
      PublishedFile parquet,
      int nth,
      long first,
      long rows,
      long session,
      @JsonSetter(nulls = Nulls.AS_EMPTY) String sha256) {

    public Staged {
      if (sha256.isEmpty()) {
        rows = parquet.rows();
        sha256 = parquet.sha256();
      }
      if (session == 0) {
        session = sessionOf(parquet);
      }
    }

    /** The same rows in an object. */
    public Staged in(PublishedFile object) {
      return new Staged(table, object, nth, first, rows, session, sha256);
    }

    /** The same rows at another place of an object. */
    public Staged at(int place, long before) {
      return new Staged(table, parquet, place, before, rows, session, sha256);
    }

    private static long sessionOf(PublishedFile parquet) {
      return Layout.key(parquet.key())
          .filter(Layout.OfAttempt.class::isInstance)
          .map(key -> ((Layout.OfAttempt) key).number())
          .orElse(0L);
    }

    /** Rows that lie by themselves. */
    public Staged(String table, PublishedFile parquet) {
      this(table, parquet, 0, 0, parquet.rows(), 0, parquet.sha256());
    }
  }

  public SessionState {
    files = List.copyOf(files);
    recipes = new TreeMap<>(recipes);
    joins = new TreeMap<>(joins);
    signed = new TreeSet<>(signed);
  }

  public byte[] toJson() {
    try {
      return JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a session's state is always JSON", impossible);
    }
  }

  /**
   * Empty if the bytes are no state of this version of the programme; then everything is read
   * again.
   */
  public static Optional<SessionState> parse(byte[] json) {
    try {
      return Optional.of(JSON.readValue(json, SessionState.class));
    } catch (IOException other) {
      return Optional.empty();
    }
  }
}
