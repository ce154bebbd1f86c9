package org.tributary.route;

import static org.tributary.route.ExpectedFiles.csv;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.tributary.settings.Role;

/**
 * The cases of a dataset, each by authorities of its own: what they sent lies in folders such as
 * {@code given/bolton-350}, and {@code signed.txt} says more of their signature. Each ends with
 * what its officers are told and what the hub gets of the dataset.
 */
final class AuthoritiesCases {

  private static final List<String> COLUMNS =
      List.of("type", "severity", "filename", "table", "row", "column_letter", "field", "message");

  private final TrialRegion region;
  private final String useCase;
  private final String report;
  private final Pattern output;
  private final List<Case> cases = new ArrayList<>();
  private final SortedMap<String, byte[]> uploads = new TreeMap<>();
  private final SortedMap<String, byte[]> outputs = new TreeMap<>();

  /** A case, and the folder of the authority that it is of: {@code bolton-350}. */
  private record Case(Path folder, String uploads) {

    String sentence() {
      return folder.getFileName().toString().replace('-', ' ');
    }

    String code() {
      return uploads.substring(uploads.lastIndexOf('-') + 1);
    }

    String authority() {
      return uploads.substring(0, 1).toUpperCase(Locale.ROOT)
          + uploads.substring(1, uploads.lastIndexOf('-'));
    }
  }

  /** Those below {@code tests/cases/<dataset>}; the use case is what their authorities signed. */
  AuthoritiesCases(TrialRegion region, String dataset, String useCase) throws Exception {
    this.region = region;
    this.useCase = useCase;
    this.report = "error-reports/" + dataset + "/error_report.csv";
    this.output =
        Pattern.compile(useCase + "_" + dataset.replace('-', '_') + "_([a-z0-9_]+)\\.csv");
    try (Stream<Path> found = Files.list(Path.of("tests/cases").resolve(dataset))) {
      for (Path one : found.filter(Files::isDirectory).sorted().toList()) {
        try (Stream<Path> authorities = Files.list(one.resolve("given"))) {
          authorities.forEach(sent -> cases.add(new Case(one, sent.getFileName().toString())));
        }
      }
    }
    for (Case one : cases) {
      takeOn(one);
    }
  }

  private void takeOn(Case one) throws Exception {
    Path signed = one.folder().resolve("signed.txt");
    Files.writeString(
        region.config().resolve("local-authorities/" + one.code() + ".yaml"),
        """
        code: "%s"
        name: %s
        region: Example
        folder: %s
        signed: [{use-case: %s, on: 2024-04-01%s}]
        """
            .formatted(
                one.code(),
                one.authority(),
                one.uploads(),
                useCase,
                Files.exists(signed) ? ", " + Files.readString(signed).strip() : ""));
    Path given = one.folder().resolve("given");
    try (Stream<Path> files = Files.walk(given)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        region.upload(given.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
  }

  /** All of it goes through the routes. */
  void work() throws Exception {
    region.work();
    uploads.putAll(region.everything(Role.UPLOAD, "uploads"));
    outputs.putAll(region.everything(Role.HUB, "outputs"));
  }

  /** A test for each case, which compares with its folder {@code expect}. */
  Stream<DynamicTest> tests() {
    return cases.stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.sentence(), () -> ExpectedFiles.compare(one.folder(), found(one))));
  }

  private SortedMap<String, String> found(Case one) throws IOException {
    SortedMap<String, String> found = new TreeMap<>();
    byte[] told = uploads.get(one.uploads() + "/" + report);
    if (told != null) {
      found.put("errors.csv", csv(COLUMNS, TrialRegion.rows(told)));
    }
    for (Map.Entry<String, byte[]> file : outputs.entrySet()) {
      Matcher kept = output.matcher(file.getKey());
      if (kept.matches()) {
        List<Map<String, String>> rows =
            TrialRegion.rows(file.getValue()).stream()
                .filter(row -> one.authority().equals(row.get("LA")))
                .toList();
        if (!rows.isEmpty()) {
          List<String> filled =
              rows.get(0).keySet().stream()
                  .filter(column -> rows.stream().anyMatch(row -> !row.get(column).isEmpty()))
                  .toList();
          found.put("kept-" + kept.group(1) + ".csv", csv(filled, rows));
        }
      }
    }
    return found;
  }

  /** Everything that the hub's users download, by key. */
  SortedMap<String, byte[]> outputs() {
    return outputs;
  }

  /** What the package says of the release. */
  String releaseNote() {
    return new String(
        Objects.requireNonNull(outputs.get("packages/" + useCase + "/release-note.html")),
        StandardCharsets.UTF_8);
  }
}
