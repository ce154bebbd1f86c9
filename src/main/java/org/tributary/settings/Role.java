package org.tributary.settings;

import java.util.List;

/** Which of the two accounts a running programme serves, and the areas that it may see there. */
public enum Role {
  UPLOAD("upload", List.of("uploads", "workspace", "shared", "external")),
  HUB("hub", List.of("shared", "hub-workspace", "outputs", "external"));

  private final String word;
  private final List<String> areas;

  Role(String word, List<String> areas) {
    this.word = word;
    this.areas = areas;
  }

  public String word() {
    return word;
  }

  /** The area of this account that holds what it works with and its ledger. */
  public String workspace() {
    return switch (this) {
      case UPLOAD -> "workspace";
      case HUB -> "hub-workspace";
    };
  }

  /** The area that this account's commits lie in. */
  public String published() {
    return switch (this) {
      case UPLOAD -> "shared";
      case HUB -> "outputs";
    };
  }

  /** The names of the areas of this account; any other configured for it stops the start. */
  public List<String> areas() {
    return areas;
  }
}
