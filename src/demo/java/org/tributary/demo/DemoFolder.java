package org.tributary.demo;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A folder that one demo has to itself as long as it runs; a killed one leaves it free. */
record DemoFolder(Path path, FileChannel channel) implements Closeable {

  /**
   * Takes it.
   *
   * @return empty where another demo has it
   */
  static Optional<DemoFolder> take(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("in-use"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      Optional<FileLock> lock = Optional.ofNullable(channel.tryLock());
      if (lock.isPresent()) {
        return Optional.of(new DemoFolder(folder, channel));
      }
    } catch (OverlappingFileLockException here) {
      // It runs in this very process.
    } catch (IOException refused) {
      channel.close();
      throw refused;
    }
    channel.close();
    return Optional.empty();
  }

  /** With the channel the lock goes. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
