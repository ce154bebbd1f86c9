package org.tributary.route;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Hears of every route that is stopped, started, suspended or resumed while the programme runs,
 * which nobody does but an operator: the programme itself does so only as it comes and goes.
 */
final class OperatorActions extends RoutePolicySupport implements RoutePolicyFactory {

  private final BiConsumer<String, String> told;
  private final Set<String> stopped = ConcurrentHashMap.newKeySet();

  /** Tells the route's name, and what was done. */
  OperatorActions(BiConsumer<String, String> told) {
    this.told = told;
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
    return this;
  }

  @Override
  public void onStop(Route route) {
    if (running(route)) {
      stopped.add(route.getRouteId());
      told.accept(route.getRouteId(), "stopped");
    }
  }

  @Override
  public void onStart(Route route) {
    // A route that was not stopped before is started for the first time, by ourselves.
    if (running(route) && stopped.remove(route.getRouteId())) {
      told.accept(route.getRouteId(), "started");
    }
  }

  @Override
  public void onSuspend(Route route) {
    if (running(route)) {
      told.accept(route.getRouteId(), "suspended");
    }
  }

  @Override
  public void onResume(Route route) {
    if (running(route)) {
      told.accept(route.getRouteId(), "resumed");
    }
  }

  private static boolean running(Route route) {
    return route.getCamelContext().getStatus() == ServiceStatus.Started;
  }
}
