package org.tributary.enrich;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tributary.authority.LocalAuthority;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.OutputField;
import org.tributary.submission.CellText;
import org.tributary.submission.Period;

/**
 * What is added to the values of one field of one file: its rules, one after the other. Made once
 * per file; used by one thread. A blank stays blank unless the rule puts in what the programme
 * knows.
 */
public final class Enrichment {

  private final Step[] steps;
  private final Source source;
  private final Optional<Lookup> lookup;

  /** Where the value that the rules begin with comes from. */
  public enum Source {
    /** The field itself, as it was submitted. */
    FIELD,
    /** The birth date of the same row. */
    BIRTH_DATE,
    /** The postcode of the same row. */
    POSTCODE,
    /** Nowhere: the programme knows it, and it is the same in every row. */
    CONSTANT
  }

  private Enrichment(List<Step> steps, Source source, Optional<Lookup> lookup) {
    this.steps = steps.toArray(Step[]::new);
    this.source = source;
    this.lookup = lookup;
  }

  /**
   * @throws IllegalStateException where a rule needs what is not there
   */
  public static Enrichment compile(
      OutputField field, LocalAuthority authority, Period period, PostcodeAuthorities postcodes) {
    List<Step> steps = new ArrayList<>();
    Source source = Source.FIELD;
    Optional<Lookup> lookup = Optional.empty();
    for (EnrichRule rule : field.enrich()) {
      switch (rule) {
        case INTEGER -> steps.add(new Id());
        case ADD_LA_SUFFIX -> steps.add(new Suffix("_" + authority.code()));
        case LA_CODE -> steps.add(new Constant(authority.code()));
        case LA_NAME -> steps.add(new Constant(authority.name()));
        case YEAR -> steps.add(new Constant(Integer.toString(period.year())));
        case MONTH ->
            steps.add(
                new Constant(
                    period.month().isPresent() ? Integer.toString(period.month().getAsInt()) : ""));
        case TERM -> steps.add(new Constant(period.term().orElse("")));
        case SCHOOL_TYPE -> steps.add(new Constant(period.schoolType().orElse("")));
        case SCHOOL_YEAR -> {
          steps.add(new SchoolYear());
          source = source == Source.CONSTANT ? source : Source.BIRTH_DATE;
        }
        case POSTCODE_LA_LOOKUP -> {
          lookup = Optional.of(new Lookup(postcodes));
          steps.add(lookup.get());
          source = source == Source.CONSTANT ? source : Source.POSTCODE;
        }
      }
      source =
          switch (rule) {
            case LA_CODE, LA_NAME, YEAR, MONTH, TERM, SCHOOL_TYPE -> Source.CONSTANT;
            case INTEGER, ADD_LA_SUFFIX, SCHOOL_YEAR, POSTCODE_LA_LOOKUP -> source;
          };
    }
    return new Enrichment(steps, source, lookup);
  }

  /** An identifier as {@code integer} makes it: written in two ways, it is one. */
  public static String identifier(String written) {
    CellText text = new CellText();
    text.append(written);
    return new Id().apply(text).toString();
  }

  public Source source() {
    return source;
  }

  /** Whether there is any rule, so that the enriched value may differ from the cleaned one. */
  public boolean changes() {
    return steps.length > 0;
  }

  /** How many values no lookup had. */
  public long notFound() {
    return lookup.map(of -> of.notFound).orElse(0L);
  }

  /** The enriched value; the one given where nothing is to be done. Valid until the next call. */
  public CellText enrich(CellText cleaned) {
    CellText value = cleaned;
    for (Step step : steps) {
      value = step.apply(value);
    }
    return value;
  }

  /** One rule, with the room for what it makes. */
  private interface Step {
    CellText apply(CellText before);
  }

  private static final class Constant implements Step {

    private final CellText value = new CellText();

    Constant(String text) {
      value.append(text);
    }

    @Override
    public CellText apply(CellText before) {
      return value;
    }
  }

  /** The authority in which a postcode lies; blank where nobody knows. */
  private static final class Lookup implements Step {

    private final PostcodeAuthorities postcodes;
    private final CellText value = new CellText();
    private long notFound;

    Lookup(PostcodeAuthorities postcodes) {
      this.postcodes = postcodes;
    }

    @Override
    public CellText apply(CellText before) {
      value.clear();
      if (!before.isEmpty() && !postcodes.append(before, value)) {
        notFound++;
      }
      return value;
    }
  }

  private static final class Suffix implements Step {

    private final String suffix;
    private final CellText value = new CellText();

    Suffix(String suffix) {
      this.suffix = suffix;
    }

    @Override
    public CellText apply(CellText before) {
      if (before.isEmpty()) {
        return before;
      }
      value.clear();
      value.append(before.characters(), before.start(), before.end());
      value.append(suffix);
      return value;
    }
  }

  /** An id as text: upper case, and without the {@code .0} that a spreadsheet put behind digits. */
  private static final class Id implements Step {

    private final CellText value = new CellText();

    @Override
    public CellText apply(CellText before) {
      char[] characters = before.characters();
      int start = before.start();
      int end = withoutPointZero(characters, start, before.end());
      boolean upper = true;
      for (int i = start; i < end; i++) {
        char character = characters[i];
        if (character >= 0x80) {
          return upperOfAnyScript(before.toString().substring(0, end - start));
        }
        upper &= character < 'a' || character > 'z';
      }
      if (upper) {
        value.lend(characters, start, end);
        return value;
      }
      value.clear();
      for (int i = start; i < end; i++) {
        char character = characters[i];
        value.append(character >= 'a' && character <= 'z' ? (char) (character - 0x20) : character);
      }
      return value;
    }

    /** Composed again after the change of case, so that one child stays one. */
    private CellText upperOfAnyScript(String id) {
      value.clear();
      value.append(Normalizer.normalize(id.strip().toUpperCase(Locale.ROOT), Normalizer.Form.NFC));
      return value;
    }

    private static int withoutPointZero(char[] characters, int start, int end) {
      if (end - start < 3 || characters[end - 1] != '0' || characters[end - 2] != '.') {
        return end;
      }
      for (int i = start; i < end - 2; i++) {
        if (characters[i] < '0' || characters[i] > '9') {
          return end;
        }
      }
      return end - 2;
    }
  }

  /** Of an ISO date: its year from September on, the year before until August. */
  private static final class SchoolYear implements Step {

    private static final int SEPTEMBER = 9;

    private final CellText value = new CellText();

    @Override
    public CellText apply(CellText before) {
      value.clear();
      if (before.isEmpty()) {
        return value;
      }
      if (before.length() != 10) {
        throw new IllegalStateException("school_year needs a date");
      }
      int year = number(before, 0, 4);
      int month = number(before, 5, 7);
      value.appendDigits(month >= SEPTEMBER ? year : year - 1, 4);
      return value;
    }

    private static int number(CellText text, int from, int to) {
      int number = 0;
      for (int i = from; i < to; i++) {
        int digit = text.charAt(i) - '0';
        if (digit < 0 || digit > 9) {
          throw new IllegalStateException("school_year needs a date");
        }
        number = number * 10 + digit;
      }
      return number;
    }
  }
}
