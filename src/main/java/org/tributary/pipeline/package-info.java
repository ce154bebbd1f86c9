/**
 * What is done with each field and for which use, as the Information Governance instructs. It says
 * nothing of what a return looks like: that is the schema's.
 */
@NullMarked
package org.tributary.pipeline;

import org.jspecify.annotations.NullMarked;
