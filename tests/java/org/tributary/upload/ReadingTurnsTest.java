package org.tributary.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.tributary.store.Contents;
import org.tributary.store.DecoratedStore;
import org.tributary.store.ObjectStore;
import org.tributary.store.SimulatedStore;
import org.tributary.store.SimulatedStore.Call;
import org.tributary.store.SimulatedStore.Fate;
import org.tributary.store.SimulatedStore.Gate;
import org.tributary.store.SimulatedStore.Operation;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;
import org.tributary.upload.ReadingTurns.Group;
import org.tributary.upload.ReadingTurns.Turn;

class ReadingTurnsTest {

  private final SimulatedStore workspace = new SimulatedStore("workspace", 10);
  private int attempts;

  /** A programme that has just been started. */
  private ReadingTurns started() {
    return new ReadingTurns(workspace);
  }

  /** Takes the turn of a file that is read under a mark of its own. */
  private static Optional<Turn> take(ReadingTurns turns, String content, String attempt, int number)
      throws Exception {
    return turns.take(turns.group(attempt, List.of(content), number), content, number);
  }

  private String attempt() {
    return "20260504T090000Z-" + attempts++;
  }

  /** The programme starts, reads the file and dies; false if it gave the file up. */
  private boolean diesReading(String content) throws Exception {
    return take(started(), content, attempt(), 1).isPresent();
  }

  private List<String> marks() {
    return List.copyOf(workspace.objects("attempts/").keySet());
  }

  @Test
  void a_file_is_read_in_company_as_long_as_nothing_happened() throws Exception {
    ReadingTurns turns = started();
    take(turns, "one", attempt(), 1).orElseThrow();
    take(turns, "two", attempt(), 2).orElseThrow();
    assertThat(marks()).hasSize(2).allMatch(mark -> mark.contains("/together/"));
  }

