package org.tributary.proof;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.Origin;
import org.tributary.pipeline.OutputField;
import org.tributary.schema.Kind;

/**
 * A column that may be published, and what its values must obey, as the configuration says.
 *
 * @param several whether a cell holds one code or several
 * @param codes the codes that may stand in it, by return years; none where any text may
 * @param words the words that a repair writes into it, one or more of them; none where it does not
 * @param clauses the clauses under which it is kept
 */
record PermittedColumn(
    String name,
    Kind kind,
    Set<Promise> promises,
    Meaning meaning,
    Codes several,
    List<CodeYears> codes,
    Set<String> words,
    Presence presence,
    List<String> clauses) {

  /** The codes of a run of return years, both included. */
  record CodeYears(int from, int to, Set<String> codes) {}

  /** How many codes a cell holds. */
  enum Codes {
    ONE,
    /** With commas between them, where an element of a document stands several times. */
    SEVERAL
  }

  /** What the column says of its row. */
  enum Meaning {
    AUTHORITY_NAME,
    AUTHORITY_CODE,
    RETURN_YEAR,
    /** Which rules of a repair changed it. */
    REPAIRED_BY,
    OTHER
  }

  /** Whether a table without it is broken. */
  enum Presence {
    REQUIRED,
    WHERE_MADE
  }

  PermittedColumn {
    codes = List.copyOf(codes);
    words = Set.copyOf(words);
    clauses = List.copyOf(clauses);
  }

  /**
   * @param name as the column is called where it stands
   * @param field the field whose values stand in it
   * @param leaves how what identifies somebody may stand there; empty where it identifies nobody
   */
  static PermittedColumn of(
      String name,
      OutputField field,
      Optional<Promise> leaves,
      Codes several,
      List<CodeYears> codes,
      Set<String> repairWords,
      List<String> clauses) {
    boolean byRepair = field.origin() == Origin.ADDED_BY_REPAIR;
    Set<Promise> promises = promises(field, leaves);
    if (!promises.contains(Promise.HASHED)
        && (!codes.isEmpty() || byRepair && field.type() == Kind.CATEGORY)) {
      promises.add(Promise.CODES);
    }
    return new PermittedColumn(
        name,
        field.type(),
        promises,
        meaning(field),
        several,
        codes,
        field.type() == Kind.CATEGORY ? repairWords : new TreeSet<>(),
        byRepair ? Presence.WHERE_MADE : Presence.REQUIRED,
        clauses);
  }

  private static Set<Promise> promises(OutputField field, Optional<Promise> leaves) {
    Set<Promise> promises = EnumSet.noneOf(Promise.class);
    field
        .degrade()
        .ifPresent(
            rule ->
                promises.add(
                    switch (rule) {
                      case FIRST_OF_MONTH -> Promise.FIRST_OF_MONTH;
                      case SHORT_POSTCODE -> Promise.SECTOR;
                      case HASH_SHA256 -> Promise.HASHED;
                      case REMOVE_ROW -> Promise.NOT_BLANK;
                    }));
    if (field.enrich().contains(EnrichRule.ADD_LA_SUFFIX)) {
      promises.add(Promise.CHILD_SUFFIX);
    }
    if (promises.contains(Promise.HASHED)) {
      promises.retainAll(EnumSet.of(Promise.HASHED));
    }
    // Held to whatever the pipeline says, so that a line forgotten there shows.
    leaves.ifPresent(promises::add);
    if (promises.contains(Promise.HASHED)) {
      return promises;
    }
    switch (meaning(field)) {
      case AUTHORITY_NAME, AUTHORITY_CODE -> promises.add(Promise.AUTHORITY);
      case RETURN_YEAR -> promises.add(Promise.RETENTION);
      case REPAIRED_BY, OTHER -> {}
    }
    return promises;
  }

  private static Meaning meaning(OutputField field) {
    if (field.enrich().contains(EnrichRule.LA_NAME)) {
      return Meaning.AUTHORITY_NAME;
    }
    if (field.enrich().contains(EnrichRule.LA_CODE)) {
      return Meaning.AUTHORITY_CODE;
    }
    if (field.origin() == Origin.ADDED_BY_REPAIR && field.type() == Kind.CATEGORY) {
      return Meaning.REPAIRED_BY;
    }
    return field.enrich().contains(EnrichRule.YEAR) ? Meaning.RETURN_YEAR : Meaning.OTHER;
  }

  /** Whether the CSV for people marks a text in it that looks like a formula. */
  boolean isText() {
    return switch (kind) {
      case STRING, POSTCODE -> true;
      case DATE, TIME, INTEGER, AGE, DECIMAL, CATEGORY -> false;
    };
  }
}
