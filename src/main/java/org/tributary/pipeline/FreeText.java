package org.tributary.pipeline;

import java.util.List;
import java.util.regex.Pattern;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;

/**
 * Text into which anything may be typed, names and telephone numbers included, because nothing says
 * what may stand in it. It is kept only under a clause that says so.
 */
public final class FreeText {

  /** No identifier or code has them; a pattern that lets them through lets everything through. */
  private static final List<String> ANYTHING =
      List.of("two words", "Two Words", "Two Words 01234 567890");

  private FreeText() {}

  /** Whether what is kept of a field is such text as it was submitted. */
  public static boolean isKeptOf(OutputField field, List<Field> submitted) {
    boolean made =
        field.origin() == Origin.ADDED_BY_REPAIR
            || field.enrich().stream().anyMatch(EnrichRule::makesField);
    return !made
        && submitted.stream()
            .filter(each -> each.name().equals(field.name()))
            .anyMatch(FreeText::mayStandIn);
  }

  private static boolean mayStandIn(Field field) {
    return field.kind() == Kind.STRING && field.pattern().map(FreeText::allows).orElse(true);
  }

  private static boolean allows(Pattern pattern) {
    return ANYTHING.stream().anyMatch(text -> pattern.matcher(text).matches());
  }
}
