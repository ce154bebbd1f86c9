package org.tributary.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** A line to a server on loopback on which answers that hold a mark arrive other than they left. */
public final class TroubledLine implements AutoCloseable {

  public enum Trouble {
    FLIPPED_BIT,
    BROKEN_OFF
  }

  private final byte[] mark;
  private final URI server;
  private final Trouble trouble;
  private final AtomicInteger times;
  private final ServerSocket listening;

  public TroubledLine(URI server, byte[] mark, Trouble trouble, int times) throws IOException {
    this.server = server;
    this.mark = mark;
    this.trouble = trouble;
    this.times = new AtomicInteger(times);
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /** How many troubles are still to come. */
  int left() {
    return times.get();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // One of both ends went away, which is what this is about.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket near = listening.accept();
      Socket far = new Socket(server.getHost(), server.getPort());
      start(
          () -> {
            try (near;
                far) {
              near.getInputStream().transferTo(far.getOutputStream());
            }
          });
      start(() -> answers(near, far));
    }
  }

  private void answers(Socket near, Socket far) throws IOException {
    try (near;
        far) {
      InputStream in = far.getInputStream();
      OutputStream out = near.getOutputStream();
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        int place = placeOfMark(buffer, read);
        if (place >= 0 && times.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
          switch (trouble) {
            case FLIPPED_BIT -> buffer[place] ^= 1;
            case BROKEN_OFF -> {
              out.write(buffer, 0, place + 1);
              return;
            }
          }
        }
        out.write(buffer, 0, read);
      }
    }
  }

  private int placeOfMark(byte[] buffer, int length) {
    for (int i = 0; i + mark.length <= length; i++) {
      int same = 0;
      while (same < mark.length && buffer[i + same] == mark[same]) {
        same++;
      }
      if (same == mark.length) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
