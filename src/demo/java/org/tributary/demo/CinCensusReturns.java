package org.tributary.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.tributary.authority.LocalAuthority;
import org.tributary.schema.Code;
import org.tributary.schema.Dataset;
import org.tributary.schema.Document;
import org.tributary.schema.Document.Part;
import org.tributary.schema.Field;

/**
 * One authority's invented censuses of children in need of the dataset's newest five years. A child
 * is referred, assessed, perhaps planned for and protected; each year returns what was known at its
 * end of whoever was in need in it. The same dataset, authority, seed and number of children give
 * the same bytes everywhere.
 */
public final class CinCensusReturns {

  /** How many return years, up to the dataset's newest, the children's referrals cover. */
  public static final int YEARS = 5;

  private static final int USUAL_FIRST_NUMBER = 500_000;

  /** Unborn children, and those of unknown sex. */
  private static final int RARE_ONE_IN = 60;

  private final Dataset dataset;
  private final LocalAuthority authority;
  private final long seed;
  private final long children;
  private final int firstNumber;
  private final int firstYear;
  private final int lastYear;
  private final Map<String, Field> fields = new HashMap<>();
  private final Map<String, List<String>> codes = new HashMap<>();

  /** The censuses on this many children, of whom some, not all, are in each year's return. */
  public CinCensusReturns(Dataset dataset, LocalAuthority authority, long seed, long children) {
    this(dataset, authority, seed, children, USUAL_FIRST_NUMBER, dataset.newestYear());
  }

  /**
   * The same with children's numbers from another range, so that two sets share no child, and up to
   * another year.
   */
  CinCensusReturns(
      Dataset dataset,
      LocalAuthority authority,
      long seed,
      long children,
      int firstNumber,
      int lastYear) {
    this.dataset = dataset;
    this.authority = authority;
    this.seed = seed;
    this.children = children;
    this.firstNumber = firstNumber;
    this.lastYear = lastYear;
    this.firstYear = lastYear - YEARS + 1;
    for (Part part : document().parts()) {
      part.field().ifPresent(field -> fields.put(part.name(), field));
    }
  }

  private Document document() {
    return dataset.tables().get(0).document().orElseThrow();
  }

