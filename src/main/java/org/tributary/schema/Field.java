package org.tributary.schema;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * One field of a table as an authority must submit it, with its whole history.
 *
 * @param headers the accepted header names, the field's own name first
 * @param format how a date or time is written, in strftime style ({@code %d/%m/%Y}); blank for
 *     others
 * @param pattern what a whole value must match
 * @param decimals the digits after the point to which a decimal is rounded
 * @param maxLength how many characters a text may have
 * @param codes every code there ever was; {@link #codesIn(int)} gives those of one year
 * @param mark what it identifies, where it does
 * @param shortLabel what stands in a form for the name, where that is too long
 */
public record Field(
    String name,
    String description,
    Kind kind,
    boolean mandatory,
    List<String> headers,
    String format,
    Optional<Pattern> pattern,
    Optional<BigDecimal> min,
    Optional<BigDecimal> max,
    OptionalInt decimals,
    OptionalInt maxLength,
    List<Code> codes,
    Validity validity,
    Optional<Mark> mark,
    Optional<String> shortLabel) {

  public Field {
    headers = List.copyOf(headers);
    codes = List.copyOf(codes);
  }

  /** A field of a kind and nothing else, in every year. */
  public static Field of(String name, Kind kind) {
    return new Field(
        name,
        "",
        kind,
        false,
        List.of(name),
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        List.of(),
        Validity.ALWAYS,
        Optional.empty(),
        Optional.empty());
  }

  /** The same under another name. */
  public Field named(String other) {
    return with(other, codes);
  }

  /** The same with other codes. */
  public Field withCodes(List<Code> others) {
    return with(name, others);
  }

  private Field with(String otherName, List<Code> otherCodes) {
    return new Field(
        otherName,
        description,
        kind,
        mandatory,
        headers,
        format,
        pattern,
        min,
        max,
        decimals,
        maxLength,
        otherCodes,
        validity,
        mark,
        shortLabel);
  }

  /** The codes in use in a return year, in the order of the schema. */
  public List<Code> codesIn(int returnYear) {
    return codes.stream().filter(code -> code.validity().holdsIn(returnYear)).toList();
  }

  /** Whether the field holds the day on which somebody was born. */
  public boolean isBirthDate() {
    return mark.equals(Optional.of(Mark.BIRTH_DATE));
  }
}
