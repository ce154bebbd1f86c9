package org.tributary.session;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.authority.LocalAuthority;
import org.tributary.clean.FieldOf;
import org.tributary.errors.ErrorLog;
import org.tributary.pipeline.DegradeRule;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.read.Row;
import org.tributary.read.RowConsumer;
import org.tributary.read.SubmittedTable;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Table;
import org.tributary.submission.Period;
import org.tributary.submission.StagedTable;

/**
 * How fast rows go through clean, enrich, degrade and write, against FastCSV's bare parse of the
 * same file in the same run. The rows are handed over from memory, so that the first figure is that
 * of the rules alone; the sum with the bare parse is what a file costs.
 *
 * <p>{@code mvn -o test -Djunit.groups.excluded= -Dgroups=campaign -Dtest=RowPathBenchmark}; the
 * figures are then in {@code target/row-path.txt}.
 */
@Tag("campaign")
class RowPathBenchmark {

  private static final Path FIGURES = Path.of("target", "row-path.txt");

  private static final int ROWS = 1_000_000;
  private static final int RUNS = 7;

  /** The figure promised: rows a second on one core, or else within so many bare parses. */
  private static final double ROWS_A_SECOND = 1_000_000;

  private static final double BARE_PARSES = 4;

  private static final String[] NEEDS = {"N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8"};
  private static final String[] STARTS = {"S", "L", "P", "T", "B", "U"};
  private static final String[] STATUSES = {"C1", "C2", "D1", "E1", "V2", "V3", "V4", "L1", "L2"};
  private static final String[] PLACES = {
    "A3", "A4", "A5", "A6", "H5", "K1", "K2", "P1", "P2", "R1", "R2", "R3", "R5", "S1", "T0", "U1",
    "U2", "U3", "U4", "U5", "U6", "Z1"
  };
  private static final String[] PROVIDERS = {"PR0", "PR1", "PR2", "PR3", "PR4", "PR5"};
  private static final String[] ENDS = {"E11", "E12", "E13", "E2", "E3", "E4A", "E4B", "X1"};
  private static final String[] REASONS = {"CARPL", "CLOSE", "ALLEG", "STAND", "APPRR", "CREQB"};
  private static final String[] POSTCODES = {"OX1 2JD", "OX12JD", "m1 1ae", "SW1A 1AA", "B33 8TH"};

  @TempDir Path scratch;

  private static Field field(String name, String kind, String definition) {
    return FieldOf.definition(kind, "name=" + name + definition);
  }

  private static String codes(String... codes) {
    return " & codes=" + String.join(";", codes);
  }

  private static final Table EPISODES =
      new Table(
          "episodes",
          "",
          List.of(
              field("CHILD", "string", " & mandatory & pattern=[A-Za-z0-9]*"),
              field("DECOM", "date", " & mandatory & format=%d/%m/%Y"),
              field("RNE", "category", " & mandatory" + codes(STARTS)),
              field("LS", "category", " & mandatory" + codes(STATUSES)),
              field("CIN", "category", " & mandatory" + codes(NEEDS)),
              field("PLACE", "category", " & mandatory" + codes(PLACES)),
              field("PLACE_PROVIDER", "category", codes(PROVIDERS)),
              field("DEC", "date", " & format=%d/%m/%Y"),
              field("REC", "category", codes(ENDS)),
              field("REASON_PLACE_CHANGE", "category", codes(REASONS)),
              field("HOME_POST", "postcode", ""),
              field("PL_POST", "postcode", ""),
              field("URN", "string", "")));

  private static Pipeline pipeline(Optional<DegradeRule> ofChild) {
    List<OutputField> outputs = new ArrayList<>();
    for (Field field : EPISODES.fields()) {
      boolean child = field.name().equals("CHILD");
      outputs.add(
          output(
              field.name(),
              child ? List.of(EnrichRule.INTEGER, EnrichRule.ADD_LA_SUFFIX) : List.of(),
              child
                  ? ofChild
                  : field.kind() == Kind.POSTCODE
                      ? Optional.of(DegradeRule.SHORT_POSTCODE)
                      : Optional.empty()));
    }
    outputs.add(output("LA", List.of(EnrichRule.LA_NAME), Optional.empty()));
    outputs.add(output("YEAR", List.of(EnrichRule.YEAR), Optional.empty()));
    return new Pipeline(
        "d", "", "csv", true, List.of(new PipelineTable("episodes", outputs, Optional.empty())));
  }

  private static OutputField output(
      String name, List<EnrichRule> enrich, Optional<DegradeRule> degrade) {
    return new OutputField(
        name, Kind.STRING, Set.of("PAN"), false, enrich, degrade, OptionalInt.empty(), false, "1");
  }