  /** All files of a return year by their path below the dataset's folder: there is one. */
  public Map<String, byte[]> filesOf(int returnYear) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(path(returnYear), file(returnYear));
    return files;
  }

  /** Where this authority puts its census, and what it calls it. */
  public String path(int returnYear) {
    return Math.floorMod(authority.code().hashCode(), 2) == 0
        ? returnYear + "/CIN_Census_" + authority.code() + ".xml"
        : String.format(Locale.ROOT, "CIN %d-%02d.xml", returnYear - 1, returnYear % 100);
  }

  /** The census of a return year. */
  public byte[] file(int returnYear) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(returnYear, bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** Writes the same as {@link #file} child by child; the stream stays open. */
  public void write(int returnYear, OutputStream out) throws IOException {
    Writing writing = new Writing(returnYear, out);
    writing.beginning();
    for (long i = 0; i < children; i++) {
      writing.child(i);
    }
    writing.end();
  }

  /**
   * One referral and what came of it, as things really were.
   *
   * @param closed absent while it goes on
   */
  private record Need(
      LocalDate referred,
      boolean noFurtherAction,
      Optional<LocalDate> assessed,
      Optional<LocalDate> planned,
      Optional<LocalDate> enquired,
      Optional<LocalDate> conference,
      Optional<LocalDate> protectedFrom,
      Optional<LocalDate> protectedTo,
      Optional<LocalDate> closed,
      long codes) {

    boolean isIn(int returnYear) {
      LocalDate first = LocalDate.of(returnYear - 1, 4, 1);
      return referred.isBefore(first.plusYears(1))
          && closed.map(day -> !day.isBefore(first)).orElse(true);
    }
  }

  private List<Need> needs(long child) {
    Random random = InventedReturns.random(seed, 1, child);
    List<Need> needs = new ArrayList<>();
    LocalDate from = LocalDate.of(firstYear - 2, 4, 1).plusDays(random.nextInt(365 * (YEARS + 1)));
    int count = 1 + random.nextInt(4) / 3;
    for (int i = 0; i < count; i++) {
      Need need = need(from, random);
      needs.add(need);
      if (need.closed().isEmpty()) {
        break;
      }
      from = need.closed().get().plusDays(30 + random.nextInt(300));
    }
    return needs;
  }

  private static Need need(LocalDate referred, Random random) {
    boolean nothing = random.nextInt(5) == 0;
    Optional<LocalDate> assessed =
        nothing ? Optional.empty() : Optional.of(referred.plusDays(random.nextInt(10)));
    boolean enquiry = !nothing && random.nextInt(3) == 0;
    Optional<LocalDate> enquired =
        enquiry ? Optional.of(referred.plusDays(random.nextInt(28))) : Optional.empty();
    Optional<LocalDate> conference =
        enquiry && random.nextInt(3) > 0
            ? enquired.map(day -> day.plusDays(8 + random.nextInt(12)))
            : Optional.empty();
    boolean protection = conference.isPresent() && random.nextInt(4) > 0;
    Optional<LocalDate> protectedTo =
        protection
            ? conference.map(day -> day.plusDays(120 + random.nextInt(500)))
            : Optional.empty();
    Optional<LocalDate> planned =
        nothing || protection || random.nextBoolean()
            ? Optional.empty()
            : Optional.of(referred.plusDays(30 + random.nextInt(30)));
    int lasts = nothing ? random.nextInt(5) : 60 + random.nextInt(400);
    LocalDate closed = protectedTo.map(day -> day.plusDays(30)).orElse(referred.plusDays(lasts));
    boolean goesOn = !nothing && random.nextInt(12) == 0;
    return new Need(
        referred,
        nothing,
        assessed,
        planned,
        enquired,
        conference,
        protection ? conference : Optional.empty(),
        protectedTo,
        goesOn ? Optional.empty() : Optional.of(closed),
        random.nextLong());
  }

  /** One return while it is written: elements in the order of the guide, indented by two. */
  private final class Writing {

    private final int returnYear;
    private final LocalDate lastDay;
    private final OutputStream out;
    private final List<String> open = new ArrayList<>();
    private final StringBuilder text = new StringBuilder(8_192);

    Writing(int returnYear, OutputStream out) {
      this.returnYear = returnYear;
      this.lastDay = LocalDate.of(returnYear, 3, 31);
      this.out = out;
    }

    void beginning() throws IOException {
      text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
      begin("Message");
      begin("Header");
      begin("CollectionDetails");
      element("Collection", code("Collection", 0));
      element("Year", Integer.toString(returnYear));
      element("ReferenceDate", lastDay.toString());
      endGroup();
      begin("Source");
      element("SourceLevel", code("SourceLevel", 0));
      element("LEA", authority.code());
      element("SoftwareCode", "Invented");
      element("Release", "1.0");
      element("SerialNo", "001");
      element("DateTime", returnYear + "-06-30T12:00:00");
      endGroup();
      endGroup();
      begin("Children");
      flush();
    }

    void end() throws IOException {
      while (!open.isEmpty()) {
        endGroup();
      }
      flush();
    }

    void child(long number) throws IOException {
      List<Need> needs = needs(number).stream().filter(need -> need.isIn(returnYear)).toList();
      if (needs.isEmpty()) {
        return;
      }
      begin("Child");
      identifiers(number, needs.get(0).referred());
      characteristics(InventedReturns.random(seed, 3, number));
      for (Need need : needs) {
        need(need);
      }
      endGroup();
      flush();
    }

    private void identifiers(long number, LocalDate referred) {
      Random random = InventedReturns.random(seed, 2, number);
      LocalDate birth = referred.minusDays(random.nextInt(17 * 365));
      boolean unborn = random.nextInt(RARE_ONE_IN) == 0;
      boolean hasPupilNumber = !unborn && birth.plusYears(5).isBefore(lastDay);
      boolean female = random.nextBoolean();
      boolean unknown = unborn || random.nextInt(RARE_ONE_IN) == 0;
      begin("ChildIdentifiers");
      element("LAchildID", Long.toString(firstNumber + 3 * number));
      if (hasPupilNumber) {
        element("UPN", PatternSample.of(field("UPN").pattern().orElseThrow(), random));
      } else {
        element("UPNunknown", code("UPNunknown", random.nextLong()));
      }
      if (unborn) {
        element("ExpectedPersonBirthDate", lastDay.plusDays(random.nextInt(180)).toString());
      } else {
        element("PersonBirthDate", birth.toString());
      }
      element("GenderCurrent", unknown ? "0" : female ? "2" : "1");
      element("Sex", unknown ? "U" : female ? "F" : "M");
      endGroup();
    }

    private void characteristics(Random random) {
      begin("ChildCharacteristics");
      element("Ethnicity", code("Ethnicity", random.nextLong()));
      if (random.nextInt(8) == 0) {
        begin("Disabilities");
        List<String> all = codes("Disability");
        int first = random.nextInt(all.size() - 1);
        element("Disability", all.get(first));
        if (random.nextBoolean()) {
          element("Disability", all.get(first + 1));
        }
        endGroup();
      }
      endGroup();
    }

    private void need(Need need) {
      Random random = new Random(need.codes());
      begin("CINdetails");
      element("CINreferralDate", need.referred().toString());
      element("ReferralSource", code("ReferralSource", random.nextLong()));
      element("PrimaryNeedCode", code("PrimaryNeedCode", random.nextLong()));
      String reason = code("ReasonForClosure", random.nextLong());
      if (known(need.closed())) {
        day("CINclosureDate", need.closed());
        element("ReasonForClosure", reason);
      }
      assessment(need.assessed(), random);
      if (known(need.planned()) && asksFor("CINPlanStartDate")) {
        begin("CINPlanDates");
        day("CINPlanStartDate", need.planned());
        day("CINPlanEndDate", need.closed());
        endGroup();
      }
      if (known(need.enquired())) {
        begin("Section47");
        day("S47ActualStartDate", need.enquired());
        day("InitialCPCtarget", need.enquired().map(day -> day.plusDays(21)));
        day("DateOfInitialCPC", need.conference());
        element("ICPCnotRequired", need.conference().isEmpty() ? "1" : "0");
        endGroup();
      }
      element("ReferralNFA", need.noFurtherAction() ? "1" : "0");
      protection(need, random);
      endGroup();
    }

    private void assessment(Optional<LocalDate> began, Random random) {
      int takes = 15 + random.nextInt(35);
      List<String> all = codes("AssessmentFactors");
      int first = random.nextInt(all.size());
      int count = 1 + random.nextInt(4);
      if (!known(began)) {
        return;
      }
      begin("Assessments");
      day("AssessmentActualStartDate", began);
      element("AssessmentInternalReviewDate", began.orElseThrow().plusDays(10).toString());
      Optional<LocalDate> authorised = began.map(day -> day.plusDays(takes));
      if (known(authorised)) {
        day("AssessmentAuthorisationDate", authorised);
        begin("FactorsIdentifiedAtAssessment");
        for (int i = 0; i < count; i++) {
          element("AssessmentFactors", all.get((first + 7 * i) % all.size()));
        }
        endGroup();
      }
      endGroup();
    }

    private void protection(Need need, Random random) {
      String category = code("InitialCategoryOfAbuse", random.nextLong());
      String latest =
          random.nextInt(4) == 0 ? code("LatestCategoryOfAbuse", random.nextLong()) : category;
      if (!known(need.protectedFrom())) {
        return;
      }
      begin("ChildProtectionPlans");
      day("CPPstartDate", need.protectedFrom());
      day("CPPendDate", need.protectedTo());
      element("InitialCategoryOfAbuse", category);
      element("LatestCategoryOfAbuse", latest);
      element("NumberOfPreviousCPP", Integer.toString(random.nextInt(8) / 6));
      LocalDate review = need.protectedFrom().orElseThrow().plusDays(85);
      LocalDate last = need.protectedTo().orElseThrow();
      if (known(Optional.of(review)) && !review.isAfter(last)) {
        begin("Reviews");
        while (known(Optional.of(review)) && !review.isAfter(last)) {
          element("CPPreviewDate", review.toString());
          review = review.plusDays(170);
        }
        endGroup();
      }
      endGroup();
    }

    /** Whether something had happened by the end of the return year. */
    private boolean known(Optional<LocalDate> day) {
      return day.map(present -> !present.isAfter(lastDay)).orElse(false);
    }

    private void day(String name, Optional<LocalDate> day) {
      boolean planned = name.equals("InitialCPCtarget");
      if (planned || known(day)) {
        element(name, day.orElseThrow().toString());
      }
    }

    private String code(String element, long choice) {
      List<String> all = codes(element);
      return all.get((int) Math.floorMod(choice, (long) all.size()));
    }

    /** Codes that hold in all of the years, so that a child's are the same in each. */
    private List<String> codes(String element) {
      return codes.computeIfAbsent(
          element,
          name ->
              field(name).codes().stream()
                  .filter(code -> code.validity().holdsIn(firstYear))
                  .filter(code -> code.validity().holdsIn(lastYear))
                  .map(Code::code)
                  .toList());
    }

    private void begin(String group) {
      indent();
      text.append('<').append(group).append(">\n");
      open.add(group);
    }

    private void endGroup() {
      String group = open.remove(open.size() - 1);
      indent();
      text.append("</").append(group).append(">\n");
    }

    private Field field(String element) {
      return Objects.requireNonNull(fields.get(element), "the census has no such element");
    }

    private boolean asksFor(String element) {
      return field(element).validity().holdsIn(returnYear);
    }

    /** One element, if the return year asks for it. */
    private void element(String name, String value) {
      if (!asksFor(name)) {
        return;
      }
      indent();
      text.append('<').append(name).append('>').append(value);
      text.append("</").append(name).append(">\n");
    }

    private void indent() {
      text.append("  ".repeat(open.size()));
    }

    private void flush() throws IOException {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
      text.setLength(0);
    }
  }
}
