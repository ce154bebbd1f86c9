package org.tributary.route;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import org.tributary.config.Problems;
import org.tributary.settings.Settings;

/** Whether this process can listen where the settings say; asked before anything is begun. */
final class Ports {

  static final String CONSOLE_HOST = "127.0.0.1";

  private static final String MANAGEMENT = "camel.management.port";
  private static final String CONSOLE = "tributary.console.port";
  private static final int PATIENCE_MILLIS = 500;

  private Ports() {}

  /** What cannot be listened on goes to {@code problems}. */
  static void check(Settings settings, Problems problems) {
    Map<String, String> camel = settings.camel();
    if (Boolean.parseBoolean(camel.getOrDefault("camel.management.enabled", "false"))) {
      check(
          camel.getOrDefault("camel.management.host", "0.0.0.0"),
          camel.getOrDefault(MANAGEMENT, "9876"),
          MANAGEMENT,
          problems);
    }
    if (settings.consolePort() > 0 && settings.consoleSecretFile().isPresent()) {
      check(CONSOLE_HOST, Integer.toString(settings.consolePort()), CONSOLE, problems);
    }
  }

  private static void check(String host, String written, String setting, Problems problems) {
    int port;
    try {
      port = Integer.parseInt(written);
    } catch (NumberFormatException none) {
      port = -1;
    }
    if (port < 0 || port > 65_535) {
      problems.error(setting, 0, "this is no port.", "Write a number from 1 to 65535.");
      return;
    }
    InetSocketAddress place = new InetSocketAddress(host, port);
    try (ServerSocket free = new ServerSocket()) {
      free.setReuseAddress(true);
      free.bind(place);
    } catch (IOException taken) {
      boolean isInUse = answers(place);
      problems.error(
          setting,
          0,
          isInUse
              ? "port " + port + " of " + host + " is in use, perhaps by another Tributary."
              : "port " + port + " of " + host + " cannot be listened on.",
          isInUse
              ? "Stop whoever uses it, or set another port."
              : "Set an address of this machine, and a port that its user may listen on.");
    }
  }

  private static boolean answers(InetSocketAddress place) {
    InetAddress address = place.getAddress();
    if (address == null) {
      return false;
    }
    try (Socket caller = new Socket()) {
      caller.connect(
          new InetSocketAddress(
              address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address,
              place.getPort()),
          PATIENCE_MILLIS);
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }
}
