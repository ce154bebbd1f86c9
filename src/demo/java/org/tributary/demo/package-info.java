/** Invented children's-services files and two embedded S3 servers, to see it work. */
@NullMarked
package org.tributary.demo;

import org.jspecify.annotations.NullMarked;
