/**
 * Rows out of a submitted file: its encoding, its delimiter, its headers, its table. It never
 * judges a value.
 */
@NullMarked
package org.tributary.read;

import org.jspecify.annotations.NullMarked;
