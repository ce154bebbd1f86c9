package org.tributary.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;

class HostileBytesTest {

  private static final String HEADERS = "FIELD_0,FIELD_1,FIELD_2\n";

  @Property(tries = 500)
  void rows_read_are_rows_handed_over_and_rows_removed(@ForAll("text") String text)
      throws IOException {
    check((HEADERS + text).getBytes(StandardCharsets.ISO_8859_1));
  }

  @Property(tries = 500)
  void any_bytes_are_read_or_refused(@ForAll byte[] bytes) throws IOException {
    check(bytes);
  }

  private static void check(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("read", ".csv");
    try {
      Files.write(file, bytes);
      ErrorLog errors = new ErrorLog();
      AtomicLong rows = new AtomicLong();
      AtomicLong last = new AtomicLong();
      try {
        SubmittedFile submitted =
            SubmittedFile.open(
                file,
                "csv",
                Invented.with(3),
                Invented.YEAR,
                new Limits(10_000, 1_000, 10, 20),
                errors);
        assertThat(!submitted.tables().isEmpty() || !errors.kept().isEmpty()).isTrue();
        for (SubmittedTable table : submitted.tables()) {
          SubmittedTable.Counts counts =
              table.read(
                  row -> {
                    rows.incrementAndGet();
                    assertThat(row.line()).isGreaterThan(last.getAndSet(row.line()));
                  });
          long removed = counts.removed().values().stream().mapToLong(Long::longValue).sum();
          assertThat(counts.read()).isEqualTo(rows.get() + removed);
        }
      } catch (UnreadableFileException unreadable) {
        assertThat(unreadable.getMessage()).doesNotContain("Canary");
      }
      assertThat(errors.kept()).noneMatch(HostileBytesTest::holdsTheCanary);
    } finally {
      Files.delete(file);
    }
  }

  private static boolean holdsTheCanary(DataError error) {
    return error.toString().contains("Canary");
  }

  @Provide
  Arbitrary<String> text() {
    return Arbitraries.of(
            "Canary",
            ",",
            ",",
            ",",
            "\"",
            "\n",
            "\r",
            "\r\n",
            ";",
            "1",
            "FIELD_0",
            HEADERS,
            " ",
            "\u00e9",
            "\u00c3",
            "\0",
            "Canary long enough for the limit")
        .list()
        .ofMaxSize(60)
        .map(pieces -> String.join("", pieces));
  }
}
