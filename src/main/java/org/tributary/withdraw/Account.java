package org.tributary.withdraw;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.settings.Role;
import org.tributary.store.ObjectStore;

/** An account at hand: its role and its areas by name. */
public record Account(Role role, SortedMap<String, ObjectStore> areas) {

  public Account(Role role, Map<String, ObjectStore> areas) {
    this(role, Collections.unmodifiableSortedMap(new TreeMap<>(areas)));
  }

  ObjectStore workspace() {
    return areas.get(role.workspace());
  }

  ObjectStore published() {
    return areas.get(role.published());
  }
}
