/** One region's whole configuration, loaded and checked together. */
@NullMarked
package org.tributary.region;

import org.jspecify.annotations.NullMarked;
