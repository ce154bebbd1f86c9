package org.tributary.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.tributary.pipeline.Pipeline;
import org.tributary.region.Region;
import org.tributary.schema.Dataset;

/** The guides of a region's returns as files of one folder. */
public final class GuideFiles {

  private GuideFiles() {}

  /**
   * The guides of a region, by return in the order of their names, the newest year first. None of a
   * return that does not know the year.
   *
   * @param only the one dataset that is asked for
   * @param year the one year that is asked for
   */
  public static List<List<ReturnGuide>> of(Region region, Optional<String> only, OptionalInt year) {
    List<List<ReturnGuide>> returns = new ArrayList<>();
    for (Pipeline pipeline : region.pipelines().values()) {
      Dataset dataset = region.datasets().get(pipeline.dataset());
      if (dataset == null || only.filter(name -> !name.equals(dataset.name())).isPresent()) {
        continue;
      }
      List<ReturnGuide> years = new ArrayList<>();
      for (int each = dataset.newestYear(); each >= dataset.firstYear(); each--) {
        if (year.isEmpty() || year.getAsInt() == each) {
          years.addAll(guides(dataset, each, pipeline.format().equals("xml")));
        }
      }
      if (!years.isEmpty()) {
        returns.add(years);
      }
    }
    return returns;
  }

  /** One for the year, or one for each term of it. */
  private static List<ReturnGuide> guides(Dataset dataset, int year, boolean isDocument) {
    if (dataset.terms().isEmpty()) {
      return List.of(new ReturnGuide(dataset, year, Optional.empty(), isDocument));
    }
    return dataset.terms().entrySet().stream()
        .filter(term -> term.getValue() <= year)
        .map(Map.Entry::getKey)
        .map(
            term ->
                new ReturnGuide(
                    dataset.in(Optional.of(term.word())), year, Optional.of(term), isDocument))
        .toList();
  }

  /**
   * Writes a page for each, a workbook where there is one to fill, and the page that lists them.
   */
  public static void write(List<List<ReturnGuide>> returns, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (List<ReturnGuide> years : returns) {
      for (ReturnGuide guide : years) {
        Files.write(folder.resolve(guide.pageName()), guide.page());
        if (guide.hasWorkbook()) {
          Files.write(folder.resolve(guide.workbookName()), HeaderWorkbook.of(guide));
        }
      }
    }
    Files.write(folder.resolve("index.html"), new GuideIndex(returns).page());
  }
}
