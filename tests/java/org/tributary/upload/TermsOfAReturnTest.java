package org.tributary.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.authority.LocalAuthority;
import org.tributary.config.Problems;
import org.tributary.errors.ErrorLog;
import org.tributary.identify.Admission;
import org.tributary.identify.Discovery;
import org.tributary.identify.Need;
import org.tributary.pipeline.DegradeRule;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.read.Limits;
import org.tributary.read.UnreadableFileException;
import org.tributary.schema.Code;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.SchemaFiles;
import org.tributary.schema.Table;
import org.tributary.submission.Period;
import org.tributary.submission.StagedTable;

/** A return that asks for other tables, fields and codes in each term, as it is shipped. */
class TermsOfAReturnTest {

  private static final Path FILES = Path.of("tests/cases/school-census");
  private static final LocalAuthority BOLTON =
      new LocalAuthority("350", "Bolton", "north west", "fons-bolton-350", List.of());

  private static Dataset schools;

  @TempDir Path scratch;

  private final ErrorLog errors = new ErrorLog();

  @BeforeAll
  static void the_shipped_schema() {
    Problems problems = new Problems();
    schools =
        Optional.ofNullable(SchemaFiles.load(Path.of("schemas"), problems).get("school-census"))
            .orElseThrow();
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void a_term_has_tables_of_its_own() {
    assertThat(tables("autumn", 2024))
        .contains("pupilonroll", "addressesonroll", "fsmperiodsonroll")
        .doesNotContain("addresses", "fsmperiod", "senneeds", "annualsessiondetailsonroll");
    assertThat(tables("spring", 2025))
        .contains("pupilonroll", "addresses", "fsmperiod", "senneeds")
        .doesNotContain("addressesonroll", "fsmperiodsonroll");
    assertThat(tables("summer", 2025)).contains("addresses").doesNotContain("senneeds");
    assertThat(tables("autumn", 2016)).contains("annualsessiondetailsonroll");
  }

  @Test
  void a_term_has_fields_of_its_own() {
    assertThat(fields("autumn", 2024, "pupilonroll"))
        .contains("sex", "tlevelqualhrs", "summerhalfterm2sessionspossible")
        .doesNotContain("gender", "ethnicity", "youngcarer");
    assertThat(fields("spring", 2023, "pupilonroll")).contains("gender").doesNotContain("sex");
    assertThat(fields("autumn", 2023, "pupilonroll")).contains("sex").doesNotContain("gender");
    assertThat(fields("spring", 2025, "pupilonroll"))
        .contains("sex", "ethnicity", "youngcarer")
        .doesNotContain("tlevelqualhrs");
    assertThat(fields("summer", 2025, "pupilonroll")).contains("expandedhours");
    assertThat(fields("autumn", 2019, "termlysessiondetailsonroll")).contains("absencesessions");
    assertThat(fields("autumn", 2020, "termlysessiondetailsonroll"))
        .contains("sessions")
        .doesNotContain("absencesessions");
    assertThat(fields("spring", 2020, "termlysessiondetailsonroll")).contains("absencesessions");
  }

  @Test
  void a_term_has_codes_of_its_own() {
    assertThat(attendance("autumn", 2024)).doesNotContain("Y").contains("Y1");
    assertThat(attendance("spring", 2024)).contains("Y");
    assertThat(attendance("spring", 2025)).doesNotContain("Y").contains("Y1");
  }

  @Test
  void spring_and_summer_begin_a_year_after_autumn() {
    assertThat(admitted("2015_autumn_la_pupils.csv")).isEqualTo("admitted");
    assertThat(admitted("2015_spring_la_pupils.csv")).isEqualTo("SchemaNotLoaded");
    assertThat(admitted("2016_summer_la_pupils.csv")).isEqualTo("admitted");
    assertThat(admitted("2027_autumn_la_pupils.csv")).isEqualTo("SchemaNotLoaded");
  }

  @Test
  void pupils_on_roll_are_read_as_their_term_has_them() throws Exception {
    assertThat(
            rows(
                "2024_autumn_acad_pupilonroll.csv",
                "pupilonroll",
                kept("pupilonrolltableid", Kind.STRING),
                degraded("dob", DegradeRule.FIRST_OF_MONTH),
                kept("entrydate", Kind.DATE),
                kept("sex", Kind.CATEGORY),
                kept("termlysessionspossible", Kind.INTEGER),
                kept("language", Kind.CATEGORY)))
        .containsExactly("p1,2012-01-01,2023-09-04,F,120,ENG", "p2,,2023-09-04,,120,ENG");
    assertThat(said()).containsExactly("ReadAs", "NotADate dob", "UnknownCode sex");
  }

  @Test
  void needs_are_read_of_a_spring() throws Exception {
    assertThat(
            rows(
                "2025_January_la_senneeds.csv",
                "senneeds",
                kept("pupilonrolltableid", Kind.STRING),
                kept("sentyperank", Kind.INTEGER),
                kept("sentype", Kind.STRING)))
        .containsExactly("q1,1,ASD", "q1,3,SLD");
    assertThat(said()).containsExactly("ReadAs");
  }

  @Test
  void addresses_and_attendance_are_read_of_an_autumn() throws Exception {
    assertThat(
            rows(
                "2024_autumn_acad_addressesonroll.csv",
                "addressesonroll",
                kept("pupilonrolltableid", Kind.STRING),
                degraded("postcode", DegradeRule.SHORT_POSTCODE)))
        .containsExactly("p1,ZZ3 3", "p1,ZZ1 1", "p2,ZZ1 1");
    assertThat(
            rows(
                "2024_autumn_acad_termlysessiondetailsonroll.csv",
                "termlysessiondetailsonroll",
                kept("pupilonrolltableid", Kind.STRING),
                kept("attendancereason", Kind.CATEGORY),
                kept("sessions", Kind.INTEGER)))
        .containsExactly("p1,I,4", "p1,,1");
  }

  @Test
  void what_only_another_term_asks_for_is_no_table() throws Exception {
    Path misplaced = scratch.resolve("2024_autumn_la_senneeds.csv");
    Files.copy(FILES.resolve("2025_January_la_senneeds.csv"), misplaced);
    assertThat(pass(misplaced, List.of()).read()).isZero();
    assertThat(said()).anyMatch(error -> error.startsWith("UnidentifiedTable"));
  }

  private static List<String> tables(String term, int year) {
    return schools.in(Optional.of(term)).tablesIn(year).stream().map(Table::name).toList();
  }

  private static Table table(String term, String name) {
    return schools.in(Optional.of(term)).tables().stream()
        .filter(table -> table.name().equals(name))
        .findAny()
        .orElseThrow();
  }

  private static List<String> fields(String term, int year, String table) {
    return table(term, table).fieldsIn(year).stream().map(Field::name).toList();
  }

  private static List<String> attendance(String term, int year) {
    return table(term, "termlysessiondetailsonroll").fieldsIn(year).stream()
        .filter(field -> field.name().equals("attendancereason"))
        .flatMap(field -> field.codesIn(year).stream())
        .map(Code::code)
        .toList();
  }

  private static Period period(String path) {
    return Discovery.of(
            path, "csv", EnumSet.of(Need.TERM, Need.SCHOOL_TYPE), schools, BOLTON, List.of(BOLTON))
        .period()
        .orElseThrow();
  }

  private static String admitted(String path) {
    Period period = period(path);
    return Admission.of(period, 2026, 20, schools.in(period.term()))
        .map(error -> error.type().code())
        .orElse("admitted");
  }

  private FilePass pass(Path file, List<PipelineTable> tables) throws IOException {
    return new FilePass(
        BOLTON,
        schools,
        new Pipeline("invented", "", "csv", true, tables),
        Set.of("PAN"),
        period(file.getFileName() + ""),
        file,
        Files.createTempDirectory(scratch, "pass"),
        Limits.USUAL,
        PseudonymKeys.NONE,
        errors);
  }

  private List<String> rows(String file, String table, OutputField... fields)
      throws IOException, UnreadableFileException {
    FilePass pass =
        pass(
            FILES.resolve(file),
            List.of(new PipelineTable(table, List.of(fields), Optional.empty())));
    assertThat(pass.read()).isEqualTo(1);
    pass.prepare();
    List<String> rows = new ArrayList<>();
    for (StagedTable staged : pass.write()) {
      List<String> lines = Files.readAllLines(staged.text());
      List<Integer> places = new ArrayList<>();
      for (OutputField field : fields) {
        places.add(staged.columns().indexOf(field.name()));
      }
      for (String line : lines) {
        String[] cells = line.replace("\"", "").split(",", -1);
        rows.add(String.join(",", places.stream().map(place -> cells[place]).toList()));
      }
    }
    return rows;
  }

  private List<String> said() {
    return errors.kept().stream()
        .map(error -> (error.type().code() + " " + error.field()).strip())
        .toList();
  }

  private static OutputField kept(String name, Kind kind) {
    return field(name, kind, List.of(), Optional.empty());
  }

  private static OutputField degraded(String name, DegradeRule rule) {
    return field(name, Kind.STRING, List.of(), Optional.of(rule));
  }

  private static OutputField field(
      String name, Kind kind, List<EnrichRule> enrich, Optional<DegradeRule> degrade) {
    return new OutputField(
        name, kind, Set.of("PAN"), false, enrich, degrade, OptionalInt.empty(), false, "1");
  }
}
