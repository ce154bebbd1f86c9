package org.tributary.guide;

import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tributary.schema.Field;
import org.tributary.schema.Validity;

/** What a field asks for, in the words of whoever fills it in. */
final class FieldWords {

  /** The parts of a date or time, by the letter that schemas write them with, as one example. */
  private static final Map<String, String> PARTS =
      Map.of("%d", "31", "%m", "03", "%Y", "2024", "%b", "Mar", "%H", "09", "%M", "30", "%S", "00");

  private FieldWords() {}

  /** How a value is written. */
  static String written(Field field) {
    return switch (field.kind()) {
      case CATEGORY -> "One of the codes.";
      case DATE -> "A date, as " + example(field) + ".";
      case TIME -> "A time, as " + example(field) + ".";
      case INTEGER -> "A whole number" + range(field) + ".";
      case DECIMAL ->
          "A number"
              + range(field)
              + (field.unit().isEmpty() ? "" : ", with or without " + field.unit())
              + ".";
      case AGE -> "An age in years" + range(field) + ".";
      case POSTCODE -> "A postcode.";
      case STRING -> text(field);
    };
  }

  private static String text(Field field) {
    if (field.patternSays().isPresent()) {
      String says = field.patternSays().get();
      return Character.toUpperCase(says.charAt(0)) + says.substring(1) + ".";
    }
    if (field.pattern().isPresent()) {
      return "Text of the form " + field.pattern().get().pattern() + ".";
    }
    return field.maxLength().isPresent()
        ? "Text of at most " + field.maxLength().getAsInt() + " characters."
        : "Text.";
  }

  private static String example(Field field) {
    String example = field.format();
    for (Map.Entry<String, String> part : PARTS.entrySet()) {
      example = example.replace(part.getKey(), part.getValue());
    }
    return example;
  }

  private static String range(Field field) {
    if (field.min().isPresent() && field.max().isPresent()) {
      return " from " + field.min().get() + " to " + field.max().get();
    }
    return field.min().map(least -> ", at least " + least).orElse("")
        + field.max().map(most -> ", at most " + most).orElse("");
  }

  /** That something is new or goes, where it is or does; otherwise blank. */
  static String holds(Validity validity, int year) {
    List<String> words = new ArrayList<>();
    if (validity.since() == year) {
      words.add("new in " + year + month(validity.sinceMonth(), "from"));
    }
    if (validity.firstYearWithout() == year + 1) {
      words.add("last in " + year + month(validity.beforeMonth(), "before"));
    }
    return String.join(", ", words);
  }

  private static String month(int month, String word) {
    return month > 1
        ? " (" + word + " " + Month.of(month).getDisplayName(TextStyle.FULL, Locale.UK) + ")"
        : "";
  }
}
