package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tributary.route.ExpectedFiles.csv;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.operate.AreaHealth;
import org.tributary.publish.Manifest;
import org.tributary.settings.Role;
import org.tributary.store.Contents;
import org.tributary.store.DecoratedStore;
import org.tributary.store.KeyOrder;
import org.tributary.store.ObjectStore;
import org.tributary.store.SimulatedStore;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/**
 * The catalogue of bad input in {@code tests/cases/catalogue}: what each case's authority uploads,
 * what the routes as shipped make of it, and what its data officer is told. Every case is an
 * authority of its own, so that none can hide another, and all go through in one region. {@code
 * -DupdateExpected} writes what came out into {@code expect}, for a person to check.
 */
class CatalogueTest {

  private static final Path CASES = Path.of("tests/cases/catalogue");
  private static final Pattern NAME = Pattern.compile("([CFRV]\\d\\d)-([a-z0-9-]+)");
  private static final Clock MAY_2026 =
      Clock.fixed(Instant.parse("2026-05-04T09:00:00Z"), ZoneOffset.UTC);

  /** Of the report's columns those that are not the same for every line of a type or session. */
  private static final List<String> COLUMNS =
      List.of("type", "severity", "message", "filename", "table", "row", "column_letter", "field");

  /** Stands in every value that no report, log or output may show. */
  private static final String CANARY = "CANARY";

  /** Keys that any server and file system holds as they are. */
  private static final Pattern EASY_KEY =
      Pattern.compile("(?!.*(//|\\.\\./))[A-Za-z0-9 ._~${}()/-]{1,250}(?<![/ .])");

  private static final SimulatedStore ODD_KEYS = new SimulatedStore("odd keys", 1_000);

  @TempDir private static Path folder;
  private static TrialRegion region;
  private static SortedMap<String, Case> cases = new TreeMap<>();
  private static SortedMap<String, byte[]> uploads = new TreeMap<>();
  private static SortedMap<String, byte[]> outputs = new TreeMap<>();
  private static Map<String, AreaHealth.Status> health = new LinkedHashMap<>();

  /** A folder of the catalogue. */
  private record Case(String id, String sentence, Path folder) {

    static Case of(Path folder) {
      Matcher name = NAME.matcher(folder.getFileName().toString());
      assertThat(name.matches()).as(folder.toString()).isTrue();
      return new Case(name.group(1), name.group(2).replace('-', ' '), folder);
    }

    String uploadFolder() {
      return "fons-catalogue-" + id;
    }

    /** What its authority's folder holds, by the path in it. */
    SortedMap<String, byte[]> files(String state) throws IOException {
      SortedMap<String, byte[]> files = new TreeMap<>();
      Path root = folder.resolve(state);
      Path names = folder.resolve("names.csv");
      if (Files.exists(names)) {
        try (CsvReader<NamedCsvRecord> lines = CsvReader.builder().ofNamedCsvRecord(names)) {
          for (NamedCsvRecord line : lines) {
            files.put(
                plain(line.getField("key")), Files.readAllBytes(root.resolve(line.getField(1))));
          }
        }
      }
      if (Files.isDirectory(root)) {
        try (Stream<Path> found = Files.walk(root)) {
          for (Path file : found.filter(Files::isRegularFile).toList()) {
            String path = root.relativize(file).toString();
            if (path.startsWith("ssda903/")) {
              files.put(path, Files.readAllBytes(file));
            }
          }
        }
      }
      return files;
    }

