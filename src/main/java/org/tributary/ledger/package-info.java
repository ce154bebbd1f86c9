/** What was done, by whom and under which configuration, as a chain that shows any change to it. */
@NullMarked
package org.tributary.ledger;

import org.jspecify.annotations.NullMarked;
