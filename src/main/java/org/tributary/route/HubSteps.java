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
import org.tributary.hub.HubLook;
import org.tributary.hub.Release;
import org.tributary.hub.ReleaseTicket;
import org.tributary.publish.LookAgainException;
import org.tributary.region.Region;
import org.tributary.retain.NightlyCertificate;
import org.tributary.settings.Role;

/**
 * The steps that the routes of the hub account name. Each unpacks a ticket and calls one method.
 */
final class HubSteps implements AccountSteps {

  private static final Logger LOG = LoggerFactory.getLogger(HubSteps.class);

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
  public Set<String> instances() {
    return new TreeSet<>(region.useCases().keySet());
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
    registry.bind("gather", (Processor) this::gather);
    onRelease(registry, "compile-outputs", Release::compile);
    onRelease(registry, "gate-outputs", Release::gate);
    onRelease(registry, "describe-outputs", Release::describe);
    onRelease(registry, "publish-outputs", Release::publish);
    registry.bind("deliver-outputs", (Processor) this::deliver);
    registry.bind("certify-hub", (Processor) exchange -> certificate.write());
  }

  private interface OnRelease {
    void run(Release release) throws Exception;
  }

  private void onRelease(Registry registry, String name, OnRelease step) {
    registry.bind(
        name,
        (Processor)
            exchange -> {
              Release release = release(exchange);
              if (release.goesOn()) {
                step.run(release);
              }
            });
  }

  private void gather(Exchange exchange) throws Exception {
    List<Release> releases = look.look(exchange.getMessage().getMandatoryBody(String.class));
    releases.forEach(release -> running.put(release.attempt(), release));
    exchange.getMessage().setBody(releases.stream().map(Release::ticket).toList());
  }

  private void deliver(Exchange exchange) throws Exception {
    Release release = release(exchange);
    release.deliver();
    running.remove(release.attempt());
  }

  private Release release(Exchange exchange) throws Exception {
    return running.get(exchange.getMessage().getMandatoryBody(ReleaseTicket.class).attempt());
  }

  @Override
  public boolean failed(Object body, String step, Throwable failure) {
    if (body instanceof ReleaseTicket ticket) {
      if (!(failure instanceof LookAgainException)) {
        LOG.error("{}: {} failed", ticket.useCase(), step, failure);
      }
      Optional<Release> release = running.find(ticket.attempt());
      if (release.isPresent()) {
        running.remove(ticket.attempt());
        release.get().failed(failure);
        release.get().end();
      }
      return true;
    }
    if (body instanceof String useCase && region.useCases().containsKey(useCase)) {
      look.failed(useCase, failure);
      return true;
    }
    return false;
  }
}