    /** A letter that cannot be seen or typed is written as {@code \}{@code u000a}. */
    private static String plain(String key) {
      Matcher escape = Pattern.compile("\\\\(?:\\\\|u([0-9a-f]{4}))").matcher(key);
      return escape.replaceAll(
          found ->
              Matcher.quoteReplacement(
                  found.group(1) == null
                      ? "\\"
                      : String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }

    boolean isGenerated() {
      return Files.exists(folder.resolve("generated.md"));
    }

    boolean changes() {
      return Files.isDirectory(folder.resolve("then"));
    }
  }

  @BeforeAll
  static void every_case_goes_through_the_routes() throws Exception {
    try (Stream<Path> found = Files.list(CASES)) {
      found.filter(Files::isDirectory).map(Case::of).forEach(one -> cases.put(one.id(), one));
    }
    region = new TrialRegion(folder, MAY_2026);
    Map<String, Reason> faults = new LinkedHashMap<>();
    for (Case one : cases.values()) {
      Files.writeString(
          region.config().resolve("local-authorities/" + one.id() + ".yaml"),
          """
          code: "%s"
          name: Catalogue %s
          region: East of England
          folder: %s
          signed: %s
          """
              .formatted(
                  one.id(),
                  one.id(),
                  one.uploadFolder(),
                  Files.exists(one.folder().resolve("unsigned"))
                      ? "[]"
                      : "[{use-case: PAN, on: 2024-04-01}]"));
      Path fault = one.folder().resolve("fault.txt");
      if (Files.exists(fault)) {
        String[] words = Files.readString(fault).strip().split(" ");
        faults.put(one.uploadFolder() + "/" + words[0], Reason.valueOf(words[1]));
      }
      upload(one, one.files("given"));
    }
    region.between((area, store) -> area.equals("uploads") ? uploads(store, faults) : store);
    region.work();
    for (Case one : cases.values()) {
      if (one.changes()) {
        for (String path : one.files("given").keySet()) {
          region.remove(one.uploadFolder() + "/" + path);
        }
        upload(one, one.files("then"));
      }
    }
    region.work().forEach(status -> health.put(status.name(), status));
    uploads = region.everything(Role.UPLOAD, "uploads");
    outputs = region.everything(Role.HUB, "outputs");
  }

  /** A key that the embedded server cannot hold as it is, which S3 can, is held in memory. */
  private static void upload(Case one, SortedMap<String, byte[]> files)
      throws IOException, StoreException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String key = one.uploadFolder() + "/" + file.getKey();
      if (EASY_KEY.matcher(key).matches()) {
        region.upload(key, file.getValue());
      } else {
        ODD_KEYS.replace(key, Contents.of(file.getValue()));
      }
    }
  }

  /** The uploads area: what is on the server, what has an odd key, and what cannot be read. */
  private static ObjectStore uploads(ObjectStore server, Map<String, Reason> faults) {
    return new DecoratedStore(server) {
      @Override
      public List<StoredObject> list(String prefix) throws StoreException {
        return Stream.concat(super.list(prefix).stream(), ODD_KEYS.list(prefix).stream())
            .sorted(Comparator.comparing(StoredObject::key, KeyOrder.UTF_8))
            .toList();
      }

      @Override
      public InputStream read(String key, Optional<String> etag) throws StoreException {
        if (faults.containsKey(key)) {
          throw new StoreException(faults.get(key), "read");
        }
        return EASY_KEY.matcher(key).matches() ? super.read(key, etag) : ODD_KEYS.read(key, etag);
      }
    };
  }

