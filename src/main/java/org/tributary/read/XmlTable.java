package org.tributary.read;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Dataset;
import org.tributary.schema.Document;
import org.tributary.schema.Document.Part;
import org.tributary.schema.Field;
import org.tributary.schema.Table;
import org.tributary.submission.CellText;

/** The rows of the events of an XML document. */
final class XmlTable implements SubmittedDocument {

  private static final Pattern YEAR = Pattern.compile("\\d{4}");

  /** A day in the form of ISO, whatever time or zone stands behind it. */
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(\\D.*)?");

  private final XmlText text;
  private final Table table;
  private final Document document;
  private final int returnYear;
  private final Limits limits;
  private final ErrorLog errors;
  private final List<Part> elements;

  private Optional<XmlPass> pass = Optional.empty();
  private final SortedSet<Integer> years = new TreeSet<>();
  private final SortedSet<Integer> referenceYears = new TreeSet<>();
  private final SortedSet<String> authorities = new TreeSet<>();

  private XmlTable(XmlText text, Table table, int returnYear, Limits limits, ErrorLog errors) {
    this.text = text;
    this.table = table;
    this.document = table.document().orElseThrow();
    this.returnYear = returnYear;
    this.limits = limits;
    this.errors = errors;
    this.elements =
        document.partsIn(returnYear).stream().filter(part -> part.field().isPresent()).toList();
  }

  /**
   * Finds out which table of a dataset a document is for; empty, with the reason in the log, where
   * there is none. It reads up to the first record.
   */
  static Optional<SubmittedTable> find(
      XmlText text, Dataset dataset, int returnYear, Limits limits, ErrorLog errors)
      throws IOException, UnreadableFileException {
    if (text.file().blank()) {
      errors.add(DataError.ofFile(ErrorType.EMPTY_FILE, ""));
      return Optional.empty();
    }
    for (Table table : dataset.tablesIn(returnYear)) {
      if (table.document().isPresent()) {
        XmlTable found = new XmlTable(text, table, returnYear, limits, errors);
        if (found.isItsOwn()) {
          found.introduce();
          return Optional.of(found);
        }
      }
    }
    errors.add(
        DataError.ofTable(
            ErrorType.UNIDENTIFIED_TABLE, "It is an XML document of another return.", ""));
    return Optional.empty();
  }

  private boolean isItsOwn() throws IOException, UnreadableFileException {
    return run(
        new ErrorLog(),
        new Header() {
          @Override
          public boolean wantsRecords() {
            return false;
          }
        },
        looked -> looked.hasRecord() || !looked.hasStrangers());
  }

  private void introduce() {
    errors.add(
        DataError.ofTable(
            ErrorType.READ_AS, "XML, " + text.file().encoding().words(), table.name()));
    if (text.isDeclaredOtherwise()) {
      String place =
          text.file().mixedFrom().isPresent()
              ? "The first is in line " + text.file().mixedFrom().getAsLong() + "."
              : "";
      errors.add(DataError.ofTable(ErrorType.ENCODING_MIXED, place, table.name()));
    }
  }

  @FunctionalInterface
  private interface Judgement {
    boolean of(XmlPass pass);
  }

  private boolean run(ErrorLog log, XmlPass.Content content, Judgement judgement)
      throws IOException, UnreadableFileException {
    XmlNode root = XmlNode.tree(document, returnYear);
    return run(root, log, content, judgement);
  }

  private boolean run(XmlNode root, ErrorLog log, XmlPass.Content content, Judgement judgement)
      throws IOException, UnreadableFileException {
    try {
      XMLStreamReader2 in = text.open(limits);
      try {
        XmlPass running =
            new XmlPass(in, root, document.namespace(), table.name(), limits, log, content);
        pass = Optional.of(running);
        return running.read() && judgement.of(running);
      } finally {
        in.closeCompletely();
      }
    } catch (XMLStreamException trouble) {
      throw XmlText.reason(trouble);
    }
  }

  @Override
  public Table table() {
    return table;
  }

  @Override
  public int[] columns() {
    return IntStream.range(0, table.fieldsIn(returnYear).size()).toArray();
  }

  @Override
  public List<Part> elements() {
    return elements;
  }

  @Override
  public long line() {
    return pass.map(XmlPass::line).orElse(0L);
  }

  @Override
  public Stated stated() {
    return Stated.of(years, referenceYears, authorities);
  }

  @Override
  public Counts read(Cleaning cleaning, RowConsumer consumer)
      throws IOException, UnreadableFileException {
    XmlNode root = XmlNode.tree(document, returnYear);
    RecordRows rows = new RecordRows(root, table, returnYear);
    run(root, errors, new Records(rows, cleaning, consumer), read -> true);
    return new Counts(rows.read(), new TreeMap<>());
  }

  /** Notes what the document says of itself. */
  private abstract class Header implements XmlPass.Content {

    @Override
    public void begin(XmlNode group) throws UnreadableFileException {}

    @Override
    public void value(XmlNode element, char[] characters, int start, int end)
        throws UnreadableFileException {
      if (element.use == XmlNode.Use.NONE) {
        return;
      }
      String said = Whitespace.trimmed(new String(characters, start, end - start));
      switch (element.use) {
        case YEAR -> {
          if (YEAR.matcher(said).matches()) {
            years.add(Integer.valueOf(said));
          }
        }
        case REFERENCE_DATE -> {
          if (DAY.matcher(said).matches()) {
            referenceYears.add(Integer.valueOf(said.substring(0, 4)));
          }
        }
        case AUTHORITY -> {
          Optional<Pattern> form = element.part.field().flatMap(Field::pattern);
          if (form.isPresent() && form.get().matcher(said).matches()) {
            authorities.add(said);
          }
        }
        case NONE -> {}
      }
    }

    @Override
    public void end(XmlNode group) throws IOException, UnreadableFileException {}
  }

  /** Cleans every element and puts the rows together. */
  private final class Records extends Header {

    private final RecordRows rows;
    private final SubmittedDocument.Cleaning cleaning;
    private final RowConsumer consumer;
    private final CellText cleaned = new CellText();

    Records(RecordRows rows, SubmittedDocument.Cleaning cleaning, RowConsumer consumer) {
      this.rows = rows;
      this.cleaning = cleaning;
      this.consumer = consumer;
    }

    @Override
    public boolean wantsRecords() {
      return true;
    }

    @Override
    public void begin(XmlNode group) throws UnreadableFileException {
      if (group.scope >= 0) {
        rows.begin(group);
      }
    }

    @Override
    public void value(XmlNode element, char[] characters, int start, int end)
        throws UnreadableFileException {
      cleaning.clean(element.element, characters, start, end, cleaned);
      if (element.scope < 0) {
        super.value(element, characters, start, end);
        return;
      }
      if (cleaned.length() > 0 || isWritten(characters, start, end)) {
        rows.take(element, cleaned, element.isEvent ? line() : 0);
      }
    }

    @Override
    public void end(XmlNode group) throws IOException, UnreadableFileException {
      if (group.isRecord) {
        rows.end(consumer, limits.rows());
      }
    }
  }

  private static boolean isWritten(char[] characters, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!Whitespace.is(characters[i])) {
        return true;
      }
    }
    return false;
  }
}
