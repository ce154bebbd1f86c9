/**
 * The kinds of data error, each with its sentence, and the log that a file's errors go to. A data
 * error is the sender's to mend; a failure of ours is an exception and not in here.
 */
@NullMarked
package org.tributary.errors;

import org.jspecify.annotations.NullMarked;
