package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.tributary.lineage.Accounts;
import org.tributary.lineage.Explain;
import org.tributary.lineage.Explanation;
import org.tributary.lineage.ExplanationText;
import org.tributary.lineage.NoAnswerException;
import org.tributary.lineage.OpenLineageEvents;
import org.tributary.lineage.Question;
import org.tributary.output.Output;
import org.tributary.proof.OutputsProof;
import org.tributary.proof.ProofPage;
import org.tributary.proof.ProofReport;
import org.tributary.proof.ProofStores;
import org.tributary.proof.ProofText;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.schema.Code;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Table;
import org.tributary.settings.Role;
import org.tributary.store.s3.Areas;
import tools.jackson.databind.ObjectMapper;

/**
 * Every cell, header and name of the uploads here holds a word that occurs nowhere else. After the
 * shipped programme has had them, good ones and bad ones, all that it says and writes is searched
 * for these words.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CanaryTest {

  private static final Clock MAY_2026 =
      Clock.fixed(Instant.parse("2026-05-04T09:00:00Z"), ZoneOffset.UTC);
  private static final String GOOD = "fons-a821f-bedford-822/ssda903/";
  private static final String BAD = "fons-e07c3-luton-821/ssda903/";
  private static final String FORMS = "fons-a821f-bedford-822/cans/";
  private static final Path FORM =
      Path.of(
          "tests/cases/field/a-form-is-found-by-its-labels/given/cans/9A2F7_6_21_2024_mar.xlsx");
  private static final int YEAR = 2025;
  private static final String BORN = "17/03/2011";
  private static final String POSTCODE = "ZX7 3WQ";
  private static final String DAY = "19/05/2024";

  /** What the words are, and where they may be. */
  private enum Canary {
    /** Texts and days that the agreement lets through. */
    KEPT("zq[0-9]{4}wren|19/05/2024|2024-05-19", Canary::dataOrOwn),
    /** What is kept in less detail: days of birth and postcodes. */
    DETAIL("17/03/2011|2011-03-17|zx7 ?3wq", Canary::notShared),
    /** Cells that are not what their field asks for, and whatever stands outside the table. */
    WRONG("vx[0-9]{4}wren", Canary::asItCame),
    /** Headers that the schema does not know. */
    HEADER("hx[0-9]{4}wren", Canary::asItCame),
    /** Words in names of files and folders. */
    NAME("nx[0-9]{4}wren", Canary::name),
    /** Children after whom files are named. */
    CHILD("cx[0-9]{4}wren", where -> name(where) || dataOrOwn(where));

    private final Pattern pattern;
    private final Predicate<String> allowed;

    Canary(String pattern, Predicate<String> allowed) {
      this.pattern = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
      this.allowed = allowed;
    }

    private static boolean asItCame(String where) {
      return where.startsWith("bytes uploads fons-") && !where.contains("/error-reports/")
          || where.startsWith("bytes workspace sessions/") && where.contains("/incoming/");
    }

    private static boolean notShared(String where) {
      return asItCame(where)
          || where.startsWith("bytes workspace ") && where.endsWith(".parquet")
          // A calendar has every day, and says nothing of anybody.
          || where.matches("bytes outputs .*SUFFICIENCY_dimDate\\.(csv|parquet)");
    }

    private static boolean dataOrOwn(String where) {
      return notShared(where)
          || where.matches("bytes shared data/.*-(current|concatenated)/.*\\.csv")
          || where.matches(
              "bytes outputs (data/.*-|packages/.*/data/)?(PAN|SUFFICIENCY)_[^/]*\\.(csv|parquet)");
    }

    private static boolean name(String where) {
      return where.startsWith("key uploads ")
          || where.matches("bytes uploads .*/error-reports/.*")
          || where.matches("bytes workspace data/.*-(state\\.json|reports/.*)")
          || where.matches("bytes workspace sessions/.*/incoming/.*\\.json")
          || where.startsWith("said explain ");
    }
  }

  private Path folder;
  private TrialRegion region;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final HttpClient http = HttpClient.newHttpClient();
  private int management;
  private int console;
  private int words;
  private SortedMap<String, String> all = new TreeMap<>();

  @BeforeAll
  void the_programme_has_had_the_uploads(@TempDir Path folder) throws Exception {
    this.folder = folder;
    management = freePort();
    console = freePort();
    region =
        new TrialRegion(folder, MAY_2026)
            .with("camel.management.enabled", "true")
            .with("camel.management.port", Integer.toString(management))
            .with("tributary.console.port", Integer.toString(console));
    listenToTheLog();
    upload();
    uploadForms();
    region.work();
    // A failure in SQL, whose own words would hold a cell.
    Path repair = region.config().resolve("outputs/repairs/ssda903-episodes.sql");
    String sql = Files.readString(repair);
    Files.writeString(
        repair,
        "CREATE TABLE broken AS SELECT CAST(\"CHILD\" AS INTEGER) AS number FROM rows;\n" + sql);
    region.start();
    region.work();
    all = everything();
  }

  @AfterAll
  void stop() {
    Configurator.setLevel("org.tributary", Level.INFO);
    Configurator.setLevel("org.apache.camel", Level.WARN);
    Configurator.setRootLevel(Level.WARN);
    region.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  /** The shipped layout of the log, with more said than an operator would ask for. */
  private void listenToTheLog() {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    Configuration configuration = context.getConfiguration();
    Layout<?> shipped = configuration.getAppender("json").getLayout();
    Appender listener =
        new AbstractAppender("canary", null, shipped, false, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            log.writeBytes(shipped.toByteArray(event));
          }
        };
    listener.start();
    configuration.getRootLogger().addAppender(listener, Level.ALL, null);
    Configurator.setLevel("org.tributary", Level.TRACE);
    Configurator.setLevel("org.apache.camel", Level.DEBUG);
    Configurator.setRootLevel(Level.INFO);
    context.updateLoggers();
  }

  private String word(String letters) {
    return String.format(Locale.ROOT, "%s%04dWREN", letters, words++);
  }

  private void upload() throws Exception {
    Dataset dataset = dataset();
    for (Table table : dataset.tablesIn(YEAR)) {
      List<Field> fields = table.fieldsIn(YEAR);
      String good = header(fields) + row(fields, this::right) + row(fields, this::right);
      region.upload(GOOD + YEAR + "/" + name(table, ".csv"), good);
      region.upload(
          BAD + YEAR + "/" + name(table, ".csv"),
          header(fields)
              + row(fields, this::wrong)
              + row(
                  fields,
                  field -> table.rowNeeds().contains(field.name()) ? right(field) : wrong(field)));
      if (!Set.of("header", "episodes").contains(table.name())) {
        continue;
      }
      // The same with a column that nobody knows, with no header, with cells outside the table.
      region.upload(
          BAD + (YEAR - 1) + "/" + name(table, " unknown column.csv"),
          word("HX") + "," + header(fields) + word("VX") + "," + row(fields, this::wrong));
      region.upload(
          BAD + (YEAR - 2) + "/" + name(table, " no header.csv"), row(fields, field -> word("VX")));
      region.upload(
          BAD + (YEAR - 3) + "/" + name(table, " too wide.csv"),
          header(fields) + row(fields, field -> word("VX")).strip() + "," + word("VX") + "\r\n");
      region.upload(
          BAD + (YEAR - 4) + "/" + name(table, " title.csv"),
          word("VX") + "\r\n\r\n" + header(fields) + row(fields, this::wrong));
    }
    Table episodes = table(dataset, "episodes");
    List<Field> fields = episodes.fieldsIn(YEAR);
    String sheet = header(fields) + row(fields, this::wrong);
    for (String name :
        List.of(
            YEAR + "/" + name(episodes, ".pdf"),
            YEAR + "/" + name(episodes, ".xlsx"),
            YEAR + "/" + name(episodes, ".zip"),
            YEAR + "/" + word("NX") + "/" + name(episodes, " v2.csv"),
            name(episodes, " without a year.csv"),
            "1999/" + name(episodes, ".csv"),
            "2013/" + name(episodes, ".csv"),
            YEAR + "/${sysenv.HOME} " + name(episodes, ".csv"),
            YEAR + "/~$" + name(episodes, ".csv"),
            YEAR + "/" + word("NX") + "_Essex_881_episodes.csv",
            word("NX") + ".csv")) {
      region.upload(BAD + name, sheet);
    }
    region.upload(BAD + YEAR + "/" + name(episodes, " quote.csv"), sheet + "\"" + word("VX") + ",");
    region.upload(
        BAD + YEAR + "/" + name(episodes, " utf-16.csv"), sheet.getBytes(StandardCharsets.UTF_16));
    region.upload(
        BAD + YEAR + "/" + name(episodes, " latin.csv"),
        (sheet + row(fields, field -> wrong(field) + "é"))
            .getBytes(Charset.forName("windows-1252")));
    region.upload(
        BAD + YEAR + "/" + name(episodes, " nul.csv"), sheet + "\0" + word("VX") + "\0\0\0,1\r\n");
    region.upload(BAD + YEAR + "/" + name(episodes, " empty.csv"), "");
    region.upload("fons-e07c3-luton-821/" + word("NX") + "/" + name(episodes, ".csv"), sheet);
    region.upload(
        GOOD + (YEAR - 1) + "/" + name(episodes, ".csv"),
        header(fields)
            + row(fields, this::right)
            + row(fields, field -> field.name().equals("LS") ? word("VX") : right(field)));
  }

  /** Forms of children after whom their files are named, with other words about them. */
  private void uploadForms() throws Exception {
    String child = word("CX");
    region.upload(
        FORMS + word("NX") + "_" + child + "_6_21_2024_mar_" + word("NX") + ".xlsx", form(child));
    region.upload(FORMS + word("CX") + "_6_21_2024_mar.xlsx", form(word("CX")));
    region.upload(FORMS + word("CX") + "_0_5_2024_mar.xlsx", form(word("CX")));
    region.upload(FORMS + word("CX") + "_6_21_1999_mar.xlsx", form(word("CX")));
    region.upload(FORMS + word("CX") + "_6_21.xlsx", form(word("CX")));
    region.upload(FORMS + word("CX") + "_6_21_2024_mar.pdf", form(word("CX")));
    region.upload(FORMS + word("CX") + "/CANS_6_21_2024_mar.xlsx", form(word("CX")));
  }

  private static byte[] form(String child) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipInputStream form = new ZipInputStream(Files.newInputStream(FORM));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipEntry part = form.getNextEntry(); part != null; part = form.getNextEntry()) {
        out.putNextEntry(new ZipEntry(part.getName()));
        String text = new String(form.readAllBytes(), StandardCharsets.UTF_8);
        out.write(text.replace("9A2F7", child).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static Dataset dataset() {
    return Shipped.region().datasets().get("ssda903");
  }

  private static Table table(Dataset dataset, String name) {
    return dataset.tablesIn(YEAR).stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private String name(Table table, String rest) {
    return "SSDA903 " + table.name() + " " + word("NX") + rest;
  }

  private static String header(List<Field> fields) {
    return row(fields, Field::name);
  }

  private static String row(List<Field> fields, Function<Field, String> cell) {
    return fields.stream().map(cell).collect(Collectors.joining(",")) + "\r\n";
  }

  /** A value that the field asks for, and a canary where the field's kind has room for one. */
  private String right(Field field) {
    return switch (field.kind()) {
      case STRING -> word("ZQ");
      case CATEGORY -> field.codesIn(YEAR).stream().map(Code::code).findFirst().orElse("");
      case DATE -> field.isBirthDate() ? BORN : DAY;
      case POSTCODE -> POSTCODE;
      case INTEGER, DECIMAL, AGE, TIME -> "";
    };
  }

  /** What the field does not ask for; a text may be anything. */
  private String wrong(Field field) {
    return field.kind() == Kind.STRING ? word("ZQ") : word("VX");
  }

  /** All that the programme said and wrote, by where it stands. */
  private SortedMap<String, String> everything() throws Exception {
    SortedMap<String, String> all = new TreeMap<>();
    for (String area : List.of("uploads", "workspace", "shared")) {
      objects(Role.UPLOAD, area, all);
    }
    for (String area : List.of("hub-workspace", "outputs")) {
      objects(Role.HUB, area, all);
    }
    all.put("log", log.toString(StandardCharsets.UTF_8));
    for (String path :
        List.of(
            "/observe/metrics",
            "/observe/health?data=true&stackTrace=true",
            "/observe/health/ready?data=true&stackTrace=true",
            "/observe/health/live?data=true")) {
      all.put("http " + path, get(path));
    }
    beans(all);
    jolokia(all);
    commands(all);
    return all;
  }

  /** What the commands say that read the accounts. */
  private void commands(Map<String, String> all) throws Exception {
    Region read = region.region();
    Path scratch = Files.createDirectories(folder.resolve("scratch-of-commands"));
    try (Areas upload = region.areas(Role.UPLOAD);
        Areas hub = region.areas(Role.HUB)) {
      ProofReport proof =
          OutputsProof.run(
              new OutputsProof.Work(
                  read, OutputsProof.repairs(region.config()), scratch, "500MB", 2),
              new ProofStores(
                  Optional.of(upload.store("shared")),
                  Optional.of(upload.store("workspace")),
                  Optional.of(hub.store("outputs")),
                  Optional.of(hub.store("hub-workspace"))),
              LocalDate.now(MAY_2026));
      all.put(
          "said proof",
          String.join("\n", ProofText.lines(proof))
              + text(ProofText.csv(proof))
              + text(ProofText.json(proof))
              + text(ProofPage.of(proof)));
      ByteArrayOutputStream events = new ByteArrayOutputStream();
      OpenLineageEvents.write(
          read,
          new OpenLineageEvents.Areas(
              upload.store("shared"), upload.store("workspace"), hub.store("outputs")),
          read.useCases().keySet(),
          LocalDate.now(MAY_2026),
          events);
      all.put("said lineage", text(events.toByteArray()));
      Accounts accounts =
          new Accounts(
              read,
              upload.store("uploads"),
              upload.store("workspace"),
              upload.store("shared"),
              hub.store("outputs"),
              region.config().resolve("outputs/repairs"),
              scratch,
              "500MB",
              MAY_2026);
      for (String table : List.of("header", "episodes")) {
        all.put("said explain " + table, explained(accounts, table));
      }
    }
  }

  private static String explained(Accounts accounts, String table) throws Exception {
    try {
      Explanation explanation =
          Explain.of(
              accounts,
              new Question(
                  "PAN",
                  "ssda903",
                  table,
                  OptionalLong.empty(),
                  Map.of(),
                  Optional.empty(),
                  Output.Rows.ALL,
                  20));
      return String.join("\n", ExplanationText.lines(explanation))
          + ExplanationText.json(explanation);
    } catch (NoAnswerException | RuntimeException failure) {
      return failure.toString();
    }
  }

  private void objects(Role role, String area, Map<String, String> all) throws Exception {
    StringBuilder keys = new StringBuilder();
    for (Map.Entry<String, byte[]> object : region.everything(role, area).entrySet()) {
      keys.append(object.getKey()).append('\n');
      all.put("bytes " + area + " " + object.getKey(), text(object.getValue()));
    }
    all.put("key " + area + " ", keys.toString());
  }

  /** The same letters whether they take one byte or two. */
  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).replace("\0", "");
  }

  private String get(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + path)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Every attribute of every bean of this process. */
  private static void beans(Map<String, String> all) throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    for (ObjectName name : server.queryNames(null, null)) {
      StringBuilder said = new StringBuilder(name.getCanonicalName());
      for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
        if (attribute.isReadable()) {
          said.append('\n').append(attribute.getName()).append('=');
          try {
            said.append(told(server.getAttribute(name, attribute.getName())));
          } catch (JMException | RuntimeMBeanException unreadable) {
            said.append("unreadable");
          }
        }
      }
      all.put("bean " + name.getCanonicalName(), said.toString());
    }
  }

  private static String told(Object value) {
    if (value instanceof CompositeData data) {
      return data.values().stream().map(CanaryTest::told).collect(Collectors.joining("\n"));
    }
    if (value instanceof TabularData data) {
      return data.values().stream().map(CanaryTest::told).collect(Collectors.joining("\n"));
    }
    if (value != null && value.getClass().isArray()) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < Array.getLength(value); i++) {
        all.append(told(Array.get(value, i))).append('\n');
      }
      return all.toString();
    }
    return String.valueOf(value);
  }

  /** What an operator's browser can see. */
  private void jolokia(Map<String, String> all) throws Exception {
    String[] secret = Files.readString(folder.resolve("s3/secrets/operator")).strip().split(":", 2);
    String origin = "http://127.0.0.1:" + console;
    HttpResponse<String> welcome =
        post(
            "/hawtio/auth/login",
            Map.of("username", secret[0], "password", secret[1]),
            "no=session");
    String cookie =
        welcome.headers().firstValue("set-cookie").orElseThrow().replaceFirst(";.*", "");
    List<Map<String, String>> requests =
        new ArrayList<>(List.of(Map.of("type", "list"), Map.of("type", "search", "mbean", "*:*")));
    for (String domain : List.of("org.apache.camel", "org.tributary")) {
      for (ObjectName name :
          ManagementFactory.getPlatformMBeanServer()
              .queryNames(new ObjectName(domain + ":*"), null)) {
        requests.add(Map.of("type", "read", "mbean", name.getCanonicalName()));
      }
    }
    int answered = 0;
    for (Map<String, String> request : requests) {
      HttpResponse<String> answer = post("/hawtio/jolokia/", request, cookie);
      answered += answer.body().contains("\"status\":200") ? 1 : 0;
      all.put("jolokia " + request, answer.body());
    }
    assertThat(answered).as("answers of " + origin).isGreaterThan(2);
  }

  private HttpResponse<String> post(String path, Map<String, String> body, String cookie)
      throws Exception {
    String origin = "http://127.0.0.1:" + console;
    return http.send(
        HttpRequest.newBuilder(URI.create(origin + path))
            .header("Origin", origin)
            .header("Cookie", cookie)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(new ObjectMapper().writeValueAsString(body)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Canaries where they may not be: the place, and what was found there. */
  private static SortedMap<String, Set<String>> leaks(Map<String, String> everything) {
    SortedMap<String, Set<String>> leaks = new TreeMap<>();
    for (Map.Entry<String, String> place : everything.entrySet()) {
      for (Canary canary : Canary.values()) {
        if (!canary.allowed.test(place.getKey())) {
          Matcher found = canary.pattern.matcher(place.getValue());
          while (found.find()) {
            leaks
                .computeIfAbsent(canary + " in " + place.getKey(), name -> new TreeSet<>())
                .add(found.group());
          }
        }
      }
    }
    return leaks;
  }

  private static Set<Canary> met(Map<String, String> everything, String where) {
    return Arrays.stream(Canary.values())
        .filter(
            canary ->
                everything.entrySet().stream()
                    .anyMatch(
                        place ->
                            place.getKey().matches(where)
                                && canary.pattern.matcher(place.getValue()).find()))
        .collect(Collectors.toSet());
  }

  @Test
  void no_value_header_or_name_stands_where_it_is_not_meant_to_be() throws Exception {
    assertThat(leaks(all)).isEmpty();
  }

  @Test
  void the_uploads_were_read_reported_and_published_and_the_sql_did_fail() throws Exception {
    assertThat(met(all, "bytes uploads .*")).containsExactlyInAnyOrder(Canary.values());
    assertThat(met(all, "bytes outputs PAN_.*"))
        .containsExactlyInAnyOrder(Canary.KEPT, Canary.CHILD);
    assertThat(met(all, "bytes uploads .*/error_report.csv"))
        .containsExactlyInAnyOrder(Canary.NAME, Canary.CHILD);
    assertThat(all.get("bytes uploads fons-e07c3-luton-821/error-reports/ssda903/error_report.csv"))
        .contains("UnknownCode", "NotADate", "NotAPostcode", "UnknownColumn", "Unreadable");
    assertThat(all.get("log"))
        .contains("the route commit failed", "java.sql.SQLException")
        .contains("\"level\":\"DEBUG\"", "\"level\":\"ERROR\"");
    assertThat(all.get("http /observe/metrics")).contains("tributary_files_set_aside");
    assertThat(all.get("http /observe/health?data=true&stackTrace=true")).contains("status");
    assertThat(all.get("said proof")).contains("PAN_ssda903_header");
    assertThat(all.get("said lineage")).contains("PAN_ssda903_header");
    assertThat(all.get("said explain header")).contains("SHA-256");
    assertThat(all.get("said explain episodes"))
        .as("a repair that fails in SQL")
        .contains("DatabaseException");
    assertThat(all.keySet()).anyMatch(place -> place.startsWith("bean org.apache.camel:"));
    assertThat(all.keySet()).anyMatch(place -> place.startsWith("bean org.tributary:"));
  }

  @Test
  void a_canary_in_a_log_line_or_an_object_is_found() throws Exception {
    LoggerFactory.getLogger("org.tributary.upload.FileWork").info("could not read ZQ9999WREN");
    String said = log.toString(StandardCharsets.UTF_8);
    assertThat(leaks(Map.of("log", said))).containsEntry("KEPT in log", Set.of("ZQ9999WREN"));
    for (String place :
        List.of(
            "key shared ",
            "bytes shared _commits/822/ssda903/000000000001.json",
            "bytes shared data/822/ssda903/000000000001/a/b-error-reports/error_report.csv",
            "bytes uploads fons-a821f-bedford-822/error-reports/ssda903/error_report.csv",
            "bytes workspace data/822/ssda903/000000000001/a/b-state.json",
            "bean org.tributary:name=822",
            "said proof",
            "said lineage",
            "said explain header",
            "http /observe/metrics")) {
      assertThat(leaks(Map.of(place, "one\ntwo: zq0001wren_822"))).as(place).hasSize(1);
    }
    assertThat(leaks(Map.of("bytes outputs PAN_ssda903_header.csv", "1,2011-03-17"))).hasSize(1);
    assertThat(leaks(Map.of("bytes shared data/822/x-concatenated/a.csv", "ZX73WQ"))).hasSize(1);
  }
}
