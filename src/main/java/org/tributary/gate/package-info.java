/**
 * The last check of the bytes that are about to be published. It knows what may be seen, and
 * nothing of the code that cleaned, enriched or degraded them.
 */
@NullMarked
package org.tributary.gate;

import org.jspecify.annotations.NullMarked;
