package org.tributary.degrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tributary.pipeline.DegradeRule;
import org.tributary.pipeline.Origin;
import org.tributary.pipeline.OutputField;
import org.tributary.schema.Kind;
import org.tributary.submission.CellText;

class DegradationTest {

  private static final SecretKey KEY = key("an invented key of thirty-two by");

  private static SecretKey key(String text) {
    return new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  private static Degradation rule(DegradeRule rule, SecretKey key) {
    return Degradation.compile(field(Optional.of(rule)), Optional.of(key));
  }

  private static OutputField field(Optional<DegradeRule> rule) {
    return field(rule, "child");
  }

  private static OutputField field(Optional<DegradeRule> rule, String identifier) {
    return new OutputField(
        "F",
        Kind.STRING,
        Set.of("PAN"),
        false,
        List.of(),
        rule,
        OptionalInt.empty(),
        false,
        "1",
        Origin.SUBMITTED,
        rule.filter(one -> one == DegradeRule.HASH_SHA256).map(hashing -> identifier),
        Optional.empty());
  }

  private static CellText cell(String value) {
    CellText cell = new CellText();
    cell.lend(("1" + value + "2").toCharArray(), 1, value.length() + 1);
    return cell;
  }

  private static String degraded(DegradeRule rule, String value) {
    return rule(rule, KEY).degrade(cell(value)).toString();
  }

  @Property(tries = 300)
  void no_degraded_birth_date_has_its_day(@ForAll @IntRange(min = -25000, max = 40000) int day) {
    LocalDate birth = LocalDate.ofEpochDay(day);
    String once = degraded(DegradeRule.FIRST_OF_MONTH, birth.toString());
    assertThat(once).isEqualTo(birth.withDayOfMonth(1).toString());
    assertThat(degraded(DegradeRule.FIRST_OF_MONTH, once)).isEqualTo(once);
  }

  @ParameterizedTest
  @ValueSource(strings = {"OX1 2JD", "M1 1AE", "W1A 0AX", "EC1A 1BB", "DN55 1PT", "ZZ99 3XX"})
  void no_degraded_postcode_has_its_last_two_letters_and_degrading_again_changes_nothing(
      String postcode) {
    String once = degraded(DegradeRule.SHORT_POSTCODE, postcode);
    assertThat(once).isEqualTo(postcode.substring(0, postcode.length() - 2));
    assertThat(degraded(DegradeRule.SHORT_POSTCODE, once)).isEqualTo(once);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "17/05/2010",
        "2010-05-17 00:00",
        "2010-5-17",
        "20100517",
        "2010-05",
        "201O-05-17"
      })
  void a_date_in_another_shape_is_refused_without_naming_it(String date) {
    assertThatThrownBy(() -> degraded(DegradeRule.FIRST_OF_MONTH, date))
        .isInstanceOf(UndegradableValueException.class)
        .hasMessageNotContaining(date);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OX12JD",
        "ox1 2jd",
        "OX1  2JD",
        "OX1 2JDX",
        "OX1 2J",
        "OX1",
        "OX1 ",
        "Oxford 2",
        "OX1 JD2"
      })
  void a_postcode_in_another_shape_is_refused_without_naming_it(String postcode) {
    assertThatThrownBy(() -> degraded(DegradeRule.SHORT_POSTCODE, postcode))
        .isInstanceOf(UndegradableValueException.class)
        .hasMessageNotContaining(postcode);
  }

  @Property(tries = 200)
  void whatever_comes_either_loses_its_detail_or_is_refused(
      @ForAll @StringLength(min = 1, max = 12) String value) {
    for (DegradeRule rule : List.of(DegradeRule.FIRST_OF_MONTH, DegradeRule.SHORT_POSTCODE)) {
      try {
        assertThat(degraded(rule, value)).matches("\\d{4}-\\d\\d-01|[A-Z0-9]{2,4} \\d");
      } catch (UndegradableValueException refused) {
        assertThat(refused).hasMessageContaining("shape");
      }
    }
  }

  @Property(tries = 200)
  void the_same_value_and_key_give_the_same_hash_and_nothing_of_the_value(
      @ForAll @StringLength(min = 3, max = 20) String value) {
    Assume.that(!value.isBlank());
    Degradation hashing = rule(DegradeRule.HASH_SHA256, KEY);
    String first = hashing.degrade(cell(value)).toString();
    hashing.degrade(cell("another"));
    assertThat(hashing.degrade(cell(value))).hasToString(first);
    assertThat(first).matches("[0-9a-f]{64}");
    assertThat(rule(DegradeRule.HASH_SHA256, key("another invented key")).degrade(cell(value)))
        .doesNotHaveToString(first);
  }

  @Test
  void a_pseudonym_is_hmac_sha_256_of_the_kind_a_zero_byte_and_the_identifier() {
    // printf 'child\0A123_822' | openssl dgst -sha256 -hmac 'an invented key of thirty-two by'
    assertThat(degraded(DegradeRule.HASH_SHA256, "A123_822"))
        .isEqualTo("55c64bfc27f3fe7167cb9b20b77a7076ffcc9d888941990d80d7b607f0eeff40");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a123_822", " A123_822 ", "\uFF21123_822"})
  void spellings_of_one_identifier_have_one_pseudonym_where_only_case_and_space_differ(
      String spelling) {
    boolean same = spelling.charAt(0) != '\uFF21';
    assertThat(
            degraded(DegradeRule.HASH_SHA256, spelling)
                .equals(degraded(DegradeRule.HASH_SHA256, "A123_822")))
        .isEqualTo(same);
  }

  @Test
  void letters_that_look_alike_because_they_are_composed_have_one_pseudonym() {
    assertThat(degraded(DegradeRule.HASH_SHA256, "ZO\u00CB"))
        .isEqualTo(degraded(DegradeRule.HASH_SHA256, "ZOE\u0308"));
  }

  @Property(tries = 200)
  void two_kinds_of_identifier_have_no_pseudonym_in_common(
      @ForAll @StringLength(min = 1, max = 12) String value) {
    Assume.that(!value.isBlank());
    String child = degraded(DegradeRule.HASH_SHA256, value);
    String pupil =
        Degradation.compile(field(Optional.of(DegradeRule.HASH_SHA256), "pupil"), Optional.of(KEY))
            .degrade(cell(value))
            .toString();
    assertThat(child).isNotEqualTo(pupil);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FIRST_OF_MONTH", "SHORT_POSTCODE", "HASH_SHA256", "REMOVE_ROW"})
  void a_blank_stays_blank(DegradeRule rule) {
    assertThat(degraded(rule, "")).isEmpty();
  }

  @Test
  void hashing_without_a_key_is_refused_when_it_is_prepared() {
    assertThatThrownBy(
            () ->
                Degradation.compile(field(Optional.of(DegradeRule.HASH_SHA256)), Optional.empty()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_value_under_remove_row_stays_as_it_is() {
    assertThat(degraded(DegradeRule.REMOVE_ROW, "Yes")).isEqualTo("Yes");
  }
}
