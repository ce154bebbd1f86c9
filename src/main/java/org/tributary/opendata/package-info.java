/**
 * Open data as its publishers put it out: which files there are, what they hold, and typed tables
 * made of them. It knows nothing of returns, and no record of a person is in it.
 */
@NullMarked
package org.tributary.opendata;

import org.jspecify.annotations.NullMarked;
