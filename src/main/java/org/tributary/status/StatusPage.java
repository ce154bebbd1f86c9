package org.tributary.status;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tributary.page.Page;
import org.tributary.region.Retained;

/** How a region stands, as a page. */
public record StatusPage(RegionStatus status) {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  /** The page in UTF-8. */
  public static byte[] of(RegionStatus status) {
    return Page.of("status/status.jte", new StatusPage(status));
  }

  /** {@code 2026-03-31 12:00}, UTC. */
  public static String minute(Instant when) {
    return MINUTE.format(when);
  }

  /** The same, or nothing. */
  public static String minute(Optional<Instant> when) {
    return when.map(StatusPage::minute).orElse("");
  }

  /** The returns of each authority, by its code. */
  public Map<String, List<ReturnStatus>> authorities() {
    return status.returns().stream()
        .collect(Collectors.groupingBy(ReturnStatus::authority, TreeMap::new, Collectors.toList()));
  }

  /** What the page is about. */
  public String title() {
    return status
        .holdings()
        .map(Holdings::authority)
        .map(one -> "Where the data of " + one.name() + " (" + one.code() + ") is, and why")
        .orElse("How the region stands");
  }

  /** How long each use case keeps what, by use case. */
  public Map<String, List<Retained>> retained() {
    return status.retained().stream()
        .collect(Collectors.groupingBy(Retained::useCase, LinkedHashMap::new, Collectors.toList()));
  }

  /** What needs somebody, worst first. */
  public List<ReturnStatus> undone() {
    return status.returns().stream()
        .filter(one -> one.standing().isUndone())
        .sorted((one, other) -> other.standing().compareTo(one.standing()))
        .toList();
  }
}
