/** What an operator asks: health of each authority, counts, and what happened. */
@NullMarked
package org.tributary.operate;

import org.jspecify.annotations.NullMarked;
