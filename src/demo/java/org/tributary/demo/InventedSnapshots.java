package org.tributary.demo;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.tributary.authority.LocalAuthority;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Mark;
import org.tributary.schema.Table;

/**
 * One authority's invented snapshots of a dataset that says of children how things are at the end
 * of a month. They are about the children of its other returns who are in care on that day. Every
 * other authority writes the headers in words of its own. The same seed gives the same bytes
 * everywhere.
 */
public final class InventedSnapshots {

  /** One in so many rows is of somebody who does not belong there. */
  private static final int SPOILT_ONE_IN = 15;

  private final Dataset dataset;
  private final LocalAuthority authority;
  private final long seed;
  private final List<InventedChild> children;

  private InventedSnapshots(
      Dataset dataset, LocalAuthority authority, long seed, List<InventedChild> children) {
    this.dataset = dataset;
    this.authority = authority;
    this.seed = seed;
    this.children = List.copyOf(children);
  }

  /** Snapshots of the children of yearly returns. */
  public static InventedSnapshots of(
      Dataset dataset, LocalAuthority authority, long seed, Ssda903Returns returns) {
    return new InventedSnapshots(dataset, authority, seed, returns.children());
  }

  /** All files of a month by their path below the dataset's folder. */
  public Map<String, byte[]> filesOf(YearMonth month) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    String name = Month.from(month).getDisplayName(TextStyle.SHORT, Locale.UK);
    Dataset asked = dataset.in(month.getYear(), OptionalInt.of(month.getMonthValue()));
    for (Table table : asked.tablesIn(month.getYear())) {
      files.put(
          month.getYear() + "/Placements " + name + " " + month.getYear() + ".csv",
          csv(table, month));
    }
    return files;
  }

  private byte[] csv(Table table, YearMonth month) {
    LocalDate day = month.atEndOfMonth();
    List<Field> fields = table.fieldsIn(month.getYear());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CsvWriter csv = InventedReturns.csv(bytes, LineDelimiter.CRLF)) {
      csv.writeRecord(fields.stream().map(this::header).toList());
      for (InventedChild child : children) {
        Optional<InventedChild.Episode> open =
            child.episodes().stream()
                .filter(episode -> !episode.start().isAfter(day) && episode.lastsInto(day))
                .findFirst();
        if (open.isPresent()) {
          Random random =
              InventedReturns.random(
                  seed, child.number().hashCode(), month.getYear(), month.getMonthValue());
          csv.writeRecord(
              fields.stream().map(field -> cell(field, child, open.get(), day, random)).toList());
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private String header(Field field) {
    return field.headerPatterns().isEmpty() || Math.floorMod(authority.code().hashCode(), 2) == 0
        ? field.name()
        : field.name() + " (as recorded)";
  }

  private String cell(
      Field field,
      InventedChild child,
      InventedChild.Episode episode,
      LocalDate day,
      Random random) {
    if (field.isOwnAuthority()) {
      return authority.name();
    }
    if (field.mark().equals(Optional.of(Mark.PERSON_ID))) {
      return child.number();
    }
    if (field.kind() == Kind.DATE) {
      return InventedReturns.written(field).format(episode.start());
    }
    if (field.kind() == Kind.AGE) {
      return String.valueOf(child.ageOn(day));
    }
    if (field.kind() == Kind.CATEGORY && random.nextInt(SPOILT_ONE_IN) == 0) {
      return "Not recorded";
    }
    return InventedReturns.cell(field, day.getYear(), random);
  }
}
