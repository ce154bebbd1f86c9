package org.tributary.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tributary.config.Problems;
import org.tributary.config.YamlFiles;
import org.tributary.region.Region;
import org.tributary.region.RegionFiles;

/**
 * One version of the configuration: the region, and the words of the files that the region does not
 * hold.
 *
 * @param statements the SQL below {@code config/outputs}, by path from the configuration on
 */
public record ConfigurationVersion(Region region, SortedMap<String, String> statements) {

  public ConfigurationVersion {
    statements = Collections.unmodifiableSortedMap(new TreeMap<>(statements));
  }

  /** Reads a version; empty where it has an error, which is among the problems then. */
  public static Optional<ConfigurationVersion> read(Path config, Path schemas, Problems problems) {
    return RegionFiles.load(config, schemas, problems)
        .map(region -> new ConfigurationVersion(region, statements(config, problems)));
  }

  /** What makes outputs and is no part of the region; none where it cannot be read. */
  private static SortedMap<String, String> statements(Path config, Problems problems) {
    SortedMap<String, String> statements = new TreeMap<>();
    Path outputs = config.resolve("outputs");
    if (!Files.isDirectory(outputs)) {
      return statements;
    }
    try (Stream<Path> files = Files.walk(outputs)) {
      List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
      for (Path file : sorted) {
        String name = YamlFiles.shown(config.relativize(file));
        if (name.endsWith(".sql")) {
          statements.put("config/" + name, Files.readString(file).replace("\r\n", "\n"));
        }
      }
    } catch (IOException unreadable) {
      problems.error(
          YamlFiles.shown(outputs), 0, "The folder cannot be read.", "Check its permissions.");
    }
    return statements;
  }
}
