/**
 * The use cases that controllers and processor agreed: purpose, retention and clauses. Which
 * authority signed one stands with the authority.
 */
@NullMarked
package org.tributary.agreement;

import org.jspecify.annotations.NullMarked;
