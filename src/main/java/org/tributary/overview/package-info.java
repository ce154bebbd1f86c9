/**
 * The page that a regional analyst opens first: what a release holds, what it lacks, how it has
 * changed over the years and how far it can be trusted. It counts rows and children and names none.
 */
@NullMarked
package org.tributary.overview;

import org.jspecify.annotations.NullMarked;
