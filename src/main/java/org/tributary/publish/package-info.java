/**
 * The commit protocol: stages what was made and makes it visible in one step, so that a reader sees
 * a whole state or the one before it. It knows nothing of datasets; what the files hold is made and
 * checked elsewhere.
 */
@NullMarked
package org.tributary.publish;

import org.jspecify.annotations.NullMarked;
