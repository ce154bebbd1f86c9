package org.tributary.read;

import java.io.IOException;
import java.util.List;
import org.tributary.schema.Document.Part;
import org.tributary.submission.CellText;

/**
 * A table that is made from an XML document. The value of an element may stand in several rows, so
 * it is cleaned where it is read, once, and the rows are put together from what it became.
 */
public interface SubmittedDocument extends SubmittedTable {

  /** Says what becomes of the value of an element. */
  @FunctionalInterface
  interface Cleaning {

    /** What is written becomes what is in the row. */
    Cleaning NONE = (element, characters, start, end, out) -> out.lend(characters, start, end);

    /**
     * @param element its place in {@link SubmittedDocument#elements()}
     * @param out takes what the value becomes; may go on showing {@code characters}
     */
    void clean(int element, char[] characters, int start, int end, CellText out);
  }

  /** The elements of the return year, each with its field. */
  List<Part> elements();

  /** The line of the element that is being read; where it spans several, the last. */
  long line();

  /** Reads the document and hands over its rows, every cell cleaned. */
  Counts read(Cleaning cleaning, RowConsumer consumer) throws IOException, UnreadableFileException;

  @Override
  default Counts read(RowConsumer consumer) throws IOException, UnreadableFileException {
    return read(Cleaning.NONE, consumer);
  }
}
