package org.tributary.audit;

import java.util.Comparator;

/**
 * One difference between two versions of the configuration, in plain sentences.
 *
 * @param useCase empty where it concerns none in particular
 * @param about the field, table, clause, authority or dataset
 * @param inOutputs what it would change in today's outputs; empty where nothing
 * @param file the output whose rows are concerned, without its ending; empty where none in
 *     particular
 * @param where the file of the configuration, and the line
 */
public record Change(
    Effect effect,
    Subject subject,
    String useCase,
    String about,
    String sentence,
    String inOutputs,
    String file,
    String where) {

  /** What changes, the most sensitive first. */
  public enum Subject {
    USE_CASE,
    PURPOSE,
    FIELD,
    DEGRADING,
    ROWS,
    RETENTION,
    AUTHORITY,
    OUTPUT,
    ENRICHING,
    CLAUSE,
    AGREEMENT,
    CODES,
    DATASET,
    /** What has no sentence of its own. */
    OTHER
  }

  /** The most sensitive first; among alike ones by name. */
  static final Comparator<Change> ORDER =
      Comparator.comparing(Change::effect)
          .thenComparing(Change::subject)
          .thenComparing(Change::useCase)
          .thenComparing(Change::about)
          .thenComparing(Change::sentence);

  /** What a reader is told, wherever it stands: the same of two changes that tell the same. */
  Change anywhere() {
    return new Change(effect, subject, useCase, about, sentence, inOutputs, "", "");
  }
}
