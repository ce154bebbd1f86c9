package org.tributary.publish;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tributary.publish.CommitLog.Head;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;

/**
 * Reads everything that a unit has published and compares it with what its commits say. It changes
 * nothing; an operator runs it, and so does every long test.
 */
public final class Verification {

  /** What can be wrong. */
  public enum Wrong {
    /** A number between the first commit and the newest is missing. */
    COMMIT_MISSING,
    /** A commit cannot be read. */
    COMMIT_UNREADABLE,
    /** A commit does not name the bytes of the one before. */
    CHAIN_BROKEN,
    /** One attempt made two commits. */
    ATTEMPT_COMMITTED_TWICE,
    COUNTS_DO_NOT_ADD_UP,
    /** A file that a readable commit names is not there. */
    FILE_MISSING,
    /** A file has other bytes than its commit says. */
    FILE_DIFFERS
  }

  /** One finding; {@code file} is a name within the commit, or empty. */
  public record Finding(Wrong wrong, long commit, String file) {}

  /** What was found, and how much was looked at; {@code bytes} are those of the files. */
  public record Report(List<Finding> findings, long commits, long files, long bytes) {}

  private final CommitLog log;
  private final ObjectStore workspace;
  private final List<Finding> findings = new ArrayList<>();
  private long files;
  private long bytes;

  private Verification(CommitLog log, ObjectStore workspace) {
    this.log = log;
    this.workspace = workspace;
  }

  /** Walks the chain of all commits and every file of the readable ones. */
  public static Report of(CommitLog log, ObjectStore workspace) throws StoreException {
    return new Verification(log, workspace).run();
  }

  private Report run() throws StoreException {
    List<Long> numbers = log.numbers();
    chain(numbers);
    if (findings.stream().noneMatch(finding -> finding.wrong() == Wrong.COMMIT_UNREADABLE)) {
      for (Manifest manifest : log.readable()) {
        for (Area area : Area.values()) {
          for (PublishedFile file : manifest.in(area)) {
            compare(manifest, file, area);
          }
        }
      }
    }
    return new Report(List.copyOf(findings), numbers.size(), files, bytes);
  }

  private void chain(List<Long> numbers) throws StoreException {
    Set<String> attempts = new HashSet<>();
    String previous = "";
    long expected = 1;
    for (long number : numbers) {
      for (; expected < number; expected++) {
        findings.add(new Finding(Wrong.COMMIT_MISSING, expected, ""));
      }
      expected = number + 1;
      Optional<Head> read = log.readIfSound(number);
      if (read.isEmpty()) {
        findings.add(new Finding(Wrong.COMMIT_UNREADABLE, number, ""));
        continue;
      }
      Manifest manifest = read.get().manifest();
      if (!manifest.previous().equals(previous)) {
        findings.add(new Finding(Wrong.CHAIN_BROKEN, number, ""));
      }
      if (!attempts.add(manifest.attempt())) {
        findings.add(new Finding(Wrong.ATTEMPT_COMMITTED_TWICE, number, ""));
      }
      if (!manifest.counts().addUp()) {
        findings.add(new Finding(Wrong.COUNTS_DO_NOT_ADD_UP, number, ""));
      }
      previous = read.get().sha256();
    }
  }

  private void compare(Manifest manifest, PublishedFile file, Area area) throws StoreException {
    ObjectStore store =
        switch (area) {
          case PUBLISHED -> log.store();
          case WORKSPACE -> workspace;
        };
    try {
      Digest digest =
          Digest.copy(store.read(file.key(), Optional.empty()), OutputStream.nullOutputStream());
      files++;
      bytes += digest.bytes();
      if (!digest.equals(new Digest(file.sha256(), file.bytes()))) {
        findings.add(new Finding(Wrong.FILE_DIFFERS, manifest.number(), file.name()));
      }
    } catch (StoreException failure) {
      switch (failure.reason()) {
        case NOT_FOUND ->
            findings.add(new Finding(Wrong.FILE_MISSING, manifest.number(), file.name()));
        case DIFFERENT_BYTES ->
            findings.add(new Finding(Wrong.FILE_DIFFERS, manifest.number(), file.name()));
        case CHANGED, FORBIDDEN, ARCHIVED, UNAVAILABLE -> throw failure;
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("nothing is written", impossible);
    }
  }
}
