package org.tributary.report;

/** Who reads an error report, and where theirs stands among the files of a commit. */
public enum Audience {
  /** The authority whose files they are: it sees its own file names. */
  LOCAL_AUTHORITY("reports/"),
  /** The hub: a file's name may hold a child's name, so it sees numbers instead. */
  HUB("error-reports/");

  private final String folder;

  Audience(String folder) {
    this.folder = folder;
  }

  /** Of the files of a commit, those that are for this reader begin so. */
  public String folder() {
    return folder;
  }

  /** {@code error-reports/error_report.csv}: its name among the files of a commit. */
  public String name(ReportFile file) {
    return folder + file.filename();
  }
}
