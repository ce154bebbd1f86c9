/**
 * One compilation of one use case's outputs, from a look at what the authorities published to the
 * commit: the steps that the routes of the hub account name, without Camel.
 */
@NullMarked
package org.tributary.hub;

import org.jspecify.annotations.NullMarked;
