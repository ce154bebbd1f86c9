package org.tributary.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/**
 * A folder that one process has to itself as long as it runs; a killed one leaves it free.
 *
 * @param folder in which the file lies whose lock says that it is in use
 */
public record InUse(Path folder, FileChannel channel) implements Closeable {

  /**
   * Takes it.
   *
   * @param file whose lock says that it is in use; it is made, and stays
   * @return empty where another has it, be it in this process
   * @throws IOException when the file cannot be written to
   */
  public static Optional<InUse> take(Path file) throws IOException {
    Path folder = Objects.requireNonNull(file.getParent(), "the file lies in no folder");
    if (!Files.isDirectory(folder)) {
      Scratch.create(folder);
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return Optional.of(new InUse(folder, channel));
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
