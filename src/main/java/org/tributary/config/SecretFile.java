package org.tributary.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** A file of credentials or keys, which nobody but the programme's own user may open. */
public final class SecretFile {

  private static final Set<PosixFilePermission> OWNERS =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private SecretFile() {}

  /**
   * Whether the file is closed to its group and to others; if not, that is a problem. A file that
   * cannot be looked at is left to whoever reads it, and a file system without such rights gives a
   * warning.
   *
   * @param what it holds, in words that can follow "may open"
   */
  public static boolean isClosedToOthers(Path file, String what, Problems problems) {
    try {
      if (OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
        return true;
      }
      problems.error(
          file.toString(),
          0,
          "others than the file's owner may open " + what + ".",
          "Run: chmod 600 " + file);
      return false;
    } catch (UnsupportedOperationException noSuchRights) {
      problems.warning(
          file.toString(),
          0,
          "this file system does not say who may open " + what + ".",
          "See to it that nobody but the programme's user can.");
      return true;
    } catch (IOException unreadable) {
      return true;
    }
  }
}
