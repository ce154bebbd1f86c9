package org.tributary.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tributary.store.Contents;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.Created;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/**
 * The certificates of one account: numbered objects, each created once. One counts only when the
 * ledger has an entry with its SHA-256.
 */
public final class Certificates {

  /** Below which they lie, in the account's workspace. */
  public static final String FOLDER = "certificates/";

  /** Stands for them among the units of which the ledger knows the newest number. */
  static final String UNIT = "_certificates";

  /** Certificates of others that one write makes way for. */
  private static final int TRIES = 100;

  private static final Pattern KEY = Pattern.compile(FOLDER + "deletion-([0-9]{12})\\.json");

  /** A certificate's bytes, which say its number. */
  @FunctionalInterface
  public interface Text {
    byte[] numbered(long number);
  }

  private Certificates() {}

  /**
   * Writes the next certificate and then the ledger's entry about it; gives its number. Those of
   * before that have no entry yet get theirs first.
   */
  public static long write(ObjectStore workspace, Ledger ledger, Text text) throws StoreException {
    ledger.certified();
    for (int tried = 0; tried < TRIES; tried++) {
      long number = newest(workspace) + 1;
      String key = key(number);
      byte[] ours = text.numbered(number);
      // Where it existed it may be our own, from a try whose answer got lost.
      if (workspace.create(key, Contents.of(ours)) == Created.CREATED
          || Arrays.equals(bytes(workspace, number), ours)) {
        ledger.certified();
        return number;
      }
    }
    throw new StoreException(Reason.UNAVAILABLE, "write a certificate");
  }

  /** The number of the newest; 0 where there is none. */
  public static long newest(ObjectStore workspace) throws StoreException {
    return workspace.list(FOLDER).stream()
        .map(StoredObject::key)
        .map(Certificates::number)
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .max()
        .orElse(0);
  }

  /** The number of the certificate that an entry is about; empty for an entry of something else. */
  public static OptionalLong recordedBy(Entry entry) {
    Long number = entry.what() == Entry.What.CERTIFICATE ? entry.commits().get(UNIT) : null;
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }

  /** The numbers of all, ascending. */
  public static List<Long> numbers(ObjectStore workspace) throws StoreException {
    return workspace.list(FOLDER).stream()
        .map(StoredObject::key)
        .map(Certificates::number)
        .flatMapToLong(OptionalLong::stream)
        .sorted()
        .boxed()
        .toList();
  }

  /** The bytes of one of them. */
  public static byte[] bytes(ObjectStore workspace, long number) throws StoreException {
    return Ledger.bytes(workspace, key(number));
  }

  /** Empty for the key of something else. */
  public static OptionalLong number(String key) {
    Matcher matcher = KEY.matcher(key);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  /** Where one of them lies. */
  public static String key(long number) {
    return FOLDER + String.format(Locale.ROOT, "deletion-%012d.json", number);
  }
}
