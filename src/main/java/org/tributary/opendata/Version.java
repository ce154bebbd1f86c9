package org.tributary.opendata;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A file of open data that went into the tables.
 *
 * @param source the title of its source
 * @param file its name
 * @param day of which it speaks, as its name says; empty where the name says none
 * @param sha256 of the file, lower-case hex
 * @param rows that were used
 */
public record Version(
    String source, String file, Optional<LocalDate> day, String sha256, long rows) {}
