/**
 * The seam to object storage: listing, reading what was listed, creating without overwriting. It
 * knows nothing of commits; those are built on it in {@code publish}.
 */
@NullMarked
package org.tributary.store;

import org.jspecify.annotations.NullMarked;
