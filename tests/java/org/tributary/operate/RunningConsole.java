package org.tributary.operate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.tributary.config.Problems;

/** A tiny Camel with two routes, and the console beside it on any free port. */
final class RunningConsole implements AutoCloseable {

  static final String NAME = "operator";
  static final String PASSWORD = "an invented password";

  private final Main camel = new Main();
  private final OperatorConsole console;

  RunningConsole(Path folder, Clock clock) {
    camel.configure().withName("tributary-test");
    camel
        .configure()
        .addRoutesBuilder(
            new RouteBuilder() {
              @Override
              public void configure() {
                from("direct:collect")
                    .routeId("look-822")
                    .description("Look at 822")
                    .to("direct:clean")
                    .id("to1");
                from("direct:clean").routeId("clean").description("Clean one file").stop();
              }
            });
    camel.start();
    OperatorSecret secret = secret(folder);
    console =
        OperatorConsole.start(
            OperatorConsole.Place.onThisMachine(0), new OperatorAccess(secret, clock));
  }

  static OperatorSecret secret(Path folder) {
    Path file = folder.resolve("operator");
    try {
      Files.writeString(file, NAME + ":" + PASSWORD + "\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return OperatorSecret.read(file, new SecureRandom(), new Problems()).orElseThrow();
  }

  URI url() {
    return console.url();
  }

  Main camel() {
    return camel;
  }

  @Override
  public void close() {
    console.close();
    camel.stop();
  }
}