  @AfterAll
  static void stop() {
    if (region != null) {
      region.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> each_case_ends_as_expected() {
    return cases.values().stream()
        .filter(one -> !one.isGenerated())
        .map(one -> DynamicTest.dynamicTest(one.id() + " " + one.sentence(), () -> check(one)));
  }

  private static void check(Case one) throws Exception {
    SortedMap<String, String> found = found(one);
    ExpectedFiles.compare(one.folder(), found);
    assertThat(found.toString()).doesNotContain(CANARY);
  }

  /** What the officer is told, which rows the hub got, and how it ended; by the file's name. */
  private static SortedMap<String, String> found(Case one) throws IOException, StoreException {
    SortedMap<String, String> found = new TreeMap<>();
    String reports = one.uploadFolder() + "/error-reports/ssda903/error_report.csv";
    List<Map<String, String>> lines = TrialRegion.rows(uploads.get(reports));
    found.put("errors.csv", csv(COLUMNS, lines));
    outputs.forEach(
        (name, bytes) -> {
          if (name.matches("PAN_ssda903_[a-z0-9_]+\\.csv")) {
            List<Map<String, String>> rows = rowsOf(one, bytes);
            if (!rows.isEmpty()) {
              List<String> columns =
                  rows.get(0).keySet().stream().filter(column -> !column.equals("LA")).toList();
              found.put("kept-" + name.substring("PAN_ssda903_".length()), csv(columns, rows));
            }
          }
        });
    found.put("outcome.txt", outcome(one));
    return found;
  }

  private static List<Map<String, String>> rowsOf(Case one, byte[] csv) {
    try {
      return TrialRegion.rows(csv).stream()
          .filter(row -> row.get("LA").equals("Catalogue " + one.id()))
          .toList();
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory gives every byte", impossible);
    }
  }

  private static String outcome(Case one) throws IOException, StoreException {
    Manifest commit = region.commit(one.id() + "/ssda903").orElseThrow();
    AreaHealth.Status status = health.get(one.id());
    assertThat(commit.counts().addUp()).as("rows read = rows kept + rows removed").isTrue();
    return String.format(
        Locale.ROOT,
        "commit %d: rows read %d, kept %d, removed %s%nfiles set aside %d; health %s%n",
        commit.number(),
        commit.counts().read(),
        commit.counts().kept(),
        commit.counts().removed(),
        status.setAside(),
        status.isWell() ? "well" : status.state());
  }

  @Test
  void nothing_that_a_reader_or_operator_sees_holds_a_refused_value_or_a_files_name()
      throws Exception {
    SortedMap<String, byte[]> seen = new TreeMap<>(region.everything(Role.UPLOAD, "shared"));
    seen.putAll(outputs);
    assertThat(seen).isNotEmpty();
    seen.forEach(
        (key, bytes) ->
            assertThat(key + new String(bytes, StandardCharsets.ISO_8859_1))
                .as(key)
                .doesNotContain(CANARY)
                .doesNotContain("gpj")
                .doesNotContain("sysenv")
                .doesNotContain("HYPERLINK"));
  }

  @Test
  void no_page_for_an_officer_holds_markup_out_of_a_files_name() {
    String page =
        new String(
            uploads.get("fons-catalogue-F12/error-reports/ssda903/error_report.html"),
            StandardCharsets.UTF_8);
    assertThat(page).contains("onerror=alert(1)").doesNotContain("<img");
  }

  @Test
  void every_entry_of_the_catalogue_is_a_case_or_says_why_not() throws IOException {
    Set<String> all = new TreeSet<>();
    Map.of("C", 40, "V", 30, "F", 36, "R", 6)
        .forEach(
            (letter, last) ->
                IntStream.rangeClosed(1, last)
                    .forEach(
                        number -> all.add(String.format(Locale.ROOT, "%s%02d", letter, number))));
    Set<String> accounted = new TreeSet<>(cases.keySet());
    List<String> elsewhere = new ArrayList<>();
    for (String line : Files.readAllLines(CASES.resolve("not-here.md"))) {
      Matcher entry = Pattern.compile("\\| ([CFRV]\\d\\d) \\|.*").matcher(line);
      if (entry.matches()) {
        elsewhere.add(entry.group(1));
      }
    }
    assertThat(elsewhere).doesNotContainAnyElementsOf(cases.keySet());
    accounted.addAll(elsewhere);
    assertThat(accounted).isEqualTo(all);
  }

  @TestFactory
  Stream<DynamicTest> huge_files_are_read_in_a_small_heap() throws Exception {
    Map<String, String> told = HugeFiles.inAProcessOfItsOwn(folder.resolve("huge"));
    return cases.values().stream()
        .filter(Case::isGenerated)
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.id() + " " + one.sentence(),
                    () ->
                        ExpectedFiles.compare(
                            one.folder(),
                            new TreeMap<>(Map.of("outcome.txt", told.get(one.id()))))));
  }
}
