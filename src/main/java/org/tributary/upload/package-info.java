/**
 * One run over one authority's area for one dataset, from a look at the folder to the commit: the
 * steps that the routes of the upload account name, without Camel.
 */
@NullMarked
package org.tributary.upload;

import org.jspecify.annotations.NullMarked;
