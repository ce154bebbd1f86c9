package org.tributary.opendata;

/**
 * Something about the open data that its keeper should know, told in a sentence. Open data holds no
 * record of a person, so files and columns are named.
 *
 * @param source the name of the source; empty where no source knows the file
 * @param file the name of the file, or a kind of file where none is there
 */
public record Finding(Kind kind, String source, String file, String sentence) {

  /** What it is about. */
  public enum Kind {
    /** There is no such file that could be used; what is made of it is empty or incomplete. */
    MISSING,
    /** A file is there and nothing of it is used. */
    UNUSABLE,
    /** Some rows of a file are not used. */
    ROWS_LEFT_OUT,
    /** Some cells of a file are taken as blank. */
    CELLS_UNREADABLE,
    /** A file does not have a column that others of its kind have; it is blank. */
    COLUMN_ABSENT,
    /** A file is not used because a newer one is. */
    OLDER,
    /** Two files of one kind speak of the same day. */
    SAME_DAY,
    /** No source knows the file. */
    UNKNOWN_FILE
  }
}
