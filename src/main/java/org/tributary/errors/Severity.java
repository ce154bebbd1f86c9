package org.tributary.errors;

/** How much a data error costs: a lost value or file, a doubt, or nothing. */
public enum Severity {
  ERROR,
  WARNING,
  INFORMATION;

  /** As it stands in a report. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
