/** The commit protocol: stages what was made, passes the gate, and makes it visible in one step. */
@NullMarked
package org.tributary.publish;

import org.jspecify.annotations.NullMarked;
