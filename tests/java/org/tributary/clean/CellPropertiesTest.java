package org.tributary.clean;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.submission.CellText;

class CellPropertiesTest {

  private static final Map<String, String> DEFINITIONS =
      Map.of(
          "string", "pattern=[A-Z]\\d{12}",
          "category", "codes=M:Male;F:Female;a) Not stated;1@-2020>M",
          "date", "format=%d/%m/%Y",
          "time", "format=%H:%M",
          "integer", "min=0 & max=999",
          "decimal", "decimals=2",
          "age", "",
          "postcode", "");

  /** What each kind may become, whatever came. */
  private static final Map<String, String> SHAPES =
      Map.of(
          "string", "[A-Z]\\d{12}",
          "category", "M|F|a\\) Not stated",
          "date", "(19|20)\\d\\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])",
          "time", "([01]\\d|2[0-3]):[0-5]\\d",
          "integer", "0|[1-9]\\d{0,2}",
          "decimal", "0|-?(0|[1-9]\\d*)(\\.\\d?[1-9])?",
          "age", "\\d|[1-9]\\d|1[0-2]\\d|130",
          "postcode", "[A-Z0-9]{2,4} \\d[A-Z]{2}");

  private static String cleaned(String kind, String file, String text, ErrorLog errors) {
    FieldCheck check =
        FieldCheck.compile(
            "table", FieldOf.definition(kind, DEFINITIONS.get(kind)), 0, 2024, file, errors);
    CellText out = new CellText();
    check.clean(text.toCharArray(), 0, text.length(), 2, out);
    check.finish();
    return out.toString();
  }

  @Provide
  Arbitrary<String> cells() {
    Arbitrary<String> likely =
        Arbitraries.strings()
            .withChars("0123456789/-:., TZ+<'ymwdMFOX\u00a0\u0661\u0301")
            .ofMaxLength(14);
    return Arbitraries.oneOf(likely, Arbitraries.strings().ofMaxLength(40));
  }

  @Property(tries = 2000)
  void whatever_a_cell_holds_it_becomes_what_its_kind_allows_or_blank_with_an_error(
      @ForAll("cells") String text) {
    SHAPES.forEach(
        (kind, shape) -> {
          for (String file : new String[] {"csv", "xlsx"}) {
            ErrorLog errors = new ErrorLog();
            String cleaned = cleaned(kind, file, text, errors);
            if (!cleaned.isEmpty()) {
              assertThat(cleaned).as(kind).matches(shape);
              assertThat(errors.counts().keySet())
                  .isSubsetOf(ErrorType.SUPERSEDED_CODE, ErrorType.UNWRAPPED);
            } else if (text.codePoints().anyMatch(Character::isLetterOrDigit)) {
              assertThat(errors.counts()).as(kind).hasSize(1);
            }
          }
        });
  }

  /** After the last 1 January that a spreadsheet may write for no day. */
  private static final int FIRST_DAY = -24105;

  @Property(tries = 500)
  void a_date_is_the_same_day_however_it_is_written_and_stays_it(
      @ForAll @IntRange(min = FIRST_DAY, max = 27393) int epochDay) {
    LocalDate day = LocalDate.ofEpochDay(epochDay);
    String iso = day.toString();
    String padded =
        String.format(
            Locale.ROOT, "%02d/%02d/%04d", day.getDayOfMonth(), day.getMonthValue(), day.getYear());
    String bare =
        String.format(
            Locale.ROOT, "%d/%d/%d", day.getDayOfMonth(), day.getMonthValue(), day.getYear());
    ErrorLog errors = new ErrorLog();
    for (String written : new String[] {iso, padded, bare, iso + "T00:00:00", padded + " 00:00"}) {
      assertThat(cleaned("date", "csv", written, errors)).isEqualTo(iso);
    }
    long serial = epochDay - LocalDate.of(1899, 12, 30).toEpochDay();
    if (serial > 60) {
      assertThat(cleaned("date", "xlsx", Long.toString(serial), errors)).isEqualTo(iso);
    }
    assertThat(errors.kept()).isEmpty();
  }

  @Property(tries = 500)
  void a_whole_number_is_the_same_number_with_and_without_its_groups(
      @ForAll @IntRange(min = 0, max = 999) int number) {
    ErrorLog errors = new ErrorLog();
    String plain = Integer.toString(number);
    for (String written : new String[] {plain, plain + ".0", "0" + plain, "+" + plain}) {
      assertThat(cleaned("integer", "csv", written, errors)).isEqualTo(plain);
    }
    assertThat(
            cleaned("decimal", "csv", String.format(Locale.ROOT, "%,d.00", number * 1000L), errors))
        .isEqualTo(Long.toString(number * 1000L));
    assertThat(errors.kept()).isEmpty();
  }
}
