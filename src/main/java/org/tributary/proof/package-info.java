/**
 * Shows from the published files themselves that they hold what the agreements allow and nothing
 * else. It reads the configuration, the commits and the bytes, and shares no rule with the code
 * that made them.
 */
@NullMarked
package org.tributary.proof;

import org.jspecify.annotations.NullMarked;
