package org.tributary.audit;

import java.util.Locale;
import org.tributary.agreement.Instruction;
import org.tributary.pipeline.DegradeRule;
import org.tributary.pipeline.EnrichRule;

/** The rules in words that somebody reads who writes no configuration. */
final class RuleWords {

  private RuleWords() {}

  static String of(DegradeRule rule) {
    return switch (rule) {
      case FIRST_OF_MONTH -> "the day becomes the first of its month";
      case SHORT_POSTCODE -> "only the sector of the postcode stays (OX1 2 of OX1 2JD)";
      case HASH_SHA256 -> "a pseudonym stands in its place, which no other use case has";
      case REMOVE_ROW -> "a row in which it is blank is removed";
    };
  }

  static String of(EnrichRule rule) {
    return switch (rule) {
      case INTEGER -> "written as one spelling (no outer space, capital letters)";
      case ADD_LA_SUFFIX -> "the authority's code is put behind it";
      case LA_CODE -> "the authority's code is added";
      case LA_NAME -> "the authority's name is added";
      case YEAR -> "the return year is added";
      case MONTH -> "the month of the return is added";
      case TERM -> "the term of the return is added";
      case SCHOOL_TYPE -> "the type of school is added";
      case SCHOOL_YEAR -> "the school year is worked out from the date of birth";
      case POSTCODE_LA_LOOKUP -> "the authority in which the postcode lies is looked up";
    };
  }

  /** What a clause instructs, as far as it is no rule of a single field. */
  static String of(Instruction instruction) {
    return switch (instruction.word()) {
      case "keep" -> "the field is kept";
      case "deduplicate" -> "what is described more than once is kept once, the newest";
      case "newest-only" -> "a second output holds the newest row of each key only";
      case "free-text" -> "text is kept as people typed it";
      case "events" -> "each event of the document becomes a row";
      case "repair" -> "mended by the rules of the repair " + instruction.of();
      case "derive" -> "the output " + instruction.of() + " is made";
      case "star" -> "the star schema " + instruction.of() + " is made";
      case "as-submitted" -> "the whole " + instruction.of() + " is kept as it was submitted";
      case "retain" -> "older return years are removed from everywhere";
      case "sessions" -> "what a session leaves is deleted after " + instruction.of() + " days";
      case "report" -> "an error report goes to the authority; the hub's names no file";
      case "share" -> "what is kept goes from the upload account to the hub";
      default -> instruction.written().replace('_', ' ');
    };
  }

  static String word(Enum<?> rule) {
    return rule.name().toLowerCase(Locale.ROOT);
  }
}
