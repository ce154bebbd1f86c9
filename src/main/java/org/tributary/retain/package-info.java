/** What is older than its retention leaves every area, and each deletion is written down. */
@NullMarked
package org.tributary.retain;

import org.jspecify.annotations.NullMarked;
