package org.tributary.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.tributary.errors.ErrorType;

/** Every kind of data error as a page of the documentation, made from the kinds themselves. */
public final class ErrorCatalogue {

  private ErrorCatalogue() {}

  /** The page in Markdown. */
  public static String markdown() {
    StringBuilder page = new StringBuilder();
    page.append("# Kinds of error\n\n");
    page.append(
        "What can stand in an error report. This page is made from the programme itself; do not edit it.\n");
    page.append(
        "`{field}` stands for the field's name, `{detail}` for words of the guide or of our own. A report\n");
    page.append("never holds a value of a record.\n\n");
    page.append("| type | severity | message | what to do |\n|---|---|---|---|\n");
    List<ErrorType> types =
        Arrays.stream(ErrorType.values()).sorted(Comparator.comparing(ErrorType::code)).toList();
    for (ErrorType type : types) {
      page.append("| `").append(type.code()).append("` | ").append(type.severity().word());
      page.append(" | ").append(type.messageTemplate()).append(" | ").append(type.hint());
      page.append(" |\n");
    }
    return page.toString();
  }
}
