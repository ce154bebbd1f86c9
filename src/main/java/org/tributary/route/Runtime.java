package org.tributary.route;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
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

  private static final String NAME = "name";

  private final List<AccountSteps> accounts;
  private final Duration lookEvery;
  private final ExecutorService fileWorkers;
  private final Main main = new Main();

  Runtime(
      List<AccountSteps> accounts,
      Path routes,
      Properties camel,
      Duration lookEvery,
      int workers,
      AreaHealth health,
      OperatorActions actions) {
    this.accounts = List.copyOf(accounts);
    this.lookEvery = lookEvery;
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
            configured
                .getCamelContext()
                .addComponent(
                    "area",
                    new AreaComponent(accounts.stream().map(AccountSteps::polled).toList()));
            registry.bind("count-fault", new FaultCounter(health));
          }
        });
  }

  /** Starts the routes; nothing is looked at before it is asked for. */
  public void start() {
    main.start();
    for (AccountSteps account : accounts) {
      long first = 0;
      for (Map.Entry<String, String> instance : account.instances().entrySet()) {
        stamp(
            context(),
            template(account.role()),
            instance.getKey(),
            instance.getValue(),
            Map.of(
                account.polled().parameter(),
                instance.getKey(),
                "lookEvery",
                lookEvery.toMillis(),
                "firstLook",
                first));
        // First looks are spread, so that they do not all begin at once.
        first += Math.max(1, lookEvery.toMillis() / account.instances().size());
      }
    }
  }

  private static String template(Role role) {
    return switch (role) {
      case UPLOAD -> "look";
      case HUB -> "look-outputs";
    };
  }

  /** From now on every authority and use case is looked at again and again. */
  public void lookAgainAndAgain() {
    for (AccountSteps account : accounts) {
      account.instances().keySet().forEach(name -> look(account.role(), name).lookAgainAndAgain());
    }
  }

  private AreaConsumer look(Role role, String name) {
    return (AreaConsumer) context().getRoute(template(role) + "-" + name).getConsumer();
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
    try {
      look(role, name).lookNow();
    } catch (Exception failure) {
      throw new IllegalStateException("a look was not gone through with", failure);
    }
  }

  /** Whether its route runs, so that a look can be asked for. */
  boolean looks(Role role, String name) {
    return context().getRouteController().getRouteStatus(template(role) + "-" + name)
        == ServiceStatus.Started;
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
