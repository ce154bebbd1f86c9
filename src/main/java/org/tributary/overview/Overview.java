package org.tributary.overview;

import java.io.IOException;
import org.tributary.compile.Databases;

/** The overview of a release, from its tables to the page, in one call. */
public final class Overview {

  /** The page's name among the files of a release, behind the use case's ({@code PAN_}). */
  public static final String FILE = "overview.html";

  private Overview() {}

  /** The page in UTF-8; the same input gives the same bytes. */
  public static byte[] of(OverviewInput input, Databases databases) throws IOException {
    return OverviewPage.of(new FactsFromTables(databases).of(input));
  }
}
