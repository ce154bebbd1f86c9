package org.tributary.overview;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tributary.errors.ErrorType;
import org.tributary.errors.Severity;
import org.tributary.overview.ReleaseFacts.Found;

/**
 * The lines of one error report, counted as they go by. Of a line it looks at what kind of error it
 * is, in which table and in a file of which year, and at nothing else.
 */
final class ErrorTally {

  /** How the report says how many more there are than it lists. */
  private static final Pattern MORE =
      Pattern.compile("And ([0-9]{1,18}) more of this kind, not listed one by one\\.");

  /** How the hub's report names a file of which the year is known. */
  private static final Pattern OF_A_YEAR = Pattern.compile("([0-9]{4})/.*");

  private record Key(String type, Severity severity, String table) {}

  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::severity).thenComparing(Key::type).thenComparing(Key::table);

  private final Map<Key, Long> counts = new TreeMap<>(ORDER);
  private final Set<Integer> years = new TreeSet<>();

  /** Whether each file holds one table, so that whatever is said of a file is said of a table. */
  enum Files {
    OF_ONE_TABLE,
    OF_SEVERAL_TABLES
  }

  /** Counts a report; a line of a kind that this programme does not know is left out. */
  static ErrorTally of(Path report, Files files) throws IOException {
    ErrorTally tally = new ErrorTally();
    try (CsvReader<NamedCsvRecord> lines = CsvReader.builder().ofNamedCsvRecord(report)) {
      String file = "";
      String type = "";
      String table = "";
      for (NamedCsvRecord line : lines) {
        String lineFile = line.getField("filename");
        String lineType = line.getField("type");
        String lineTable = line.getField("table");
        Matcher more = MORE.matcher(line.getField("message"));
        long count = 1;
        if (more.matches()) {
          count = Long.parseLong(more.group(1));
          boolean sameList = lineFile.equals(file) && lineType.equals(type);
          if (sameList && files == Files.OF_ONE_TABLE) {
            // It ends the list of its kind and file, whose lines name the table.
            lineTable = table;
          }
        }
        tally.count(lineType, line.getField("severity"), lineTable, lineFile, count);
        file = lineFile;
        type = lineType;
        table = lineTable;
      }
    } catch (CsvParseException | NoSuchElementException other) {
      throw new IOException("an error report is not the table that it should be", other);
    }
    return tally;
  }

  private void count(String type, String severity, String table, String file, long count) {
    Optional<Severity> known =
        Arrays.stream(Severity.values()).filter(each -> each.word().equals(severity)).findFirst();
    if (known.isEmpty() || ErrorType.ofCode(type).isEmpty()) {
      return;
    }
    counts.merge(new Key(type, known.get(), table), count, Long::sum);
    Matcher year = OF_A_YEAR.matcher(file);
    if (year.matches()) {
      years.add(Integer.parseInt(year.group(1)));
    }
  }

  /** Worst first, then by kind and table. */
  List<Found> found() {
    List<Found> found = new ArrayList<>();
    counts.forEach(
        (key, count) -> found.add(new Found(key.type(), key.severity(), key.table(), count)));
    return found;
  }

  long count(ErrorType type) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().type().equals(type.code()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The return years of which the report speaks of a file. */
  Set<Integer> years() {
    return Set.copyOf(years);
  }
}
