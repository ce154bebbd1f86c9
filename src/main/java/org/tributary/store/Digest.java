package org.tributary.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What some bytes are known by: their SHA-256 in lower-case hex, and their number. */
public record Digest(String sha256, long bytes) {

  private static final int BUFFER = 1 << 16;

  static {
    NativeSha256.install();
  }

  public static Digest of(byte[] bytes) {
    return new Digest(hex(sha256Of().digest(bytes)), bytes.length);
  }

  /** Reads a content once. */
  public static Digest of(ObjectStore.Content content) throws IOException {
    MessageDigest digest = sha256Of();
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    try (InputStream stream = content.open()) {
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        digest.update(buffer, 0, read);
        bytes += read;
      }
    }
    return new Digest(hex(digest.digest()), bytes);
  }

  /**
   * Copies what a store answered and closes it. A failure to read is the store's ({@link
   * StoreException}); a failure to write is ours, such as a full disk ({@link IOException}).
   */
  public static Digest copy(InputStream fromStore, OutputStream to)
      throws StoreException, IOException {
    MessageDigest digest = sha256Of();
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    try {
      for (int read = readFrom(fromStore, buffer); read >= 0; read = readFrom(fromStore, buffer)) {
        digest.update(buffer, 0, read);
        to.write(buffer, 0, read);
        bytes += read;
      }
    } finally {
      close(fromStore);
    }
    return new Digest(hex(digest.digest()), bytes);
  }

  private static int readFrom(InputStream store, byte[] buffer) throws StoreException {
    try {
      return store.read(buffer);
    } catch (DifferentBytesException differs) {
      throw StoreException.differentBytes();
    } catch (IOException failure) {
      throw new StoreException(StoreException.Reason.UNAVAILABLE, "read", failure);
    }
  }

  private static void close(InputStream store) throws StoreException {
    try {
      store.close();
    } catch (IOException failure) {
      throw new StoreException(StoreException.Reason.UNAVAILABLE, "read", failure);
    }
  }

  private static MessageDigest sha256Of() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }
}
