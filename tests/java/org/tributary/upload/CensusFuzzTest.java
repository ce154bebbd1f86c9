package org.tributary.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.demo.CinCensusReturns;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorType;
import org.tributary.submission.StagedTable;

/** Censuses that something happened to on the way. */
class CensusFuzzTest {

  private static final int YEAR = 2025;

  @TempDir private Path scratch;

  private static byte[] sound() {
    return new CinCensusReturns(CensusFile.dataset(), CensusFile.BEDFORD, 3, 12).file(YEAR);
  }

  private CensusFile read(byte[] bytes) throws IOException {
    return CensusFile.read(Files.write(scratch.resolve("census.xml"), bytes), YEAR, scratch);
  }

  private static void addsUp(CensusFile census) {
    for (StagedTable table : census.tables()) {
      long removed = table.removed().values().stream().mapToLong(Long::longValue).sum();
      assertThat(table.rowsRead()).isEqualTo(table.rowsKept() + removed);
      assertThat(census.rows()).hasSize((int) table.rowsKept());
    }
    assertThat(census.errors().counts()).doesNotContainKey(ErrorType.TRANSFORM_FAILED);
  }

  @Test
  void bytes_that_were_changed_lost_or_doubled_never_break_the_reader() throws IOException {
    Random random = new Random(311);
    byte[] sound = sound();
    Set<ErrorType> seen = EnumSet.noneOf(ErrorType.class);
    for (int round = 0; round < 400; round++) {
      byte[] bytes = sound.clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = random.nextInt(bytes.length);
        bytes =
            switch (random.nextInt(4)) {
              case 0 -> replaced(bytes, at, 1, new byte[] {(byte) random.nextInt(256)});
              case 1 -> replaced(bytes, at, random.nextInt(200), new byte[0]);
              case 2 -> replaced(bytes, at, 0, slice(bytes, random.nextInt(bytes.length), 300));
              default ->
                  replaced(
                      bytes,
                      at,
                      1,
                      "<>&;/\"'".substring(random.nextInt(7)).getBytes(StandardCharsets.UTF_8));
            };
      }
      CensusFile census = read(bytes);
      addsUp(census);
      seen.addAll(census.errors().counts().keySet());
    }
    assertThat(seen)
        .contains(ErrorType.UNREADABLE, ErrorType.MISSING_ELEMENT, ErrorType.UNKNOWN_ELEMENT);
  }

  private static byte[] replaced(byte[] bytes, int at, int length, byte[] by) {
    int end = Math.min(bytes.length, at + length);
    byte[] other = new byte[bytes.length - (end - at) + by.length];
    System.arraycopy(bytes, 0, other, 0, at);
    System.arraycopy(by, 0, other, at, by.length);
    System.arraycopy(bytes, end, other, at + by.length, bytes.length - end);
    return other;
  }

  private static byte[] slice(byte[] bytes, int from, int most) {
    return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + most));
  }

  @Test
  void no_error_holds_anything_of_a_value() throws IOException {
    String text = new String(sound(), StandardCharsets.UTF_8);
    String canary = "Zqxjkvbp";
    String poisoned =
        text.replaceAll(">[^<>\\n]+</(?!Year|LEA|LAchildID)", ">" + canary + "</")
            .replace(
                "<ReferralNFA>",
                "<" + canary + "2015051700>x</" + canary + "2015051700>\n<ReferralNFA>");
    CensusFile census = read(poisoned.getBytes(StandardCharsets.UTF_8));
    assertThat(census.tables()).isNotEmpty();
    List<DataError> errors = census.errors().kept();
    assertThat(errors).hasSizeGreaterThan(20);
    assertThat(errors.toString()).doesNotContain(canary);
  }
}
