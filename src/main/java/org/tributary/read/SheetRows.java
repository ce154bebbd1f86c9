package org.tributary.read;

import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.BitSet;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;

/**
 * The rows of a sheet in which anything stands, one after the other, each cell as the text that its
 * value is: dates as ISO, numbers without needless zeros, errors as they are shown.
 */
final class SheetRows implements Closeable {

  /** As many as a sheet can have (columns up to XFD). */
  private static final int MOST_ROWS = 1_048_576;

  private static final int MOST_COLUMNS = 16_384;

  /** What a number of a spreadsheet can keep; what stands behind is an accident. */
  private static final int KEPT_DIGITS = 15;

  private static final MathContext AS_SHOWN = new MathContext(KEPT_DIGITS);

  /** Longer than any number that a programme writes. */
  private static final int LONGEST_NUMBER = 40;

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?");

  /** The first day that is not a number of the year 10000. */
  private static final int AFTER_LAST_DAY = 2_958_466;

  /** Day 60 is 29 February 1900, which never was. */
  private static final int LEAP_DAY = 60;

  private static final long DAY_ZERO = LocalDate.of(1899, 12, 30).toEpochDay();
  private static final long DAY_ZERO_1904 = LocalDate.of(1904, 1, 1).toEpochDay();
  private static final int SECONDS_OF_DAY = 86_400;

  /** {@code 2026-01-31}. */
  private static final int ISO_DAY = 10;

  private enum Type {
    NUMBER,
    SHARED,
    TEXT,
    INLINE,
    BOOLEAN,
    MOMENT,
    ERROR
  }

  private final Workbook workbook;
  private final Workbook.Sheet sheet;
  private final Limits limits;
  private final BitSet dateColumns;
  private final BitSet textColumns;
  private final PartXml xml;
  private final XMLStreamReader raw;
  private final SheetRow row;
  private final RichText inline;

  private final BitSet hiddenColumns = new BitSet();

  private boolean inRows;
  private boolean over;
  private int line;
  private long cells;
  private long hiddenRows;
  private long mergedCells;

  /**
   * @param dateColumns columns in which a bare number is a day, counted as this workbook counts,
   *     and a moment is its day
   * @param textColumns columns in which a whole number is an identifier or a code, and has the
   *     zeros that its format shows
   */
  SheetRows(
      Workbook workbook,
      Workbook.Sheet sheet,
      Limits limits,
      BitSet dateColumns,
      BitSet textColumns)
      throws IOException, UnreadableFileException {
    this.workbook = workbook;
    this.sheet = sheet;
    this.limits = limits;
    this.dateColumns = dateColumns;
    this.textColumns = textColumns;
    this.row = new SheetRow(limits);
    this.inline = new RichText(limits.cellCharacters());
    this.xml = PartXml.open(workbook.zip(), sheet.part());
    this.raw = xml.raw();
  }

  SheetRow row() {
    return row;
  }

  /** Rows with something in them that people do not see. Complete after the last row. */
  long hiddenRows() {
    return hiddenRows;
  }

  /** Columns that people do not see. */
  BitSet hiddenColumns() {
    return hiddenColumns;
  }

  /** Ranges of cells of which only the first has a value. Complete after the last row. */
  long mergedCells() {
    return mergedCells;
  }

