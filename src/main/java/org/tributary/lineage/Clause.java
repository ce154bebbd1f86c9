package org.tributary.lineage;

/**
 * A clause of a use case's agreement.
 *
 * @param words what it says
 */
public record Clause(String useCase, String id, String words) {}
