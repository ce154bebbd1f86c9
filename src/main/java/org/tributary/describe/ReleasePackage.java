package org.tributary.describe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes what stands in a release's package beside its data, which lies in the package's folder
 * {@code data}. The same contents give the same bytes; no date and no time of day is among them.
 */
public final class ReleasePackage {

  /** Where a package has its data files. */
  public static final String DATA = "data/";

  /**
   * One file of a package.
   *
   * @param name its path within the package, with slashes
   */
  public record WrittenFile(String name, Path path) {}

  private ReleasePackage() {}

  /**
   * @param folder an existing folder; files in it are replaced
   * @return what was written, by name
   */
  public static List<WrittenFile> write(ReleaseContents contents, Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    DataPackage dataPackage = new DataPackage(contents);
    texts.put("datapackage.json", dataPackage.csv());
    texts.put("datapackage-parquet.json", dataPackage.parquet());
    Dictionary dictionary = new Dictionary(contents);
    texts.put("codes.csv", dictionary.codesCsv());
    texts.put("dictionary.csv", dictionary.csv());
    texts.put("dictionary.html", dictionary.html());
    Queries queries = new Queries(contents);
    texts.put("measures.csv", queries.measuresCsv());
    texts.put("tables.sql", queries.tablesSql());
    ReleaseNote note = new ReleaseNote(contents);
    texts.put("release-note.csv", note.csv());
    texts.put("release-note.html", note.html());
    texts.put("release-note.json", note.json());
    new PowerBiProject(contents)
        .files()
        .forEach((name, text) -> texts.put("power-bi/" + name, text));
    List<WrittenFile> written = new ArrayList<>();
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Path path = folder.resolve(text.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, text.getValue().getBytes(StandardCharsets.UTF_8));
      written.add(new WrittenFile(text.getKey(), path));
    }
    return written;
  }
}
