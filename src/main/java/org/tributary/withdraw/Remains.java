package org.tributary.withdraw;

import java.util.Locale;

/** What may remain when an authority has left a use case, and why. */
enum Remains {
  UPLOADS("what authorities put there themselves, and the reports in their folders"),
  OTHER_SIGNATURES("kept of the authority for use cases that it still signed"),
  REPORTS("what the next look compares with, and reports on files that are not used; no rows"),
  OTHER_USE_CASES("outputs of use cases that the authority still signed"),
  OTHER_AUTHORITIES("files as other authorities sent them, and reports on them"),
  CONFIGURATION("pages that name the authority as one that has not signed"),
  CODE_LISTS("descriptions of tables with a list of codes in which every authority stands"),
  RELEASE_NOTE("the note that its rows left: how many, by table and year"),
  OPEN_DATA("open data that is neither table nor text, not opened"),
  LEDGER("the ledger"),
  CERTIFICATES("certificates of deletion"),
  COMMITS("commits and delivery markers: names, digests and numbers of rows"),
  MARKS("marks of files that are being read, empty");

  private final String words;

  Remains(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** As a certificate names it. */
  String rule() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
