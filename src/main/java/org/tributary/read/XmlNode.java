package org.tributary.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tributary.schema.Document;
import org.tributary.schema.Document.Part;

/**
 * A group or an element of a document in one return year, with what is known of it while the
 * document is read. A group never stands inside itself, so there is one of each.
 */
final class XmlNode {

  /** What an element's value is for. */
  enum Use {
    NONE,
    YEAR,
    REFERENCE_DATE,
    AUTHORITY
  }

  final Part part;

  /** Its own name, the very string that the parser has for it too. */
  final String name;

  /** Among the elements of the year; -1 for a group. */
  final int element;

  /** Among the nodes of the group around it. */
  final int place;

  final boolean isRecord;
  final boolean isEvent;
  final Use use;

  /** Whether nothing is made of it: neither is a record in it, nor is it in one or compared. */
  final boolean isOfNoUse;

  /** Names that the group has in some other year. */
  final Set<String> otherYears = new HashSet<>();

  /** Where {@link RecordRows} keeps an element's value within its scope; -1 where it does not. */
  int slot = -1;

  /** The scope of {@link RecordRows} that it belongs to; -1 outside the record. */
  int scope = -1;

  /** Where {@link RecordRows} keeps the name of an event, which is the type of its rows. */
  int nameStart;

  /** The line in which the group began, for what is missing in it. */
  long line;

  /** Whether anything stood in the group, known or not. */
  boolean filled;

  /** Which members of the group stood in it so far. */
  boolean[] seen = new boolean[0];

  /** Whether it was said that its members stand in another order. */
  boolean orderSaid;

  private XmlNode[] members = new XmlNode[0];
  private int next;

  private XmlNode(Part part, int element, int place, Document document) {
    this.part = part;
    this.name = part.name().intern();
    this.element = element;
    this.place = place;
    this.isRecord = part.path().equals(document.record());
    this.isEvent = document.events().contains(part.path());
    this.use = use(part.path(), document);
    this.isOfNoUse = use == Use.NONE && isBeside(document.record(), part.path());
  }

  private static boolean isBeside(String record, String path) {
    return !(record + "/").startsWith(path + "/") && !path.startsWith(record + "/");
  }

  private static Use use(String path, Document document) {
    if (document.year().equals(Optional.of(path))) {
      return Use.YEAR;
    }
    if (document.referenceDate().equals(Optional.of(path))) {
      return Use.REFERENCE_DATE;
    }
    return document.authority().equals(Optional.of(path)) ? Use.AUTHORITY : Use.NONE;
  }

  /** The root, with all that may stand in it in a return year. */
  static XmlNode tree(Document document, int returnYear) {
    Map<String, XmlNode> nodes = new HashMap<>();
    List<XmlNode> roots = new ArrayList<>();
    int elements = 0;
    for (Part part : document.partsIn(returnYear)) {
      XmlNode parent = nodes.get(part.parent());
      int place = parent == null ? 0 : parent.members.length;
      XmlNode node = new XmlNode(part, part.field().isPresent() ? elements++ : -1, place, document);
      nodes.put(part.path(), node);
      if (parent == null) {
        roots.add(node);
      } else {
        parent.members = Arrays.copyOf(parent.members, place + 1);
        parent.members[place] = node;
        parent.seen = new boolean[place + 1];
      }
    }
    for (Part part : document.parts()) {
      XmlNode parent = nodes.get(part.parent());
      if (parent != null) {
        parent.otherYears.add(part.name());
      }
    }
    return roots.get(0);
  }

  boolean isGroup() {
    return element < 0;
  }

  List<XmlNode> members() {
    return List.of(members);
  }

  void begin(long beganIn) {
    Arrays.fill(seen, false);
    line = beganIn;
    filled = false;
    next = 0;
  }

  /** It stands again and is read as one with what stood before. */
  void goOn() {
    next = 0;
  }

  /** The member of this name; null if there is none. It is mostly the one after the last. */
  @Nullable XmlNode member(String name) {
    XmlNode[] known = members;
    int length = known.length;
    for (int i = 0, at = next; i < length; i++, at++) {
      if (at >= length) {
        at -= length;
      }
      if (known[at].name.equals(name)) {
        next = at;
        return known[at];
      }
    }
    return null;
  }
}
