package org.tributary.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DatabasesTest {

  @TempDir Path scratch;

  @Test
  void answers_come_in_the_order_asked_however_many_databases_there_are() throws IOException {
    List<Databases.Work<Long>> asked = new ArrayList<>();
    for (int number = 0; number < 20; number++) {
      String sql = "SELECT " + number;
      asked.add(database -> database.count("answer", sql));
    }
    try (Databases databases = new Databases(scratch, "100MB", 3)) {
      List<Long> answers = databases.useSideBySide(asked);
      assertThat(answers).hasSize(20).isSorted();
    }
  }

  @Test
  void one_that_cannot_be_opened_keeps_nobody_waiting() {
    try (Databases databases = new Databases(scratch.resolve("absent"), "100MB", 1)) {
      for (int time = 0; time < 3; time++) {
        assertThatThrownBy(() -> databases.use(database -> database.count("x", "SELECT 1")))
            .isInstanceOf(RuntimeException.class);
      }
    }
  }

  @Test
  void when_some_work_fails_the_rest_has_ended_too() {
    AtomicInteger ended = new AtomicInteger();
    List<Databases.Work<Long>> work = new ArrayList<>();
    work.add(
        database -> {
          throw new IOException("of the first");
        });
    for (int number = 0; number < 6; number++) {
      work.add(
          database -> {
            long rows = database.count("count", "SELECT count(*) FROM range(1000000)");
            ended.incrementAndGet();
            return rows;
          });
    }
    try (Databases databases = new Databases(scratch, "100MB", 2)) {
      assertThatThrownBy(() -> databases.useSideBySide(work)).isInstanceOf(IOException.class);
    }
    assertThat(ended).hasValue(6);
  }
}
