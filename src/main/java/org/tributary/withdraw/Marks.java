package org.tributary.withdraw;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tributary.authority.LocalAuthority;
import org.tributary.compile.Sql;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.OutputField;
import org.tributary.region.Region;

/**
 * By what an authority's rows are known: the code behind a child's number, its name, its folder.
 * The same marks of the other authorities show that the search finds what is there.
 */
final class Marks {

  private final LocalAuthority authority;
  private final List<LocalAuthority> others;
  private final SortedSet<String> columns;
  private final Pattern ids;
  private final Pattern names;

  Marks(Region region, LocalAuthority authority) {
    this.authority = authority;
    this.others =
        region.authorities().values().stream().filter(one -> !one.equals(authority)).toList();
    this.columns = columns(region);
    this.ids = Pattern.compile(id(List.of(authority.code())));
    this.names =
        Pattern.compile(
            "(?<!\\p{L})("
                + inPages(authority.name())
                + "|"
                + Pattern.quote(authority.folder())
                + ")(?!\\p{L})");
  }

  private static SortedSet<String> columns(Region region) {
    SortedSet<String> columns = new TreeSet<>();
    region
        .pipelines()
        .values()
        .forEach(
            pipeline ->
                pipeline.tables().stream()
                    .flatMap(table -> table.fields().stream())
                    .filter(
                        field ->
                            field.enrich().contains(EnrichRule.LA_NAME)
                                || field.enrich().contains(EnrichRule.LA_CODE))
                    .map(OutputField::name)
                    .forEach(name -> columns.add(name.toLowerCase(Locale.ROOT))));
    return columns;
  }

  private static String id(Collection<String> codes) {
    return "[0-9A-Za-z]_(" + String.join("|", codes) + ")($|[^0-9A-Za-z_])";
  }

  /**
   * A name however a page writes it: in an element other signs are escaped than in an attribute.
   */
  private static String inPages(String name) {
    return Pattern.quote(name).replace("&", "\\E(&|&amp;)\\Q").replace("'", "\\E('|&#39;)\\Q");
  }

  /** Whether a column is one in which the programme writes authorities. */
  private boolean isOfAuthorities(String column) {
    return columns.contains(column.toLowerCase(Locale.ROOT));
  }

  /** Whether a text holds a child's number with the authority's code. */
  boolean inIds(CharSequence text) {
    return ids.matcher(text).find();
  }

  /** Whether a text names the authority or its folder. */
  boolean inNames(CharSequence text) {
    return names.matcher(text).find();
  }

  /** An SQL condition: the row is the authority's. */
  String mine(Collection<String> columns, Net net) {
    return condition(columns, List.of(authority), net);
  }

  /** An SQL condition: the row is another authority's. */
  String others(Collection<String> columns, Net net) {
    return others.isEmpty() ? "false" : condition(columns, others, net);
  }

  private String condition(Collection<String> columns, List<LocalAuthority> of, Net net) {
    String codes = Sql.text(id(of.stream().map(LocalAuthority::code).toList()));
    String names =
        of.stream()
            .flatMap(one -> List.of(one.name(), one.code()).stream())
            .map(name -> Sql.text(name.toLowerCase(Locale.ROOT)))
            .collect(Collectors.joining(", "));
    String words =
        Sql.text(
            of.stream()
                .flatMap(one -> List.of(one.name(), one.folder()).stream())
                .map(Marks::plain)
                .collect(Collectors.joining("|", "(^|[^\\p{L}])(", ")($|[^\\p{L}])")));
    String found =
        columns.stream()
            .map(
                column -> {
                  String cell = Sql.name(column);
                  String byId = "regexp_matches(" + cell + ", " + codes + ")";
                  return switch (net) {
                    case IDS -> byId;
                    case NARROW ->
                        isOfAuthorities(column)
                            ? byId + " OR lower(trim(" + cell + ")) IN (" + names + ")"
                            : byId;
                    case WIDE ->
                        byId
                            + (isOfAuthorities(column)
                                ? " OR lower(trim(" + cell + ")) IN (" + names + ")"
                                : "")
                            + " OR regexp_matches("
                            + cell
                            + ", "
                            + words
                            + ", 'i')";
                  };
                })
            .collect(Collectors.joining(" OR "));
    return found.isEmpty() ? "false" : "coalesce(" + found + ", false)";
  }

  /** For a regular expression of another engine, which knows no quoting. */
  private static String plain(String words) {
    return words.replaceAll("([^\\p{L}\\p{N} ])", "\\\\$1");
  }
}
