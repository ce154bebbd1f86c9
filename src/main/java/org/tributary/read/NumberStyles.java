package org.tributary.read;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.tributary.read.ZipPackage.Part;

/** Which styles of a workbook show a number as a date or a time, and which with zeros in front. */
final class NumberStyles {

  static final NumberStyles NONE = new NumberStyles(new BitSet(), Map.of());

  /** More styles than any programme writes. */
  private static final int MOST_STYLES = 100_000;

  /** What is no part of a date in a number format: quoted, escaped, filled or in brackets. */
  private static final Pattern LITERAL = Pattern.compile("\"[^\"]*\"?|[\\\\_*].|\\[[^\\]]*]?");

  private static final Pattern DATE_LETTER = Pattern.compile("[dmyhs]");

  /** A fraction of seconds is part of a time, other digits are none. */
  private static final Pattern DIGIT = Pattern.compile("(?<!s\\.0?0?)[0#?]");

  private final BitSet dates;
  private final BitSet zeros = new BitSet();
  private final Map<Integer, ZeroFormat> zeroFormats;

  private NumberStyles(BitSet dates, Map<Integer, ZeroFormat> zeroFormats) {
    this.dates = dates;
    this.zeroFormats = zeroFormats;
    zeroFormats.keySet().forEach(zeros::set);
  }

  static NumberStyles read(ZipPackage zip, Part styles)
      throws IOException, UnreadableFileException {
    BitSet dates = new BitSet();
    Map<Integer, Boolean> formats = new HashMap<>();
    Map<Integer, ZeroFormat> zeroFormats = new HashMap<>();
    Map<Integer, ZeroFormat> zeroStyles = new HashMap<>();
    int style = 0;
    boolean cellStyles = false;
    try (PartXml xml = PartXml.open(zip, styles)) {
      while (xml.nextElement()) {
        switch (xml.name()) {
          case "numFmt" -> {
            int format = number(xml.attribute("numFmtId").orElse(""));
            String code = xml.attribute("formatCode").orElse("");
            formats.put(format, isDate(code));
            ZeroFormat.of(code).ifPresent(zero -> zeroFormats.put(format, zero));
          }
          case "cellXfs" -> cellStyles = true;
          case "cellStyleXfs", "cellStyles", "dxfs" -> cellStyles = false;
          case "xf" -> {
            if (cellStyles) {
              int format = number(xml.attribute("numFmtId").orElse("0"));
              dates.set(style, formats.getOrDefault(format, isBuiltInDate(format)));
              if (zeroFormats.containsKey(format)) {
                zeroStyles.put(style, zeroFormats.get(format));
              }
              style++;
            }
          }
          default -> {
            // Colours and fonts say nothing about a value.
          }
        }
        if (style > MOST_STYLES || formats.size() > MOST_STYLES) {
          throw new UnreadableFileException(ZipPackage.DAMAGED);
        }
      }
    }
    return new NumberStyles(dates, zeroStyles);
  }

  private static int number(String text) throws UnreadableFileException {
    if (!text.matches("\\d{1,9}")) {
      throw new UnreadableFileException(ZipPackage.DAMAGED);
    }
    return Integer.parseInt(text);
  }

  /** The formats that a workbook need not spell out, ECMA-376 part 1, 18.8.30. */
  private static boolean isBuiltInDate(int format) {
    return format >= 14 && format <= 22
        || format >= 27 && format <= 36
        || format >= 45 && format <= 47
        || format >= 50 && format <= 58;
  }

  static boolean isDate(String format) {
    String first = LITERAL.matcher(format).replaceAll("").split(";", 2)[0].toLowerCase(Locale.ROOT);
    String letters = first.replace("general", "").replace("am/pm", "").replace("a/p", "");
    return DATE_LETTER.matcher(letters).find() && !DIGIT.matcher(letters).find();
  }

  /** Whether a cell of this style is filled up with zeros. */
  boolean hasZeros(int style) {
    return zeros.get(style);
  }

  /** A whole number as a cell of such a style shows it. */
  String withZeros(int style, String number) {
    return Objects.requireNonNull(zeroFormats.get(style), "the style has no zeros").shown(number);
  }

  /** Whether a cell of this style is a date; a style that the workbook does not have is none. */
  boolean isDate(int style) {
    return dates.get(style);
  }
}
