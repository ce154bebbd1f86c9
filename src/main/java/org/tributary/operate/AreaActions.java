package org.tributary.operate;

import java.util.List;

/**
 * What an operator may do about an authority or a use case from the console: what the commands of
 * the same names do, and no more. Each says in a sentence what came of it, and throws nothing.
 */
public interface AreaActions {

  /** Begins a look, with all the work that follows from it, whenever the next one is due. */
  String lookNow(String name);

  /** What the command {@code status} says of it, a line each; it reads and changes nothing. */
  List<String> status(String name);

  /** Lets nobody look until it is resumed. */
  String pause(String name);

  /** Ends a pause. */
  String resume(String name);
}
