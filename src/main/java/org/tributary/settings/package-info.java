/**
 * What differs from one installation to the next: areas, schedules, limits, secrets by reference.
 * It says nothing of datasets, authorities or use cases: those are the region's.
 */
@NullMarked
package org.tributary.settings;

import org.jspecify.annotations.NullMarked;
