package org.tributary.status;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tributary.agreement.UseCase;
import org.tributary.authority.LocalAuthority;
import org.tributary.page.Words;
import org.tributary.region.Retained;

/**
 * Where one authority's data lies, why, and until which day.
 *
 * @param held each folder with anything in it
 * @param retained for the use cases whose signature holds, by use case and dataset
 * @param ifItLeaves what goes with each single signature
 * @param clauses those that anything is there under, in the agreement's words, by {@code PAN 5.1}
 * @param empty folders that were looked at and hold nothing
 * @param notLookedAt areas that the accounts which were asked do not have
 */
public record Holdings(
    LocalDate day,
    LocalAuthority authority,
    List<Held> held,
    List<Retained> retained,
    List<IfItLeaves> ifItLeaves,
    Map<String, UseCase.Clause> clauses,
    List<String> empty,
    List<String> notLookedAt) {

  public Holdings {
    held = List.copyOf(held);
    retained = List.copyOf(retained);
    ifItLeaves = List.copyOf(ifItLeaves);
    empty = List.copyOf(empty);
    notLookedAt = List.copyOf(notLookedAt);
  }

  /** How much lies where, in a sentence. */
  public String summary() {
    Map<String, Long> byArea =
        held.stream()
            .collect(
                Collectors.groupingBy(
                    Held::area, LinkedHashMap::new, Collectors.summingLong(Held::objects)));
    return byArea.isEmpty()
        ? "Nothing of " + authority.name() + " was found."
        : "Data of "
            + authority.name()
            + " lies in "
            + byArea.entrySet().stream()
                .map(area -> area.getKey() + " (" + Words.counted(area.getValue(), "object") + ")")
                .collect(Collectors.joining(", "))
            + ".";
  }

  /** What a signature is worth on the day. */
  public String standing(LocalAuthority.Signature signature) {
    return signature.holdsOn(day)
        ? "holds"
        : day.isBefore(signature.signed()) ? "has not begun" : "has ended";
  }
}
