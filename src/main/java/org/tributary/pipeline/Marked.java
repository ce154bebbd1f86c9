package org.tributary.pipeline;

import org.tributary.schema.Mark;

/**
 * That a column holds what identifies somebody, wherever it was carried.
 *
 * @param mark as the schema marks the field that the values come from
 * @param clause under which that field is kept: it says in which form the values may leave
 */
public record Marked(Mark mark, String clause) {}
