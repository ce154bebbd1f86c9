package org.tributary.read;

import com.ctc.wstx.exc.WstxLazyException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;

/**
 * One reading of a document from its beginning: what stands where it may is handed on, what is
 * missing, unknown or too much is reported, and nothing of the document is kept.
 */
final class XmlPass {

  /** Takes what the document holds, as it goes by. */
  interface Content {

    /** Whether anybody wants to know more of a record than that there is one. */
    boolean wantsRecords();

    void begin(XmlNode group) throws UnreadableFileException;

    /** An element with what it says, or without. */
    void value(XmlNode element, char[] characters, int start, int end)
        throws UnreadableFileException;

    void end(XmlNode group) throws IOException, UnreadableFileException;
  }

  /** What an unknown name must look like to be no value that got into the wrong place. */
  private static final Pattern NAME = Pattern.compile("(?!.*\\d{4})[A-Za-z0-9_]{1,40}");

  private static final String AS_ONE = "It was read as one group with the one before.";

  private static final String FIRST_ONLY = "Only the first was read.";

  private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

  private final XMLStreamReader2 in;
  private final XmlNode root;
  private final String namespace;
  private final String table;
  private final Limits limits;
  private final ErrorLog errors;
  private final Content content;

  private char[] value = new char[256];
  private boolean recordFound;
  private boolean stopped;
  private boolean strangersInRoot;

  XmlPass(
      XMLStreamReader2 in,
      XmlNode root,
      Optional<String> namespace,
      String table,
      Limits limits,
      ErrorLog errors,
      Content content) {
    this.in = in;
    this.root = root;
    this.namespace = namespace.orElse("");
    this.table = table;
    this.limits = limits;
    this.errors = errors;
    this.content = content;
  }

  /**
   * Reads all of it, or up to the first record where records are not wanted.
   *
   * @return whether the document begins as it should
   */
  boolean read() throws IOException, UnreadableFileException {
    try {
      while (next() != XMLStreamConstants.START_ELEMENT) {
        // Comments and instructions above the root say nothing.
      }
      if (!in.getLocalName().equals(root.name) || isForeign()) {
        return false;
      }
      group(root);
      while (!stopped && next() != XMLStreamConstants.END_DOCUMENT) {
        // What follows the root must be well-formed too.
      }
      return true;
    } catch (XMLStreamException trouble) {
      throw XmlText.reason(trouble);
    } catch (WstxLazyException trouble) {
      throw XmlText.reason(trouble);
    }
  }

  boolean hasRecord() {
    return recordFound;
  }

  /** Whether elements stand in the root that the return does not have. */
  boolean hasStrangers() {
    return strangersInRoot;
  }

  /** The line in which what was read last begins. */
  long line() {
    return in.getLocation().getLineNumber();
  }

  private int next() throws XMLStreamException, UnreadableFileException {
    int event = in.next();
    if (event == XMLStreamConstants.DTD) {
      throw new UnreadableFileException(
          "it has a document type declaration, which is not allowed; remove the line <!DOCTYPE …>");
    }
    return event;
  }

  private boolean isForeign() {
    String stated = in.getNamespaceURI();
    return stated != null && !stated.isEmpty() && !stated.equals(namespace);
  }

  private void group(XmlNode group)
      throws XMLStreamException, IOException, UnreadableFileException {
    group.begin(line());
    members(group);
    if (!stopped && (group == root || group.part.occurs().repeats())) {
      reportMissing(group);
    }
    if (!stopped) {
      content.end(group);
    }
  }

  /** Reads on in a group that stood already and should stand once. */
  private void further(XmlNode group)
      throws XMLStreamException, IOException, UnreadableFileException {
    group.goOn();
    members(group);
    if (!stopped) {
      content.end(group);
    }
  }

