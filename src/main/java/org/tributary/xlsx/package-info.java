/** Writes workbooks row by row, all cells as text, so that no row is held. */
@NullMarked
package org.tributary.xlsx;

import org.jspecify.annotations.NullMarked;
