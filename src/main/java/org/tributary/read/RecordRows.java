package org.tributary.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tributary.schema.Field;
import org.tributary.schema.Table;
import org.tributary.submission.CellText;

/**
 * One record of a document while it is read, and the rows of its events. A record falls into
 * scopes: itself, and each group in it that may repeat. A row shows the values of its event's scope
 * and of the scopes around it, without copying them.
 */
final class RecordRows implements Row {

  /** All values of a record together; no child's record comes near. */
  private static final int RECORD_CHARACTERS = 1 << 20;

  /** Groups that repeat, and events, of one record. */
  private static final int RECORD_PARTS = 10_000;

  /** A value that a row may show in one of its columns. */
  private record Source(int levelsUp, int slot) {}

  /** A group that may repeat, or the record. */
  private static final class Scope {

    final int parent;
    final List<XmlNode> slots = new ArrayList<>();

    /** By column, the innermost first. */
    Source[][] sources = {};

    int current = -1;

    Scope(int parent) {
      this.parent = parent;
    }
  }

  private final List<Scope> scopes = new ArrayList<>();
  private final List<String> columns;
  private final int typeColumn;
  private final int dateColumn;

  private char[] characters = new char[4_096];
  private final int constants;
  private int length;

  private int groups;
  private int[] groupScope = new int[16];
  private int[] groupAround = new int[16];
  private int[] groupSlots = new int[16];
  private int slots;
  private int[] slotStart = new int[64];
  private int[] slotEnd = new int[64];

  private int events;
  private XmlNode[] eventNode = new XmlNode[16];
  private int[] eventGroup = new int[16];
  private int[] eventStart = new int[16];
  private int[] eventEnd = new int[16];
  private long[] eventLine = new long[16];

  private final int[] starts;
  private final int[] ends;
  private long line;

  private long read;

  RecordRows(XmlNode root, Table table, int returnYear) {
    this.columns = table.fieldsIn(returnYear).stream().map(Field::name).toList();
    this.typeColumn = columns.indexOf(table.document().orElseThrow().typeColumn());
    this.dateColumn = columns.indexOf(table.document().orElseThrow().dateColumn());
    this.starts = new int[columns.size()];
    this.ends = new int[columns.size()];
    find(root);
    scopes.forEach(this::connect);
    constants = length;
  }

  private void find(XmlNode node) {
    if (node.isRecord) {
      scopes.add(new Scope(-1));
      place(node, 0);
    } else {
      node.members().forEach(this::find);
    }
  }

  private void place(XmlNode node, int scope) {
    node.scope = scope;
    for (XmlNode member : node.members()) {
      if (!member.isGroup()) {
        member.scope = scope;
        if (!(member.isEvent && member.part.occurs().repeats())) {
          member.slot = scopes.get(scope).slots.size();
          scopes.get(scope).slots.add(member);
        }
        if (member.isEvent) {
          member.nameStart = length;
          append(member.name);
        }
      } else if (member.part.occurs().repeats()) {
        scopes.add(new Scope(scope));
        place(member, scopes.size() - 1);
      } else {
        place(member, scope);
      }
    }
  }

  private void append(String constant) {
    constant.getChars(0, constant.length(), characters, length);
    length += constant.length();
  }

  private void connect(Scope scope) {
    scope.sources = new Source[columns.size()][];
    for (int column = 0; column < columns.size(); column++) {
      List<Source> sources = new ArrayList<>();
      int levelsUp = 0;
      for (Scope around = scope; ; around = scopes.get(around.parent)) {
        for (XmlNode element : around.slots) {
          if (element.part.field().orElseThrow().name().equals(columns.get(column))) {
            sources.add(new Source(levelsUp, element.slot));
          }
        }
        if (around.parent < 0) {
          break;
        }
        levelsUp++;
      }
      scope.sources[column] = sources.toArray(Source[]::new);
    }
  }

  /** The record, or a group in it, begins. */
  void begin(XmlNode group) throws UnreadableFileException {
    if (group.isRecord) {
      length = constants;
      groups = 0;
      slots = 0;
      events = 0;
    } else if (!group.part.occurs().repeats()) {
      return;
    }
    Scope scope = scopes.get(group.scope);
    if (groups == groupScope.length) {
      groupScope = Arrays.copyOf(groupScope, 2 * groups);
      groupAround = Arrays.copyOf(groupAround, 2 * groups);
      groupSlots = Arrays.copyOf(groupSlots, 2 * groups);
    }
    limit(groups, RECORD_PARTS);
    groupScope[groups] = group.scope;
    groupAround[groups] = scope.parent < 0 ? -1 : scopes.get(scope.parent).current;
    groupSlots[groups] = slots;
    scope.current = groups++;
    int end = slots + scope.slots.size();
    if (end > slotStart.length) {
      slotStart = Arrays.copyOf(slotStart, 2 * end);
      slotEnd = Arrays.copyOf(slotEnd, 2 * end);
    }
    Arrays.fill(slotStart, slots, end, 0);
    Arrays.fill(slotEnd, slots, end, 0);
    slots = end;
  }

