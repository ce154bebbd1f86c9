/** The areas as S3 keeps them: clients, checksums, and nothing else that knows the SDK. */
@NullMarked
package org.tributary.store.s3;

import org.jspecify.annotations.NullMarked;
