package org.tributary.route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.config.Problems;
import org.tributary.settings.Role;
import org.tributary.store.InUse;
import org.tributary.store.Scratch;

/**
 * Local folders that one Tributary has to itself as long as it runs, one for each role. They are
 * emptied when they are taken, which would cost another Tributary the files of its sessions.
 */
public final class OwnScratch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OwnScratch.class);

  /** Where a run that ends by itself works while another has the scratch. */
  private static final String BESIDE = "beside";

  private final List<InUse> taken;

  private OwnScratch(List<InUse> taken) {
    this.taken = List.copyOf(taken);
  }

  /**
   * Takes and empties the folders of these roles; one that another has, or that cannot be written
   * to, goes to {@code problems}.
   */
  static OwnScratch take(Path scratch, Set<Role> roles, Problems problems) {
    List<InUse> taken = new ArrayList<>();
    for (Role role : roles) {
      try {
        Optional<InUse> own = InUse.take(mark(scratch, role));
        own.ifPresent(taken::add);
        if (own.isEmpty()) {
          problems.error(
              scratch.toString(),
              0,
              "another Tributary works for the " + role.word() + " account in this scratch.",
              "Stop that one, or name another folder as tributary.scratch.");
          break;
        }
        Scratch.delete(scratch.resolve(role.word()));
        deleteLeftBeside(scratch.resolve(BESIDE), role);
      } catch (IOException refused) {
        problems.error(
            scratch.toString(),
            0,
            "scratch cannot be written to.",
            "Let this user write to the folder, or name another as tributary.scratch.");
        break;
      }
    }
    return new OwnScratch(taken);
  }

  /** What a run that was killed left lying beside another. */
  private static void deleteLeftBeside(Path beside, Role role) throws IOException {
    if (!Files.isDirectory(beside)) {
      return;
    }
    Optional<InUse> free = InUse.take(mark(beside, role));
    if (free.isPresent()) {
      Scratch.delete(beside.resolve(role.word()));
      free.get().close();
    }
  }

  /** The scratch for a run that ends by itself: the one that is set, or one beside it. */
  public static Path beside(Path scratch, Set<Role> roles) {
    for (Role role : roles) {
      try {
        Optional<InUse> free = InUse.take(mark(scratch, role));
        if (free.isEmpty()) {
          return scratch.resolve(BESIDE);
        }
        free.get().close();
      } catch (IOException refused) {
        // Whoever takes it says so.
        return scratch;
      }
    }
    return scratch;
  }

  private static Path mark(Path scratch, Role role) {
    return scratch.resolve(role.word() + ".in-use");
  }

  @Override
  public void close() {
    for (InUse one : taken) {
      try {
        one.close();
      } catch (IOException failure) {
        LOG.warn("scratch was not let go in order", failure);
      }
    }
  }
}
