package org.tributary.compile;

import java.nio.file.Path;

/** One authority's concatenated table, as {@link SessionTables#concatenate} writes it. */
public record AuthorityTable(String authorityCode, Path csv) {}
