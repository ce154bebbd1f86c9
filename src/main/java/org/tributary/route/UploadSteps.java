package org.tributary.route;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.spi.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.publish.How;
import org.tributary.read.FileFormat;
import org.tributary.region.Region;
import org.tributary.report.Audience;
import org.tributary.report.ErrorSummary;
import org.tributary.report.Help;
import org.tributary.report.HtmlReport;
import org.tributary.report.ReportFile;
import org.tributary.retain.NightlyCertificate;
import org.tributary.retain.SessionAges;
import org.tributary.settings.Role;
import org.tributary.store.StoreException;
import org.tributary.upload.FileWork;
import org.tributary.upload.RowsThrough;
import org.tributary.upload.SessionTicket;
import org.tributary.upload.SessionTicket.FileTicket;
import org.tributary.upload.SessionTicket.ReportTicket;
import org.tributary.upload.UploadLook;
import org.tributary.upload.UploadSession;

/**
 * The steps that the routes of the upload account name. Each finds the session or file that the
 * ticket in hand stands for, calls one method of it and says as a variable what came of it; none
 * holds a value of a file, and none decides what comes next.
 */
final class UploadSteps implements AccountSteps {

  private static final Logger LOG = LoggerFactory.getLogger(UploadSteps.class);

  // What is in hand, as the routes name it when they take it up.
  private static final String AUTHORITY = "authority";
  private static final String SESSION = "session";
  private static final String FILE = "file";
  private static final String REPORT = "report";

  private final Region region;
  private final UploadLook look;
  private final SessionAges ages;
  private final NightlyCertificate certificate;
  private final Help help;
  private final Running<UploadSession> running = new Running<>();

  /**
   * @param help where an authority finds help with its error report
   */
  UploadSteps(
      Region region, UploadLook look, SessionAges ages, NightlyCertificate certificate, Help help) {
    this.region = region;
    this.look = look;
    this.ages = ages;
    this.certificate = certificate;
    this.help = help;
  }

  @Override
  public Role role() {
    return Role.UPLOAD;
  }

  @Override
  public AreaComponent.Polled polled() {
    return new AreaComponent.Polled("uploads", AUTHORITY, this::collect);
  }

  @Override
  public SortedMap<String, String> instances() {
    SortedMap<String, String> names = new TreeMap<>();
    region.authorities().forEach((code, authority) -> names.put(code, authority.name()));
    return names;
  }

  @Override
  public void onlyLookAt(String dataset) {
    look.onlyAt(dataset);
  }

  @Override
  public void pausesChanged() {
    look.pausesChanged();
  }

  @Override
  public long begun() {
    return running.begun();
  }

  @Override
  public void stopping() {
    try {
      look.stop();
    } catch (StoreException failure) {
      LOG.warn("files that are being read may be read alone after the next start", failure);
    }
  }

  @Override
  public void bind(Registry registry) {
    onSession(registry, "plan", this::plan);
    onSession(registry, "concatenate", (session, exchange) -> session.concatenate());
    onSession(registry, "gate", (session, exchange) -> session.gate());
    onSession(registry, "publish", (session, exchange) -> session.publish());
    onSession(registry, "deliver", (session, exchange) -> session.deliver());
    onSession(registry, "deliver-report", (session, exchange) -> session.deliverReportOnly());
    registry.bind("session-outcome", new SessionOutcome());
    registry.bind("end-session", (Processor) this::endSession);
    onFile(registry, "fetch", (file, exchange) -> file.fetch());
    onFile(
        registry,
        "recognise",
        (file, exchange) -> exchange.setVariable("format", file.recognise().word()));
    for (FileFormat format : FileFormat.values()) {
      registry.bind(format.word(), new SubmittedDataFormat(format, this::file));
    }
    onFile(registry, "transform", UploadSteps::transform);
    onFile(registry, "set-aside", UploadSteps::setAside);
    onFile(registry, "break-off", (file, exchange) -> file.breakOff());
    registry.bind("report-lines", (Processor) this::reportLines);
    registry.bind("keep-report", keep(ReportFile.TABLE));
    registry.bind("report-page", (Processor) this::reportPage);
    registry.bind("keep-page", keep(ReportFile.PAGE));
    onSession(registry, "report-summary", UploadSteps::reportSummary);
    onSession(registry, "keep-summary", UploadSteps::keepSummary);
    registry.bind("age-sessions", (Processor) exchange -> ages.deleteExpired());
    registry.bind("certify-upload", (Processor) exchange -> certificate.write());
    onFile(registry, "give-up-file", this::giveUpFile);
    registry.bind("give-up-session", (Processor) this::giveUpSession);
    registry.bind("give-up-look", (Processor) this::giveUpLook);
  }

  private interface OnSession {
    void run(UploadSession session, Exchange exchange) throws Exception;
  }

  private interface OnFile {
    void run(FileWork file, Exchange exchange) throws Exception;
  }

  private void onSession(Registry registry, String name, OnSession step) {
    registry.bind(
        name,
        (Processor)
            exchange -> {
              UploadSession session = running.get(ticket(exchange).attempt());
              step.run(session, exchange);
              Outcome.tell(exchange, session.outcome());
            });
  }

