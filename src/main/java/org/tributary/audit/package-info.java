/**
 * What the configuration keeps, how, for how long and under which clause, as data, page, CSV and
 * JSON; and what one version of it changes against another. It reads configuration only, never a
 * record.
 */
@NullMarked
package org.tributary.audit;

import org.jspecify.annotations.NullMarked;
