package org.tributary.read;

import java.io.IOException;

/** Takes the rows of a table, one at a time, in the order of the file. */
@FunctionalInterface
public interface RowConsumer {

  void accept(Row row) throws IOException;
}
