package org.tributary.retain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tributary.publish.Area;
import org.tributary.publish.DeletionLog;
import org.tributary.store.Contents;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;

/**
 * The deletion log: an object for each deletion, one JSON line for each thing deleted, written
 * before it goes. An object's key is named where we made it ourselves; a file in somebody's own
 * folder is named by the digest of its key, because a person may have put a name into it.
 */
public final class DeletionRecords implements DeletionLog {

  /** Below which the log lies, in the account's own workspace. */
  public static final String FOLDER = "_deletions/";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectStore workspace;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /** Writes into an account's workspace. */
  public DeletionRecords(ObjectStore workspace, Clock clock) {
    this.workspace = workspace;
    this.clock = clock;
  }

  @Override
  public void aboutToDelete(Area area, List<String> keys) throws StoreException {
    write(area, keys, "no longer named by a commit");
  }

  /**
   * Notes what leaves the published state with its next commit, and why: return years whose
   * retention ended, files that their authority removed.
   *
   * @param what names tables and return years, and nothing that a person wrote
   */
  public void leaving(List<String> what, String why) throws StoreException {
    write("published", what, why);
  }

  /** Notes which objects go, from where, and under which rule. */
  void write(Area area, List<String> keys, String why) throws StoreException {
    String name =
        switch (area) {
          case PUBLISHED -> "published";
          case WORKSPACE -> "workspace";
        };
    write(name, keys.stream().map(DeletionRecords::told).toList(), why);
  }

  private void write(String area, List<String> things, String why) throws StoreException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    StringBuilder lines = new StringBuilder();
    for (String what : things) {
      Map<String, String> line = new LinkedHashMap<>();
      line.put("when", now.toString());
      line.put("area", area);
      line.put("what", what);
      line.put("why", why);
      try {
        lines.append(JSON.writeValueAsString(line)).append('\n');
      } catch (JsonProcessingException impossible) {
        throw new IllegalStateException("a map of texts is always JSON", impossible);
      }
    }
    byte[] id = new byte[6];
    random.nextBytes(id);
    String key =
        FOLDER
            + LocalDate.ofInstant(now, ZoneOffset.UTC)
            + "/"
            + now.getEpochSecond()
            + "-"
            + HexFormat.of().formatHex(id)
            + ".ndjson";
    workspace.create(key, Contents.of(lines.toString()));
  }

  /** Keys that commits and sessions made hold no name of a sender's. */
  private static String told(String key) {
    boolean ours =
        key.startsWith("data/") || key.startsWith("sessions/") || key.startsWith("attempts/");
    return ours ? key : "sha256:" + Digest.of(key.getBytes(StandardCharsets.UTF_8)).sha256();
  }
}
