package org.tributary.proof;

/** What published files must obey; each is proven, or shown to be broken, from the files. */
public enum Promise {
  FILES_AS_COMMITTED("Every file that the commit names is there, byte for byte."),
  COPIES_AS_COMMITTED("What people download is what the commit names, and nothing more."),
  FILES_KNOWN("Every table that the agreement asks for is there, and no other."),
  COLUMNS_PERMITTED("The columns are those that the agreement lists."),
  FIRST_OF_MONTH("Days of birth, expected birth and death stand on the first of their month."),
  SECTOR("Postcodes are sectors."),
  HASHED("Pseudonyms are 64 hexadecimal digits and nothing else."),
  WITHHELD("Nothing that identifies somebody stands in a form that no clause instructs."),
  NOT_BLANK("No row lacks a field without which rows are removed."),
  CODES("Codes are codes of the guide, or of the published repair."),
  AUTHORITY("Every row is of an authority whose signature holds on the day."),
  HANDED_OVER("Every row that is handed over is for the authority that it goes to."),
  RETENTION("Every row is of a return year that may be kept on the day."),
  CHILD_SUFFIX("Every child's identifier ends in the code of the row's authority."),
  ROWS_COUNTED("The files have as many rows as their commit says."),
  CSV_IS_PARQUET("The CSV for people and the Parquet for programmes say the same."),
  COUNTS_ADD_UP("Rows read are rows kept and rows removed for a reason."),
  ROWS_OF_THE_STEP_BEFORE("The rows are those that the step before handed over, all of them.");

  private final String words;

  Promise(String words) {
    this.words = words;
  }

  /** The promise as a sentence. */
  public String words() {
    return words;
  }
}
