package org.tributary.describe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tributary.output.DescribedColumn;
import org.tributary.output.DescribedColumn.DescribedCode;
import org.tributary.output.DescribedColumn.Presence;
import org.tributary.output.DescribedTable;
import org.tributary.output.DescribedTable.Reference;
import org.tributary.output.ValueType;
import org.tributary.publish.PublishedFile;

/**
 * The descriptors of a release in the Data Package standard. {@code datapackage.json} has the CSV
 * files and is at once a Data Package 2.0 and a tabular data package 1.0, of which every resource
 * must be a CSV; so the Parquet files stand in a descriptor of their own.
 *
 * <p>A table in parts is a resource for each part: the standard joins the files of one resource
 * byte by byte, and each of our parts has its own line of headers. A reference to a table in parts
 * cannot be told that way and is left to the Parquet, which is one file.
 */
final class DataPackage {

  private static final String PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json";

  private final ReleaseContents contents;

  DataPackage(ReleaseContents contents) {
    this.contents = contents;
  }

  /** The tables as CSV. */
  String csv() {
    List<Map<String, Object>> resources = new ArrayList<>();
    for (DescribedTable table : contents.tables()) {
      List<PublishedFile> parts = contents.csvs(table);
      for (PublishedFile part : parts) {
        String words =
            parts.size() == 1
                ? ""
                : " (part " + (parts.indexOf(part) + 1) + " of " + parts.size() + ")";
        Map<String, Object> resource = resource(table, part, table.name() + words);
        resource.put("profile", "tabular-data-resource");
        resource.put("format", "csv");
        resource.put("mediatype", "text/csv");
        resource.put("encoding", "utf-8");
        resource.put("dialect", dialect());
        resource.put("schema", schema(table, this::csvOf));
        resources.add(resource);
      }
    }
    Map<String, Object> descriptor = descriptor("");
    descriptor.put("profile", "tabular-data-package");
    descriptor.put("resources", resources);
    return JsonText.of(descriptor);
  }

  /** The same tables as Parquet. */
  String parquet() {
    List<Map<String, Object>> resources = new ArrayList<>();
    for (DescribedTable table : contents.tables()) {
      Map<String, Object> resource = resource(table, contents.parquet(table), table.name());
      resource.put("format", "parquet");
      resource.put("mediatype", "application/vnd.apache.parquet");
      resource.put(
          "schema", schema(table, to -> Optional.of(contents.parquet(to)).map(this::name)));
      resources.add(resource);
    }
    Map<String, Object> descriptor = descriptor("-parquet");
    descriptor.put("resources", resources);
    return JsonText.of(descriptor);
  }

  private Map<String, Object> descriptor(String suffix) {
    Map<String, Object> descriptor = new LinkedHashMap<>();
    descriptor.put("$schema", PROFILE);
    descriptor.put("name", plain(contents.useCase().name()) + suffix);
    descriptor.put("title", contents.useCase().title() + ", " + contents.region());
    descriptor.put(
        "description",
        contents.useCase().purpose() + " Shared under: " + contents.useCase().agreement() + ".");
    descriptor.put("version", Long.toString(contents.number()));
    if (!contents.sources().isEmpty()) {
      descriptor.put(
          "sources", contents.sources().stream().map(source -> Map.of("title", source)).toList());
    }
    return descriptor;
  }

  private Map<String, Object> resource(DescribedTable table, PublishedFile file, String title) {
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("name", name(file));
    resource.put("title", title);
    resource.put("description", table.words());
    resource.put("type", "table");
    resource.put("path", ReleasePackage.DATA + file.name());
    resource.put("bytes", file.bytes());
    resource.put("hash", "sha256:" + file.sha256());
    resource.put("rows", file.rows());
    return resource;
  }

  private static Map<String, Object> dialect() {
    Map<String, Object> dialect = new LinkedHashMap<>();
    dialect.put("delimiter", ",");
    dialect.put("lineTerminator", "\r\n");
    dialect.put("quoteChar", "\"");
    dialect.put("doubleQuote", true);
    dialect.put("skipInitialSpace", false);
    dialect.put("header", true);
    return dialect;
  }

  private Map<String, Object> schema(
      DescribedTable table, Function<DescribedTable, Optional<String>> resourceOf) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("fields", table.columns().stream().map(column -> field(table, column)).toList());
    schema.put("missingValues", List.of(""));
    if (!table.primaryKey().isEmpty()) {
      schema.put("primaryKey", table.primaryKey());
    }
    List<Map<String, Object>> foreignKeys = new ArrayList<>();
    for (Reference reference : table.references()) {
      DescribedTable to = contents.table(reference.table());
      resourceOf.apply(to).ifPresent(resource -> foreignKeys.add(foreignKey(reference, resource)));
    }
    if (!foreignKeys.isEmpty()) {
      schema.put("foreignKeys", foreignKeys);
    }
    return schema;
  }

  private static Map<String, Object> foreignKey(Reference reference, String resource) {
    Map<String, Object> to = new LinkedHashMap<>();
    to.put("resource", resource);
    to.put("fields", List.of(reference.key()));
    Map<String, Object> foreignKey = new LinkedHashMap<>();
    foreignKey.put("fields", List.of(reference.column()));
    foreignKey.put("reference", to);
    return foreignKey;
  }

  private static Map<String, Object> field(DescribedTable table, DescribedColumn column) {
    Map<String, Object> field = new LinkedHashMap<>();
    field.put("name", column.name());
    field.put("type", type(column.type()));
    field.put("description", column.description());
    if (column.type() == ValueType.CODE) {
      // Whoever compares CSV and Parquet knows by it that no apostrophe is added.
      field.put("kind", "code");
    }
    List<DescribedCode> codes = isText(column.type()) ? column.codes() : List.of();
    if (!codes.isEmpty()) {
      field.put(
          "categories",
          codes.stream()
              .map(
                  code -> {
                    Map<String, Object> category = new LinkedHashMap<>();
                    category.put("value", code.code());
                    if (!code.label().isEmpty()) {
                      category.put("label", code.label());
                    }
                    return category;
                  })
              .toList());
    }
    Map<String, Object> constraints = new LinkedHashMap<>();
    if (column.presence() == Presence.ALWAYS) {
      constraints.put("required", true);
    }
    if (table.primaryKey().equals(List.of(column.name()))) {
      constraints.put("unique", true);
    }
    if (!codes.isEmpty()) {
      constraints.put("enum", codes.stream().map(DescribedCode::code).distinct().toList());
    }
    if (!constraints.isEmpty()) {
      field.put("constraints", constraints);
    }
    column.clause().ifPresent(clause -> field.put("clause", clause));
    return field;
  }

  private static boolean isText(ValueType type) {
    return switch (type) {
      case TEXT, CODE -> true;
      case DATE, TIME, INTEGER, DECIMAL, BOOLEAN -> false;
    };
  }

  static String type(ValueType type) {
    return switch (type) {
      case TEXT, CODE -> "string";
      case DATE -> "date";
      case TIME -> "time";
      case INTEGER -> "integer";
      case DECIMAL -> "number";
      case BOOLEAN -> "boolean";
    };
  }

  private Optional<String> csvOf(DescribedTable table) {
    List<PublishedFile> parts = contents.csvs(table);
    return parts.size() == 1 ? Optional.of(name(parts.get(0))) : Optional.empty();
  }

  private String name(PublishedFile file) {
    return plain(file.name().substring(0, file.name().lastIndexOf('.')));
  }

  /** The standard's names have no upper case and nothing but letters, digits and {@code .-_}. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
  }
}
