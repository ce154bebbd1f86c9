package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tributary.hub.ReleaseTicket;
import org.tributary.operate.AreaHealth;
import org.tributary.publish.LookAgainException;
import org.tributary.read.UnreadableFileException;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.report.ErrorSummary;
import org.tributary.report.Help;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;
import org.tributary.upload.SessionTicket;
import org.tributary.upload.SessionTicket.FileTicket;

/**
 * The shipped route files with the steps that the programme binds, and none that it does not: what
 * decides, and what follows when a step fails. Steps that would need an area are stood in for.
 */
class RoutesTest extends CamelMainTestSupport {

  private static final Region REGION = Shipped.region();
  private static final FileTicket FILE = new FileTicket("a1", "822", "ssda903", 1);
  private static final SessionTicket SESSION =
      new SessionTicket("a1", "822", "ssda903", List.of(FILE));
  private static final ReleaseTicket RELEASE = new ReleaseTicket("r1", "PAN");

  private final ExecutorService workers = Executors.newFixedThreadPool(1);
  private final List<String> went = Collections.synchronizedList(new ArrayList<>());
  private final List<Listing> listings = new ArrayList<>();
  private final List<String> faults = Collections.synchronizedList(new ArrayList<>());

  /** What the next look finds. */
  private interface Listing {
    List<?> found() throws StoreException;
  }

  @Override
  protected void configure(MainConfigurationProperties configuration) {
    configuration.withRoutesIncludePattern(
        "file:routes/upload/*.camel.yaml,file:routes/hub/*.camel.yaml");
    configuration.withJmxEnabled(false);
  }

  @Override
  public void configureContext(CamelContextConfiguration configuration) {
    super.configureContext(configuration);
    Properties properties = new Properties();
    properties.setProperty("tributary.retain.cron", "0 0 3 * * ?");
    properties.setProperty("tributary.sessions.at-a-time", "2");
    configuration
        .withUseOverridePropertiesWithPropertiesComponent(properties)
        .withRegistryBinder(this::bind);
  }

  private void bind(Registry registry) {
    new UploadSteps(REGION, null, null, null, Help.NONE).bind(registry);
    new HubSteps(REGION, null, null).bind(registry);
    AreaHealth health = new AreaHealth(Clock.systemUTC(), Duration.ofMinutes(1));
    registry.bind(
        "count-fault",
        (Processor)
            exchange -> {
              new FaultCounter(health).process(exchange);
              faults.add(String.valueOf(exchange.getProperty(Exchange.FAILURE_ROUTE_ID)));
            });
    registry.bind("fileWorkers", workers);
    registry.bind(
        "area",
        new AreaComponent(
            List.of(
                new AreaComponent.Polled("uploads", "authority", this::listing),
                new AreaComponent.Polled("shared", "useCase", this::listing))));
  }

  private List<?> listing(String instance) throws StoreException {
    return listings.remove(0).found();
  }

  @AfterEach
  void stop() {
    workers.shutdown();
  }

  private static void nothing(Exchange exchange) {
    // A step that does its work without a word.
  }

  private static Processor says(String variable, Object value) {
    return exchange -> exchange.setVariable(variable, value);
  }

  private static Processor fails(Exception failure) {
    return exchange -> {
      throw failure;
    };
  }

  /** Something stands in for a step, and it is written down when it was come to. */
  private void standIn(String route, String step, Processor instead) throws Exception {
    AdviceWith.adviceWith(
        context,
        route,
        advice ->
            advice
                .weaveById(step)
                .replace()
                .process(
                    exchange -> {
                      went.add(step);
                      instead.process(exchange);
                    })
                .id(step));
  }

  private void standIn(String route, String... steps) throws Exception {
    for (String step : steps) {
      standIn(route, step, RoutesTest::nothing);
    }
  }

  private Exchange send(String to, Object body, Map<String, Object> variables) {
    Exchange done =
        template.send(
            to,
            exchange -> {
              variables.forEach(exchange::setVariable);
              exchange.getMessage().setBody(body);
            });
    assertThat(done.getException()).isNull();
    return done;
  }

  @Test
  @OfRoute({"look", "look-outputs"})
  void a_look_is_known_by_the_name_that_a_person_knows() {
    Map<String, Object> never = Map.of("lookEvery", 9_000_000, "firstLook", 9_000_000);
    Map<String, Object> bedford = new HashMap<>(never);
    bedford.put("authority", "822");
    Runtime.stamp(context, "look", "822", "Bedford", bedford);
    Map<String, Object> pan = new HashMap<>(never);
    pan.put("useCase", "PAN");
    Runtime.stamp(context, "look-outputs", "PAN", "PAN", pan);
    assertThat(context.getRoute("look-822").getDescription()).startsWith("Bedford: ");
    assertThat(context.getRoute("look-outputs-PAN").getDescription()).startsWith("PAN: ");
    assertThat(context.getRoutes())
        .extracting(Route::getConfigurationId)
        .allSatisfy(id -> assertThat(id).endsWith("-failures"));
  }

