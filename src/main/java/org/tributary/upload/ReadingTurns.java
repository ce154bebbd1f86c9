package org.tributary.upload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.store.Contents;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;

/**
 * Who may read a file at the same time as others, and which file it was when the programme died. A
 * file leaves a mark in the workspace for as long as it is being read, by its content, so that a
 * mark that is there before the reading begins is a death of the programme.
 *
 * <p>A death in company says little: somebody may have pulled the plug, or one of the other files
 * did it. It has the file read alone the next time, while nothing else is read. Only deaths while
 * it was read alone, {@value #GIVE_UP_AFTER} without a reading that ended between them, give a file
 * up. A reading that ended, well or not, takes all marks of the content away, and so does a stop in
 * order with those of the readings that it cuts short. What a plug pulled so often in a row, each
 * time just while the same file is read alone, makes of an innocent file is in {@code
 * docs/decisions/0010-which-file-stopped-the-programme.md}.
 */
public final class ReadingTurns {

  /** So many deaths of the programme while it read nothing but this file. */
  static final int GIVE_UP_AFTER = 4;

  private static final Logger LOG = LoggerFactory.getLogger(ReadingTurns.class);
  private static final int ALL = Integer.MAX_VALUE;
  private static final String ATTEMPTS = "attempts/";

  /** Whether other files are read at the same time. */
  private enum Company {
    TOGETHER("together/", 1),
    ALONE("alone/", ALL);

    private final String folder;
    private final int permits;

    Company(String folder, int permits) {
      this.folder = folder;
      this.permits = permits;
    }
  }

  private final ObjectStore workspace;
  private final Semaphore permits = new Semaphore(ALL, true);
  private final Set<String> marks = ConcurrentHashMap.newKeySet();

  /** Marks that could not be taken away although the programme lived: they are nobody's death. */
  private final Set<String> noDeaths = ConcurrentHashMap.newKeySet();

  /** By attempt, of which contents there was a mark when its first file was to be read. */
  private final Map<String, Set<String>> marked = new HashMap<>();

  private volatile boolean stopping;

  ReadingTurns(ObjectStore workspace) {
    this.workspace = workspace;
  }

  /** A file's turn, which is given back once, by one of the three ways in which it can end. */
  final class Turn {
    private final String content;
    private final String mark;
    private final Company company;
    private final boolean wasMarked;

    private Turn(String content, String mark, Company company, boolean wasMarked) {
      this.content = content;
      this.mark = mark;
      this.company = company;
      this.wasMarked = wasMarked;
    }

    /** The file was read to its end, whatever became of it: it kills nobody. */
    void ended() throws StoreException {
      try {
        // First what we know of: a listing that is not quite new does not name it.
        workspace.delete(mark);
        for (String left : List.copyOf(noDeaths)) {
          if (left.startsWith(folder(content))) {
            workspace.delete(left);
            noDeaths.remove(left);
          }
        }
        if (wasMarked) {
          for (StoredObject old : workspace.list(folder(content))) {
            workspace.delete(old.key());
          }
        }
      } catch (StoreException failure) {
        noDeaths.add(mark);
        throw failure;
      } finally {
        giveBack();
      }
    }

    /**
     * The reading was broken off for a reason that is none of the file's. Where that is a store out
     * of reach, the mark cannot be taken away either; then we remember what it does not mean.
     */
    void brokenOff() {
      try {
        workspace.delete(mark);
      } catch (StoreException failure) {
        LOG.warn("the mark of a reading that was broken off stays for now", failure);
        noDeaths.add(mark);
      } finally {
        giveBack();
      }
    }

    /** The programme lives, but it may be the content that made it fail: as if it had died. */
    void died() {
      giveBack();
    }

    private void giveBack() {
      marks.remove(mark);
      permits.release(company.permits);
    }
  }

  /**
   * Waits until the file may be read; empty if it is given up.
   *
   * @param content names the file's bytes and the rules that read them
   * @param attempt the session's id; it tells how old a mark is
   */
  Optional<Turn> take(String content, String attempt, int number)
      throws StoreException, InterruptedException {
    boolean wasMarked = isMarked(content, attempt);
    Company company = wasMarked && deaths(folder(content)) > 0 ? Company.ALONE : Company.TOGETHER;
    permits.acquire(company.permits);
    String mark = folder(content) + company.folder + attempt + "/" + number;
    Turn turn = new Turn(content, mark, company, wasMarked);
    try {
      // Counted now that nobody of this process has the same content in hand.
      if (company == Company.ALONE && deaths(folder(content) + company.folder) >= GIVE_UP_AFTER) {
        turn.giveBack();
        return Optional.empty();
      }
      marks.add(mark);
      if (!stopping) {
        workspace.create(mark, Contents.of(""));
      }
      return Optional.of(turn);
    } catch (StoreException failure) {
      // It may lie there all the same, where only the answer was lost.
      noDeaths.add(mark);
      turn.giveBack();
      throw failure;
    }
  }

  /** One LIST for all files of an attempt: marks that are made later are of readings that go on. */
  private synchronized boolean isMarked(String content, String attempt) throws StoreException {
    if (!marked.containsKey(attempt)) {
      Set<String> contents = new HashSet<>();
      for (StoredObject mark : workspace.list(ATTEMPTS)) {
        contents.add(mark.key().substring(ATTEMPTS.length()).split("/", 2)[0]);
      }
      marked.put(attempt, contents);
    }
    return marked.get(attempt).contains(content);
  }

  /** No file of an attempt is going to be read any more. */
  synchronized void over(String attempt) {
    marked.remove(attempt);
  }

  private long deaths(String below) throws StoreException {
    return workspace.list(below).stream().filter(mark -> !noDeaths.contains(mark.key())).count();
  }

  /**
   * The programme was told to stop, and what follows is no file's fault: no mark stays, and no
   * other is made. One that cannot be taken away counts like a death, no more.
   */
  public void stop() throws StoreException {
    stopping = true;
    List<StoreException> failures = new ArrayList<>();
    for (String mark : List.copyOf(marks)) {
      try {
        workspace.delete(mark);
      } catch (StoreException failure) {
        failures.add(failure);
      }
    }
    if (!failures.isEmpty()) {
      StoreException first = failures.get(0);
      failures.subList(1, failures.size()).forEach(first::addSuppressed);
      throw first;
    }
  }

  private static String folder(String content) {
    return ATTEMPTS + content + "/";
  }
}