  /**
   * Takes the value of an element.
   *
   * @param value what it became, blank where it could not be read
   * @param lineOfEvent where it stands; of no account if it is no event
   */
  void take(XmlNode element, CellText value, long lineOfEvent) throws UnreadableFileException {
    int start = length;
    keep(value.characters(), value.start(), value.end());
    int group = scopes.get(element.scope).current;
    if (element.isEvent) {
      limit(events, RECORD_PARTS);
      if (events == eventNode.length) {
        eventNode = Arrays.copyOf(eventNode, 2 * events);
        eventGroup = Arrays.copyOf(eventGroup, 2 * events);
        eventStart = Arrays.copyOf(eventStart, 2 * events);
        eventEnd = Arrays.copyOf(eventEnd, 2 * events);
        eventLine = Arrays.copyOf(eventLine, 2 * events);
      }
      eventNode[events] = element;
      eventGroup[events] = group;
      eventStart[events] = start;
      eventEnd[events] = length;
      eventLine[events] = lineOfEvent;
      events++;
    }
    if (element.slot >= 0 && length > start) {
      int slot = groupSlots[group] + element.slot;
      if (slotEnd[slot] > slotStart[slot]) {
        start = joined(slot, start);
      }
      slotStart[slot] = start;
      slotEnd[slot] = length;
    }
  }

  /** Puts a further value of a list behind the ones before. */
  private int joined(int slot, int start) throws UnreadableFileException {
    char[] last = Arrays.copyOfRange(characters, start, length);
    int listStart = slotStart[slot];
    if (slotEnd[slot] == start) {
      length = start;
    } else {
      keep(characters, slotStart[slot], slotEnd[slot]);
      listStart = length - (slotEnd[slot] - slotStart[slot]);
    }
    keep(new char[] {','}, 0, 1);
    keep(last, 0, last.length);
    return listStart;
  }

  private void keep(char[] source, int from, int to) throws UnreadableFileException {
    int end = length + to - from;
    limit(end, RECORD_CHARACTERS);
    if (end > characters.length) {
      characters = Arrays.copyOf(characters, 2 * end);
    }
    System.arraycopy(source, from, characters, length, to - from);
    length = end;
  }

  private static void limit(int amount, int most) throws UnreadableFileException {
    if (amount >= most) {
      throw new UnreadableFileException("a record is too large");
    }
  }

  /** The record is complete: its rows are handed over in the order of their events. */
  void end(RowConsumer consumer, long mostRows) throws IOException, UnreadableFileException {
    read += events;
    if (read > mostRows) {
      throw new UnreadableFileException("it has more than " + mostRows + " events");
    }
    int shown = -1;
    for (int event = 0; event < events; event++) {
      if (eventGroup[event] != shown) {
        shown = eventGroup[event];
        show(shown);
      }
      String type = eventNode[event].name;
      starts[typeColumn] = eventNode[event].nameStart;
      ends[typeColumn] = starts[typeColumn] + type.length();
      starts[dateColumn] = eventStart[event];
      ends[dateColumn] = eventEnd[event];
      // No two rows have the same line, even where the document has none.
      line = Math.max(line + 1, eventLine[event]);
      consumer.accept(this);
    }
  }

  private void show(int group) {
    Source[][] sources = scopes.get(groupScope[group]).sources;
    for (int column = 0; column < sources.length; column++) {
      starts[column] = 0;
      ends[column] = 0;
      for (Source source : sources[column]) {
        int from = group;
        for (int up = 0; up < source.levelsUp(); up++) {
          from = groupAround[from];
        }
        int slot = groupSlots[from] + source.slot();
        if (slotEnd[slot] > slotStart[slot]) {
          starts[column] = slotStart[slot];
          ends[column] = slotEnd[slot];
          break;
        }
      }
    }
  }

  long read() {
    return read;
  }

  @Override
  public char[] characters() {
    return characters;
  }

  @Override
  public int start(int column) {
    return starts[column];
  }

  @Override
  public int end(int column) {
    return ends[column];
  }

  @Override
  public long line() {
    return line;
  }
}
