/** The programme's commands. */
@NullMarked
package org.tributary;

import org.jspecify.annotations.NullMarked;
