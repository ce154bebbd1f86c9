package org.tributary.region;

import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tributary.agreement.UseCase;
import org.tributary.schema.Dataset;

/**
 * How long a use case keeps a dataset.
 *
 * @param years the return years that are kept, the current one included
 * @param clause the number of the clause that says so; empty where none does
 * @param goes the day on which each return year goes, of those that may be there
 */
public record Retained(
    String useCase, String dataset, int years, String clause, SortedMap<Integer, LocalDate> goes) {

  public Retained {
    goes = Collections.unmodifiableSortedMap(new TreeMap<>(goes));
  }

  /** Each dataset that a use case keeps, with the years that may be there on a day. */
  public static List<Retained> of(Region region, UseCase useCase, LocalDate day) {
    List<Retained> all = new ArrayList<>();
    for (String dataset : region.pipelines().keySet()) {
      int years = useCase.retentionYears().getOrDefault(dataset, 0);
      if (years > 0) {
        all.add(
            new Retained(
                useCase.name(),
                dataset,
                years,
                useCase.retentionClause().orElse(""),
                goes(region.dataset(dataset), years, day)));
      }
    }
    return all;
  }

  private static SortedMap<Integer, LocalDate> goes(Dataset dataset, int years, LocalDate day) {
    SortedMap<Integer, LocalDate> goes = new TreeMap<>();
    int oldest = Math.max(dataset.firstYear(), day.getYear() - years + 1);
    for (int year = oldest; year <= dataset.newestYear(); year++) {
      goes.put(year, goes(year, years));
    }
    return goes;
  }

  /** The return years of any of them. */
  public static SortedSet<Integer> years(List<Retained> all) {
    return all.stream()
        .flatMap(one -> one.goes().keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The day on which a return year goes that is kept for so many. */
  public static LocalDate goes(int year, int years) {
    return LocalDate.of(year + years, Month.JANUARY, 1);
  }
}
