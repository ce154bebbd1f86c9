package org.tributary.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.tributary.schema.Kind;

/**
 * What is done with one field, and for which use.
 *
 * @param type the kind of the value that comes out (a year added by the programme is an INTEGER)
 * @param useCases the use cases that keep the field; none means that it goes no further
 * @param uniqueKey whether the field is part of what makes a row one of its own
 * @param sort the field's place among those that decide which duplicate is kept, 0 first
 * @param clause the clause of the agreement, by use case-independent id, that instructs all this
 * @param origin where the values come from
 */
public record OutputField(
    String name,
    Kind type,
    Set<String> useCases,
    boolean uniqueKey,
    List<EnrichRule> enrich,
    Optional<DegradeRule> degrade,
    OptionalInt sort,
    boolean ascending,
    String clause,
    Origin origin) {

  /** A field that was submitted or is added to each row. */
  public OutputField(
      String name,
      Kind type,
      Set<String> useCases,
      boolean uniqueKey,
      List<EnrichRule> enrich,
      Optional<DegradeRule> degrade,
      OptionalInt sort,
      boolean ascending,
      String clause) {
    this(
        name,
        type,
        useCases,
        uniqueKey,
        enrich,
        degrade,
        sort,
        ascending,
        clause,
        Origin.SUBMITTED);
  }

  public OutputField {
    useCases = java.util.Collections.unmodifiableSet(new TreeSet<>(useCases));
    enrich = List.copyOf(enrich);
  }

  /** Whether any of these use cases keeps the field. */
  public boolean keptFor(Set<String> signed) {
    return useCases.stream().anyMatch(signed::contains);
  }
}
