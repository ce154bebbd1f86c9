package org.tributary.read;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.CharConversionException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.util.Optional;
import java.util.zip.ZipException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.tributary.read.ZipPackage.Part;

/**
 * The XML of one part of a workbook, read forwards. No document type, no entities, nothing fetched;
 * every failure of the parser becomes one of our own words.
 */
final class PartXml implements Closeable {

  private static final String DOCUMENT_TYPE =
      "it holds a document type definition (DTD), which is not allowed";

  private static final int MOST_ATTRIBUTES = 200;
  private static final int LONGEST_ATTRIBUTE = 1 << 20;
  private static final int DEEPEST = 100;

  private static final XMLInputFactory FACTORY = factory();

  private final InputStream bytes;
  private final XMLStreamReader xml;

  private PartXml(InputStream bytes, XMLStreamReader xml) {
    this.bytes = bytes;
    this.xml = xml;
  }

  private static XMLInputFactory factory() {
    WstxInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    // Else a text is read when it is asked for, and what is wrong with it is thrown there.
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MOST_ATTRIBUTES);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, LONGEST_ATTRIBUTE);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEEPEST);
    return factory;
  }

  static PartXml open(ZipPackage zip, Part part) throws IOException, UnreadableFileException {
    InputStream bytes = zip.open(part);
    try {
      return new PartXml(bytes, FACTORY.createXMLStreamReader(bytes));
    } catch (XMLStreamException | RuntimeException failure) {
      bytes.close();
      throw told(failure);
    }
  }

  /** The kind of the next event, one of {@link XMLStreamConstants}. */
  int next() throws IOException, UnreadableFileException {
    try {
      int event = xml.next();
      if (event == XMLStreamConstants.DTD) {
        throw new UnreadableFileException(DOCUMENT_TYPE);
      }
      if (event == XMLStreamConstants.ENTITY_REFERENCE) {
        throw new UnreadableFileException(ZipPackage.DAMAGED);
      }
      return event;
    } catch (XMLStreamException | RuntimeException failure) {
      throw told(failure);
    }
  }

  /** Whether there is another element to begin; its name and attributes are then to be had. */
  boolean nextElement() throws IOException, UnreadableFileException {
    for (int event = next(); event != XMLStreamConstants.END_DOCUMENT; event = next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        return true;
      }
    }
    return false;
  }

  /** The element's name, whatever its namespace: the strict form of workbooks has others. */
  String name() {
    return xml.getLocalName();
  }

  boolean isName(String name) {
    return xml.getLocalName().equals(name);
  }

  Optional<String> attribute(String name) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (xml.getAttributeLocalName(i).equals(name)) {
        return Optional.of(xml.getAttributeValue(i));
      }
    }
    return Optional.empty();
  }

  /** The attribute {@code id} that names a relationship; it has a namespace, another may not. */
  Optional<String> relationship() {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String namespace = xml.getAttributeNamespace(i);
      if (xml.getAttributeLocalName(i).equals("id") && namespace != null && !namespace.isEmpty()) {
        return Optional.of(xml.getAttributeValue(i));
      }
    }
    return Optional.empty();
  }

  boolean isTrue(String attribute) {
    return attribute(attribute)
        .filter(value -> value.equals("1") || value.equals("true"))
        .isPresent();
  }

  /** For the places that read every cell. */
  XMLStreamReader raw() {
    return xml;
  }

  /** Passes over the element that has just begun, with all that is in it. */
  void skip() throws IOException, UnreadableFileException {
    int depth = 1;
    while (depth > 0) {
      int event = next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      } else if (event == XMLStreamConstants.END_DOCUMENT) {
        throw new UnreadableFileException(ZipPackage.DAMAGED);
      }
    }
  }

  /** What a failure is to whoever uploaded the file; a failing disk is none of theirs. */
  private static UnreadableFileException told(Exception failure) throws IOException {
    Throwable cause = failure;
    // As many steps as no chain of causes is long.
    for (int i = 0; i < 20 && cause != null; i++) {
      if (cause instanceof ZipPackage.TooMuchException) {
        return new UnreadableFileException(ZipPackage.TOO_MUCH);
      }
      if (cause instanceof IOException trouble
          && !(cause instanceof ZipException)
          && !(cause instanceof EOFException)
          && !(cause instanceof CharConversionException)
          && !(cause instanceof UnsupportedEncodingException)) {
        throw trouble;
      }
      cause =
          cause instanceof XMLStreamException parsing && parsing.getNestedException() != null
              ? parsing.getNestedException()
              : cause.getCause();
    }
    return new UnreadableFileException(ZipPackage.DAMAGED);
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
