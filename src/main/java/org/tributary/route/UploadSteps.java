package org.tributary.route;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.publish.LookAgainException;
import org.tributary.region.Region;
import org.tributary.report.Audience;
import org.tributary.report.ReportLine;
import org.tributary.retain.NightlyCertificate;
import org.tributary.retain.SessionAges;
import org.tributary.settings.Role;
import org.tributary.store.StoreException;
import org.tributary.upload.FileWork;
import org.tributary.upload.SessionTicket;
import org.tributary.upload.SessionTicket.FileTicket;
import org.tributary.upload.SessionTicket.ReportTicket;
import org.tributary.upload.UploadLook;
import org.tributary.upload.UploadSession;

/**
 * The steps that the routes of the upload account name. Each unpacks a ticket, calls one method of
 * the session and packs; none holds a value of a file.
 */
final class UploadSteps implements AccountSteps {

  private static final Logger LOG = LoggerFactory.getLogger(UploadSteps.class);
  private static final String REPORT = "report";

  private final Region region;
  private final UploadLook look;
  private final SessionAges ages;
  private final NightlyCertificate certificate;
  private final Running<UploadSession> running = new Running<>();

  UploadSteps(Region region, UploadLook look, SessionAges ages, NightlyCertificate certificate) {
    this.region = region;
    this.look = look;
    this.ages = ages;
    this.certificate = certificate;
  }

  @Override
  public Role role() {
    return Role.UPLOAD;
  }

  @Override
  public Set<String> instances() {
    return new TreeSet<>(region.authorities().keySet());
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
    registry.bind("collect", (Processor) this::collect);
    registry.bind("plan", (Processor) this::plan);
    onFile(registry, "fetch", FileWork::fetch);
    onFile(registry, "read", FileWork::read);
    onFile(registry, "clean", FileWork::clean);
    onFile(registry, "enrich", FileWork::enrich);
    onFile(registry, "degrade", FileWork::degrade);
    onFile(registry, "write", FileWork::write);
    onSession(registry, "concatenate", UploadSession::concatenate);
    onSession(registry, "gate", UploadSession::gate);
    onSession(registry, "publish", UploadSession::publish);
    registry.bind("deliver", (Processor) this::deliver);
    registry.bind("report-lines", (Processor) this::reportLines);
    registry.bind("keep-report", (Processor) this::keepReport);
    registry.bind("age-sessions", (Processor) exchange -> ages.deleteExpired());
    registry.bind("certify-upload", (Processor) exchange -> certificate.write());
  }

  private interface OnSession {
    void run(UploadSession session) throws Exception;
  }

  private interface OnFile {
    void run(FileWork file) throws Exception;
  }

  private void onSession(Registry registry, String name, OnSession step) {
    registry.bind(
        name,
        (Processor)
            exchange -> {
              UploadSession session = running.get(ticket(exchange).attempt());
              if (session.goesOn()) {
                step.run(session);
              }
            });
  }

  private void onFile(Registry registry, String name, OnFile step) {
    registry.bind(
        name,
        (Processor)
            exchange -> {
              FileTicket ticket = exchange.getMessage().getMandatoryBody(FileTicket.class);
              FileWork file = running.get(ticket.attempt()).file(ticket.number());
              if (file.goesOn()) {
                step.run(file);
              } else {
                // Another file ended the session: others must not wait for this one's turn.
                file.breakOff();
              }
            });
  }

  private void collect(Exchange exchange) throws Exception {
    List<UploadSession> sessions = look.look(exchange.getMessage().getMandatoryBody(String.class));
    sessions.forEach(session -> running.put(session.attempt(), session));
    exchange.getMessage().setBody(sessions.stream().map(UploadSession::ticket).toList());
  }

  private void plan(Exchange exchange) throws Exception {
    UploadSession session = running.get(ticket(exchange).attempt());
    session.plan();
    exchange.getMessage().setBody(session.ticket());
  }

  private void deliver(Exchange exchange) throws Exception {
    UploadSession session = running.get(ticket(exchange).attempt());
    session.deliver();
    running.remove(session.attempt());
  }

  private static SessionTicket ticket(Exchange exchange) throws Exception {
    return exchange.getMessage().getMandatoryBody(SessionTicket.class);
  }

  private void reportLines(Exchange exchange) throws Exception {
    ReportTicket ticket = exchange.getMessage().getMandatoryBody(ReportTicket.class);
    List<ReportLine> lines =
        running.get(ticket.attempt()).reportLines(Audience.valueOf(ticket.audience()));
    exchange.setVariable(REPORT, ticket);
    exchange.getMessage().setBody(lines.stream().map(ErrorReportRecord::of).toList());
  }

  private void keepReport(Exchange exchange) throws Exception {
    ReportTicket ticket = exchange.getVariable(REPORT, ReportTicket.class);
    byte[] csv = exchange.getMessage().getMandatoryBody(byte[].class);
    running.get(ticket.attempt()).keepReport(Audience.valueOf(ticket.audience()), csv);
    exchange.getMessage().setBody(ticket);
  }

  @Override
  public boolean failed(Object body, String step, Throwable failure) throws Exception {
    if (body instanceof FileTicket ticket) {
      Optional<UploadSession> session = running.find(ticket.attempt());
      if (session.isPresent()) {
        fileFailed(session.get(), ticket, step, failure);
      }
      return true;
    }
    if (body instanceof SessionTicket ticket) {
      if (!(failure instanceof LookAgainException)) {
        LOG.error("{} {}: {} failed", ticket.authority(), ticket.dataset(), step, failure);
      }
      Optional<UploadSession> session = running.find(ticket.attempt());
      if (session.isPresent()) {
        running.remove(ticket.attempt());
        session.get().failed(failure);
        session.get().end();
      }
      return true;
    }
    if (body instanceof ReportTicket ticket) {
      LOG.error("{} {}: {} failed", ticket.authority(), ticket.dataset(), step, failure);
      running.find(ticket.attempt()).ifPresent(session -> session.failed(failure));
      return true;
    }
    if (body instanceof String authority && region.authorities().containsKey(authority)) {
      look.failed(authority, failure);
      return true;
    }
    return false;
  }

  /** What the file's content is to blame for never comes here: it costs the session. */
  private void fileFailed(UploadSession session, FileTicket ticket, String step, Throwable failure)
      throws StoreException {
    if (!(failure instanceof LookAgainException)) {
      LOG.error(
          "{} {} file {}: {} failed; the session is given up",
          ticket.authority(),
          ticket.dataset(),
          ticket.number(),
          step,
          failure);
    }
    session.failed(failure);
    session.file(ticket.number()).failed(failure);
  }
}
