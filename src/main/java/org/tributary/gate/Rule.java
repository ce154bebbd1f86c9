package org.tributary.gate;

/** What the bytes of a published table must obey. */
public enum Rule {
  COLUMN_NOT_ALLOWED("a column that nobody may see"),
  COLUMN_MISSING("a column is missing"),
  COLUMN_TWICE("a column stands twice"),
  NOT_A_TABLE("rows that do not fit the headers"),
  FIRST_OF_MONTH("a day of birth or death that is not the first of a month"),
  SECTOR("a postcode that is more than its sector"),
  HASHED("a value that is not hashed"),
  AUTHORITY_SUFFIX("an identifier without its authority"),
  WITHHELD("what identifies somebody, in a form that no clause instructs"),
  NOT_BLANK("a blank in a field whose blank rows must go"),
  AUTHORITY("an authority that has not signed"),
  RECIPIENT("a row that is for another authority"),
  RETURN_YEAR("a return year that may not be kept");

  private final String words;

  Rule(String words) {
    this.words = words;
  }

  /** What is wrong where the rule is broken. */
  public String words() {
    return words;
  }
}
