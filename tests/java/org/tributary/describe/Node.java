package org.tributary.describe;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Others' tools in JavaScript, in the versions of {@code tests/resources/package-proof}. They are
 * installed once, into {@code target/package-proof}. Needs Debian's packages {@code nodejs} and
 * {@code npm}; without them it fails and says so.
 */
public final class Node {

  private static final Path SOURCES = Path.of("tests/resources/package-proof");
  private static final Path INSTALLED = Path.of("target/package-proof");
  private static final long MINUTES = 5;

  private Node() {}

  /** Skips a test where there is no node, unless {@code -Dnode=required} says that there is. */
  public static void assumeInstalled() {
    assumeTrue(isInstalled(), "no nodejs and npm here");
  }

  /** Whether there is a node, or has to be. */
  static boolean isInstalled() {
    return "required".equals(System.getProperty("node")) || isThere("node") && isThere("npm");
  }

  /** The lines that a script prints. */
  static List<String> run(String script, Path argument) throws IOException {
    install();
    return execute(
        List.of(
            "node", INSTALLED.resolve(script).toString(), argument.toAbsolutePath().toString()));
  }

  /** A file of an installed package. */
  public static String text(String file) throws IOException {
    install();
    return Files.readString(INSTALLED.resolve("node_modules").resolve(file));
  }

  private static synchronized void install() throws IOException {
    for (String needed : List.of("node", "npm")) {
      if (!isThere(needed)) {
        throw new AssertionError(
            needed + " is missing. Install it with: apt-get install nodejs npm");
      }
    }
    Files.createDirectories(INSTALLED);
    // Tests run in two processes side by side; one installs, the other finds it done.
    try (FileChannel channel =
            FileChannel.open(
                INSTALLED.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertTrue(lock.isValid());
      installUnlessDone();
    }
  }

  private static void installUnlessDone() throws IOException {
    try (Stream<Path> sources = Files.list(SOURCES)) {
      for (Path source : sources.toList()) {
        if (!source.getFileName().toString().equals("package-lock.json")) {
          Files.copy(
              source, INSTALLED.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    // The lock file is copied first and again at the end, where it says that all went well.
    Path lock = SOURCES.resolve("package-lock.json");
    Path done = INSTALLED.resolve("installed.json");
    if (Files.exists(done) && Files.mismatch(lock, done) < 0) {
      return;
    }
    Files.copy(lock, INSTALLED.resolve("package-lock.json"), StandardCopyOption.REPLACE_EXISTING);
    execute(
        List.of(
            "npm",
            "ci",
            "--prefix",
            INSTALLED.toString(),
            "--ignore-scripts",
            "--no-audit",
            "--no-fund"));
    Files.copy(lock, done, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static List<String> execute(List<String> command) throws IOException {
    Path out = Files.createTempFile("node", ".out");
    Path err = Files.createTempFile("node", ".err");
    try {
      Process process =
          new ProcessBuilder(new ArrayList<>(command))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(command.get(0) + " took longer than " + MINUTES + " minutes");
      }
      if (process.exitValue() != 0) {
        throw new AssertionError(
            String.join(" ", command)
                + " failed:\n"
                + Files.readString(err, StandardCharsets.UTF_8));
      }
      return Files.readAllLines(out);
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", told);
    } finally {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }
}
