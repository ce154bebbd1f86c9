package org.tributary.route;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.spi.Registry;
import org.tributary.hub.HubLook;
import org.tributary.hub.Release;
import org.tributary.hub.ReleaseTicket;
import org.tributary.region.Region;
import org.tributary.retain.NightlyCertificate;
import org.tributary.settings.Role;
import org.tributary.store.StoreException;

/**
 * The steps that the routes of the hub account name. Each finds the release that the ticket in hand
 * stands for, calls one method of it and says as a variable what came of it.
 */
final class HubSteps implements AccountSteps {

  // What is in hand, as the routes name it when they take it up.
  private static final String USE_CASE = "useCase";
  private static final String RELEASE = "release";

  private final Region region;
  private final HubLook look;
  private final NightlyCertificate certificate;
  private final Running<Release> running = new Running<>();

  HubSteps(Region region, HubLook look, NightlyCertificate certificate) {
    this.region = region;
    this.look = look;
    this.certificate = certificate;
  }

  @Override
  public Role role() {
    return Role.HUB;
  }

  @Override
  public AreaComponent.Polled polled() {
    return new AreaComponent.Polled("shared", USE_CASE, this::gather);
  }

  @Override
  public SortedMap<String, String> instances() {
    SortedMap<String, String> names = new TreeMap<>();
    region.useCases().keySet().forEach(name -> names.put(name, name));
    return names;
  }

  @Override
  public void onlyLookAt(String dataset) {
    // A release is of everything that a use case keeps.
  }

  @Override
  public void pausesChanged() {
    // Only authorities are paused.
  }

  @Override
  public long begun() {
    return running.begun();
  }

  @Override
  public void stopping() {
    // A release that is cut short leaves nothing that anybody counts.
  }

  @Override
  public void bind(Registry registry) {
    onRelease(registry, "compile-outputs", Release::compile);
    onRelease(registry, "gate-outputs", Release::gate);
    onRelease(registry, "describe-outputs", Release::describe);
    onRelease(registry, "publish-outputs", Release::publish);
    onRelease(registry, "deliver-outputs", Release::deliver);
    registry.bind("end-release", (Processor) exchange -> end(ticket(exchange)));
    registry.bind("certify-hub", (Processor) exchange -> certificate.write());
    registry.bind("give-up-release", (Processor) this::giveUpRelease);
    registry.bind("give-up-gathering", (Processor) this::giveUpGathering);
  }

  private interface OnRelease {
    void run(Release release) throws Exception;
  }

  private void onRelease(Registry registry, String name, OnRelease step) {
    registry.bind(
        name,
        (Processor)
            exchange -> {
              Release release = running.get(ticket(exchange).attempt());
              step.run(release);
              Outcome.tell(exchange, release.outcome());
            });
  }

  private static ReleaseTicket ticket(Exchange exchange) {
    return exchange.getVariable(RELEASE, ReleaseTicket.class);
  }

  private List<ReleaseTicket> gather(String useCase) throws StoreException {
    List<Release> releases = look.look(useCase);
    releases.forEach(release -> running.put(release.attempt(), release));
    return releases.stream().map(Release::ticket).toList();
  }

  private void end(ReleaseTicket ticket) {
    running.take(ticket.attempt()).ifPresent(Release::end);
  }

  private static Throwable failure(Exchange exchange) {
    return exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
  }

  private void giveUpRelease(Exchange exchange) {
    ReleaseTicket ticket = ticket(exchange);
    Throwable failure = failure(exchange);
    look.failed(ticket.useCase(), Outcome.failedRoute(exchange), failure);
    running.find(ticket.attempt()).ifPresent(release -> release.failed(failure));
    end(ticket);
  }

  private void giveUpGathering(Exchange exchange) {
    look.failed(exchange.getVariable(USE_CASE, String.class), failure(exchange));
  }
}
