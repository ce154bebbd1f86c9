package org.tributary.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tributary.store.Contents;
import org.tributary.store.Digest;

/**
 * The configuration as it lies on this machine.
 *
 * @param sha256 over all the lines below, each with its line feed
 * @param files a line for each file, as {@code sha256sum} writes it: its SHA-256, two spaces, its
 *     path; in the order of the paths
 */
public record ConfigurationDigest(String sha256, List<String> files) {

  public ConfigurationDigest {
    files = List.copyOf(files);
  }

  /** Secrets may lie beside the configuration; not even their digest belongs anywhere. */
  private static final List<String> ENDINGS =
      List.of(".yaml", ".sql", ".json", "/application.properties");

  /** Reads what says what is done, below some folders; paths begin with the folder's own name. */
  public static ConfigurationDigest of(List<Path> folders) {
    TreeSet<String> lines = new TreeSet<>();
    for (Path folder : folders.stream().filter(Files::isDirectory).toList()) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String name = (folder.getFileName() + "/" + folder.relativize(file)).replace('\\', '/');
          if (ENDINGS.stream().anyMatch(name::endsWith)) {
            // The path first, for the order.
            lines.add(name + "\t" + Digest.of(Contents.of(file)).sha256());
          }
        }
      } catch (IOException failure) {
        throw new UncheckedIOException("the configuration cannot be read", failure);
      }
    }
    List<String> written =
        lines.stream().map(line -> line.split("\t", 2)).map(p -> p[1] + "  " + p[0]).toList();
    String all = written.stream().map(line -> line + "\n").reduce("", String::concat);
    return new ConfigurationDigest(
        Digest.of(all.getBytes(StandardCharsets.UTF_8)).sha256(), written);
  }
}
