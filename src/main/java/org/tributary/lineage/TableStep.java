package org.tributary.lineage;

/**
 * What is done with the rows of a whole table.
 *
 * @param words what is done
 * @param rule what of the configuration does it
 */
public record TableStep(String words, String rule, Clause clause) {}
