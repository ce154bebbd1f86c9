package org.tributary.withdraw;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.settings.Role;
import org.tributary.store.ObjectStore;

/** An account at hand: its role and its areas by name. */
public record Account(Role role, SortedMap<String, ObjectStore> areas) {

  public Account(Role role, Map<String, ObjectStore> areas) {
    this(role, Collections.unmodifiableSortedMap(new TreeMap<>(areas)));
  }

  ObjectStore area(String name) {
    return Objects.requireNonNull(areas.get(name), "the account has no such area");
  }

  /** The area of this account that holds its ledger. */
  public ObjectStore workspace() {
    return area(role.workspace());
  }

  ObjectStore published() {
    return area(role.published());
  }
}
