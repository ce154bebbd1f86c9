package org.tributary.lineage;

/** Where the values of a column come from. */
public enum From {
  SUBMITTED("the upload"),
  /** The return year, say, of which the names of folder and file tell. */
  PLACE("the place of the upload: the names of its folders and file"),
  REGISTER("the authority's entry in the configuration, by the folder of the upload"),
  CONCATENATION("made when the authority's periods are put together"),
  SQL("SQL, from compiled tables"),
  /** Not asked for in the return year, and nothing adds it. */
  NOWHERE("nowhere: the return of this year does not ask for it, and the cell is blank");

  private final String words;

  From(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
