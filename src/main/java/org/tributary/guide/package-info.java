/** What a return of one year asks for, as a page and a workbook to fill, for a data officer. */
@NullMarked
package org.tributary.guide;

import org.jspecify.annotations.NullMarked;
