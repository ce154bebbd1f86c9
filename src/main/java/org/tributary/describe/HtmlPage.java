package org.tributary.describe;

import java.util.List;
import java.util.Locale;

/**
 * A page that needs nothing but itself, runs nothing, and reads as well without colour or on paper.
 * Every text given to it is escaped.
 */
final class HtmlPage {

  private static final String STYLE =
      """
      body{font:16px/1.5 system-ui,sans-serif;color:#0b0c0c;max-width:70rem;margin:0 auto;padding:1rem}
      h1{font-size:1.7rem;line-height:1.2}h2{margin-top:2.2rem;border-bottom:2px solid #0b0c0c;overflow-wrap:anywhere}
      table{border-collapse:collapse;width:100%;margin:.5rem 0 1.2rem}
      caption{text-align:left;font-weight:600;padding:.2rem 0}
      th,td{text-align:left;vertical-align:top;padding:.35rem .6rem .35rem 0;border-bottom:1px solid #b1b4b6;overflow-wrap:anywhere}
      td.n,th.n{text-align:right;padding-right:1.2rem;font-variant-numeric:tabular-nums}
      .lead{font-size:1.15rem}.wide{overflow-x:auto}a{color:#1a65a6}
      a:focus{outline:3px solid #fd0;background:#fd0;color:#0b0c0c}.wide:focus{outline:3px solid #1a65a6}
      footer{margin-top:3rem;color:#505a5f}
      @media print{body{max-width:none}h2{break-after:avoid}tr{break-inside:avoid}}
      """;

  /** How a column of a table is set. */
  enum Set {
    WORDS,
    NUMBERS
  }

  /** A heading of a column. */
  record Heading(String words, Set set) {}

  private final StringBuilder page = new StringBuilder();

  HtmlPage(String title) {
    page.append("<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>").append(escaped(title)).append("</title>\n<style>\n");
    page.append(STYLE).append("</style>\n</head>\n<body>\n<main>\n");
    page.append("<h1>").append(escaped(title)).append("</h1>\n");
  }

  void lead(String words) {
    page.append("<p class=\"lead\">").append(escaped(words)).append("</p>\n");
  }

  void paragraph(String words) {
    page.append("<p>").append(escaped(words)).append("</p>\n");
  }

  void heading(String words, String id) {
    page.append("<h2 id=\"").append(escaped(id)).append("\">");
    page.append(escaped(words)).append("</h2>\n");
  }

  void list(List<String> items) {
    page.append("<ul>\n");
    items.forEach(item -> page.append("<li>").append(escaped(item)).append("</li>\n"));
    page.append("</ul>\n");
  }

  /** A list of what stands on the page: names, and the ids of their headings. */
  void contents(List<String> names, List<String> ids) {
    page.append("<nav aria-label=\"Contents\">\n<ul>\n");
    for (int at = 0; at < names.size(); at++) {
      page.append("<li><a href=\"#").append(escaped(ids.get(at))).append("\">");
      page.append(escaped(names.get(at))).append("</a></li>\n");
    }
    page.append("</ul>\n</nav>\n");
  }

  /**
   * A table whose first cell of each row says what the row is about. A cell of several lines is
   * shown so.
   */
  void table(String caption, List<Heading> headings, List<List<String>> rows) {
    // A table wider than the screen is scrolled by itself, by keyboard too.
    page.append("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"");
    page.append(escaped(caption)).append("\">\n<table>\n<caption>").append(escaped(caption));
    page.append("</caption>\n<thead><tr>");
    for (Heading heading : headings) {
      page.append("<th scope=\"col\"").append(set(heading.set())).append('>');
      page.append(escaped(heading.words())).append("</th>");
    }
    page.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      page.append("<tr>");
      for (int at = 0; at < row.size(); at++) {
        String kind = at == 0 ? "th" : "td";
        page.append('<').append(kind).append(at == 0 ? " scope=\"row\"" : "");
        page.append(set(headings.get(at).set())).append('>');
        page.append(escaped(row.get(at)).replace("\n", "<br>"));
        page.append("</").append(kind).append('>');
      }
      page.append("</tr>\n");
    }
    page.append("</tbody>\n</table>\n</div>\n");
  }

  String end(String footer) {
    page.append("</main>\n<footer><p>").append(escaped(footer));
    return page.append("</p></footer>\n</body>\n</html>\n").toString();
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1 row}, {@code 2 rows}. */
  static String counted(long count, String noun) {
    return number(count) + " " + noun + (count == 1 ? "" : "s");
  }

  private static String set(Set set) {
    return switch (set) {
      case WORDS -> "";
      case NUMBERS -> " class=\"n\"";
    };
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
