/**
 * Star schemas as they are configured: which tables SQL makes of a use case's compiled tables and
 * open data, what their columns are and how they refer to one another.
 */
@NullMarked
package org.tributary.star;

import org.jspecify.annotations.NullMarked;
