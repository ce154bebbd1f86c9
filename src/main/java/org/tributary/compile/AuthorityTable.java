package org.tributary.compile;

import java.nio.file.Path;

/**
 * One authority's concatenated table, as {@link SessionTables#concatenate} writes it.
 *
 * @param rows how many rows it has, as its commit says
 */
public record AuthorityTable(String authorityCode, Path csv, long rows) {}