  @Test
  void a_file_that_was_being_read_when_the_programme_died_is_read_alone() throws Exception {
    diesReading("one");
    ReadingTurns turns = started();
    Turn alone = take(turns, "one", attempt(), 1).orElseThrow();
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<Boolean> waits = other.submit(() -> take(turns, "two", attempt(), 2).isPresent());
      assertThat(marks()).noneMatch(mark -> mark.contains("two"));
      alone.ended();
      assertThat(waits.get(10, TimeUnit.SECONDS)).isTrue();
      assertThat(marks()).singleElement().asString().contains("two/together/");
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void a_file_that_kills_whoever_reads_it_is_given_up_after_five_deaths() throws Exception {
    int deaths = 0;
    while (diesReading("one")) {
      deaths++;
    }
    assertThat(deaths).isEqualTo(1 + ReadingTurns.GIVE_UP_AFTER).isEqualTo(5);
    assertThat(diesReading("one")).as("it stays given up").isFalse();
  }

  @Test
  void deaths_in_company_never_give_a_file_up() throws Exception {
    for (int i = 0; i < 100; i++) {
      // In company with others; the marks are those of many programmes that died at once.
      workspace.create("attempts/one/together/" + attempt() + "/1", Contents.of(""));
    }
    assertThat(take(started(), "one", attempt(), 1)).isPresent();
  }

  @Test
  void one_reading_that_ends_makes_up_for_all_deaths_before() throws Exception {
    for (int death = 0; death < ReadingTurns.GIVE_UP_AFTER; death++) {
      diesReading("one");
    }
    take(started(), "one", attempt(), 1).orElseThrow().ended();
    assertThat(marks()).isEmpty();
  }

  @Test
  void a_session_that_is_broken_off_neither_accuses_nor_clears_a_file() throws Exception {
    diesReading("one");
    List<String> before = marks();
    take(started(), "one", attempt(), 1).orElseThrow().brokenOff();
    assertThat(marks()).isEqualTo(before);
  }

  @Test
  void a_mark_that_cannot_be_taken_away_is_no_death_while_the_programme_lives() throws Exception {
    ReadingTurns turns = new ReadingTurns(unreachableFor(Operation.DELETE, Fate.ERROR_BEFORE));
    for (int failed = 0; failed < 20; failed++) {
      take(turns, "one", attempt(), 1).orElseThrow().brokenOff();
    }
    assertThat(marks()).hasSize(20).allMatch(mark -> mark.contains("/together/"));
    for (int failed = 0; failed < 20; failed++) {
      Turn read = take(turns, "one", attempt(), 1).orElseThrow();
      assertThatThrownBy(read::ended).isInstanceOf(StoreException.class);
    }
    assertThat(take(turns, "one", attempt(), 1)).isPresent();
  }

  @Test
  void a_mark_whose_making_was_never_confirmed_is_no_death_either() throws Exception {
    ReadingTurns turns = new ReadingTurns(unreachableFor(Operation.CREATE, Fate.ERROR_AFTER));
    for (int failed = 0; failed < 20; failed++) {
      String attempt = attempt();
      assertThatThrownBy(() -> take(turns, "one", attempt, 1)).isInstanceOf(StoreException.class);
    }
    assertThat(marks()).hasSize(20).allMatch(mark -> mark.contains("/together/"));
  }

  @Test
  void a_reading_that_ended_takes_marks_away_although_no_listing_names_them() throws Exception {
    // Every listing is what it was before anybody read anything.
    ObjectStore behind =
        new DecoratedStore(workspace) {
          @Override
          public List<StoredObject> list(String below) {
            return List.of();
          }
        };
    ReadingTurns turns = new ReadingTurns(behind);
    take(turns, "one", attempt(), 1).orElseThrow().ended();
    assertThat(marks()).as("its own").isEmpty();

    AtomicBoolean away = new AtomicBoolean(true);
    ReadingTurns troubled =
        new ReadingTurns(
            new DecoratedStore(behind) {
              @Override
              public void delete(String key) throws StoreException {
                if (away.get()) {
                  throw new StoreException(Reason.UNAVAILABLE, "delete");
                }
                super.delete(key);
              }
            });
    take(troubled, "one", attempt(), 1).orElseThrow().brokenOff();
    take(troubled, "other", attempt(), 2).orElseThrow().brokenOff();
    assertThat(marks()).hasSize(2);
    away.set(false);
    take(troubled, "one", attempt(), 1).orElseThrow().ended();
    assertThat(marks())
        .as("one that this programme left of the same content")
        .singleElement()
        .asString()
        .contains("/other/");
  }

  @Test
  void a_stop_takes_away_every_mark_that_it_can() throws Exception {
    ReadingTurns turns =
        new ReadingTurns(
            workspace.through(
                new Gate() {
                  @Override
                  public Fate before(Call call) {
                    return call.operation() == Operation.DELETE && call.key().contains("/five/")
                        ? Fate.ERROR_BEFORE
                        : Fate.SERVED;
                  }

                  @Override
                  public void after(Call call) {}
                }));
    for (String content : List.of("one", "two", "five", "seven", "nine", "ten")) {
      take(turns, content, attempt(), 1).orElseThrow();
    }
    assertThatThrownBy(turns::stop).isInstanceOf(StoreException.class);
    assertThat(marks()).singleElement().asString().contains("/five/");
  }

  private ObjectStore unreachableFor(Operation operation, Fate fate) {
    return workspace.through(
        new Gate() {
          @Override
          public Fate before(Call call) {
            return call.operation() == operation ? fate : Fate.SERVED;
          }

          @Override
          public void after(Call call) {}
        });
  }

  @Test
  void running_out_of_memory_counts_like_a_death() throws Exception {
    ReadingTurns turns = started();
    List<Integer> deaths = new ArrayList<>();
    for (var turn = take(turns, "one", attempt(), 1);
        turn.isPresent();
        turn = take(turns, "one", attempt(), 1)) {
      turn.get().died();
      deaths.add(1);
    }
    assertThat(deaths).hasSize(5);
  }

  @Test
  void a_stop_in_order_accuses_no_file_however_often_it_cuts_the_reading_short() throws Exception {
    for (int stop = 0; stop < 20; stop++) {
      ReadingTurns turns = started();
      take(turns, "one", attempt(), 1).orElseThrow();
      turns.stop();
      // What begins while the programme stops is cut short as well.
      take(turns, "two", attempt(), 2).orElseThrow();
    }
    assertThat(marks()).isEmpty();
  }

  @Test
  void two_copies_of_a_file_do_not_accuse_each_other() throws Exception {
    ReadingTurns turns = started();
    ExecutorService readers = Executors.newFixedThreadPool(8);
    try {
      List<Future<Boolean>> copies = new ArrayList<>();
      for (int copy = 0; copy < 40; copy++) {
        int number = copy;
        String attempt = attempt();
        copies.add(
            readers.submit(
                () -> {
                  var turn = take(turns, "one", attempt, number);
                  if (turn.isPresent()) {
                    turn.get().ended();
                  }
                  return turn.isPresent();
                }));
      }
      for (Future<Boolean> copy : copies) {
        assertThat(copy.get(10, TimeUnit.SECONDS)).isTrue();
      }
    } finally {
      readers.shutdownNow();
    }
  }

  @Test
  void small_files_leave_one_mark_together_which_goes_with_the_last_of_them() throws Exception {
    ReadingTurns turns = started();
    String attempt = attempt();
    Group group = turns.group(attempt, List.of("one", "two", "three"), 1);
    Turn one = turns.take(group, "one", 1).orElseThrow();
    one.ended();
    Turn two = turns.take(group, "two", 2).orElseThrow();
    Turn three = turns.take(group, "three", 3).orElseThrow();
    assertThat(marks()).containsExactly("attempts/several/together/" + attempt + "/1");
    two.brokenOff();
    three.ended();
    assertThat(marks()).isEmpty();
  }

  @Test
  void each_of_the_small_files_that_were_read_together_at_a_death_is_read_alone_once()
      throws Exception {
    ReadingTurns dies = started();
    dies.take(dies.group(attempt(), List.of("one", "two"), 1), "one", 1);

    ReadingTurns turns = started();
    Group group = turns.group(attempt(), List.of("one", "two", "new"), 1);
    for (String suspect : List.of("one", "two")) {
      Turn alone = turns.take(group, suspect, 1).orElseThrow();
      assertThat(marks()).anyMatch(mark -> mark.contains(suspect + "/alone/"));
      alone.ended();
    }
    assertThat(marks()).isEmpty();
    turns.take(group, "new", 3).orElseThrow();
    assertThat(marks()).singleElement().asString().contains("several/together/");
  }

  @Test
  void a_small_file_that_kills_whoever_reads_it_is_given_up_after_five_deaths_and_no_other()
      throws Exception {
    int deaths = 0;
    boolean givenUp = false;
    while (!givenUp) {
      ReadingTurns turns = started();
      Group group = turns.group(attempt(), List.of("killer", "innocent"), 1);
      Optional<Turn> killer = turns.take(group, "killer", 1);
      givenUp = killer.isEmpty();
      deaths += givenUp ? 0 : 1;
      if (givenUp) {
        assertThat(turns.take(group, "innocent", 2)).isPresent();
      }
    }
    assertThat(deaths).isEqualTo(1 + ReadingTurns.GIVE_UP_AFTER);
  }

  @Test
  void a_group_of_which_not_all_were_read_leaves_no_mark_when_its_session_is_over()
      throws Exception {
    ReadingTurns turns = started();
    String attempt = attempt();
    Group group = turns.group(attempt, List.of("one", "two"), 1);
    turns.take(group, "one", 1).orElseThrow().ended();
    assertThat(marks()).hasSize(1);
    turns.over(attempt);
    assertThat(marks()).isEmpty();
  }

  @Test
  void a_failure_that_may_come_of_a_small_files_content_leaves_the_mark_of_its_group()
      throws Exception {
    ReadingTurns turns = started();
    String attempt = attempt();
    Group group = turns.group(attempt, List.of("one", "two"), 1);
    turns.take(group, "one", 1).orElseThrow().died();
    turns.over(attempt);
    assertThat(marks()).hasSize(1);

    Group again = turns.group(attempt(), List.of("one", "two"), 1);
    turns.take(again, "two", 2).orElseThrow();
    assertThat(marks()).anyMatch(mark -> mark.contains("two/alone/"));
  }

  @Test
  void the_mark_of_small_files_that_are_being_read_is_no_death() throws Exception {
    ReadingTurns turns = started();
    turns.take(turns.group(attempt(), List.of("one", "two"), 1), "one", 1).orElseThrow();
    turns.take(turns.group(attempt(), List.of("one", "two"), 1), "one", 1).orElseThrow();
    assertThat(marks()).hasSize(2).allMatch(mark -> mark.contains("/several/together/"));
  }

  @Test
  void a_stop_in_order_takes_the_mark_of_small_files_away() throws Exception {
    ReadingTurns turns = started();
    turns.take(turns.group(attempt(), List.of("one", "two"), 1), "one", 1).orElseThrow();
    turns.stop();
    assertThat(marks()).isEmpty();
  }
}
