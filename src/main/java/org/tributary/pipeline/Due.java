package org.tributary.pipeline;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.util.Optional;
import java.util.Set;
import org.tributary.config.YamlMap;

/**
 * By when a return is to be there.
 *
 * @param day the last day, in the twelve months that follow the end of the return year
 * @param from the first return year that is asked for
 */
public record Due(MonthDay day, int from) {

  /** The day by which a return year's files are to be there; a return year ends on 31 March. */
  public LocalDate of(int year) {
    boolean sameCalendarYear = !day.isBefore(MonthDay.of(Month.APRIL, 1));
    return day.atYear(sameCalendarYear ? year : year + 1);
  }

  /** As it stands in a pipeline. */
  static Optional<Due> of(YamlMap map) {
    if (map.value("due").isEmpty()) {
      return Optional.empty();
    }
    YamlMap due = map.map("due");
    due.allow(Set.of("day", "from"));
    due.require("day", "from");
    int from = due.integer("from").orElse(0);
    try {
      return due.text("day").map(text -> new Due(MonthDay.parse("--" + text), from));
    } catch (DateTimeException noDay) {
      due.problem(
          "day", "This is no day of a year.", "Write month and day in quotes, such as \"06-30\".");
      return Optional.empty();
    }
  }
}
