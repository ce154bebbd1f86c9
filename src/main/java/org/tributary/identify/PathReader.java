package org.tributary.identify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tributary.authority.LocalAuthority;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Dataset;
import org.tributary.submission.NamedContent;
import org.tributary.submission.Period;

/** Reads one path: the folders first, then the file's own name. */
final class PathReader {

  private static final Set<String> LEFT_BEHIND = Set.of(".ds_store", "thumbs.db", "desktop.ini");

  /** What a program has open, or what has not arrived whole. */
  private static final Set<String> UNFINISHED =
      Set.of("filepart", "part", "partial", "crdownload", "download", "tmp");

  private static final Set<String> FORMATS = Set.of("csv", "xlsx", "xml");

  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  /** Neither a day nor a span of years. */
  private static final Pattern MONTH_BY_NUMBER =
      Pattern.compile("(?<![\\d-])20(?:1[2-9]|[2-9]\\d)-(0[1-9]|1[0-2])(?![\\d-])");

  private static final Map<String, String> TERMS =
      Map.ofEntries(
          Map.entry("autumn", "autumn"),
          Map.entry("aut", "autumn"),
          Map.entry("oct", "autumn"),
          Map.entry("october", "autumn"),
          Map.entry("spring", "spring"),
          Map.entry("spr", "spring"),
          Map.entry("jan", "spring"),
          Map.entry("january", "spring"),
          Map.entry("summer", "summer"),
          Map.entry("sum", "summer"),
          Map.entry("may", "summer"));

  /** The only term that lies in the first of the two years of a school year. */
  private static final String FIRST_TERM = "autumn";

  private static final Map<String, String> SCHOOL_TYPES =
      Map.of("acad", "acad", "academy", "acad", "academies", "acad", "la", "la");

