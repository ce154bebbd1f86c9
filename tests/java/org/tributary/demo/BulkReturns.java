package org.tributary.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.tributary.schema.Code;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Table;

/**
 * Header and episodes files of any length, for benchmarks and long campaigns: written as fast as a
 * disk takes them, in constant memory, the same bytes for the same dataset, year and seed. A child
 * has six episodes a year; the last is open, so that the next year's return has it closed by
 * repair. Children with the same number in two years are the same child.
 */
public final class BulkReturns {

  /** How many rows of an episodes file tell of one child. */
  public static final int EPISODES_PER_CHILD = 6;

  private static final int DAYS_PER_EPISODE = 60;
  private static final int FIRST_CHILD = 1_000_000;
  private static final byte[] LINE_END = {'\r', '\n'};

  private final int year;
  private final Table header;
  private final Table episodes;
  private final byte[][] days = new byte[365][];
  private final byte[][] births = new byte[16 * 365][];
  private final byte[] buffer = new byte[1 << 16];
  private final long seed;
  private long state;
  private int filled;
  private long written;

  public BulkReturns(Dataset dataset, int year, long seed) {
    this.year = year;
    this.seed = seed;
    this.header = InventedReturns.table(dataset, "header");
    this.episodes = InventedReturns.table(dataset, "episodes");
    LocalDate first = LocalDate.of(year - 1, 4, 1);
    for (int i = 0; i < days.length; i++) {
      days[i] = bytes(InventedReturns.written(field(episodes, "DECOM")).format(first.plusDays(i)));
    }
    LocalDate firstBirth = LocalDate.of(dataset.newestYear() - 18, 1, 1);
    for (int i = 0; i < births.length; i++) {
      births[i] =
          bytes(InventedReturns.written(field(header, "DOB")).format(firstBirth.plusDays(i)));
    }
  }

  /** Writes one row a child; the number of bytes written. The stream stays open. */
  public long header(long children, OutputStream out) throws IOException {
    begin(header, out);
    byte[][] sexes = codes(header, "SEX");
    byte[][] ethnicities = codes(header, "ETHNIC");
    for (long child = 0; child < children; child++) {
      // What a child is does not depend on the year.
      state = mixed(seed ^ child);
      int sex = below(2);
      number(FIRST_CHILD + child, out);
      cell(sexes[sex], out);
      cell(births[below(births.length)], out);
      cell(ethnicities[below(ethnicities.length)], out);
      put((byte) ',', out);
      put((byte) 'A', out);
      number(999_000_000_000L + child, out);
      cell(new byte[0], out);
      cell(new byte[0], out);
      put(LINE_END, out);
    }
    return end(out);
  }

  /** Writes so many rows; the number of bytes written. The stream stays open. */
  public long episodes(long rows, OutputStream out) throws IOException {
    return episodes(rows, Long.MAX_VALUE, out);
  }

  /** Writes rows until the file has at least this size; the number of bytes written. */
  public long episodesOfSize(long bytes, OutputStream out) throws IOException {
    return episodes(Long.MAX_VALUE, bytes, out);
  }

  private long episodes(long rows, long size, OutputStream out) throws IOException {
    begin(episodes, out);
    byte[][] began = codes(episodes, "RNE");
    byte[][] statuses = codes(episodes, "LS");
    byte[][] needs = codes(episodes, "CIN");
    byte[][] places = codes(episodes, "PLACE");
    byte[][] providers = codes(episodes, "PLACE_PROVIDER");
    byte[][] reasons = codes(episodes, "REASON_PLACE_CHANGE");
    byte[] careBegan = bytes("S");
    byte[] nextFollows = bytes("X1");
    byte[] nothing = {};
    state = mixed(seed + year);
    int start = 0;
    for (long row = 0; row < rows && written + filled < size; row++) {
      int ofChild = (int) (row % EPISODES_PER_CHILD);
      boolean last = ofChild == EPISODES_PER_CHILD - 1;
      if (ofChild == 0) {
        start = below(DAYS_PER_EPISODE);
      }
      int next = (ofChild + 1) * DAYS_PER_EPISODE + below(DAYS_PER_EPISODE);
      number(FIRST_CHILD + row / EPISODES_PER_CHILD, out);
      cell(days[start], out);
      cell(ofChild == 0 ? careBegan : began[below(began.length)], out);
      cell(statuses[below(statuses.length)], out);
      cell(needs[below(needs.length)], out);
      cell(places[below(places.length)], out);
      cell(providers[below(providers.length)], out);
      cell(last ? nothing : days[next], out);
      cell(last ? nothing : nextFollows, out);
      cell(last ? nothing : reasons[below(reasons.length)], out);
      postcode(out);
      postcode(out);
      put((byte) ',', out);
      number(9_000_000 + below(1_000_000), out);
      put(LINE_END, out);
      start = next;
    }
    return end(out);
  }

  private void begin(Table table, OutputStream out) throws IOException {
    filled = 0;
    written = 0;
    List<String> names = table.fieldsIn(year).stream().map(Field::name).toList();
    put(bytes(String.join(",", names)), out);
    put(LINE_END, out);
  }

  private long end(OutputStream out) throws IOException {
    flush(out);
    out.flush();
    return written;
  }

  private byte[][] codes(Table table, String field) {
    return field(table, field).codesIn(year).stream()
        .map(Code::code)
        .map(BulkReturns::bytes)
        .toArray(byte[][]::new);
  }

  private static Field field(Table table, String name) {
    return InventedCare.field(table, name);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void cell(byte[] text, OutputStream out) throws IOException {
    put((byte) ',', out);
    put(text, out);
  }

  private void postcode(OutputStream out) throws IOException {
    put((byte) ',', out);
    put((byte) 'Z', out);
    put((byte) 'X', out);
    put((byte) ('1' + below(9)), out);
    put((byte) ' ', out);
    put((byte) ('0' + below(10)), out);
    put((byte) ('A' + below(2)), out);
    put((byte) ('W' + below(4)), out);
  }

  private void number(long number, OutputStream out) throws IOException {
    room(20, out);
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    long rest = number;
    for (int at = filled + digits - 1; at >= filled; at--) {
      buffer[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    filled += digits;
  }

  private void put(byte sign, OutputStream out) throws IOException {
    room(1, out);
    buffer[filled++] = sign;
  }

  private void put(byte[] text, OutputStream out) throws IOException {
    room(text.length, out);
    System.arraycopy(text, 0, buffer, filled, text.length);
    filled += text.length;
  }

  private void room(int length, OutputStream out) throws IOException {
    if (filled + length > buffer.length) {
      flush(out);
    }
  }

  private void flush(OutputStream out) throws IOException {
    out.write(buffer, 0, filled);
    written += filled;
    filled = 0;
  }

  /** Xorshift: chance that costs nothing and is the same everywhere. */
  private int below(int bound) {
    state ^= state << 13;
    state ^= state >>> 7;
    state ^= state << 17;
    return (int) (((state >>> 33) * bound) >>> 31);
  }

  private static long mixed(long seed) {
    long mixed = (seed + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    mixed ^= mixed >>> 31;
    // Xorshift never leaves zero.
    return mixed == 0 ? 1 : mixed;
  }
}
