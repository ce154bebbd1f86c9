package org.tributary.route;

import java.util.SortedMap;
import org.apache.camel.spi.Registry;
import org.tributary.settings.Role;

/** What one account brings to the routes: its steps, and the instances of its look route. */
interface AccountSteps {

  Role role();

  /** Puts the steps where the routes find them by name. */
  void bind(Registry registry);

  /** What the account's looks poll. */
  AreaComponent.Polled polled();

  /**
   * For what the look template is stamped: authorities by their code, or use cases by their name,
   * and how a person calls each.
   */
  SortedMap<String, String> instances();

  /** From now on looks leave everything but one dataset alone. */
  void onlyLookAt(String dataset);

  /** Somebody paused or resumed an authority in this programme. */
  void pausesChanged();

  /** How many sessions or releases have begun since the start. */
  long begun();

  /** Told that the programme is about to stop, while it still works. */
  void stopping();
}
