package org.tributary.check.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tributary.identify.ReadingOrder;

/**
 * A file that was given to be checked, or that lies below a folder that was.
 *
 * @param name as reports name it: below the folder that was given, with that folder's own name
 * @param folders the names of all folders above it, the outermost first
 * @param given how many of these lie above what was given
 */
record FoundFile(Path file, String name, List<String> folders, int given) {

  /** So many folders above what was given may say the year. */
  private static final int FOLDERS_ABOVE = 3;

  FoundFile {
    folders = List.copyOf(folders);
  }

  /** All files, in the order in which a region reads them. */
  static List<FoundFile> below(Path given) throws IOException {
    Path root = given.toAbsolutePath().normalize();
    if (!Files.isDirectory(root)) {
      return List.of(of(root, root));
    }
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(Files::isRegularFile)
          .map(file -> of(root, file))
          .sorted(Comparator.comparing(FoundFile::name, ReadingOrder.NATURAL))
          .toList();
    }
  }

  private static FoundFile of(Path root, Path file) {
    List<String> folders = new ArrayList<>();
    Optional.ofNullable(file.getParent())
        .ifPresent(parent -> parent.forEach(part -> folders.add(part.toString())));
    int given = file.equals(root) ? folders.size() : root.getNameCount();
    String name =
        join(folders.subList(file.equals(root) ? given : Math.max(0, given - 1), folders.size()))
            + file.getFileName();
    return new FoundFile(file, name, folders, given);
  }

  private static String join(List<String> folders) {
    return folders.isEmpty() ? "" : String.join("/", folders) + "/";
  }

  private String from(int folder) {
    return join(folders.subList(folder, folders.size())) + file.getFileName();
  }

  /** The dataset in whose folder it lies, the nearest first. */
  Optional<String> datasetFolder(Set<String> datasets) {
    return depth(datasets).map(folders::get);
  }

  private Optional<Integer> depth(Set<String> datasets) {
    return IntStream.iterate(folders.size() - 1, at -> at >= 0, at -> at - 1)
        .boxed()
        .filter(at -> datasets.contains(folders.get(at)))
        .findFirst();
  }

  /**
   * What its path inside the dataset's folder may be: below the folder of the dataset's name where
   * it lies in one; else below what was given, and then with the folders above that, one by one.
   */
  List<String> paths(String dataset) {
    Optional<Integer> depth = depth(Set.of(dataset));
    if (depth.isPresent()) {
      return List.of(from(depth.get() + 1));
    }
    Set<String> paths = new LinkedHashSet<>();
    for (int up = 0; up <= FOLDERS_ABOVE && given - up >= 0; up++) {
      paths.add(from(given - up));
    }
    return List.copyOf(paths);
  }
}
