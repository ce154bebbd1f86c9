/** Takes away the detail that the hub may not hold. */
@NullMarked
package org.tributary.degrade;

import org.jspecify.annotations.NullMarked;
