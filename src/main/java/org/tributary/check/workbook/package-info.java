/** An officer's own cells as a workbook, what is wrong marked where it stands. */
@NullMarked
package org.tributary.check.workbook;

import org.jspecify.annotations.NullMarked;
