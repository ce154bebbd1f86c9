package org.tributary.opendata;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tributary.store.Digest;

/**
 * The open data that a region uses, as it is configured: which files of which publishers, and what
 * is made of them. Nothing is read here.
 *
 * @param sources by name
 * @param configuration a SHA-256 of all that says so, lower-case hex
 */
public record OpenData(List<Source> sources, String configuration) {

  /** Where no open data is configured. */
  public static final OpenData NONE = new OpenData(List.of(), "");

  public OpenData {
    sources = List.copyOf(sources);
  }

  /** The sources alone that make any of these tables. */
  public OpenData making(Set<String> tables) {
    return new OpenData(
        sources.stream()
            .filter(
                source -> source.tables().stream().anyMatch(made -> tables.contains(made.name())))
            .toList(),
        configuration);
  }

  /** What a file is. */
  public record Known(Source source, Source.FileKind kind, Optional<LocalDate> day) {}

  /**
   * Whether an object of the area {@code external} may be open data. Only the part of its name
   * after the last slash counts, so that the files may lie in folders.
   */
  public boolean isOfInterest(String objectName) {
    return known(objectName).isPresent();
  }

  /** One sentence on each object that no source knows. */
  public List<Finding> unknown(Collection<String> objectNames) {
    List<Finding> findings = new ArrayList<>();
    for (String name : new TreeSet<>(objectNames)) {
      if (!name.endsWith("/") && !isOfInterest(name)) {
        boolean otherFormat = isOfInterest(name.replaceFirst("\\.[A-Za-z]{2,4}$", "") + ".csv");
        findings.add(
            new Finding(
                Finding.Kind.UNKNOWN_FILE,
                "",
                name,
                otherFormat
                    ? "It would be known as a CSV file; unpack it or save it as one."
                    : "No source of open data has a file of this name; it is not read."));
      }
    }
    return findings;
  }

  /**
   * What a release depends on: the configuration and the files of interest.
   *
   * @param versions of all objects in the area, by name: ETags, say
   */
  public String digest(Map<String, String> versions) {
    StringBuilder all = new StringBuilder(configuration);
    new TreeMap<>(versions)
        .forEach(
            (name, version) -> {
              if (isOfInterest(name)) {
                // A line end is in no name and no ETag. In which folder a file lies is no matter.
                all.append('\n').append(fileName(name)).append('\n').append(version);
              }
            });
    return Digest.of(all.toString().getBytes(StandardCharsets.UTF_8)).sha256();
  }

  private static String fileName(String objectName) {
    return objectName.substring(objectName.lastIndexOf('/') + 1);
  }

  public Optional<Known> known(String objectName) {
    String fileName = fileName(objectName);
    for (Source source : sources) {
      for (Source.FileKind kind : source.kinds()) {
        for (FileNamePattern pattern : kind.names()) {
          Optional<FileNamePattern.Match> match = pattern.match(fileName);
          if (match.isPresent()) {
            return Optional.of(new Known(source, kind, match.get().day()));
          }
        }
      }
    }
    return Optional.empty();
  }
}
