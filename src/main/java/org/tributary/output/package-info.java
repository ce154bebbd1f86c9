/**
 * The tables of a use case's releases: which there are, what each is called, what it is made from,
 * what its columns are and how tools and people are told of it. Star schemas are read here from
 * their configuration.
 */
@NullMarked
package org.tributary.output;

import org.jspecify.annotations.NullMarked;
