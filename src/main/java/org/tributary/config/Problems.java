package org.tributary.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Everything found wrong with a configuration, collected so that an operator gets the whole list
 * and not one problem a restart. It is about configuration only: what is wrong with a submitted
 * file is a {@code DataError}.
 */
public final class Problems {

  /** Whether the programme can start in spite of the problem. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** One problem; {@code line} is 1-based, 0 where the whole file is meant. */
  public record Problem(Severity severity, String file, int line, String message, String advice) {

    @Override
    public String toString() {
      return file
          + (line > 0 ? ", line " + line : "")
          + ": "
          + message
          + (advice.isEmpty() ? "" : " " + advice);
    }
  }

  private final List<Problem> found = new ArrayList<>();

  public void error(String file, int line, String message, String advice) {
    found.add(new Problem(Severity.ERROR, file, line, message, advice));
  }

  public void warning(String file, int line, String message, String advice) {
    found.add(new Problem(Severity.WARNING, file, line, message, advice));
  }

  /** What was found apart from these. */
  public void addAll(Problems others) {
    found.addAll(others.found);
  }

  /** All problems, by file and line, errors before warnings on the same line. */
  public List<Problem> all() {
    return found.stream()
        .sorted(
            Comparator.comparing(Problem::file)
                .thenComparingInt(Problem::line)
                .thenComparing(Problem::severity)
                .thenComparing(Problem::message))
        .distinct()
        .toList();
  }

  public List<Problem> errors() {
    return all().stream().filter(problem -> problem.severity() == Severity.ERROR).toList();
  }

  public boolean hasErrors() {
    return found.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
  }

  /** Stops the start with every error found so far. */
  public void throwIfErrors() {
    if (hasErrors()) {
      throw new ConfigurationException(errors());
    }
  }
}
