/** The check as a person runs it: files and folders of a disk, by the rules of a region. */
@NullMarked
package org.tributary.check.local;

import org.jspecify.annotations.NullMarked;
