/** The error report, as a table and as a page that a data officer can act on. */
@NullMarked
package org.tributary.report;

import org.jspecify.annotations.NullMarked;
