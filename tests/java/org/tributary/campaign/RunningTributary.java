package org.tributary.campaign;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The programme as an operator runs it: a process of its own, whose output goes to a file. It can
 * be killed at any moment as a power cut would, and is never left running.
 */
public final class RunningTributary implements AutoCloseable {

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final Duration TO_DIE = Duration.ofSeconds(20);

  private final Process process;
  private final Path output;

  private RunningTributary(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts the packaged programme, {@code tributary.jar} in a folder with its {@code lib}.
   *
   * @param jvm options such as {@code -Xmx256m}
   * @param output the file that takes what it prints, after what is there already
   */
  public static RunningTributary ofJar(
      Path target, List<String> jvm, Path output, List<String> arguments) {
    try (Stream<Path> files = Files.list(target)) {
      Path jar =
          files
              .filter(file -> file.getFileName().toString().matches("tributary(-[0-9].*)?\\.jar"))
              .filter(file -> !file.toString().endsWith("-sources.jar"))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException(target + " has no packaged programme"));
      return start(jvm, List.of("-jar", jar.toString()), output, arguments);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Starts a main class on the class path of this very process. */
  public static RunningTributary ofClassPath(
      Class<?> main, List<String> jvm, Path output, List<String> arguments) {
    return ofClassPath(
        System.getProperty("java.class.path"), main.getName(), jvm, output, arguments);
  }

  /** Starts a main class by its name on another class path. */
  public static RunningTributary ofClassPath(
      String classPath, String main, List<String> jvm, Path output, List<String> arguments) {
    return start(jvm, List.of("-cp", classPath, main), output, arguments);
  }

  private static RunningTributary start(
      List<String> jvm, List<String> program, Path output, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(program);
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .redirectInput(ProcessBuilder.Redirect.from(nothing()));
    // A campaign reaches nothing but its own servers, whatever the machine is set up for.
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    try {
      Process process = builder.start();
      // A campaign that is broken off leaves nothing running either.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end-of-campaign"));
      return new RunningTributary(process, output);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static File nothing() {
    return new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
  }

  public long pid() {
    return process.pid();
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /** Everything that it has printed so far, and what was in the file before. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Waits until it has printed something; false when it ends or the time is up before that. */
  public boolean prints(String words, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (isRunning() && !output().contains(words) && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    return output().contains(words);
  }

  /** Waits until it has printed something; fails when it ends or the time is up before that. */
  public void waitForOutput(String words, Duration atMost) {
    waitUntil(() -> output().contains(words) || !isRunning(), atMost, "it prints " + words);
    if (!output().contains(words)) {
      throw new AssertionError("the programme ended without printing " + words + "; see " + output);
    }
  }

  /** Waits until something holds that it brings about. */
  public void waitUntil(BooleanSupplier holds, Duration atMost, String what) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + atMost + ": " + what + "; see " + output);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Its exit status; one that does not end in time is killed and fails the campaign. */
  public int waitForExit(Duration atMost) {
    return exitWithin(atMost)
        .orElseThrow(
            () -> {
              close();
              return new AssertionError("the programme does not end within " + atMost);
            });
  }

  /** Its exit status, if it ends by itself in this time. */
  public Optional<Integer> exitWithin(Duration time) {
    try {
      return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS)
          ? Optional.of(process.exitValue())
          : Optional.empty();
    } catch (InterruptedException interrupted) {
      close();
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while the programme ran", interrupted);
    }
  }

  /** Ends it at once, as {@code kill -9} does, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    if (exitWithin(TO_DIE).isEmpty()) {
      throw new AssertionError("process " + pid() + " cannot be killed");
    }
  }

  /**
   * Kills it at a moment that chance picks within this time; its exit status if it ended by itself
   * before.
   */
  public Optional<Integer> killAtRandomMoment(Random random, Duration within) {
    Duration moment = Duration.ofNanos((long) (random.nextDouble() * within.toNanos()));
    Optional<Integer> ended = exitWithin(moment);
    if (ended.isEmpty()) {
      kill();
    }
    return ended;
  }

  /** Asks it to end in order, as {@code kill} does; the exit status says how it did. */
  public int stop(Duration atMost) {
    process.destroy();
    return waitForExit(atMost);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
