package org.tributary.demo;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tributary.authority.LocalAuthority;

/**
 * Small files in the layouts of the Office for National Statistics, Ofsted and the Department for
 * Education, about places and providers that there are not: wards of the region's authorities,
 * every postcode sector that invented returns use, and most of the providers that they name. The
 * same authorities and year give the same bytes everywhere.
 */
public final class InventedOpenData {

  /** Children are placed with so many providers. */
  private static final int PROVIDERS = 120;

  /** One provider in so many is not listed by Ofsted. */
  private static final int UNLISTED_ONE_IN = 10;

  private static final int YEARS = 3;
  private static final int WARDS = 3;
  private static final long SEED = 31_082_022;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT);

  private static final String PROVIDER_HEADERS =
      "Web link|Provision type|URN|Registration date|Registration status|Name|Ofsted region"
          + "|Local authority|Sector|Places|Organisation which owns the provider";
  private static final String JUDGED =
      "|Publication date|Overall experiences and progress of children and young people";
  private static final String IN_YEAR_HEADERS =
      PROVIDER_HEADERS + "|Inspection event type|Inspection date" + JUDGED;
  private static final String AT_AUGUST_HEADERS =
      PROVIDER_HEADERS + "|Latest full inspection date" + JUDGED;
  private static final String ASSURANCE = "Assurance visit";
  private static final List<String> JUDGEMENTS =
      List.of("Outstanding", "Good", "Good", "Requires improvement to be good", "Inadequate");
  private static final List<String> PROVISION =
      List.of("Children's home", "Children's home", "Independent Fostering Agency");
  private static final List<String> OWNERS =
      List.of("Mill Lane Care Ltd", "Foyer Méridien", "Quayside Homes Ltd", "REDACTED");

  /** A lower-tier authority as ONS knows it, and the county it lies in, if it does. */
  private record District(
      String code, String name, String countyCode, String county, String region) {}

  private final List<LocalAuthority> authorities;
  private final int newestYear;
  private final List<District> districts = new ArrayList<>();
  private final List<String> regions;

  /**
   * Of these authorities.
   *
   * @param newestYear the return year that ends after the newest files were published
   */
  public InventedOpenData(Collection<LocalAuthority> authorities, int newestYear) {
    this.authorities = List.copyOf(authorities);
    this.newestYear = newestYear;
    this.regions =
        List.copyOf(new TreeSet<>(this.authorities.stream().map(LocalAuthority::region).toList()));
    for (int i = 0; i < this.authorities.size(); i++) {
      LocalAuthority authority = this.authorities.get(i);
      // Every second one is a county with two districts, so that there are both.
      if (i % 2 == 0) {
        districts.add(new District(code("E06", i), authority.name(), "", "", authority.region()));
      } else {
        for (String half : List.of("North", "South")) {
          districts.add(
              new District(
                  code("E07", districts.size()),
                  half + " " + authority.name(),
                  code("E10", i),
                  authority.name(),
                  authority.region()));
        }
      }
    }
  }

  /** Looks like a code of ONS; it gives out no numbers from 99001. */
  private static String code(String kind, int number) {
    return kind + String.format(Locale.ROOT, "099%03d", number + 1);
  }

  /** The number of a provider with which a child is placed; Ofsted lists most of them. */
  static String urn(Random random) {
    return String.valueOf(9_000_000 + random.nextInt(PROVIDERS));
  }

  /** All files by the names that their publishers give them. */
  public Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    files.put(
        "Ward_to_Local_Authority_District_to_County_to_Region_to_Country_(December_"
            + (newestYear - 1)
            + ")_Lookup_in_United_Kingdom.csv",
        wards());
    files.put("ONSPD_FEB_" + newestYear + "_UK.csv", postcodes());
    files.put("edubasealldata" + newestYear + "0105.csv", schools());
    for (int year = newestYear - YEARS; year < newestYear; year++) {
      String two = String.format(Locale.ROOT, "%02d", year % 100);
      files.put("Provider_level_in_year_" + (year - 1) + "-" + two + ".csv", inYear(year));
      files.put("Provider_level_at_31_Aug_" + year + ".csv", atAugust(year));
      files.put("Providers_places_at_31_Aug_" + year + ".csv", places(year));
      files.put("Closed_childrens_homes_31Mar" + two + ".csv", closed(year));
    }
    return files;
  }

  private byte[] wards() {
    String year = String.format(Locale.ROOT, "%02d", (newestYear - 1) % 100);
    List<String> headers = new ArrayList<>();
    for (String area : List.of("WD", "LAD", "CTY", "RGN", "CTRY")) {
      headers.add(area + year + "CD");
      headers.add(area + year + "NM");
    }
    headers.add("ObjectId");
    List<List<String>> rows = new ArrayList<>();
    for (District district : districts) {
      for (String ward : List.of("Mill", "Quay", "Castle").subList(0, WARDS)) {
        rows.add(
            List.of(
                code("E05", rows.size()),
                ward + " Ward",
                district.code(),
                district.name(),
                district.countyCode(),
                district.county(),
                code("E12", regions.indexOf(district.region())),
                district.region(),
                "E92000001",
                "England",
                String.valueOf(rows.size() + 1)));
      }
    }
    // As the portal sends it.
    return csv("\uFEFF", headers, rows, StandardCharsets.UTF_8);
  }

  private byte[] postcodes() {
    Random random = new Random(SEED);
    List<List<String>> rows = new ArrayList<>();
    for (String area : List.of("ZX", "ZY")) {
      for (int district = 1; district <= 29; district++) {
        for (int sector = 0; sector < 10 && !districts.isEmpty(); sector++) {
          int lies = random.nextInt(districts.size());
          int east = 500_000 + random.nextInt(100_000);
          int north = 200_000 + random.nextInt(100_000);
          for (String unit : List.of("AA", "AB", "AD")) {
            String outward = area + district;
            String inward = sector + unit;
            boolean ended = unit.equals("AD");
            rows.add(
                List.of(
                    String.format(Locale.ROOT, "%-4s%s", outward, inward),
                    outward + " " + inward,
                    "198001",
                    ended ? "202001" : "",
                    districts.get(lies).countyCode(),
                    districts.get(lies).code(),
                    String.format(Locale.ROOT, "%07d", east + random.nextInt(500)),
                    String.format(Locale.ROOT, "%07d", north + random.nextInt(500)),
                    code("E01", lies * 10 + sector),
                    String.format(Locale.ROOT, "%.6f", 51.5 + random.nextInt(1_000_000) / 1e6),
                    String.format(Locale.ROOT, "%.6f", random.nextInt(1_000_000) / 1e6),
                    String.valueOf(1 + (lies * 10 + sector) * 37 % 32_844)));
          }
        }
      }
    }
    return csv(
        "",
        headers("pcd|pcds|dointr|doterm|oscty|oslaua|oseast1m|osnrth1m|lsoa11|lat|long|imd"),
        rows,
        StandardCharsets.UTF_8);
  }

  private byte[] schools() {
    List<List<String>> rows = new ArrayList<>();
    for (LocalAuthority authority : authorities) {
      rows.add(
          List.of(
              String.valueOf(990_001 + rows.size()),
              authority.code(),
              authority.name(),
              "Mill Lane School",
              "Community school",
              "Open",
              "01-09-2010",
              ""));
    }
    return csv(
        "",
        headers(
            "URN|LA (code)|LA (name)|EstablishmentName|TypeOfEstablishment (name)"
                + "|EstablishmentStatus (name)|OpenDate|CloseDate"),
        rows,
        Charset.forName("windows-1252"));
  }

  /** With a title, and in the letters of Excel on Windows, as Ofsted's often are. */
  private byte[] inYear(int year) {
    List<List<String>> rows = new ArrayList<>();
    for (int provider : listed()) {
      LocalDate day = LocalDate.of(year - 1, 4, 1).plusDays(random(provider, year).nextInt(365));
      rows.add(inspected(provider, "Full inspection", day, year));
      if (provider % 4 == 0) {
        rows.add(inspected(provider, ASSURANCE, day.plusDays(30), year));
      }
    }
    return csv(
        "Inspections of children's social care providers in the year to 31 March " + year + "\r\n",
        headers(IN_YEAR_HEADERS),
        rows,
        Charset.forName("windows-1252"));
  }

  private byte[] atAugust(int year) {
    List<List<String>> rows = new ArrayList<>();
    for (int provider : listed()) {
      if (!hasClosed(provider, year)) {
        LocalDate last = LocalDate.of(year, 4, 1).plusDays(random(provider, -year).nextInt(150));
        rows.add(inspected(provider, "", last, year));
      }
    }
    return csv("", headers(AT_AUGUST_HEADERS), rows, StandardCharsets.UTF_8);
  }

  private byte[] places(int year) {
    List<List<String>> rows = new ArrayList<>();
    for (int provider : listed()) {
      if (!hasClosed(provider, year)) {
        rows.add(
            List.of(
                number(provider), provision(provider), owner(provider), places(provider, year)));
      }
    }
    return csv(
        "", headers("URN|Provision type|Organisation name|Places"), rows, StandardCharsets.UTF_8);
  }

  private byte[] closed(int year) {
    List<List<String>> rows = new ArrayList<>();
    for (int provider : listed()) {
      if (hasClosed(provider, year) && !hasClosed(provider, year - 1)) {
        rows.add(
            List.of(
                number(provider),
                provision(provider),
                authority(provider).name(),
                DAY.format(LocalDate.of(year, 1, 1 + provider % 28))));
      }
    }
    return csv(
        "",
        headers("URN|Provision type|Local authority|Date closed"),
        rows,
        StandardCharsets.UTF_8);
  }

  private List<Integer> listed() {
    List<Integer> listed = new ArrayList<>();
    for (int provider = 0; provider < PROVIDERS && !authorities.isEmpty(); provider++) {
      if (provider % UNLISTED_ONE_IN != 0) {
        listed.add(provider);
      }
    }
    // In an order of their own, as published files are.
    Collections.shuffle(listed, new Random(SEED));
    return listed;
  }

  /** An event that is not named takes no cell. */
  private List<String> inspected(int provider, String event, LocalDate day, int year) {
    return Stream.of(
            provider(provider, year).stream(),
            Stream.of(event).filter(word -> !word.isEmpty()),
            Stream.of(
                DAY.format(day),
                DAY.format(day.plusDays(40)),
                !event.equals(ASSURANCE)
                    ? JUDGEMENTS.get(random(provider, year).nextInt(JUDGEMENTS.size()))
                    : ""))
        .flatMap(cells -> cells)
        .toList();
  }

  private List<String> provider(int provider, int year) {
    return List.of(
        "https://reports.example/" + number(provider),
        provision(provider),
        number(provider),
        DAY.format(LocalDate.of(2005 + provider % 15, 1 + provider % 12, 1 + provider % 28)),
        provider % 17 == 3 ? "Suspended" : "Active",
        "REDACTED",
        authority(provider).region(),
        authority(provider).name(),
        provider % 5 == 1 ? "Local Authority" : provider % 7 == 2 ? "Voluntary" : "Private",
        places(provider, year),
        owner(provider));
  }

  /** One home in twelve closes in one of the years. */
  private boolean hasClosed(int provider, int year) {
    boolean closes = provider % 12 == 4;
    return closes && year >= newestYear - 1 - provider / 12 % YEARS;
  }

  private static String number(int provider) {
    return String.valueOf(9_000_000 + provider);
  }

  private static String provision(int provider) {
    return PROVISION.get(provider % PROVISION.size());
  }

  private static String owner(int provider) {
    return OWNERS.get(provider % OWNERS.size());
  }

  private static String places(int provider, int year) {
    return String.valueOf(2 + provider % 5 + year % 2);
  }

  private LocalAuthority authority(int provider) {
    return authorities.get(provider % authorities.size());
  }

  private static Random random(int provider, int purpose) {
    return InventedReturns.random(SEED, provider, purpose);
  }

  private static List<String> headers(String joined) {
    return Arrays.asList(joined.split("\\|"));
  }

  private static byte[] csv(
      String before, List<String> headers, List<List<String>> rows, Charset charset) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(before.getBytes(charset));
    try (CsvWriter csv =
        CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(bytes, charset)) {
      csv.writeRecord(headers);
      rows.forEach(csv::writeRecord);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
