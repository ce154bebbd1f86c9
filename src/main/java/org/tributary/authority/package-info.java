/** Who the local authorities are, where each one's files lie, and what each one signed. */
@NullMarked
package org.tributary.authority;

import org.jspecify.annotations.NullMarked;
