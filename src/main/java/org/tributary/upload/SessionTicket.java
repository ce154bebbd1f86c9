package org.tributary.upload;

import java.util.List;

/**
 * What travels through the routes in place of a session: ids only, so that whoever browses a
 * message sees nothing of a file. The session itself waits in {@code Running}.
 *
 * @param files one ticket for each file that has to be read; empty before the session is planned
 */
public record SessionTicket(
    String attempt, String authority, String dataset, List<FileTicket> files) {

  /** One file of a session, by its number. */
  public record FileTicket(String attempt, String authority, String dataset, int number) {}

  /** One of the two readers of a session's error report. */
  public record ReportTicket(String attempt, String audience) {}

  public SessionTicket {
    files = List.copyOf(files);
  }

  /** A ticket for each reader of the error report. */
  public List<ReportTicket> audiences() {
    return java.util.Arrays.stream(org.tributary.report.Audience.values())
        .map(audience -> new ReportTicket(attempt, audience.name()))
        .toList();
  }
}
