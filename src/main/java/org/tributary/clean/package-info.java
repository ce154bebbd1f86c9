/** Checks each value against its field, and reports what is wrong. */
@NullMarked
package org.tributary.clean;

import org.jspecify.annotations.NullMarked;
