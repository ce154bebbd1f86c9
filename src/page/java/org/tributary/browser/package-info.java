/**
 * The check of returns as one page that is opened from disk: the programme's own classes, compiled
 * to JavaScript, with the rules of a region packed beside them. No class of a region's servers
 * knows this package.
 */
@NullMarked
package org.tributary.browser;

import org.jspecify.annotations.NullMarked;
