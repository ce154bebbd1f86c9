package org.tributary.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tributary.report.ErrorSummary.Errors;
import org.tributary.report.ErrorSummary.JoinedRows;
import org.tributary.report.ErrorSummary.OfFile;
import org.tributary.report.ErrorSummary.TableRows;

/** A summary of errors as JSON: the same bytes as the route's, where there is no library for it. */
final class SummaryJson {

  private SummaryJson() {}

  static String of(ErrorSummary summary) {
    return object(
        member("authority", text(summary.authority())),
        member("dataset", text(summary.dataset())),
        member("session", text(summary.session())),
        member("files", array(summary.files(), SummaryJson::file)),
        member("joins", array(summary.joins(), SummaryJson::join)));
  }

  private static String file(OfFile file) {
    return object(
        member("number", Integer.toString(file.number())),
        member("period", text(file.period())),
        member("outcome", text(file.outcome())),
        member("tables", array(file.tables(), SummaryJson::table)),
        member("errors", array(file.errors(), SummaryJson::errors)));
  }

  private static String table(TableRows rows) {
    return object(
        member("table", text(rows.table())),
        member("read", Long.toString(rows.read())),
        member("kept", Long.toString(rows.kept())),
        member("removed", numbers(rows.removed())));
  }

  private static String join(JoinedRows rows) {
    return object(
        member("table", text(rows.table())),
        member("read", Long.toString(rows.read())),
        member("kept", Long.toString(rows.kept())),
        member("removed", numbers(rows.removed())),
        member("repaired", numbers(rows.repaired())));
  }

  private static String errors(Errors errors) {
    return object(
        member("type", text(errors.type())),
        member("severity", text(errors.severity())),
        member("table", text(errors.table())),
        member("count", Long.toString(errors.count())));
  }

  private static String numbers(Map<String, Long> numbers) {
    return numbers.entrySet().stream()
        .map(entry -> text(entry.getKey()) + ":" + entry.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static <T> String array(List<T> members, Function<T, String> json) {
    return members.stream().map(json).collect(Collectors.joining(",", "[", "]"));
  }

  private static String object(String... members) {
    return "{" + String.join(",", members) + "}";
  }

  private static String member(String name, String json) {
    return text(name) + ":" + json;
  }

  private static String text(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      switch (letter) {
        case '"', '\\' -> json.append('\\').append(letter);
        case '\b' -> json.append("\\b");
        case '\t' -> json.append("\\t");
        case '\n' -> json.append("\\n");
        case '\f' -> json.append("\\f");
        case '\r' -> json.append("\\r");
        default -> {
          if (letter < ' ') {
            json.append(letter < 0x10 ? "\\u000" : "\\u00");
            json.append(Integer.toHexString(letter).toUpperCase(Locale.ROOT));
          } else {
            json.append(letter);
          }
        }
      }
    }
    return json.append('"').toString();
  }
}
