package org.tributary.route;

import java.util.Set;
import org.apache.camel.spi.Registry;
import org.tributary.settings.Role;

/** What one account brings to the routes: its steps, and the instances of its look route. */
interface AccountSteps {

  Role role();

  /** Puts the steps where the routes find them by name. */
  void bind(Registry registry);

  /** The names for which the look template is stamped: authorities or use cases. */
  Set<String> instances();

  /** How many sessions or releases have begun since the start. */
  long begun();

  /** Told that the programme is about to stop, while it still works. */
  void stopping();

  /**
   * Told of a failure in a step.
   *
   * @param body what the message held
   * @return whether the message is one of this account's
   */
  boolean failed(Object body, String step, Throwable failure) throws Exception;
}
