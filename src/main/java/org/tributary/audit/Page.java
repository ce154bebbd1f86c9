package org.tributary.audit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The writing of one page of HTML for people, that needs nothing but itself and runs nothing. */
public final class Page {

  private static final String STYLE =
      """
      body{font:16px/1.5 system-ui,sans-serif;color:#0b0c0c;background:#fff;max-width:72rem;margin:0 auto;padding:1rem}
      h1{font-size:1.8rem;line-height:1.2}h2{margin-top:2.6rem;border-bottom:2px solid #0b0c0c}
      h3{margin:1.8rem 0 .3rem}h4{margin:1.4rem 0 .2rem}
      a{color:#144e81}a:focus{outline:3px solid #b58800;outline-offset:2px}
      .skip{position:absolute;left:-60rem}.skip:focus{position:static}
      table{border-collapse:collapse;width:100%;margin:.5rem 0 1.2rem}
      caption{text-align:left;font-weight:600;padding:.2rem 0}
      th,td{text-align:left;vertical-align:top;padding:.35rem .8rem .35rem 0;border-bottom:1px solid #b1b4b6;overflow-wrap:break-word}
      th[scope=col]{border-bottom:2px solid #0b0c0c;background:#fff}
      td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
      .lead{font-size:1.15rem}.rule{overflow-wrap:anywhere;font:.82rem/1.4 ui-monospace,monospace;color:#383f43}
      h4+table{table-layout:fixed}h4+table th:nth-child(1){width:22%}h4+table th:nth-child(2){width:24%}h4+table th:nth-child(3){width:31%}
      .words{display:block;font-weight:400;color:#383f43;font-size:.9rem}
      .mark{font-weight:700;border:2px solid;padding:0 .4rem;white-space:nowrap;display:inline-block}
      .widens,.warn{color:#942514}.neutral{color:#383f43}.narrows,.fine{color:#1d5b3f}
      nav ul{columns:2;padding-left:1.2rem}nav ul ul{columns:1}nav li{break-inside:avoid}nav .filter{columns:1;list-style:none;padding:0}
      .filter li{display:inline-block;margin:0 .6rem .4rem 0}
      .filter a{border:1px solid #144e81;padding:.2rem .7rem;text-decoration:none;display:inline-block}
      dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.2rem}dt{font-weight:600}dd{margin:0}
      .sign{border:2px solid #0b0c0c;padding:0 1rem 1rem;break-inside:avoid}
      .sign td{height:2.4rem}footer{margin-top:3rem;color:#505a5f}
      @media(max-width:40rem){nav ul{columns:1}dl{grid-template-columns:1fr}}
      @media print{body{max-width:none;font-size:10pt}nav,.skip,.top{display:none}h3,h4{break-after:avoid}
      tr{break-inside:avoid}thead{display:table-header-group}a{color:inherit;text-decoration:none}}
      """;

  private final StringBuilder html = new StringBuilder();

  /**
   * @param more further rules of style
   */
  public Page(String title, String more) {
    html.append("<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.append(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.append("<title>").append(escaped(title)).append("</title>\n<style>\n").append(STYLE);
    html.append(more).append("</style>\n</head>\n<body>\n");
    html.append("<a class=\"skip\" href=\"#main\">To the content</a>\n");
  }

  /** Adds HTML as it is. */
  public Page raw(String markup) {
    html.append(markup);
    return this;
  }

  public Page heading(int level, String id, String words) {
    html.append("<h").append(level);
    html.append(id.isEmpty() ? "" : " id=\"" + escaped(id) + "\"");
    html.append('>').append(escaped(words)).append("</h").append(level).append(">\n");
    return this;
  }

  public Page paragraph(String words) {
    return raw("<p>" + escaped(words) + "</p>\n");
  }

  public Page lead(String words) {
    return raw("<p class=\"lead\">" + escaped(words) + "</p>\n");
  }

  public Page list(List<String> lines) {
    html.append("<ul>\n");
    lines.forEach(line -> html.append("<li>").append(escaped(line)).append("</li>\n"));
    return raw("</ul>\n");
  }

  /** A fact with its name, between {@code <dl>} and {@code </dl>}. */
  Page fact(String name, String words) {
    return raw("<dt>" + escaped(name) + "</dt><dd>" + escaped(words) + "</dd>\n");
  }

  /** Begins a table; columns whose name ends in {@code #} are numbers. */
  public Page table(String caption, List<String> columns) {
    html.append("<table>\n<caption>").append(escaped(caption)).append("</caption>\n<thead><tr>");
    for (String column : columns) {
      boolean number = column.endsWith("#");
      html.append("<th scope=\"col\"").append(number ? " class=\"n\"" : "").append('>');
      html.append(escaped(number ? column.substring(0, column.length() - 1) : column));
      html.append("</th>");
    }
    return raw("</tr></thead>\n<tbody>\n");
  }

  /** One row of HTML cells, the first of which names it. */
  public Page row(List<String> cells) {
    html.append("<tr><th scope=\"row\">").append(cells.get(0)).append("</th>");
    cells.subList(1, cells.size()).forEach(cell -> html.append(cell));
    return raw("</tr>\n");
  }

  public Page endTable() {
    return raw("</tbody>\n</table>\n");
  }

  public static String cell(String words) {
    return "<td>" + escaped(words) + "</td>";
  }

  public static String number(long number) {
    return "<td class=\"n\">" + String.format(Locale.ROOT, "%,d", number) + "</td>";
  }

  static String rule(String words) {
    return "<td class=\"rule\">" + escaped(words) + "</td>";
  }

  public static String link(String id, String words) {
    return "<a href=\"#" + escaped(id) + "\">" + escaped(words) + "</a>";
  }

  /** A name of an element, made of words that may hold anything. */
  public static String id(String... words) {
    return String.join("-", words).replaceAll("[^A-Za-z0-9_.-]", "_");
  }

  public byte[] end(String footer) {
    html.append("<footer><p>").append(escaped(footer)).append("</p></footer>\n</body>\n</html>\n");
    return html.toString().getBytes(StandardCharsets.UTF_8);
  }

  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
