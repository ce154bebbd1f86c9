package org.tributary.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tributary.authority.LocalAuthority;
import org.tributary.enrich.Enrichment.Source;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.OutputField;
import org.tributary.schema.Kind;
import org.tributary.submission.CellText;
import org.tributary.submission.Period;

class EnrichmentTest {

  private static final PostcodeAuthorities POSTCODES = postcodes();

  private static PostcodeAuthorities postcodes() {
    PostcodeAuthorities.Reading reading =
        new PostcodeAuthorities.Reading(List.of("E08000002", "E08000001"));
    reading.add("ZZ33CC", "E08000002");
    reading.add("ZZ1 1AA", "E08000002");
    reading.add("ZZ1  1AA", "E08000001");
    reading.add("?", "E08000001");
    return reading.finished();
  }

  private static final LocalAuthority BEDFORD =
      new LocalAuthority("822", "Bedford", "east", "fons-bedford-822", List.of());

  private static final Period MARCH =
      new Period(2024, OptionalInt.of(3), Optional.of("spring"), Optional.of("acad"));

  private static Enrichment with(Period period, EnrichRule... rules) {
    return Enrichment.compile(
        new OutputField(
            "CHILD",
            Kind.STRING,
            Set.of("PAN"),
            true,
            List.of(rules),
            Optional.empty(),
            OptionalInt.empty(),
            false,
            "1"),
        BEDFORD,
        period,
        POSTCODES);
  }

  private static String enriched(String value, EnrichRule... rules) {
    CellText cell = new CellText();
    // As a cell stands in a row: within other characters.
    cell.lend(("<" + value + ">").toCharArray(), 1, value.length() + 1);
    return with(MARCH, rules).enrich(cell).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "0012, 0012",
    "12, 12",
    "1E5, 1E5",
    "100000, 100000",
    "12.0, 12",
    "0012.0, 0012",
    "12.00, 12.00",
    "12.5, 12.5",
    "ab12c, AB12C",
    "ab12.0, AB12.0",
    ".0, .0",
    "'', ''",
    "zo\u00e9, ZO\u00c9",
    "x\u0131, XI",
    "tit1, TIT1"
  })
  void an_id_is_text_in_capitals_without_a_spreadsheets_point_zero(String value, String id) {
    assertThat(enriched(value, EnrichRule.INTEGER)).isEqualTo(id);
  }

  @Test
  void an_id_is_the_same_on_a_turkish_machine() {
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(enriched("ti\u00e9", EnrichRule.INTEGER)).isEqualTo("TI\u00c9");
    } finally {
      Locale.setDefault(usual);
    }
  }

  @ParameterizedTest
  @CsvSource({"123, 123_822", "123.0, 123_822", "a1, A1_822", "'', ''"})
  void a_childs_number_gets_the_authoritys_code_and_a_blank_stays_blank(
      String value, String expected) {
    assertThat(enriched(value, EnrichRule.INTEGER, EnrichRule.ADD_LA_SUFFIX)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "LA_CODE, 822",
    "LA_NAME, Bedford",
    "YEAR, 2024",
    "MONTH, 3",
    "TERM, spring",
    "SCHOOL_TYPE, acad"
  })
  void what_the_programme_knows_is_the_same_in_every_row(EnrichRule rule, String expected) {
    Enrichment enrichment = with(MARCH, rule);
    assertThat(enrichment.source()).isEqualTo(Source.CONSTANT);
    assertThat(enrichment.enrich(new CellText())).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({"MONTH", "TERM", "SCHOOL_TYPE"})
  void a_part_of_the_period_that_is_not_known_is_blank(EnrichRule rule) {
    assertThat(with(Period.ofYear(2024), rule).enrich(new CellText())).hasToString("");
  }

  @ParameterizedTest
  @CsvSource({
    "2010-08-31, 2009",
    "2010-09-01, 2010",
    "2010-12-31, 2010",
    "2010-01-01, 2009",
    "'', ''"
  })
  void a_school_year_begins_in_september(String birth, String year) {
    assertThat(enriched(birth, EnrichRule.SCHOOL_YEAR)).isEqualTo(year);
    assertThat(with(MARCH, EnrichRule.SCHOOL_YEAR).source()).isEqualTo(Source.BIRTH_DATE);
  }

  @Test
  void a_school_year_of_what_is_no_date_is_refused_without_naming_it() {
    assertThatThrownBy(() -> enriched("2010-ab-01", EnrichRule.SCHOOL_YEAR))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining("2010");
  }

  @Test
  void a_postcode_lies_in_one_authority_the_smaller_code_of_two_however_it_is_spaced() {
    assertThat(enriched("ZZ1 1AA", EnrichRule.POSTCODE_LA_LOOKUP)).isEqualTo("E08000001");
    assertThat(enriched("ZZ3 3CC", EnrichRule.POSTCODE_LA_LOOKUP)).isEqualTo("E08000002");
    assertThat(enriched("", EnrichRule.POSTCODE_LA_LOOKUP)).isEmpty();
  }

  @Test
  void a_postcode_that_no_lookup_has_is_blank_and_counted() {
    Enrichment lookup = with(MARCH, EnrichRule.POSTCODE_LA_LOOKUP);
    CellText unknown = new CellText();
    unknown.append("ZZ9 9ZZ");
    assertThat(lookup.enrich(unknown).toString()).isEmpty();
    assertThat(lookup.enrich(new CellText()).toString()).isEmpty();
    assertThat(lookup.notFound()).isEqualTo(1);
  }

  @Test
  void without_a_rule_nothing_changes() {
    assertThat(with(MARCH).changes()).isFalse();
    assertThat(enriched("ab.0")).isEqualTo("ab.0");
  }
}
