package org.tributary.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.tributary.config.Problems;

/** The upload account's secret for keyed hashes, HMAC-SHA-256 as RFC 2104 has it. */
public final class Keys {

  private static final int SHORTEST = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private Keys() {}

  /** Reads the key from its file; a missing, unreadable or short one goes to {@code problems}. */
  public static Optional<SecretKey> read(Path file, Problems problems) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length < SHORTEST) {
        problems.error(
            file.toString(),
            0,
            "the hash key is shorter than " + SHORTEST + " bytes.",
            "Make one with: head -c 32 /dev/urandom > FILE");
        return Optional.empty();
      }
      return Optional.of(new SecretKeySpec(bytes, ALGORITHM));
    } catch (IOException failure) {
      problems.error(
          file.toString(),
          0,
          "the hash key cannot be read.",
          "Check the setting tributary.upload.hash-key-file and the file's rights.");
      return Optional.empty();
    }
  }

  /** Eight hex digits that name a key and do not tell it. */
  public static String idOf(SecretKey key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal("id".getBytes(StandardCharsets.UTF_8)), 0, 4);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has HmacSHA256", impossible);
    }
  }
}
