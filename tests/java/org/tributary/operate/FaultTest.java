package org.tributary.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.compile.Database;
import org.tributary.publish.LookAgainException;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

class FaultTest {

  @TempDir private Path scratch;

  private Throwable failureOf(String memory, String sql) {
    try (Database database = Database.open(scratch, memory)) {
      return catchThrowable(() -> database.execute("try this", sql));
    }
  }

  @Test
  void what_is_around_a_file_is_never_laid_to_its_content() {
    for (Throwable failure :
        new Throwable[] {
          new IOException("disk"),
          new UncheckedIOException(new IOException("disk")),
          new ClosedByInterruptException(),
          new InterruptedException(),
          new StoreException(Reason.UNAVAILABLE, "read"),
          StoreException.differentBytes(),
          new LookAgainException(),
          failureOf("20MB", "CREATE TABLE t AS SELECT list(range) FROM range(90000000)"),
          failureOf(
              "1GB", "COPY (SELECT range FROM range(100000)) TO '" + scratch + "/no/file.csv'")
        }) {
      assertThat(Fault.mayComeOfContent(failure)).as(Fault.label(failure)).isFalse();
    }
  }

  @Test
  void what_content_may_bring_out_is_looked_at_again_like_a_death() {
    for (Throwable failure :
        new Throwable[] {
          new OutOfMemoryError(),
          new StackOverflowError(),
          new IllegalArgumentException(),
          failureOf("1GB", "SELECT CAST('Hernandez' AS BIGINT)")
        }) {
      assertThat(Fault.mayComeOfContent(failure)).as(Fault.label(failure)).isTrue();
    }
  }

  @Test
  void a_label_tells_the_databases_kind_of_error_and_none_of_its_words() {
    assertThat(Fault.label(failureOf("1GB", "SELECT CAST('Hernandez' AS BIGINT)")))
        .isEqualTo("database-conversion");
    assertThat(
            Fault.label(
                failureOf("20MB", "CREATE TABLE t AS SELECT list(range) FROM range(90000000)")))
        .isEqualTo("database-out-of-memory");
    assertThat(Fault.label(failureOf("1GB", "COPY (SELECT 1) TO '" + scratch + "/no/file.csv'")))
        .isEqualTo("database-io");
    assertThat(Fault.label(new CompletionException(new IOException("disk")))).isEqualTo("scratch");
    assertThat(Fault.label(StoreException.differentBytes())).isEqualTo("bytes-differ");
    assertThat(Fault.label(new OutOfMemoryError())).isEqualTo("memory");
    assertThat(Fault.label(new IllegalStateException("Hernandez"))).isEqualTo("mistake");
  }
}
