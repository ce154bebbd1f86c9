package org.tributary.retain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.publish.Area;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;

/**
 * Removes what sessions archived once it is older than it may be kept: incoming files first of all,
 * which are as the authority sent them. The time is the one in the session's own id. What the
 * published state is built from lies elsewhere and has no age of its own.
 */
public final class SessionAges {

  private static final Logger LOG = LoggerFactory.getLogger(SessionAges.class);

  /** Of the second only the marks that files left which were gone when the programme came back. */
  private static final List<String> AGING = List.of("sessions/", "attempts/");

  private static final Pattern ATTEMPT = Pattern.compile("/([0-9]{8}T[0-9]{6}Z)-[0-9a-f]+/");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

  private final ObjectStore workspace;
  private final DeletionRecords deletions;
  private final int keepDays;
  private final Clock clock;

  /** Keeps sessions for so many days of 24 hours. */
  public SessionAges(ObjectStore workspace, DeletionRecords deletions, int keepDays, Clock clock) {
    this.workspace = workspace;
    this.deletions = deletions;
    this.keepDays = keepDays;
    this.clock = clock;
  }

  /** Writes the ledger, then deletes; says how many objects that was. */
  public int deleteExpired() throws StoreException {
    Instant oldest = clock.instant().minus(Duration.ofDays(keepDays));
    List<String> expired = new ArrayList<>();
    for (String folder : AGING) {
      for (StoredObject object : workspace.list(folder)) {
        Optional<Instant> begun = begun(object.key());
        if (begun.isPresent() && begun.get().isBefore(oldest)) {
          expired.add(object.key());
        }
      }
    }
    if (!expired.isEmpty()) {
      deletions.write(Area.WORKSPACE, expired, "sessions are kept for " + keepDays + " days");
      for (String key : expired) {
        workspace.delete(key);
      }
    }
    LOG.info(
        "retention: {} objects of sessions older than {} days deleted", expired.size(), keepDays);
    return expired.size();
  }

  /** When the session began that made an object; empty where its key names none. */
  public static Optional<Instant> begun(String key) {
    Matcher attempt = ATTEMPT.matcher(key);
    if (!attempt.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(attempt.group(1), TIME).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException notATime) {
      return Optional.empty();
    }
  }
}
