package org.tributary.operate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Does nothing but remember what was asked of it. */
final class RecordedActions implements AreaActions {

  final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  private String remember(String what, String name) {
    asked.add(what + " " + name);
    return name + ": " + what;
  }

  @Override
  public String lookNow(String name) {
    return remember("look now", name);
  }

  @Override
  public List<String> status(String name) {
    return List.of(remember("status", name));
  }

  @Override
  public String pause(String name) {
    return remember("pause", name);
  }

  @Override
  public String resume(String name) {
    return remember("resume", name);
  }
}
