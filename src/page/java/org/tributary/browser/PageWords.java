package org.tributary.browser;

import java.util.List;
import java.util.stream.Collectors;
import org.tributary.check.local.FilesCheck.NotChecked;

/** What the page's script has to know, as lines of words that tabs part. */
final class PageWords {

  private PageWords() {}

  /** The version; each authority's code and name; each dataset's name and years. */
  static String of(Pack pack) {
    String authorities =
        pack.authorities().stream()
            .map(authority -> "authority\t" + authority.code() + "\t" + authority.name() + "\n")
            .collect(Collectors.joining());
    String datasets =
        pack.datasets().stream()
            .map(
                dataset ->
                    "dataset\t"
                        + dataset.name()
                        + "\t"
                        + dataset.firstYear()
                        + "\t"
                        + dataset.newestYear()
                        + "\n")
            .collect(Collectors.joining());
    return "version\t" + pack.version() + "\n" + authorities + datasets;
  }

  /** The files that could not be checked, and why. */
  static String of(List<NotChecked> files) {
    return files.stream()
        .map(file -> file.why() + "\t" + file.file().replaceAll("\\p{Cntrl}", "\uFFFD") + "\n")
        .collect(Collectors.joining());
  }
}