  private AreaConsumer look(String template, String instance, String parameter) {
    Runtime.stamp(
        context,
        template,
        instance,
        "Somebody",
        Map.of(parameter, instance, "lookEvery", 9_000_000, "firstLook", 9_000_000));
    return (AreaConsumer) context.getRoute(template + "-" + instance).getConsumer();
  }

  @Test
  @OfRoute({"look", "collect"})
  void every_changed_dataset_has_a_session() throws Exception {
    listings.add(() -> List.of(SESSION, SESSION));
    standIn("collect", "to-session");
    look("look", "822", "authority").lookNow();
    assertThat(went).containsExactly("to-session", "to-session");
  }

  @Test
  @OfRoute({"look", "give-up"})
  void an_area_out_of_reach_gives_up_the_look() throws Exception {
    listings.add(
        () -> {
          throw new StoreException(Reason.UNAVAILABLE, "list");
        });
    standIn("give-up", "give-up-look");
    look("look", "822", "authority").lookNow();
    assertThat(went).containsExactly("give-up-look");
    assertThat(faults).hasSize(1);
  }

  @Test
  @OfRoute("session")
  void a_session_that_another_programme_made_reads_no_file() throws Exception {
    standIn("session", "plan", says("outcome", "PUBLISHED"));
    standIn("session", "to-file", "to-commit");
    send("direct:session", SESSION, Map.of());
    assertThat(went).containsExactly("plan");
  }

  @Test
  @OfRoute("session")
  void what_changed_meanwhile_gives_up_the_session_and_is_no_fault() throws Exception {
    standIn("session", "plan", fails(new LookAgainException()));
    standIn("session", "to-file", "to-commit");
    standIn("give-up", "give-up-session");
    send("direct:session", SESSION, Map.of());
    assertThat(went).containsExactly("plan", "give-up-session");
    assertThat(faults).isEmpty();
  }

  @Test
  @OfRoute("session")
  void a_session_of_which_a_file_was_given_up_commits_nothing() throws Exception {
    standIn("session", "plan", says("outcome", "GOES_ON"));
    standIn("session", "to-file", "to-commit", "given-up");
    // Nobody has begun this session, so it does not go on once its files are through.
    send("direct:session", SESSION, Map.of());
    assertThat(went).containsExactly("plan", "to-file", "given-up");
  }

  @Test
  @OfRoute("commit")
  void what_the_gate_refuses_is_not_published_and_the_authority_is_told() throws Exception {
    standIn("commit", "concatenate", "to-report", "deliver-report", "publish", "deliver");
    standIn("commit", "gate", says("outcome", "REFUSED"));
    standIn("commit", "refused", "published", "overtaken");
    send("direct:commit", SESSION, Map.of("session", SESSION));
    assertThat(went)
        .containsExactly("concatenate", "gate", "to-report", "deliver-report", "refused");
  }

  @Test
  @OfRoute("commit")
  void a_commit_that_came_second_delivers_nothing() throws Exception {
    standIn("commit", "concatenate", "to-report", "deliver-report", "deliver");
    standIn("commit", "gate", says("outcome", "GOES_ON"));
    standIn("commit", "publish", says("outcome", "LOOK_AGAIN"));
    standIn("commit", "refused", "published", "overtaken");
    send("direct:commit", SESSION, Map.of("session", SESSION));
    assertThat(went).containsExactly("concatenate", "gate", "to-report", "publish", "overtaken");
  }

  @Test
  @OfRoute("report")
  void each_reader_has_a_report() throws Exception {
    standIn(
        "report",
        "report-lines",
        exchange -> exchange.getMessage().setBody(List.of(new ErrorReportRecord())));
    List<String> kept = new ArrayList<>();
    standIn(
        "report", "keep-report", exchange -> kept.add(exchange.getMessage().getBody(String.class)));
    standIn("report", "report-page", "keep-page");
    ErrorSummary numbers =
        new ErrorSummary("822", "ssda903", "822-ssda903-000001", List.of(), List.of());
    standIn("report", "report-summary", exchange -> exchange.getMessage().setBody(numbers));
    List<byte[]> json = new ArrayList<>();
    standIn(
        "report",
        "keep-summary",
        exchange -> json.add(exchange.getMessage().getBody(byte[].class)));
    send("direct:report", SESSION, Map.of("session", SESSION));
    assertThat(went)
        .containsExactly(
            "report-lines",
            "keep-report",
            "report-page",
            "keep-page",
            "report-lines",
            "keep-report",
            "report-page",
            "keep-page",
            "report-summary",
            "keep-summary");
    assertThat(kept).allSatisfy(csv -> assertThat(csv).startsWith("\"type\",\"severity\""));
    assertThat(json).hasSize(1);
    assertThat(ErrorSummary.read(json.get(0))).isEqualTo(numbers);
  }

