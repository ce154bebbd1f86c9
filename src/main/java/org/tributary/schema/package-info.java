/**
 * What a return looks like: datasets, tables, fields, codes, and from which year. It follows the
 * guides of the Department for Education and says nothing of what is done with a value.
 */
@NullMarked
package org.tributary.schema;

import org.jspecify.annotations.NullMarked;