  private void onFile(Registry registry, String name, OnFile step) {
    registry.bind(name, (Processor) exchange -> step.run(file(exchange), exchange));
  }

  private static SessionTicket ticket(Exchange exchange) {
    return exchange.getVariable(SESSION, SessionTicket.class);
  }

  private FileWork file(Exchange exchange) {
    FileTicket ticket = exchange.getVariable(FILE, FileTicket.class);
    return running.get(ticket.attempt()).file(ticket.number());
  }

  private List<SessionTicket> collect(String authority) throws StoreException {
    List<UploadSession> sessions = look.look(authority);
    sessions.forEach(session -> running.put(session.attempt(), session));
    return sessions.stream().map(UploadSession::ticket).toList();
  }

  private void plan(UploadSession session, Exchange exchange) throws Exception {
    session.plan();
    exchange.getMessage().setBody(session.ticket());
  }

  private void endSession(Exchange exchange) {
    end(ticket(exchange));
  }

  private void end(SessionTicket ticket) {
    running.take(ticket.attempt()).ifPresent(UploadSession::end);
  }

  /** Brings together what became of a session's files, or of its reports: does it go on? */
  private final class SessionOutcome implements AggregationStrategy {

    @Override
    public Exchange aggregate(Exchange before, Exchange part) {
      throw new IllegalStateException("the session is asked for");
    }

    @Override
    public Exchange aggregate(Exchange before, Exchange part, Exchange whole) {
      if (part.getException() != null) {
        whole.setException(part.getException());
      }
      Optional<UploadSession> session = running.find(ticket(whole).attempt());
      Outcome.tell(whole, session.isPresent() ? session.get().outcome() : Optional.of(How.FAILED));
      return whole;
    }
  }

  private static void transform(FileWork file, Exchange exchange) throws Exception {
    Optional<RowsThrough> rows = file.transform();
    exchange.setVariable("usable", rows.isPresent());
    rows.ifPresent(
        through -> {
          exchange.setVariable("rowsRead", through.read());
          exchange.setVariable("rowsCleaned", through.cleaned());
          exchange.setVariable("rowsEnriched", through.enriched());
          exchange.setVariable("rowsDegraded", through.degraded());
        });
  }

  private static void setAside(FileWork file, Exchange exchange) throws Exception {
    Optional<Throwable> reason = failure(exchange);
    if (reason.isPresent()) {
      file.setAside(reason.get());
    } else {
      file.setAside();
    }
  }

  private static Optional<Throwable> failure(Exchange exchange) {
    return Optional.ofNullable(
        exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class));
  }

  private void reportLines(Exchange exchange) throws Exception {
    ReportTicket ticket = exchange.getMessage().getMandatoryBody(ReportTicket.class);
    exchange.setVariable(REPORT, ticket);
    exchange
        .getMessage()
        .setBody(
            running
                .get(ticket.attempt())
                .report()
                .lines(Audience.valueOf(ticket.audience()))
                .stream()
                .map(ErrorReportRecord::of)
                .toList());
  }

  private void reportPage(Exchange exchange) {
    ReportTicket ticket = exchange.getVariable(REPORT, ReportTicket.class);
    exchange
        .getMessage()
        .setBody(
            HtmlReport.of(
                running.get(ticket.attempt()).report(), Audience.valueOf(ticket.audience()), help));
  }

  private Processor keep(ReportFile file) {
    return exchange -> {
      ReportTicket ticket = exchange.getVariable(REPORT, ReportTicket.class);
      byte[] bytes = exchange.getMessage().getMandatoryBody(byte[].class);
      running.get(ticket.attempt()).keepReport(Audience.valueOf(ticket.audience()), file, bytes);
      exchange.getMessage().setBody(ticket);
    };
  }

  private static void reportSummary(UploadSession session, Exchange exchange) {
    exchange.getMessage().setBody(ErrorSummary.of(session.report()));
  }

  private static void keepSummary(UploadSession session, Exchange exchange) throws Exception {
    byte[] json = exchange.getMessage().getMandatoryBody(byte[].class);
    session.keepReport(Audience.HUB, ReportFile.SUMMARY, json);
    exchange.getMessage().setBody(session.ticket());
  }

  /** What the file's content is to blame for never comes here: it costs the session. */
  private void giveUpFile(FileWork file, Exchange exchange) throws Exception {
    FileTicket ticket = exchange.getVariable(FILE, FileTicket.class);
    Throwable failure = failure(exchange).orElseThrow();
    look.failed(
        ticket.authority(),
        ticket.dataset(),
        "file " + ticket.number() + " in " + Outcome.failedRoute(exchange),
        failure);
    running.get(ticket.attempt()).failed(failure);
    file.failed(failure);
  }

  private void giveUpSession(Exchange exchange) {
    SessionTicket ticket = ticket(exchange);
    Throwable failure = failure(exchange).orElseThrow();
    look.failed(ticket.authority(), ticket.dataset(), Outcome.failedRoute(exchange), failure);
    running.find(ticket.attempt()).ifPresent(session -> session.failed(failure));
    end(ticket);
  }

  private void giveUpLook(Exchange exchange) {
    look.failed(exchange.getVariable(AUTHORITY, String.class), failure(exchange).orElseThrow());
  }
}
