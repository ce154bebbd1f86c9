package org.tributary.operate;

import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.tributary.config.Problems;

/**
 * The operator's name and the means to check a password, never the password itself. It comes from a
 * file of one line, {@code name:password} or {@code name:pbkdf2-sha256$rounds$salt$hash} (Base64),
 * which nobody but the owner may read; never from the environment or a system property, because
 * those can be read from outside.
 */
public final class OperatorSecret {

  /** OWASP's figure for PBKDF2 with HMAC-SHA-256 (Password Storage Cheat Sheet, 2023). */
  static final int ROUNDS = 600_000;

  private static final int FEWEST_ROUNDS = 100_000;

  /** Many rounds make a stolen hash useless; beside a file that holds the password they do not. */
  private static final int ROUNDS_IN_MEMORY = 1_000;

  private static final int SHORTEST_PASSWORD = 12;
  private static final int HASH_BITS = 256;
  private static final int SALT_BYTES = 16;
  private static final int MADE_PASSWORD_BYTES = 18;
  private static final int LONGEST_FILE = 1_024;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,31}");
  private static final Pattern HASHED =
      Pattern.compile(
          "pbkdf2-sha256\\$([0-9]{1,8})\\$([A-Za-z0-9+/=]{1,100})\\$([A-Za-z0-9+/=]{1,100})");
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final String name;
  private final int rounds;
  private final byte[] salt;
  private final byte[] hash;

  private OperatorSecret(String name, int rounds, byte[] salt, byte[] hash) {
    this.name = name;
    this.rounds = rounds;
    this.salt = salt;
    this.hash = hash;
  }

  /**
   * Reads the file; whatever is wrong with it goes to {@code problems}, and nothing of it is told.
   */
  public static Optional<OperatorSecret> read(Path file, SecureRandom random, Problems problems) {
    Optional<String> line = line(file, problems);
    if (line.isEmpty()) {
      return Optional.empty();
    }
    int colon = line.get().indexOf(':');
    if (colon < 0 || !NAME.matcher(line.get().substring(0, colon)).matches()) {
      problems.error(
          file.toString(),
          1,
          "the operator's secret is not of the form name:password.",
          "Begin it with a name of small letters, digits, - and _, then a colon.");
      return Optional.empty();
    }
    String name = line.get().substring(0, colon);
    String rest = line.get().substring(colon + 1);
    Matcher hashed = HASHED.matcher(rest);
    if (hashed.matches()) {
      return ofHash(name, hashed, file, problems);
    }
    if (rest.startsWith("pbkdf2-")) {
      refuseHash(file, problems);
      return Optional.empty();
    }
    if (rest.length() < SHORTEST_PASSWORD) {
      problems.error(
          file.toString(),
          1,
          "the operator's password is shorter than " + SHORTEST_PASSWORD + " characters.",
          "Make one with: head -c 18 /dev/urandom | base64");
      return Optional.empty();
    }
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    char[] password = rest.toCharArray();
    try {
      return Optional.of(
          new OperatorSecret(
              name, ROUNDS_IN_MEMORY, salt, derive(password, salt, ROUNDS_IN_MEMORY)));
    } finally {
      Arrays.fill(password, ' ');
    }
  }

  /**
   * Makes the file with the name {@code operator} and a random password, so that only its owner
   * ever could read it.
   *
   * @return whether it was made; false where there was one
   * @throws IOException in our own words, when it cannot be made
   */
  static boolean makeIfAbsent(Path file, SecureRandom random) throws IOException {
    if (Files.exists(file)) {
      return false;
    }
    byte[] password = new byte[MADE_PASSWORD_BYTES];
    random.nextBytes(password);
    String line =
        "operator:" + Base64.getUrlEncoder().withoutPadding().encodeToString(password) + "\n";
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      Files.writeString(file, line);
      return true;
    } catch (IOException | UnsupportedOperationException failure) {
      throw new IOException(
          file + ": the operator's secret is not there and cannot be made", failure);
    }
  }

  /** The line for the file, with the password hashed: what {@link #read} understands. */
  public static String line(String name, char[] password, SecureRandom random) {
    if (!NAME.matcher(name).matches() || password.length < SHORTEST_PASSWORD) {
      throw new IllegalArgumentException(
          "a name of small letters, and a password of at least "
              + SHORTEST_PASSWORD
              + " characters");
    }
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder();
    return name
        + ":pbkdf2-sha256$"
        + ROUNDS
        + "$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(derive(password, salt, ROUNDS));
  }

  public String name() {
    return name;
  }

  /**
   * Whether name and password are the operator's; takes as long for a wrong name as for a right
   * one.
   */
  boolean matches(String givenName, char[] password) {
    boolean samePassword = MessageDigest.isEqual(hash, derive(password, salt, rounds));
    boolean sameName =
        MessageDigest.isEqual(
            name.getBytes(StandardCharsets.UTF_8), givenName.getBytes(StandardCharsets.UTF_8));
    return samePassword & sameName;
  }

  private static Optional<OperatorSecret> ofHash(
      String name, Matcher hashed, Path file, Problems problems) {
    int rounds = Integer.parseInt(hashed.group(1));
    try {
      byte[] salt = Base64.getDecoder().decode(hashed.group(2));
      byte[] hash = Base64.getDecoder().decode(hashed.group(3));
      if (rounds >= FEWEST_ROUNDS && salt.length >= SALT_BYTES && hash.length * 8 == HASH_BITS) {
        return Optional.of(new OperatorSecret(name, rounds, salt, hash));
      }
    } catch (IllegalArgumentException notBase64) {
      // falls through to the one message that all damaged hashes share
    }
    refuseHash(file, problems);
    return Optional.empty();
  }

  private static void refuseHash(Path file, Problems problems) {
    problems.error(
        file.toString(),
        1,
        "the operator's hashed password is damaged or too weak.",
        "It needs at least " + FEWEST_ROUNDS + " rounds, 16 bytes of salt and 32 bytes of hash.");
  }

  private static Optional<String> line(Path file, Problems problems) {
    try {
      if (!Files.isRegularFile(file)) {
        problems.error(
            file.toString(),
            0,
            "the operator's secret is not there.",
            "Make the file, or leave the console switched off.");
        return Optional.empty();
      }
      if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
        problems.error(
            file.toString(),
            0,
            "others than its owner may read the operator's secret.",
            "Run: chmod 0400 on the file.");
        return Optional.empty();
      }
      if (Files.size(file) > LONGEST_FILE) {
        problems.error(
            file.toString(), 0, "the operator's secret is too long.", "One line is expected.");
        return Optional.empty();
      }
      byte[] bytes = Files.readAllBytes(file);
      String text = StandardCharsets.UTF_8.decode(java.nio.ByteBuffer.wrap(bytes)).toString();
      Arrays.fill(bytes, (byte) 0);
      return Optional.of(text.lines().findFirst().orElse(""));
    } catch (IOException | UnsupportedOperationException failure) {
      problems.error(
          file.toString(),
          0,
          "the operator's secret cannot be read.",
          "Check that the program's user owns the file.");
      return Optional.empty();
    }
  }

  private static byte[] derive(char[] password, byte[] salt, int rounds) {
    // A PBEKeySpec refuses an empty password in some providers, so a mark stands before every one.
    char[] marked = CharBuffer.allocate(password.length + 1).put('\u0001').put(password).array();
    PBEKeySpec spec = new PBEKeySpec(marked, salt, rounds, HASH_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has PBKDF2WithHmacSHA256", impossible);
    } finally {
      spec.clearPassword();
      Arrays.fill(marked, ' ');
    }
  }
}
