/** One file as an authority handed it in: whose, which dataset, which period, and its tables. */
@NullMarked
package org.tributary.submission;

import org.jspecify.annotations.NullMarked;