  /** Text and workbooks stand for each other; a workbook may carry macros, which are not run. */
  private static final Map<String, Set<String>> INSTEAD_OF =
      Map.of("csv", Set.of("xlsx", "xlsm"), "xlsx", Set.of("xlsm", "csv"));

  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");
  private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\d]+");

  private final String path;
  private final String folders;

  /** The parts that may say the period, those first that count first. */
  private final List<String> parts;

  private final String file;
  private final String periodInName;
  private final String extension;
  private final Set<Need> needs;

  /** Whether its month decides by which definitions a file is read. */
  private final boolean isReadByMonth;

  private final List<DataError> errors = new ArrayList<>();
  private final List<DataError> doubts = new ArrayList<>();
  private final Optional<NamedContent> content;

  /** Where a name says whom its file is about and, from {@code end} on, the period. */
  private record Place(NamedContent content, int start, int identifierEnd, int end) {}

  PathReader(String path, Set<Need> needs, Optional<Dataset> dataset) {
    this.path = path;
    this.needs = needs;
    this.isReadByMonth = dataset.filter(Dataset::changesWithinYears).isPresent();
    int slash = path.lastIndexOf('/');
    String name = path.substring(slash + 1);
    int dot = name.lastIndexOf('.');
    this.folders = path.substring(0, Math.max(slash, 0)).toLowerCase(Locale.ROOT);
    String whole = dot < 0 ? name : name.substring(0, dot);
    Optional<Place> place =
        needs.contains(Need.IDENTIFIER) ? place(whole, dataset) : Optional.empty();
    this.content = place.map(Place::content);
    // An identifier is none of the words that a name is searched for.
    this.file =
        place
            .map(at -> whole.substring(0, at.start()) + " " + whole.substring(at.identifierEnd()))
            .orElse(whole);
    this.periodInName =
        place.map(at -> whole.substring(at.end())).orElse(whole).toLowerCase(Locale.ROOT);
    this.parts =
        place.isPresent() ? List.of(periodInName, folders) : List.of(folders, periodInName);
    this.extension = dot < 0 ? "" : name.substring(dot + 1).strip().toLowerCase(Locale.ROOT);
  }

  Discovery discovery(String format, LocalAuthority owner, Collection<LocalAuthority> authorities) {
    if (isLeftBehind()) {
      return Discovery.setAside(DataError.ofFile(ErrorType.FILE_IGNORED, ""));
    }
    if (!extension.equals(format)
        && !INSTEAD_OF.getOrDefault(format, Set.of()).contains(extension)) {
      return Discovery.setAside(DataError.ofFile(ErrorType.UNREADABLE, wrongExtension(format)));
    }
    otherAuthority(owner, authorities).ifPresent(errors::add);
    Optional<String> term = needs.contains(Need.TERM) ? term() : Optional.empty();
    OptionalInt year = year(term);
    OptionalInt month = needs.contains(Need.MONTH) ? month() : OptionalInt.empty();
    Optional<String> schoolType =
        needs.contains(Need.SCHOOL_TYPE) ? schoolType() : Optional.empty();
    if (needs.contains(Need.IDENTIFIER) && content.isEmpty()) {
      errors.add(DataError.ofFile(ErrorType.MISSING_IDENTIFIER, ""));
    }
    if (!errors.isEmpty() || year.isEmpty()) {
      errors.addAll(doubts);
      return new Discovery(Optional.empty(), Optional.empty(), errors);
    }
    return new Discovery(
        Optional.of(new Period(year.getAsInt(), month, term, schoolType)), content, doubts);
  }

  private boolean isLeftBehind() {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty()
        || name.startsWith("._")
        || name.startsWith("~$")
        || name.startsWith(".~")
        || name.endsWith("~")
        || UNFINISHED.contains(extension)
        || LEFT_BEHIND.contains(name.toLowerCase(Locale.ROOT))
        || ("/" + folders + "/").contains("/__macosx/");
  }

  private String wrongExtension(String format) {
    // The name's own letters go into no report: only those of formats that are known.
    if (extension.equals("zip")) {
      return "it is an archive; unpack it and upload the ." + format + " files in it";
    }
    String found =
        FORMATS.contains(extension)
            ? "it is a ." + extension + " file"
            : "its name does not end in ." + format;
    return found + "; this dataset is uploaded as ." + format;
  }

  /**
   * The folders win over the file's name, and of the folders the nearest; where the name says whom
   * the file is about, what it says behind that wins over the folders. A part that says two years
   * says none. Of a school year a term takes the year in which it lies.
   */
  private OptionalInt year(Optional<String> term) {
    List<Years.Mention> above = mentioned(folders, term);
    Set<Integer> inName = years(mentioned(periodInName, term));
    Set<Integer> nearest = nearest(above);
    OptionalInt year = OptionalInt.empty();
    if (nearest.size() == 1 && !(content.isPresent() && inName.size() == 1)) {
      year = OptionalInt.of(nearest.iterator().next());
    } else if (inName.size() == 1) {
      year = OptionalInt.of(inName.iterator().next());
    } else {
      errors.add(DataError.ofFile(ErrorType.MISSING_YEAR, ""));
      return year;
    }
    Set<Integer> all = years(above);
    all.addAll(inName);
    if (all.size() > 1) {
      doubts.add(
          DataError.ofFile(
              ErrorType.YEAR_CONFLICT,
              "It was read as " + year.getAsInt() + "; the path says " + joined(all) + "."));
    }
    return year;
  }

  private static List<Years.Mention> mentioned(String text, Optional<String> term) {
    return term.equals(Optional.of(FIRST_TERM))
        ? Years.in(text).stream().map(Years.Mention::atItsBeginning).toList()
        : Years.in(text);
  }

  private static Set<Integer> years(List<Years.Mention> mentions) {
    Set<Integer> years = new TreeSet<>();
    mentions.forEach(mention -> years.add(mention.year()));
    return years;
  }

  /** The years of the last folder that says any. */
  private Set<Integer> nearest(List<Years.Mention> above) {
    Set<Integer> nearest = new TreeSet<>();
    int end = 0;
    for (Years.Mention mention : above) {
      // A span may begin in one folder and end in the next: 2019/20.
      if (folders.substring(end, mention.end()).contains("/")) {
        nearest.clear();
      }
      nearest.add(mention.year());
      end = mention.end();
    }
    return nearest;
  }

  private static String joined(Set<Integer> years) {
    StringBuilder text = new StringBuilder();
    years.forEach(year -> text.append(text.isEmpty() ? "" : " and ").append(year));
    return text.toString();
  }

  private OptionalInt month() {
    Set<Integer> all = new TreeSet<>();
    parts.forEach(part -> all.addAll(months(part)));
    if (all.isEmpty()) {
      parts.forEach(part -> all.addAll(monthsByNumber(part)));
    }
    if (all.size() == 1) {
      return OptionalInt.of(all.iterator().next());
    }
    if (all.size() > 1 && isReadByMonth) {
      List<String> names = all.stream().map(month -> MONTHS.get(month - 1)).toList();
      errors.add(
          DataError.ofFile(
              ErrorType.AMBIGUOUS_PERIOD, "The path says " + String.join(" and ", names) + "."));
      return OptionalInt.empty();
    }
    for (String part : parts) {
      Set<Integer> months = months(part);
      if (months.size() == 1) {
        return OptionalInt.of(months.iterator().next());
      }
    }
    errors.add(DataError.ofFile(ErrorType.MISSING_MONTH, ""));
    return OptionalInt.empty();
  }

  private static Set<Integer> months(String part) {
    Set<Integer> months = new TreeSet<>();
    for (String word : NO_LETTERS.split(part)) {
      for (int month = 0; month < MONTHS.size(); month++) {
        String name = MONTHS.get(month);
        if (word.equals(name)
            || word.equals(name.substring(0, 3))
            || word.equals("sept") && month == 8) {
          months.add(month + 1);
        }
      }
    }
    return months;
  }

  private static Set<Integer> monthsByNumber(String part) {
    Set<Integer> months = new TreeSet<>();
    Matcher matcher = MONTH_BY_NUMBER.matcher(part);
    while (matcher.find()) {
      months.add(Integer.valueOf(matcher.group(1)));
    }
    return months;
  }

  /** Folders and name together say one term: which of two is meant, nobody can know. */
  private Optional<String> term() {
    Set<String> found = new TreeSet<>();
    parts.forEach(part -> found.addAll(meanings(part, TERMS)));
    if (found.size() == 1) {
      return Optional.of(found.iterator().next());
    }
    errors.add(
        found.isEmpty()
            ? DataError.ofFile(ErrorType.MISSING_TERM, "")
            : DataError.ofFile(
                ErrorType.AMBIGUOUS_PERIOD, "The path says " + String.join(" and ", found) + "."));
    return Optional.empty();
  }

  /** What counts first wins; the file goes on without it. */
  private Optional<String> schoolType() {
    for (String part : parts) {
      Set<String> found = meanings(part, SCHOOL_TYPES);
      if (found.size() == 1) {
        return Optional.of(found.iterator().next());
      }
    }
    doubts.add(DataError.ofFile(ErrorType.MISSING_SCHOOL_TYPE, ""));
    return Optional.empty();
  }

  private static Set<String> meanings(String part, Map<String, String> words) {
    Set<String> found = new TreeSet<>();
    for (String word : NO_LETTERS.split(part)) {
      Optional.ofNullable(words.get(word)).ifPresent(found::add);
    }
    return found;
  }

  /**
   * The word before the last mention of a table is the child's identifier; the dataset's own name
   * is none.
   */
  private static Optional<Place> place(String file, Optional<Dataset> dataset) {
    String tables =
        dataset.stream()
            .flatMap(of -> of.tables().stream())
            .map(table -> Pattern.quote(table.name()))
            .collect(Collectors.joining("|"));
    if (tables.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher =
        Pattern.compile(
                "(?<![\\p{L}\\d-])(-*[\\p{L}\\d][\\p{L}\\d-]*)[ _]+(" + tables + ")(?![\\p{L}\\d])",
                Pattern.CASE_INSENSITIVE)
            .matcher(file);
    Optional<Place> last = Optional.empty();
    while (matcher.find()) {
      String identifier = matcher.group(1);
      last =
          identifier.equalsIgnoreCase(dataset.orElseThrow().name())
              ? Optional.empty()
              : Optional.of(
                  new Place(
                      new NamedContent(
                          identifier.toUpperCase(Locale.ROOT),
                          matcher.group(2).toLowerCase(Locale.ROOT)),
                      matcher.start(1),
                      matcher.end(1),
                      matcher.end(2)));
    }
    return last;
  }

  /** Another authority's code or name in the file's name, unless the owner's own is there too. */
  private Optional<DataError> otherAuthority(
      LocalAuthority owner, Collection<LocalAuthority> authorities) {
    List<String> words = Arrays.asList(NEITHER_LETTER_NOR_DIGIT.split(file));
    String named = spaced(file);
    if (words.contains(owner.code()) || named.contains(spaced(owner.name()))) {
      return Optional.empty();
    }
    return authorities.stream()
        .filter(authority -> !authority.code().equals(owner.code()))
        // Codes of letters count in capitals only: NEW is Newham, new is a word.
        .filter(
            authority ->
                words.contains(authority.code()) && !isIdentifierCode(authority.code())
                    || named.contains(spaced(authority.name())))
        .map(LocalAuthority::name)
        .sorted()
        .findFirst()
        .map(name -> DataError.ofFile(ErrorType.OTHER_AUTHORITY, "It names " + name + "."));
  }

  /** Where the name carries a child's number, three digits may be just that. */
  private boolean isIdentifierCode(String code) {
    return needs.contains(Need.IDENTIFIER) && Character.isDigit(code.charAt(0));
  }

  private static String spaced(String text) {
    return " " + NO_LETTERS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip() + " ";
  }
}
