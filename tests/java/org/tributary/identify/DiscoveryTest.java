package org.tributary.identify;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tributary.authority.LocalAuthority;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Dataset;
import org.tributary.schema.Table;
import org.tributary.submission.Period;

class DiscoveryTest {

  private static final LocalAuthority BEDFORD = authority("822", "Bedford");
  private static final List<LocalAuthority> REGION =
      List.of(BEDFORD, authority("823", "Central Bedfordshire"), authority("HAC", "Hackney"));

  private static final Dataset FORMS =
      new Dataset(
          "forms",
          "",
          2016,
          2026,
          List.of(new Table("6_21", "", List.of()), new Table("0_5", "", List.of())));

  @TestFactory
  Stream<DynamicTest> a_path_says_the_year() throws IOException {
    return cases("years.csv").map(given -> test(given, said(given.getField("path"), Set.of())));
  }

  @TestFactory
  Stream<DynamicTest> a_path_says_what_else_a_dataset_needs() throws IOException {
    return cases("parts.csv")
        .map(
            given -> {
              Set<Need> needs = EnumSet.noneOf(Need.class);
              Arrays.stream(given.getField("needs").split(" "))
                  .map(Need::valueOf)
                  .forEach(needs::add);
              return test(given, said(given.getField("path"), needs));
            });
  }

  @Test
  void the_name_of_a_file_is_in_no_error() {
    Discovery discovery = Discovery.of("Zelda Secretname.exe", "csv", BEDFORD, REGION);
    assertThat(discovery.errors()).noneMatch(error -> error.toString().contains("Secretname"));
    assertThat(discovery.errors()).noneMatch(error -> error.toString().contains("exe"));
  }

  @Property(tries = 500)
  void any_path_is_found_or_set_aside_with_a_reason(@ForAll String path) {
    Discovery discovery =
        Discovery.of(path + ".csv", "csv", EnumSet.allOf(Need.class), FORMS, BEDFORD, REGION);
    assertThat(discovery.period().isPresent() || !discovery.errors().isEmpty()).isTrue();
  }

  @Test
  void years_outside_the_retention_are_refused() {
    assertThat(refused(2016)).isEqualTo("RetentionPeriod");
    assertThat(refused(2017)).isEqualTo("admitted");
    assertThat(refused(2026)).isEqualTo("admitted");
    assertThat(refused(2027)).isEqualTo("SchemaNotLoaded");
    assertThat(refused(2028)).isEqualTo("RetentionPeriod");
  }

  private static String refused(int year) {
    Dataset dataset = new Dataset("invented", "", 2016, 2026, List.of());
    return Admission.of(Period.ofYear(year), 2026, 10, dataset)
        .map(DataError::type)
        .map(ErrorType::code)
        .orElse("admitted");
  }

  private static DynamicTest test(NamedCsvRecord given, String said) {
    return DynamicTest.dynamicTest(
        given.getField("path"), () -> assertThat(said).isEqualTo(given.getField("expected")));
  }

  private static String said(String path, Set<Need> needs) {
    Discovery discovery = Discovery.of(path, "csv", needs, FORMS, BEDFORD, REGION);
    StringJoiner words = new StringJoiner(" ");
    discovery.period().map(Period::name).ifPresent(words::add);
    discovery
        .content()
        .map(content -> content.table() + " of " + content.identifier())
        .ifPresent(words::add);
    discovery.errors().forEach(error -> words.add(error.type().code()));
    return words.toString();
  }

  private static Stream<NamedCsvRecord> cases(String file) throws IOException {
    return CsvReader.builder().ofNamedCsvRecord(Path.of("tests/cases/identify", file)).stream();
  }

  private static LocalAuthority authority(String code, String name) {
    return new LocalAuthority(code, name, "Invented", "x-" + code, List.of());
  }
}
