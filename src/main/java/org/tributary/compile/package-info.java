/**
 * SQL over tables, in embedded DuckDB: deduplicating, concatenating, repairing, and the outputs of
 * each use case.
 */
@NullMarked
package org.tributary.compile;

import org.jspecify.annotations.NullMarked;
