/**
 * What is right and wrong with one submitted file, by itself: the same for a region that reads it
 * and for whoever checks it before uploading. It knows no pipeline, no area and no disk beyond the
 * file's own bytes.
 */
@NullMarked
package org.tributary.check;

import org.jspecify.annotations.NullMarked;
