package org.tributary.upload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.store.Contents;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/**
 * Who may read a file at the same time as others, and which file it was when the programme died. A
 * file leaves a mark in the workspace for as long as it is being read, by its content, so that a
 * mark that is there before the reading begins is a death of the programme. Small files leave one
 * mark together, for as long as any of them is being read; where that is found, each of them gets
 * the mark of its own that it would have left.
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

  /** Stands for the content in the mark of a group. */
  private static final String SEVERAL = "several";

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

  private final Map<String, List<Group>> groups = new ConcurrentHashMap<>();

  private volatile boolean stopping;

  ReadingTurns(ObjectStore workspace) {
    this.workspace = workspace;
  }

  /** Files of a session that are read under one mark, unless something is held against one. */
  final class Group {
    private final String attempt;
    private final List<String> contents;
    private final String mark;
    private int left;
    private boolean isMarked;
    private boolean hasDied;

    private Group(String attempt, List<String> contents, int number) {
      this.attempt = attempt;
      this.contents = List.copyOf(contents);
      this.mark = folder(SEVERAL) + Company.TOGETHER.folder + attempt + "/" + number;
      this.left = contents.size();
    }

    /** Or of a single file, whose mark is its own. */
    boolean isOfSeveral() {
      return contents.size() > 1;
    }

    private synchronized void begins() throws StoreException {
      if (!isMarked && !stopping) {
        marks.add(mark);
        try {
          workspace.create(mark, Contents.of(String.join("\n", contents)));
        } catch (StoreException failure) {
          noDeaths.add(mark);
          throw failure;
        }
        isMarked = true;
      }
    }

    /** One of the files is through with its reading, or is read under a mark of its own. */
    private synchronized void leaves() throws StoreException {
      left--;
      if (left == 0) {
        over();
      }
    }

    private synchronized void died() {
      hasDied = true;
      marks.remove(mark);
    }

    private synchronized void over() throws StoreException {
      if (isMarked && !hasDied) {
        isMarked = false;
        try {
          workspace.delete(mark);
        } catch (StoreException failure) {
          noDeaths.add(mark);
          throw failure;
        } finally {
          marks.remove(mark);
        }
      }
    }
  }

  /** A file's turn, which is given back once, by one of the three ways in which it can end. */
  interface Turn {

    /** The file was read to its end, whatever became of it: it kills nobody. */
    void ended() throws StoreException;

    /**
     * The reading was broken off for a reason that is none of the file's. Where that is a store out
     * of reach, the mark cannot be taken away either; then we remember what it does not mean.
     */
    void brokenOff();

    /** The programme lives, but it may be the content that made it fail: as if it had died. */
    void died();
  }

  private final class TurnOfGroup implements Turn {
    private final Group group;

    private TurnOfGroup(Group group) {
      this.group = group;
    }

    @Override
    public void ended() throws StoreException {
      try {
        group.leaves();
      } finally {
        permits.release(Company.TOGETHER.permits);
      }
    }

    @Override
    public void brokenOff() {
      try {
        ended();
      } catch (StoreException failure) {
        LOG.warn("the mark of readings that were broken off stays for now", failure);
      }
    }

    @Override
    public void died() {
      group.died();
      permits.release(Company.TOGETHER.permits);
    }
  }

  private final class OwnTurn implements Turn {
    private final String content;
    private final String mark;
    private final Company company;
    private final boolean wasMarked;

    private OwnTurn(String content, String mark, Company company, boolean wasMarked) {
      this.content = content;
      this.mark = mark;
      this.company = company;
      this.wasMarked = wasMarked;
    }

    @Override
    public void ended() throws StoreException {
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

    @Override
    public void brokenOff() {
      try {
        workspace.delete(mark);
      } catch (StoreException failure) {
        LOG.warn("the mark of a reading that was broken off stays for now", failure);
        noDeaths.add(mark);
      } finally {
        giveBack();
      }
    }

    @Override
    public void died() {
      giveBack();
    }

    private void giveBack() {
      marks.remove(mark);
      permits.release(company.permits);
    }
  }

  /** Names a file's bytes, as they were listed, and the rules that read them. */
  static String content(StoredObject object, String rules) {
    String listed = object.etag() + "\t" + object.size();
    return Digest.of(listed.getBytes(StandardCharsets.UTF_8)).sha256() + "-" + rules;
  }

  /**
   * Files that are read under one mark; of a single one it is its own.
   *
   * @param attempt the session's id; it tells how old a mark is
   * @param number of the first of them
   */
  Group group(String attempt, List<String> contents, int number) {
    Group group = new Group(attempt, contents, number);
    groups.computeIfAbsent(attempt, any -> new CopyOnWriteArrayList<>()).add(group);
    return group;
  }

  /**
   * Waits until the file may be read; empty if it is given up.
   *
   * @param content one of the group's
   */
  Optional<Turn> take(Group group, String content, int number)
      throws StoreException, InterruptedException {
    String attempt = group.attempt;
    boolean wasMarked = isMarked(content, attempt);
    if (group.isOfSeveral()) {
      if (!wasMarked) {
        permits.acquire(Company.TOGETHER.permits);
        try {
          group.begins();
          return Optional.of(new TurnOfGroup(group));
        } catch (StoreException failure) {
          permits.release(Company.TOGETHER.permits);
          throw failure;
        }
      }
      group.leaves();
    }
    Company company = wasMarked && deaths(folder(content)) > 0 ? Company.ALONE : Company.TOGETHER;
    permits.acquire(company.permits);
    String mark = folder(content) + company.folder + attempt + "/" + number;
    OwnTurn turn = new OwnTurn(content, mark, company, wasMarked);
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
        String of = mark.key().substring(ATTEMPTS.length()).split("/", 2)[0];
        if (of.equals(SEVERAL)) {
          contents.addAll(each(mark.key()));
        } else {
          contents.add(of);
        }
      }
      marked.put(attempt, contents);
    }
    return marked.get(attempt).contains(content);
  }

  /** Makes of a group's mark that of each of its files; none where the group is being read. */
  private List<String> each(String mark) throws StoreException {
    if (marks.contains(mark)) {
      return List.of();
    }
    List<String> contents = noDeaths.contains(mark) ? List.of() : contents(mark);
    String rest = mark.substring(folder(SEVERAL).length());
    for (String content : contents) {
      workspace.create(folder(content) + rest, Contents.of(""));
    }
    workspace.delete(mark);
    noDeaths.remove(mark);
    return contents;
  }

  private List<String> contents(String mark) throws StoreException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Digest.copy(workspace.read(mark, Optional.empty()), bytes);
    } catch (StoreException failure) {
      if (failure.reason() != Reason.NOT_FOUND) {
        throw failure;
      }
      // Another programme has just done the same, or read them all.
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory takes every byte", impossible);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** No file of an attempt is going to be read any more. */
  void over(String attempt) {
    synchronized (this) {
      marked.remove(attempt);
    }
    for (Group group : Optional.ofNullable(groups.remove(attempt)).orElse(List.of())) {
      try {
        group.over();
      } catch (StoreException failure) {
        LOG.warn("the mark of readings that were broken off stays for now", failure);
      }
    }
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
