/** The Camel side: thin processors that unpack, call one domain method and pack; the S3 stores. */
@NullMarked
package org.tributary.route;

import org.jspecify.annotations.NullMarked;
