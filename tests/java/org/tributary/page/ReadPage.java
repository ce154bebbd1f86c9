package org.tributary.page;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A page as a strict parser reads it: every tag is closed, every value of an attribute quoted,
 * every sign that could be markup escaped. Elements that HTML never closes are closed first.
 */
public record ReadPage(Document document) {

  private static final Pattern NEVER_CLOSED = Pattern.compile("<(meta|br|input|hr)(\\b[^>]*)>");
  private static final Pattern WITHOUT_VALUE = Pattern.compile("(<div class=\"pick\") hidden>");

  public static ReadPage of(String html) {
    String xml =
        WITHOUT_VALUE
            .matcher(NEVER_CLOSED.matcher(html).replaceAll("<$1$2/>"))
            .replaceAll("$1 hidden=\"\">");
    if (!xml.startsWith("<!doctype html>\n")) {
      throw new AssertionError("no page begins so: " + html.lines().findFirst());
    }
    try {
      return new ReadPage(
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(xml.substring(xml.indexOf('\n') + 1)))));
    } catch (SAXException | IOException | ParserConfigurationException failure) {
      throw new AssertionError("not well-formed: " + failure.getMessage(), failure);
    }
  }

  /** A page as it is expected: with the name of the style sheet, which all have, in its place. */
  public static String withoutStyle(String html) {
    return html.replace(Page.STYLE, "page.css").replace(Page.allowed(Page.STYLE), "page.css");
  }

  public List<Element> all(String name) {
    return elements(document.getElementsByTagName(name));
  }

  /** The texts of the elements of a name. */
  public List<String> texts(String name) {
    return all(name).stream().map(ReadPage::text).toList();
  }

  /** The values of all attributes of a name. */
  public List<String> attributes(String name) {
    return all("*").stream()
        .filter(element -> element.hasAttribute(name))
        .map(element -> element.getAttribute(name))
        .toList();
  }

  /** The cells of every row of a body, table by table. */
  public List<List<String>> rows() {
    return all("tbody").stream()
        .flatMap(body -> elements(body.getElementsByTagName("tr")).stream())
        .map(row -> elements(row.getChildNodes()).stream().map(ReadPage::text).toList())
        .toList();
  }

  /** Text with white space as a browser shows it. */
  public static String text(Node node) {
    return node.getTextContent().replaceAll("\\s+", " ").strip();
  }

  private static List<Element> elements(NodeList nodes) {
    List<Element> elements = new ArrayList<>();
    IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .forEach(
            node -> {
              if (node instanceof Element element) {
                elements.add(element);
              }
            });
    return elements;
  }
}
