/**
 * Reads YAML strictly and collects every problem with file, line and the nearest valid word. It
 * knows nothing of datasets: what the keys mean is for the packages that own them.
 */
@NullMarked
package org.tributary.config;

import org.jspecify.annotations.NullMarked;
