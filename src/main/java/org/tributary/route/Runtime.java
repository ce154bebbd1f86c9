package org.tributary.route;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.Registry;
import org.tributary.operate.AreaHealth;
import org.tributary.settings.Role;

/**
 * The running Camel side: the route files of the roles it serves, the steps that they name, and one
 * look route stamped per authority and per use case.
 */
public final class Runtime implements AutoCloseable {

  /** The look template of a role, its parameter, and the route that one look is sent to. */
  private record Look(String template, String parameter, String entry) {
    static Look of(Role role) {
      return switch (role) {
        case UPLOAD -> new Look("look", "authority", "direct:collect");
        case HUB -> new Look("compile", "useCase", "direct:gather");
      };
    }
  }

  private static final String NAME = "name";

  private final List<AccountSteps> accounts;
  private final ExecutorService fileWorkers;
  private final Main main = new Main();

  Runtime(
      List<AccountSteps> accounts,
      Path routes,
      Properties camel,
      int workers,
      AreaHealth health,
      OperatorActions actions) {
    this.accounts = List.copyOf(accounts);
    this.fileWorkers =
        Executors.newFixedThreadPool(workers, runnable -> new Thread(runnable, "file-worker"));
    List<String> patterns = new ArrayList<>();
    for (AccountSteps account : accounts) {
      patterns.add("file:" + routes.resolve(account.role().word()) + "/*.camel.yaml");
    }
    main.configure().withRoutesIncludePattern(String.join(",", patterns));
    main.setDefaultPropertyPlaceholderLocation("false");
    main.setOverrideProperties(camel);
    main.bind("fileWorkers", fileWorkers);
    main.addMainListener(new Observation(health));
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void beforeConfigure(BaseMainSupport configured) {
            Registry registry = configured.getCamelContext().getRegistry();
            accounts.forEach(account -> account.bind(registry));
            configured.getCamelContext().addRoutePolicyFactory(actions);
            registry.bind("count-fault", new FaultCounter(health));
          }
        });
  }

  public void start() {
    main.start();
  }

  /**
   * Stamps a look route for each authority and use case. First looks are spread, so that they do
   * not all begin at once.
   */
  public void lookEvery(Duration interval) {
    for (AccountSteps account : accounts) {
      Look look = Look.of(account.role());
      long first = 0;
      for (Map.Entry<String, String> instance : account.instances().entrySet()) {
        stamp(
            context(),
            look.template(),
            instance.getKey(),
            instance.getValue(),
            Map.of(
                look.parameter(),
                instance.getKey(),
                "lookEvery",
                interval.toMillis(),
                "firstLook",
                first));
        first += Math.max(1, interval.toMillis() / account.instances().size());
      }
    }
  }

  /** Makes one route of a template, described by the name that a person knows. */
  static void stamp(
      CamelContext context,
      String template,
      String instance,
      String name,
      Map<String, Object> parameters) {
    String id = template + "-" + instance;
    TemplatedRouteBuilder.builder(context, template)
        .routeId(id)
        .parameters(parameters)
        .parameter(NAME, name)
        .add();
    // Camel fills parameters into a route's endpoints and steps, and leaves its description.
    Route route = context.getRoute(id);
    route
        .getProperties()
        .put(Route.DESCRIPTION_PROPERTY, route.getDescription().replace("{{" + NAME + "}}", name));
  }

  /** One look of one authority or use case, with all the work that follows from it. */
  public void lookNow(Role role, String name) {
    try (ProducerTemplate template = context().createProducerTemplate()) {
      Exchange looked =
          template.send(
              Look.of(role).entry(),
              exchange -> exchange.setVariable(Look.of(role).parameter(), name));
      if (looked.getException() != null) {
        throw new IllegalStateException(
            "a failure was not taken up by the routes", looked.getException());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public CamelContext context() {
    return main.getCamelContext();
  }

  @Override
  public void close() {
    main.stop();
    fileWorkers.shutdown();
  }
}
