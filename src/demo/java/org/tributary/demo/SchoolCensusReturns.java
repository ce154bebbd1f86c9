package org.tributary.demo;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.tributary.authority.LocalAuthority;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Mark;
import org.tributary.schema.Table;
import org.tributary.schema.Term;

/**
 * One authority's invented census of schools: of each term the tables that it asks for, each in a
 * file. The rows are about the same pupils, some of whom live in another authority. The same seed
 * gives the same bytes everywhere.
 */
public final class SchoolCensusReturns {

  /** The dataset that these returns are of. */
  public static final String DATASET = "school-census";

  private static final int POSTCODES = 40;

  /** Of the postcodes every so many stands in no lookup. */
  private static final int UNKNOWN_ONE_IN = 10;

  private static final String ON_ROLL = "pupilonroll";
  private static final String OFF_ROLL = "pupilnolongeronroll";

  private final Dataset dataset;
  private final LocalAuthority authority;
  private final long seed;
  private final int pupils;
  private final List<String> postcodes = postcodes();

  public SchoolCensusReturns(Dataset dataset, LocalAuthority authority, long seed, int pupils) {
    this.dataset = dataset;
    this.authority = authority;
    this.seed = seed;
    this.pupils = pupils;
  }

  /** In which authority each of the invented postcodes lies, by the name of the file. */
  public static Map<String, byte[]> postcodeLookup(Collection<LocalAuthority> authorities) {
    List<LocalAuthority> homes = List.copyOf(authorities);
    StringBuilder csv = new StringBuilder("pcds,CTYUA25CD\n");
    List<String> postcodes = postcodes();
    for (int i = 0; i < postcodes.size(); i++) {
      if (i % UNKNOWN_ONE_IN != 0) {
        csv.append(postcodes.get(i))
            .append(',')
            .append(statisticalCode(homes.get(i % homes.size())))
            .append('\n');
      }
    }
    return Map.of("postcode_la_lookup.csv", csv.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** What the register of schools and statistics call each authority, by the name of the file. */
  public static Map<String, byte[]> authorityLookup(Collection<LocalAuthority> authorities) {
    StringBuilder csv = new StringBuilder("GIAS code,ctyua25cd\n");
    for (LocalAuthority authority : authorities) {
      csv.append(authority.giasCode()).append(',').append(statisticalCode(authority)).append('\n');
    }
    return Map.of("gias_ctyua25cd_lookup.csv", csv.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String statisticalCode(LocalAuthority authority) {
    return "E99000" + authority.giasCode();
  }

  private static List<String> postcodes() {
    List<String> postcodes = new ArrayList<>();
    for (int i = 0; i < POSTCODES; i++) {
      postcodes.add(InventedReturns.postcode(InventedReturns.random(1, i)));
    }
    return postcodes;
  }

  /** All files of a calendar year by their path below the dataset's folder. */
  public Map<String, byte[]> filesOf(int year) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Term term : dataset.terms().keySet()) {
      for (Table table : dataset.in(Optional.of(term.word())).tablesIn(year)) {
        files.put(
            year + "/" + term.word() + "/la/" + year + "_" + table.name() + ".csv",
            csv(table, term, year));
      }
    }
    return files;
  }

  private byte[] csv(Table table, Term term, int year) {
    List<Field> fields = table.fieldsIn(year);
    Random random = InventedReturns.random(seed, table.name().hashCode(), term.ordinal(), year);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CsvWriter csv = InventedReturns.csv(bytes, LineDelimiter.CRLF)) {
      csv.writeRecord(fields.stream().map(Field::name).toList());
      for (int row = 1; row <= pupils; row++) {
        // Of each pupil one row of the pupils themselves, and of what belongs to them some.
        int pupil = isOfPupils(table) ? row : 1 + random.nextInt(pupils);
        List<String> cells = new ArrayList<>();
        for (Field field : fields) {
          cells.add(cell(table, field, row, pupil, year, random));
        }
        csv.writeRecord(cells);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static boolean isOfPupils(Table table) {
    return table.name().equals(ON_ROLL) || table.name().equals(OFF_ROLL);
  }

  private String cell(Table table, Field field, int row, int pupil, int year, Random random) {
    String name = field.name();
    if (name.equals(ON_ROLL + "tableid") || name.equals(OFF_ROLL + "tableid")) {
      return "p" + pupil;
    }
    if (name.equals(table.name() + "tableid") || name.endsWith("orderseqcolumn")) {
      return String.valueOf(row);
    }
    if (name.equals("NativeId")) {
      return authority.giasCode() + "4" + String.format("%03d", pupil % 5);
    }
    if (name.equals("sentyperank")) {
      return String.valueOf(1 + random.nextInt(3));
    }
    if (field.kind() == Kind.POSTCODE) {
      return postcodes.get(random.nextInt(postcodes.size()));
    }
    if (field.mark().equals(Optional.of(Mark.NAME))) {
      return field.mandatory() ? "Invented" : "";
    }
    return InventedReturns.cell(field, year, random);
  }
}
