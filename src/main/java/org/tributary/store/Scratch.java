package org.tributary.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Local folders that hold undegraded data for as long as a session runs, and not longer. */
public final class Scratch {

  private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);

  private static final boolean KNOWS_RIGHTS =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private static final Set<PosixFilePermission> OWNERS_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private static final Set<PosixFilePermission> OWNERS_FILE =
      PosixFilePermissions.fromString("rw-------");

  private Scratch() {}

  /**
   * Makes a folder, and those around it that are not there, which only its owner may enter from the
   * moment it is there. One that was there already is closed to others.
   */
  public static Path create(Path folder) throws IOException {
    if (!KNOWS_RIGHTS) {
      LOG.warn("the file system of {} does not say who may enter it; see to it yourself", folder);
      return Files.createDirectories(folder);
    }
    if (Files.isDirectory(folder)) {
      Files.setPosixFilePermissions(folder, OWNERS_FOLDER);
      return folder;
    }
    return Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNERS_FOLDER));
  }

  /** Makes the folder that a file is to lie in, as {@link #create} does. */
  public static void createFor(Path file) throws IOException {
    create(Objects.requireNonNull(file.getParent(), "the file lies in no folder"));
  }

  /** Writes a file anew, which only its owner may open from the moment it is there. */
  public static OutputStream write(Path file) throws IOException {
    if (KNOWS_RIGHTS) {
      if (Files.isRegularFile(file)) {
        Files.setPosixFilePermissions(file, OWNERS_FILE);
      } else if (Files.notExists(file)) {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNERS_FILE));
      }
    }
    return Files.newOutputStream(file);
  }

  /** Deletes a folder and all in it; what cannot be deleted is logged and left. */
  public static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> found = Files.walk(folder)) {
      List<Path> deepestFirst =
          found.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException failure) {
      LOG.warn("the folder {} in scratch could not be deleted; delete it by hand", folder);
    }
  }
}
