/**
 * Where the cells of an output come from: the uploads and their rows, what was done to each field,
 * and the clause that says so. Told to a person about one row, and to catalogues as OpenLineage.
 */
@NullMarked
package org.tributary.lineage;

import org.jspecify.annotations.NullMarked;
