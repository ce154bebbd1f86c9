/**
 * What a release holds, told to tools and to people: the data package's descriptor, the dictionary,
 * the Power BI project and the release note. It reads descriptions and counts, never a record.
 */
@NullMarked
package org.tributary.describe;

import org.jspecify.annotations.NullMarked;
