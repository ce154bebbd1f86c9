/** Which period a file covers, from its path inside the dataset's folder. */
@NullMarked
package org.tributary.identify;

import org.jspecify.annotations.NullMarked;