  private void members(XmlNode group)
      throws XMLStreamException, IOException, UnreadableFileException {
    content.begin(group);
    int last = 0;
    for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
      if (event != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      group.filled = true;
      XmlNode member = isForeign() ? null : group.member(in.getLocalName());
      if (member == null) {
        strangersInRoot |= group == root;
        unknown(group);
        skip();
        continue;
      }
      if (member.place < last) {
        disorder(group, member);
      }
      last = member.place;
      if (group.seen[member.place] && !member.part.occurs().repeats()) {
        if (member.isGroup()) {
          report(ErrorType.REPEATED_ELEMENT, AS_ONE, line(), member.part.path());
          further(member);
        } else {
          report(ErrorType.REPEATED_ELEMENT, FIRST_ONLY, line(), member.part.path());
          skip();
        }
        if (stopped) {
          return;
        }
        continue;
      }
      group.seen[member.place] = true;
      if (member.isRecord) {
        recordFound = true;
        stopped = !content.wantsRecords();
      }
      if (!stopped) {
        if (member.isGroup()) {
          group(member);
        } else {
          element(member);
        }
      }
      if (stopped) {
        return;
      }
    }
  }

  /**
   * What a group lacks, and the groups in it that stand once: these may go on further down, so that
   * nothing is known of them before.
   */
  private void reportMissing(XmlNode group) {
    boolean optional = !group.part.occurs().isRequired();
    if (optional && !group.filled) {
      report(ErrorType.EMPTY_GROUP, group.line, group.part.path());
      return;
    }
    for (XmlNode member : group.members()) {
      if (member.isGroup() && !member.part.occurs().repeats() && group.seen[member.place]) {
        reportMissing(member);
      }
      if (member.part.occurs().isRequired() && !group.seen[member.place]) {
        report(ErrorType.MISSING_ELEMENT, group.line, member.part.path());
      }
    }
  }

  private void element(XmlNode element)
      throws XMLStreamException, IOException, UnreadableFileException {
    boolean nil = in.getAttributeCount() > 0 && isNil();
    int length = 0;
    for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
      switch (event) {
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          int more = in.getTextLength();
          if (length + more > limits.cellCharacters()) {
            throw new UnreadableFileException(XmlText.TOO_LONG + ", line " + line());
          }
          if (length + more > value.length) {
            value = Arrays.copyOf(value, 2 * (length + more));
          }
          System.arraycopy(in.getTextCharacters(), in.getTextStart(), value, length, more);
          length += more;
        }
        case XMLStreamConstants.START_ELEMENT -> {
          unknown(element);
          skip();
        }
        default -> {
          // Comments and instructions are no part of the value.
        }
      }
    }
    content.value(element, value, 0, nil ? 0 : length);
  }

  private boolean isNil() {
    String nil = in.getAttributeValue(INSTANCE, "nil");
    return nil != null && (nil.strip().equals("true") || nil.strip().equals("1"));
  }

  /** Goes on behind the element that has just begun. */
  private void skip() throws XMLStreamException, UnreadableFileException {
    for (int depth = 1; depth > 0; ) {
      int event = next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
        if (depth > XmlText.DEPTH) {
          throw new UnreadableFileException("it is nested too deeply, line " + line());
        }
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
  }

  private void unknown(XmlNode around) {
    String name = in.getLocalName();
    boolean isOtherYears = around.otherYears.contains(name);
    boolean shown = isOtherYears || NAME.matcher(name).matches();
    report(
        around.isOfNoUse ? ErrorType.HEADER_ELEMENT : ErrorType.UNKNOWN_ELEMENT,
        isOtherYears ? "It belongs to the return of other years." : "",
        line(),
        shown ? around.part.path() + "/" + name : around.part.path());
  }

  private void disorder(XmlNode group, XmlNode member) {
    if (!group.orderSaid) {
      group.orderSaid = true;
      report(ErrorType.ELEMENT_ORDER, line(), member.part.path());
    }
  }

  private void report(ErrorType type, long line, String path) {
    report(type, "", line, path);
  }

  private void report(ErrorType type, String detail, long line, String path) {
    if (errors.keeps(type)) {
      errors.add(DataError.ofElement(type, detail, table, "", line, path));
    } else {
      errors.count(type);
    }
  }
}
