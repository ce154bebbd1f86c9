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
 * @param identifier what kind of identifier the pseudonyms of a hashed field stand for: the same
 *     kind has the same pseudonym in every table of a use case
 * @param marked whether its values identify somebody
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
    Origin origin,
    Optional<String> identifier,
    Optional<Marked> marked) {

  /** Stands between the names of the field and of the use case whose pseudonyms a column holds. */
  static final char PURPOSE = '@';

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
        Origin.SUBMITTED,
        Optional.empty(),
        Optional.empty());
  }

  public OutputField {
    useCases = java.util.Collections.unmodifiableSet(new TreeSet<>(useCases));
    enrich = List.copyOf(enrich);
  }

  /**
   * The columns in which the field is shared with the hub: itself, or of pseudonyms one for each
   * use case, {@code UPN@PAN}, so that no use case ever sees another's.
   */
  List<OutputField> purposeBound() {
    if (identifier.isEmpty()) {
      return List.of(this);
    }
    return useCases.stream()
        .map(
            useCase ->
                new OutputField(
                    name + PURPOSE + useCase,
                    type,
                    Set.of(useCase),
                    uniqueKey,
                    enrich,
                    degrade,
                    sort,
                    ascending,
                    clause,
                    origin,
                    identifier,
                    marked))
        .toList();
  }

  /**
   * The name as authorities and outputs have it, whether or not the field is bound to a purpose.
   */
  public String plainName() {
    int purpose = identifier.isPresent() ? name.lastIndexOf(PURPOSE) : -1;
    return purpose < 0 ? name : name.substring(0, purpose);
  }

  /** Whether any of these use cases keeps the field. */
  public boolean keptFor(Set<String> signed) {
    return useCases.stream().anyMatch(signed::contains);
  }
}
