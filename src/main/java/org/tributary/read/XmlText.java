package org.tributary.read;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.exc.WstxEOFException;
import com.ctc.wstx.exc.WstxException;
import com.ctc.wstx.exc.WstxIOException;
import com.ctc.wstx.exc.WstxLazyException;
import com.ctc.wstx.exc.WstxUnexpectedCharException;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * An XML document as bytes: how its letters are written, and a parser over it that fetches nothing,
 * expands nothing and gathers nothing without limit.
 */
final class XmlText {

  /** The deepest that elements may be nested, known ones or not. */
  static final int DEPTH = 100;

  private static final int ATTRIBUTES = 100;

  /** Why a document is not read any further. */
  static final String TOO_LONG = "an element, a name or a value is too long";

  private static final Pattern ENCODING =
      Pattern.compile(
          "^\\s*<\\?xml[^>]*?\\bencoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"'].*", Pattern.DOTALL);

  /** What may be declared: what {@link TextFile} tells from one another by the bytes themselves. */
  private static final Set<String> ENCODINGS =
      Set.of(
          "utf-8",
          "utf8",
          "utf-16",
          "utf-16le",
          "utf-16be",
          "us-ascii",
          "ascii",
          "iso-8859-1",
          "latin1",
          "windows-1252",
          "cp1252");

  private static final Set<String> UNIVERSAL =
      Set.of("utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii");

  private final TextFile file;
  private final boolean declaredOtherwise;

  private XmlText(TextFile file, boolean declaredOtherwise) {
    this.file = file;
    this.declaredOtherwise = declaredOtherwise;
  }

  static XmlText detect(Path bytes) throws IOException, UnreadableFileException {
    TextFile file = TextFile.detectXml(bytes);
    String declared = declared(file);
    if (!ENCODINGS.contains(declared)) {
      throw new UnreadableFileException(
          "it says that it is written in an encoding that is not read; save it as XML in UTF-8");
    }
    boolean universal = UNIVERSAL.contains(declared);
    return switch (file.encoding()) {
      case UTF_8, UTF_16_LITTLE_ENDIAN, UTF_16_BIG_ENDIAN -> new XmlText(file, false);
      // Bytes that look like UTF-8 by chance are what the document says they are.
      case WINDOWS_1252, UTF_8_AND_WINDOWS_1252 ->
          new XmlText(universal ? file : file.readAsWindows1252(), universal);
    };
  }

  private static String declared(TextFile file) throws IOException {
    char[] first = new char[XmlStart.LOOKED_AT];
    int length = 0;
    try (Reader reader = file.open()) {
      int read;
      while (length < first.length - 1
          && (read = reader.read(first, length, first.length - length)) > 0) {
        length += read;
      }
    } catch (CharacterCodingException reportedWhenItIsRead) {
      return "utf-8";
    }
    Matcher declaration = ENCODING.matcher(new String(first, 0, length));
    return declaration.matches() ? declaration.group(1).toLowerCase(Locale.ROOT) : "utf-8";
  }

  TextFile file() {
    return file;
  }

  /** Whether letters are written in another encoding than the document says. */
  boolean isDeclaredOtherwise() {
    return declaredOtherwise;
  }

  /** A parser at the beginning of the document; its input is closed with it. */
  XMLStreamReader2 open(Limits limits) throws IOException, XMLStreamException {
    // A factory remembers names from one document to the next, so each document has its own.
    XMLInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_VALIDATING, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, 2 * DEPTH);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, ATTRIBUTES);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, limits.cellCharacters());
    factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, (long) limits.cellCharacters());
    factory.setProperty(WstxInputProperties.P_MAX_CHARACTERS, limits.fileBytes());
    Reader text = new XmlGuard(new XmlStart(file.open()));
    try {
      return (XMLStreamReader2) factory.createXMLStreamReader(text);
    } catch (XMLStreamException | RuntimeException notXml) {
      text.close();
      throw notXml;
    }
  }

  /** Why a parser stopped, in words of our own. */
  static UnreadableFileException reason(XMLStreamException trouble) throws IOException {
    if (trouble instanceof WstxIOException) {
      Throwable cause = trouble.getCause();
      if (cause instanceof XmlGuard.TooLongException) {
        return new UnreadableFileException(TOO_LONG);
      }
      if (cause instanceof CharacterCodingException) {
        return new UnreadableFileException(TextFile.WRONG_LETTERS);
      }
      throw cause instanceof IOException failed ? failed : new IOException(cause);
    }
    Location place = trouble.getLocation();
    String line = place == null ? "" : ", line " + place.getLineNumber();
    if (trouble instanceof WstxEOFException) {
      return new UnreadableFileException("it ends too early" + line);
    }
    if (trouble instanceof WstxUnexpectedCharException) {
      return new UnreadableFileException("a character is not allowed where it stands" + line);
    }
    if (trouble instanceof WstxException) {
      return new UnreadableFileException("it is not well-formed XML" + line);
    }
    // What goes beyond one of the limits above is none of the parser's own kinds.
    return new UnreadableFileException(TOO_LONG + line);
  }

  /** The same where the parser found out only when a text was asked for. */
  static UnreadableFileException reason(WstxLazyException trouble) throws IOException {
    if (trouble.getCause() instanceof XMLStreamException cause) {
      return reason(cause);
    }
    throw trouble;
  }
}
