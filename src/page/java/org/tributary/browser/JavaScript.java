package org.tributary.browser;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.teavm.backend.javascript.JSModuleType;
import org.teavm.diagnostics.DefaultProblemTextConsumer;
import org.teavm.diagnostics.Problem;
import org.teavm.tooling.EmptyTeaVMToolLog;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.TeaVMTool;
import org.teavm.tooling.TeaVMToolException;
import org.teavm.vm.TeaVMOptimizationLevel;

/** The programme as JavaScript, compiled from the classes that the servers run. */
final class JavaScript {

  private static final String FILE = "check.js";

  private JavaScript() {}

  /**
   * Compiles what the entry class needs of this programme's own class path.
   *
   * @throws IllegalStateException with all that the compiler has to say against it
   */
  static String of(Class<?> entry, Path folder) throws IOException, TeaVMToolException {
    TeaVMTool tool = new TeaVMTool();
    tool.setTargetType(TeaVMTargetType.JAVASCRIPT);
    tool.setJsModuleType(JSModuleType.NONE);
    tool.setTargetDirectory(folder.toFile());
    tool.setTargetFileName(FILE);
    tool.setMainClass(entry.getName());
    tool.setEntryPointName("main");
    tool.setClassPath(
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(File::new)
            .toList());
    tool.setClassLoader(JavaScript.class.getClassLoader());
    tool.setObfuscated(!Boolean.getBoolean("page.debug"));
    // Without it, what is beyond an array or not of a class would go unnoticed.
    tool.setStrict(true);
    tool.setOptimizationLevel(
        Boolean.getBoolean("page.debug")
            ? TeaVMOptimizationLevel.SIMPLE
            : TeaVMOptimizationLevel.FULL);
    tool.getProperties().setProperty("java.util.Locale.available", "en_GB");
    tool.getProperties().setProperty("java.util.Locale.default", "en_GB");
    tool.setLog(new EmptyTeaVMToolLog());
    tool.generate();
    List<String> problems = new ArrayList<>();
    for (Problem problem : tool.getProblemProvider().getProblems()) {
      problems.add(words(problem));
    }
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "it cannot be compiled to JavaScript:\n" + String.join("\n", problems));
    }
    return Files.readString(folder.resolve(FILE));
  }

  private static String words(Problem problem) {
    DefaultProblemTextConsumer text = new DefaultProblemTextConsumer();
    problem.render(text);
    String place = problem.getLocation() == null ? "" : "  at " + problem.getLocation().getMethod();
    String line =
        problem.getLocation() == null || problem.getLocation().getSourceLocation() == null
            ? ""
            : " " + problem.getLocation().getSourceLocation();
    return problem.getSeverity() + " " + text.getText() + place + line;
  }
}
