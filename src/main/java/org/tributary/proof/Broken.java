package org.tributary.proof;

/**
 * One place where a promise is broken. It holds no value of a record.
 *
 * @param file a name among those of the commit, or empty
 * @param column a column that the configuration knows, or empty
 * @param rows how many rows break it; 0 where it is not about rows
 * @param words what was found, in our own words
 */
public record Broken(String file, String column, long rows, String words) {}
