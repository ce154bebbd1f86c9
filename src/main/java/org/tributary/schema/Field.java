package org.tributary.schema;

import java.math.BigDecimal;
import java.time.YearMonth;
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
 * @param patternSays the same in words, to end "It should be"
 * @param decimals the digits after the point to which a decimal is rounded
 * @param maxLength how many characters a text may have
 * @param codes every code there ever was; {@link #codesIn(int)} gives those of one year
 * @param mark what it identifies, where it does
 * @param shortLabel what stands in a form for the name, where that is too long
 * @param headerPatterns regular expressions by which a header is found, anywhere in it and in any
 *     case, where none of {@code headers} is there
 * @param isOwnAuthority whether it names the authority that submits, and no other
 * @param unit the sign that may stand before a number ({@code £}); blank where none may
 */
public record Field(
    String name,
    String description,
    Kind kind,
    boolean mandatory,
    List<String> headers,
    String format,
    Optional<Pattern> pattern,
    Optional<String> patternSays,
    Optional<BigDecimal> min,
    Optional<BigDecimal> max,
    OptionalInt decimals,
    OptionalInt maxLength,
    List<Code> codes,
    Validity validity,
    Optional<Mark> mark,
    Optional<String> shortLabel,
    List<String> headerPatterns,
    boolean isOwnAuthority,
    String unit) {

  public Field {
    headers = List.copyOf(headers);
    codes = List.copyOf(codes);
    headerPatterns = List.copyOf(headerPatterns);
  }

  /** A field that is found by its headers only, and whose values may be any of its kind. */
  public Field(
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
    this(
        name,
        description,
        kind,
        mandatory,
        headers,
        format,
        pattern,
        Optional.empty(),
        min,
        max,
        decimals,
        maxLength,
        codes,
        validity,
        mark,
        shortLabel,
        List.of(),
        false,
        "");
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
    return with(other, codes, validity);
  }

  /** The same with other codes. */
  public Field withCodes(List<Code> others) {
    return with(name, others, validity);
  }

  /** As it is for the return of a month. */
  Field in(YearMonth month) {
    List<Code> ofMonth = codes.stream().map(code -> code.in(month)).toList();
    Validity own = validity.in(month);
    return own.equals(validity) && ofMonth.equals(codes) ? this : with(name, ofMonth, own);
  }

  private Field with(String otherName, List<Code> otherCodes, Validity otherValidity) {
    return new Field(
        otherName,
        description,
        kind,
        mandatory,
        headers,
        format,
        pattern,
        patternSays,
        min,
        max,
        decimals,
        maxLength,
        otherCodes,
        otherValidity,
        mark,
        shortLabel,
        headerPatterns,
        isOwnAuthority,
        unit);
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
