/**
 * How fast the programme is and how much memory it takes, measured on the shipped configuration.
 * The figures of a run stand in {@code target/benchmark.txt}.
 */
@NullMarked
package org.tributary.benchmark;

import org.jspecify.annotations.NullMarked;
