package org.tributary.report;

/** What the error report is made into. */
public enum ReportFile {
  /** For a spreadsheet, a line for each place. */
  TABLE("error_report.csv"),
  /** To read. */
  PAGE("error_report.html"),
  /** Numbers only, for programmes: {@link ErrorSummary}. */
  SUMMARY("error_summary.json");

  private final String filename;

  ReportFile(String filename) {
    this.filename = filename;
  }

  public String filename() {
    return filename;
  }
}