  /** Goes to the next row in which anything stands; false where there is none. */
  boolean next() throws IOException, UnreadableFileException {
    while (!over) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (!inRows) {
            outside();
          } else if (!xml.isName("row")) {
            xml.skip();
          } else if (readRow()) {
            return true;
          }
        }
        case XMLStreamConstants.END_ELEMENT -> inRows = false;
        case XMLStreamConstants.END_DOCUMENT -> over = true;
        default -> {
          // White space between rows.
        }
      }
    }
    return false;
  }

  private void outside() throws UnreadableFileException {
    switch (xml.name()) {
      case "sheetData" -> inRows = true;
      case "col" -> {
        if (xml.isTrue("hidden")) {
          int from = wholeNumber(xml.attribute("min").orElse(""));
          int to = Math.min(wholeNumber(xml.attribute("max").orElse("")), limits.columns());
          require(from >= 1);
          hiddenColumns.set(Math.min(from - 1, to), to);
        }
      }
      case "mergeCell" -> mergedCells++;
      default -> {
        // How the sheet looks.
      }
    }
  }

  private boolean readRow() throws IOException, UnreadableFileException {
    int number = line + 1;
    boolean hidden = false;
    for (int i = 0; i < raw.getAttributeCount(); i++) {
      String name = raw.getAttributeLocalName(i);
      if (name.equals("r")) {
        number = wholeNumber(raw.getAttributeValue(i));
      } else if (name.equals("hidden")) {
        hidden = isTrue(raw.getAttributeValue(i));
      }
    }
    require(number > line && number <= MOST_ROWS);
    line = number;
    row.begin(line);
    int column = -1;
    for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        if (xml.isName("c")) {
          column = readCell(column);
        } else {
          xml.skip();
        }
      }
      require(event != XMLStreamConstants.END_DOCUMENT);
    }
    if (line > limits.rows()) {
      throw new UnreadableFileException("it has more than " + limits.rows() + " rows");
    }
    boolean blank = row.isBlank();
    hiddenRows += hidden && !blank ? 1 : 0;
    return !blank || row.hasNotes();
  }

  private static int wholeNumber(String text) throws UnreadableFileException {
    require(text.length() <= 7 && !text.isEmpty());
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      require(digit >= 0 && digit <= 9);
      number = number * 10 + digit;
    }
    return number;
  }

  private static boolean isTrue(String value) {
    return value.equals("1") || value.equals("true");
  }

  private static void require(boolean expected) throws UnreadableFileException {
    if (!expected) {
      throw new UnreadableFileException(ZipPackage.DAMAGED);
    }
  }

  /** Reads a cell and returns its column. */
  private int readCell(int before) throws IOException, UnreadableFileException {
    cells++;
    if (cells > InflationLimits.FREE_CELLS
        && cells > sheet.part().packed() * limits.inflation().cellsPerByte()) {
      throw new UnreadableFileException(ZipPackage.TOO_MUCH);
    }
    int column = before + 1;
    Type type = Type.NUMBER;
    int style = -1;
    for (int i = 0; i < raw.getAttributeCount(); i++) {
      switch (raw.getAttributeLocalName(i)) {
        case "r" -> column = column(raw.getAttributeValue(i));
        case "t" -> type = type(raw.getAttributeValue(i));
        case "s" -> style = wholeNumber(raw.getAttributeValue(i));
        default -> {
          // Marks of newer programmes.
        }
      }
    }
    require(column > before && column < MOST_COLUMNS);
    row.beginCell();
    boolean formula = false;
    boolean calculated = workbook.isCalculated();
    for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        switch (xml.name()) {
          case "v" -> readValue();
          case "is" -> {
            inline.clear();
            inline.read(xml);
            row.append(inline.toString());
          }
          case "f" -> {
            formula = true;
            // One program that calculates says so at the formula.
            calculated |= raw.getAttributeValue(null, "aca") != null;
            xml.skip();
          }
          default -> xml.skip();
        }
      }
      require(event != XMLStreamConstants.END_DOCUMENT);
    }
    if (formula && isWithoutResult(type, calculated)) {
      row.clearCell();
      row.noteFormulaWithoutValue(column);
    }
    if (row.length() == row.begun()) {
      return column;
    }
    convert(type, style, column);
    row.endCell(column);
    return column;
  }

  /**
   * Whether nobody has found a formula's result: nothing is stored; or an empty text is, by a
   * program that does not calculate; or a zero is, and the workbook says that it is to be
   * calculated.
   */
  private boolean isWithoutResult(Type type, boolean calculated) {
    int length = row.length() - row.begun();
    if (length == 0) {
      return type != Type.TEXT || !calculated;
    }
    return length == 1
        && type == Type.NUMBER
        && row.characters()[row.begun()] == '0'
        && workbook.isCalculatedOnLoad();
  }

  /** The column of a reference such as {@code AB12}, 0 for A; its row must be this one. */
  private int column(String reference) throws UnreadableFileException {
    int column = 0;
    int at = 0;
    for (int letter = letter(reference, at); letter > 0; letter = letter(reference, at)) {
      column = column * 26 + letter;
      at++;
      require(at <= 3);
    }
    require(at > 0);
    int number = 0;
    require(at < reference.length() && reference.length() - at <= 7);
    for (; at < reference.length(); at++) {
      int digit = reference.charAt(at) - '0';
      require(digit >= 0 && digit <= 9);
      number = number * 10 + digit;
    }
    require(number == line);
    return column - 1;
  }

  /** 1 for A or a, 0 where no letter stands. */
  private static int letter(String reference, int at) {
    int letter = at < reference.length() ? reference.charAt(at) & ~0x20 : 0;
    return letter >= 'A' && letter <= 'Z' ? letter - 'A' + 1 : 0;
  }

  private static Type type(String type) throws UnreadableFileException {
    return switch (type) {
      case "n" -> Type.NUMBER;
      case "s" -> Type.SHARED;
      case "str" -> Type.TEXT;
      case "inlineStr" -> Type.INLINE;
      case "b" -> Type.BOOLEAN;
      // An ISO text.
      case "d" -> Type.MOMENT;
      // A text such as #REF!.
      case "e" -> Type.ERROR;
      default -> throw new UnreadableFileException(ZipPackage.DAMAGED);
    };
  }

  private void readValue() throws IOException, UnreadableFileException {
    for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
      require(event != XMLStreamConstants.START_ELEMENT);
      require(event != XMLStreamConstants.END_DOCUMENT);
      if (event == XMLStreamConstants.CHARACTERS
          || event == XMLStreamConstants.CDATA
          || event == XMLStreamConstants.SPACE) {
        row.append(raw.getTextCharacters(), raw.getTextStart(), raw.getTextLength());
      }
    }
  }

  /** Puts the text that the value is in the place of what the XML says. */
  private void convert(Type type, int style, int column) throws UnreadableFileException {
    switch (type) {
      case NUMBER -> number(style, column);
      case SHARED -> {
        int text = smallNumber();
        row.clearCell();
        workbook.sharedTexts().appendTo(row, text);
      }
      case BOOLEAN -> {
        boolean yes = row.characters()[row.begun()] == '1' || row.characters()[row.begun()] == 't';
        row.clearCell();
        row.append(yes ? "TRUE" : "FALSE");
      }
      case TEXT -> {
        if (row.length() - row.begun() >= 7) {
          inline.clear();
          inline.append(row.characters(), row.begun(), row.length() - row.begun());
          row.clearCell();
          row.append(inline.toString());
        }
      }
      case MOMENT -> {
        if (dateColumns.get(column)) {
          int day = row.begun() + ISO_DAY;
          row.cutCell(row.length() > day && row.characters()[day] == 'T' ? day : row.length());
        }
      }
      case INLINE, ERROR -> {
        // As it is.
      }
    }
  }

  private int smallNumber() throws UnreadableFileException {
    char[] characters = row.characters();
    int length = row.length();
    require(length - row.begun() <= 9);
    int number = 0;
    for (int i = row.begun(); i < length; i++) {
      int digit = characters[i] - '0';
      require(digit >= 0 && digit <= 9);
      number = number * 10 + digit;
    }
    return number;
  }

  private void number(int style, int column) throws UnreadableFileException {
    boolean date =
        style >= 0 && workbook.numberStyles().isDate(style)
            || workbook.datesFrom1904() && dateColumns.get(column);
    int length = row.length() - row.begun();
    boolean zeros =
        !date && style >= 0 && textColumns.get(column) && workbook.numberStyles().hasZeros(style);
    if (!date && !zeros && length <= KEPT_DIGITS && isDigits()) {
      return;
    }
    String text = new String(row.characters(), row.begun(), length).strip();
    if (text.length() > LONGEST_NUMBER || !NUMBER.matcher(text).matches()) {
      // No number at all; whoever checks the field says so.
      return;
    }
    BigDecimal number = new BigDecimal(text);
    row.clearCell();
    if (date && isDay(number)) {
      row.append(day(number, dateColumns.get(column)));
      return;
    }
    if (number.precision() - number.scale() > KEPT_DIGITS) {
      row.noteLongNumber(column);
      row.append(number.toPlainString());
      return;
    }
    BigDecimal rounded = number.round(AS_SHOWN);
    String shown = rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    boolean whole = rounded.signum() >= 0 && shown.indexOf('.') < 0;
    row.append(zeros && whole ? workbook.numberStyles().withZeros(style, shown) : shown);
  }

  private boolean isDigits() {
    char[] characters = row.characters();
    for (int i = row.begun(); i < row.length(); i++) {
      if (characters[i] < '0' || characters[i] > '9') {
        return false;
      }
    }
    // Zeros in front are none of a number's.
    return characters[row.begun()] != '0' || row.length() - row.begun() == 1;
  }

  /** Whether a number is a moment; others are left as they are, for whoever checks the field. */
  private boolean isDay(BigDecimal number) {
    if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(AFTER_LAST_DAY)) >= 0) {
      return false;
    }
    return workbook.datesFrom1904() || number.intValue() != LEAP_DAY && number.signum() > 0;
  }

  private String day(BigDecimal number, boolean dayOnly) {
    int days = number.intValue();
    long seconds =
        number
            .subtract(BigDecimal.valueOf(days))
            .multiply(BigDecimal.valueOf(SECONDS_OF_DAY))
            .setScale(0, RoundingMode.HALF_UP)
            .longValue();
    if (days == 0 && !workbook.datesFrom1904()) {
      return time(seconds % SECONDS_OF_DAY);
    }
    long zero = DAY_ZERO;
    if (workbook.datesFrom1904()) {
      zero = DAY_ZERO_1904;
    } else if (days < LEAP_DAY) {
      zero = DAY_ZERO + 1;
    }
    LocalDateTime moment = LocalDate.ofEpochDay(zero + days).atStartOfDay().plusSeconds(seconds);
    String day = moment.toLocalDate().toString();
    return dayOnly || seconds % SECONDS_OF_DAY == 0
        ? day
        : day + " " + time(moment.toLocalTime().toSecondOfDay());
  }

  private static String time(long seconds) {
    return String.format(
        Locale.ROOT, "%02d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
  }

  @Override
  public void close() throws IOException {
    xml.close();
  }
}
