/**
 * One run over one authority's area for one dataset: the steps that the routes name, without Camel.
 */
@NullMarked
package org.tributary.session;

import org.jspecify.annotations.NullMarked;
