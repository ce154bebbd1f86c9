package org.tributary.page;

import java.util.Optional;

/** Where the guide tells of a return, and of a field on that page: who writes it and who links. */
public final class GuideAddress {

  private GuideAddress() {}

  /**
   * The page of a return, without its folder and ending: {@code ssda903-2026}.
   *
   * @param term where the return has terms, the word of one
   */
  public static String stem(String dataset, int year, Optional<String> term) {
    return dataset + "-" + year + term.map(word -> "-" + word).orElse("");
  }

  /**
   * The page of a return as a browser finds it.
   *
   * @param folder in which the pages of the guide lie, with or without a slash at its end
   */
  public static String page(String folder, String dataset, int year, Optional<String> term) {
    return folder + (folder.endsWith("/") ? "" : "/") + stem(dataset, year, term) + ".html";
  }

  /** Where a page tells of a field. */
  public static String anchor(String table, String field) {
    return Page.id(table, field);
  }
}
