package org.tributary.clean;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.tributary.schema.Code;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Mark;
import org.tributary.schema.Validity;

/** A field out of the short definitions of the case files; see tests/cases/clean/README.md. */
public final class FieldOf {

  private FieldOf() {}

  public static Field definition(String kind, String definition) {
    String name = "FIELD";
    String format = "";
    boolean mandatory = false;
    Optional<Pattern> pattern = Optional.empty();
    Optional<BigDecimal> min = Optional.empty();
    Optional<BigDecimal> max = Optional.empty();
    OptionalInt decimals = OptionalInt.empty();
    OptionalInt length = OptionalInt.empty();
    List<Code> codes = new ArrayList<>();
    Optional<Mark> mark = Optional.empty();
    for (String part : definition.isBlank() ? new String[0] : definition.split(" & ")) {
      String key = part.contains("=") ? part.substring(0, part.indexOf('=')) : part;
      String value = part.substring(part.indexOf('=') + 1);
      switch (key) {
        case "name" -> name = value;
        case "format" -> format = value;
        case "mandatory" -> mandatory = true;
        case "pattern" -> pattern = Optional.of(Pattern.compile(value));
        case "min" -> min = Optional.of(new BigDecimal(value));
        case "max" -> max = Optional.of(new BigDecimal(value));
        case "decimals" -> decimals = OptionalInt.of(Integer.parseInt(value));
        case "length" -> length = OptionalInt.of(Integer.parseInt(value));
        case "codes" -> {
          for (String code : value.split(";")) {
            codes.add(code(code));
          }
        }
        case "spellings" ->
            codes.replaceAll(
                code ->
                    code.spelt(
                        Arrays.stream(value.split(";"))
                            .filter(one -> one.endsWith(">" + code.code()))
                            .map(one -> one.substring(0, one.indexOf('>')))
                            .toList()));
        case "is" -> mark = Optional.of(Mark.valueOf(value));
        case "file" -> {}
        default -> throw new IllegalArgumentException("no such part of a definition: " + key);
      }
    }
    return new Field(
        name,
        "",
        Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
        mandatory,
        List.of(name),
        format,
        pattern,
        min,
        max,
        decimals,
        length,
        codes,
        Validity.ALWAYS,
        mark,
        Optional.empty());
  }

  /** {@code code:label|label@since-before>successor}. */
  private static Code code(String text) {
    String rest = text;
    Optional<String> successor = Optional.empty();
    if (rest.contains(">")) {
      successor = Optional.of(rest.substring(rest.indexOf('>') + 1));
      rest = rest.substring(0, rest.indexOf('>'));
    }
    Validity validity = Validity.ALWAYS;
    if (rest.contains("@")) {
      String years = rest.substring(rest.indexOf('@') + 1);
      String since = years.substring(0, years.indexOf('-'));
      String before = years.substring(years.indexOf('-') + 1);
      validity =
          new Validity(
              since.isEmpty() ? 0 : Integer.parseInt(since),
              before.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(before));
      rest = rest.substring(0, rest.indexOf('@'));
    }
    int colon = rest.indexOf(':');
    // A colon with a space behind it belongs to the code.
    boolean labelled = colon > 0 && rest.charAt(colon + 1) != ' ';
    List<String> labels = labelled ? List.of(rest.substring(colon + 1).split("\\|")) : List.of();
    return new Code(labelled ? rest.substring(0, colon) : rest, labels, validity, successor);
  }
}
