package org.tributary.read;

/** A row before it is known which table it belongs to: it may have any number of cells. */
interface CellRow extends Row {

  int cells();

  String cell(int column);
}
