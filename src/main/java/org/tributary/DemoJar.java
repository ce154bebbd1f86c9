package org.tributary;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * Where the command {@code demo} comes from: a jar beside the programme's, with libraries of its
 * own. What serves a region has neither.
 */
final class DemoJar {

  private static final String COMMAND = "org.tributary.demo.DemoCommand";

  private DemoJar() {}

  /** The command, or one in its place that says why there is none. */
  static Object command() {
    try {
      return commandFrom(folderOf(Main.class));
    } catch (IOException | URISyntaxException unreadable) {
      return new Absent();
    }
  }

  /** The command out of the jars in a folder. */
  static Object commandFrom(Path folder) throws IOException {
    // The loader stays open as long as the process: the demo runs in it.
    @SuppressWarnings("resource")
    URLClassLoader demo =
        new URLClassLoader(jars(folder).toArray(URL[]::new), Main.class.getClassLoader());
    try {
      return demo.loadClass(COMMAND).getConstructor().newInstance();
    } catch (ReflectiveOperationException absent) {
      return new Absent();
    }
  }

  private static Path folderOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toAbsolutePath()
        .resolveSibling("");
  }

  private static List<URL> jars(Path folder) throws IOException {
    List<Path> jars = new ArrayList<>(List.of(folder.resolve("tributary-demo.jar")));
    Path libraries = folder.resolve("demo-lib");
    if (Files.isDirectory(libraries)) {
      try (Stream<Path> found = Files.list(libraries)) {
        found.sorted().forEach(jars::add);
      }
    }
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    return urls;
  }

  /** Stands for the demo where it is not installed. */
  @Command(
      name = "demo",
      mixinStandardHelpOptions = true,
      description =
          "Is not part of this installation: tributary-demo.jar is not beside the programme.")
  static final class Absent implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Unmatched private final List<String> ignored = new ArrayList<>();

    @Override
    public Integer call() {
      return Main.Status.NOT_CONFIGURED.end(
          spec,
          "The demo is not part of this installation: tributary-demo.jar is not beside the"
              + " programme.");
    }
  }
}
