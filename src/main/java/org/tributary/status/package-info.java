/**
 * How a region stands: of each authority, return and year what is there, and of each use case its
 * releases. It reads what is published and no child's record.
 */
@NullMarked
package org.tributary.status;

import org.jspecify.annotations.NullMarked;
