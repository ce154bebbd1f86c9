package org.tributary.status;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tributary.region.Retained;

/**
 * How a region stands on a day.
 *
 * @param returns by authority, dataset and year
 * @param releases by use case, newest first; none where the hub's account is not read
 * @param retained how long each use case keeps each dataset
 * @param holdings where the data lies, if one authority is asked about
 */
public record RegionStatus(
    LocalDate day,
    List<ReturnStatus> returns,
    List<ReleaseStatus> releases,
    List<Retained> retained,
    Optional<Holdings> holdings) {

  public RegionStatus {
    returns = List.copyOf(returns);
    releases = List.copyOf(releases);
    retained = List.copyOf(retained);
  }

  /** Whether nobody has to do anything now. */
  public boolean isDone() {
    return returns.stream().noneMatch(one -> one.standing().isUndone());
  }

  /** Files of which nothing could be used, where that is somebody's task. */
  public long filesSetAside() {
    return returns.stream()
        .filter(one -> one.standing() != Standing.NOT_SIGNED)
        .filter(one -> one.standing() != Standing.PAST_RETENTION)
        .mapToLong(ReturnStatus::setAside)
        .sum();
  }

  /** Such as {@code 3 received, 1 set aside (files set aside: 2)}: the verdict over all returns. */
  public String counted() {
    Map<Standing, Long> counts =
        returns.stream()
            .collect(
                Collectors.groupingBy(ReturnStatus::standing, TreeMap::new, Collectors.counting()));
    return counts.isEmpty()
        ? "nothing is asked for"
        : counts.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey().words())
                .collect(Collectors.joining(", "))
            + (filesSetAside() > 0 ? " (files set aside: " + filesSetAside() + ")" : "");
  }
}