  private void file(String format, int tables, boolean usable) throws Exception {
    standIn("file", "fetch");
    standIn("file", "recognise", says("format", format));
    for (String read : List.of("read-csv", "read-xlsx", "read-xml")) {
      standIn("file", read, says("tables", tables));
    }
    standIn("file", "transform", says("usable", usable));
    standIn("set-aside", "set-aside-file");
    send("direct:file", FILE, Map.of("session", SESSION));
  }

  @Test
  @OfRoute("file")
  void a_workbook_is_read_as_one_and_transformed() throws Exception {
    file("xlsx", 2, true);
    assertThat(went).containsExactly("fetch", "recognise", "read-xlsx", "transform");
  }

  @Test
  @OfRoute("file")
  void a_document_that_says_at_its_end_that_it_is_anothers_is_set_aside() throws Exception {
    file("xml", 1, false);
    assertThat(went)
        .containsExactly("fetch", "recognise", "read-xml", "transform", "set-aside-file");
  }

  @Test
  @OfRoute("file")
  void a_text_without_a_table_is_set_aside_and_nothing_of_it_transformed() throws Exception {
    file("csv", 0, true);
    assertThat(went).containsExactly("fetch", "recognise", "read-csv", "set-aside-file");
  }

  @Test
  @OfRoute({"file", "set-aside"})
  void a_file_that_cannot_be_read_is_set_aside_and_is_no_fault_of_ours() throws Exception {
    standIn("file", "fetch", fails(new UnreadableFileException("it is encrypted")));
    standIn("file", "recognise", "transform");
    standIn("set-aside", "set-aside-file");
    send("direct:file", FILE, Map.of("session", SESSION));
    assertThat(went).containsExactly("fetch", "set-aside-file");
    assertThat(faults).isEmpty();
  }

  @Test
  @OfRoute("set-aside")
  void an_area_that_goes_while_a_file_is_set_aside_gives_it_up() throws Exception {
    standIn("file", "fetch", fails(new UnreadableFileException("it is encrypted")));
    standIn("set-aside", "set-aside-file", fails(new StoreException(Reason.UNAVAILABLE, "put")));
    standIn("give-up", "give-up-file");
    send("direct:file", FILE, Map.of("session", SESSION));
    assertThat(went).containsExactly("fetch", "set-aside-file", "give-up-file");
    assertThat(faults).containsExactly("set-aside");
  }

  @Test
  @OfRoute("file")
  void a_mistake_of_ours_sets_no_file_aside() throws Exception {
    standIn("file", "fetch", fails(new IllegalArgumentException()));
    standIn("set-aside", "set-aside-file");
    standIn("give-up", "give-up-file");
    send("direct:file", FILE, Map.of("session", SESSION));
    assertThat(went).containsExactly("fetch", "give-up-file");
    assertThat(faults).containsExactly("file");
  }

  @Test
  @OfRoute({"look-outputs", "give-up-outputs"})
  void a_hub_that_cannot_see_what_is_published_gives_up_the_look() throws Exception {
    listings.add(
        () -> {
          throw new StoreException(Reason.UNAVAILABLE, "list");
        });
    standIn("give-up-outputs", "give-up-gathering");
    look("look-outputs", "PAN", "useCase").lookNow();
    assertThat(went).containsExactly("give-up-gathering");
    assertThat(faults).hasSize(1);
  }

  @Test
  @OfRoute({"look-outputs", "gather"})
  void what_changed_becomes_a_release() throws Exception {
    listings.add(() -> List.of(RELEASE));
    standIn("gather", "to-release");
    look("look-outputs", "PAN", "useCase").lookNow();
    assertThat(went).containsExactly("to-release");
  }

  @Test
  @OfRoute("release")
  void outputs_that_the_gate_refuses_are_not_published() throws Exception {
    standIn("release", "compile-outputs", "describe-outputs", "publish-outputs", "deliver-outputs");
    standIn("release", "gate-outputs", says("outcome", "REFUSED"));
    standIn("release", "release-refused", "release-published");
    send("direct:release", RELEASE, Map.of());
    assertThat(went).containsExactly("compile-outputs", "gate-outputs", "release-refused");
  }

  @Test
  @OfRoute({"retain", "certify"})
  void at_night_what_is_too_old_goes_and_each_account_writes_a_certificate() throws Exception {
    for (String route : List.of("retain", "certify")) {
      AdviceWith.adviceWith(context, route, advice -> advice.replaceFromWith("direct:" + route));
    }
    standIn("retain", "age-sessions", "certify-upload");
    standIn("certify", "certify-hub");
    send("direct:retain", "", Map.of());
    send("direct:certify", "", Map.of());
    assertThat(went).containsExactly("age-sessions", "certify-upload", "certify-hub");
  }
}