  /** Episodes of invented children, the same in every run. */
  private static void generate(Path file) throws IOException {
    Random random = new Random(903);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(
          "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n");
      for (int i = 0; i < ROWS; i++) {
        boolean ended = random.nextInt(3) > 0;
        out.write(
            String.join(
                ",",
                Integer.toString(100_000 + random.nextInt(300_000)),
                day(random),
                one(STARTS, random),
                one(STATUSES, random),
                one(NEEDS, random),
                one(PLACES, random),
                one(PROVIDERS, random),
                ended ? day(random) : "",
                ended ? one(ENDS, random) : "",
                ended ? one(REASONS, random) : "",
                one(POSTCODES, random),
                one(POSTCODES, random),
                random.nextInt(4) == 0
                    ? ""
                    : Integer.toString(1_000_000 + random.nextInt(90_000))));
        out.write('\n');
      }
    }
  }

  private static String day(Random random) {
    return String.format(
        Locale.ROOT,
        "%02d/%02d/%d",
        1 + random.nextInt(28),
        1 + random.nextInt(12),
        2015 + random.nextInt(9));
  }

  private static String one(String[] of, Random random) {
    return of[random.nextInt(of.length)];
  }

  /** The whole file in memory as the reader hands it over. */
  private record InMemory(char[] characters, int[] ends) implements SubmittedTable {

    static InMemory of(Path file) throws IOException {
      StringBuilder text = new StringBuilder();
      int[] ends = new int[ROWS * 13];
      int cells = 0;
      try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(file)) {
        for (CsvRecord cellsOfRow : records) {
          if (cellsOfRow.getStartingLineNumber() > 1) {
            for (int i = 0; i < 13; i++) {
              text.append(cellsOfRow.getField(i));
              ends[cells++] = text.length();
            }
          }
        }
      }
      char[] characters = new char[text.length()];
      text.getChars(0, characters.length, characters, 0);
      return new InMemory(characters, ends);
    }

    @Override
    public Table table() {
      return EPISODES;
    }

    @Override
    public int[] columns() {
      return new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    }

    @Override
    public Counts read(RowConsumer consumer) throws IOException {
      Cursor cursor = new Cursor(characters, ends);
      for (int row = 0; row < ROWS; row++) {
        cursor.first = row * 13;
        cursor.line = row + 2;
        consumer.accept(cursor);
      }
      return new Counts(ROWS, new TreeMap<>());
    }
  }

  private static final class Cursor implements Row {

    private final char[] all;
    private final int[] ends;
    private int first;
    private long line;

    Cursor(char[] all, int[] ends) {
      this.all = all;
      this.ends = ends;
    }

    @Override
    public char[] characters() {
      return all;
    }

    @Override
    public int start(int column) {
      int cell = first + column;
      return cell == 0 ? 0 : ends[cell - 1];
    }

    @Override
    public int end(int column) {
      return ends[first + column];
    }

    @Override
    public long line() {
      return line;
    }
  }

  @Test
  void rows_go_through_the_rules_as_fast_as_promised() throws IOException {
    Path file = scratch.resolve("episodes.csv");
    generate(file);
    InMemory table = InMemory.of(file);
    double[] bare = new double[RUNS];
    double[] plain = new double[RUNS];
    double[] hashed = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      bare[run] = bareParse(file);
      plain[run] = rules(table, Optional.empty());
      hashed[run] = rules(table, Optional.of(DegradeRule.HASH_SHA256));
    }
    double bareSeconds = median(bare);
    double whole = bareSeconds + median(plain);
    Files.write(
        FIGURES,
        List.of(
            figures("bare FastCSV parse", bareSeconds, bareSeconds),
            figures("clean + enrich + degrade + write", median(plain), bareSeconds),
            figures("the same, CHILD hashed too", median(hashed), bareSeconds),
            figures("bare parse and rules together", whole, bareSeconds)));
    assertThat(ROWS / whole >= ROWS_A_SECOND || whole <= BARE_PARSES * bareSeconds)
        .as("%.2f s for %d rows, bare parse %.2f s", whole, ROWS, bareSeconds)
        .isTrue();
  }

  private static double bareParse(Path file) throws IOException {
    long start = System.nanoTime();
    long characters = 0;
    try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(file)) {
      for (CsvRecord cells : records) {
        for (int i = 0; i < 13; i++) {
          characters += cells.getField(i).length();
        }
      }
    }
    assertThat(characters).isPositive();
    return (System.nanoTime() - start) / 1e9;
  }

  private double rules(InMemory table, Optional<DegradeRule> ofChild) throws IOException {
    SecretKey key = new SecretKeySpec(new byte[32], "HmacSHA256");
    ErrorLog errors = new ErrorLog();
    FilePass pass =
        new FilePass(
            new LocalAuthority("822", "Bedford", "east", "bedford-822", List.of()),
            pipeline(ofChild),
            Set.of("PAN"),
            Period.ofYear(2024),
            scratch,
            Optional.of(key),
            errors,
            () -> List.of(table));
    long start = System.nanoTime();
    pass.read();
    pass.clean();
    pass.enrich();
    pass.degrade();
    List<StagedTable> staged = pass.write();
    double seconds = (System.nanoTime() - start) / 1e9;
    assertThat(staged.get(0).rowsKept()).isEqualTo(ROWS);
    assertThat(errors.kept()).isEmpty();
    return seconds;
  }

  private static double median(double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static String figures(String what, double seconds, double bareSeconds) {
    return String.format(
        Locale.ROOT,
        "%-34s %.3f s  %.2f M rows/s  %.2f bare parses",
        what,
        seconds,
        ROWS / seconds / 1e6,
        seconds / bareSeconds);
  }
}
