/**
 * Takes an authority that left a use case out of everything that was kept for it, and proves it by
 * searching every area. What it deletes and finds it writes into the ledger and a certificate.
 */
@NullMarked
package org.tributary.withdraw;

import org.jspecify.annotations.NullMarked;
