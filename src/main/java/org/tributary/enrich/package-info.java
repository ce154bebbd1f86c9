/** Adds what the sender left out: authority, period, an identifier that is unique in the region. */
@NullMarked
package org.tributary.enrich;

import org.jspecify.annotations.NullMarked;
