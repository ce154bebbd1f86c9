package org.teavm.classlib.java.nio.channels;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.teavm.classlib.java.nio.TMappedByteBuffer;

/** As much of {@link java.nio.channels.FileChannel} as the readers use, over files in memory. */
public class TFileChannel implements Closeable {

  /** How a file may be mapped. */
  public static class MapMode {
    public static final MapMode READ_ONLY = new MapMode();
  }

  private final RandomAccessFile file;
  private final Path path;
  private final boolean isDeletedOnClose;

  private TFileChannel(Path path, Set<OpenOption> options) throws IOException {
    this.file =
        new RandomAccessFile(
            path.toFile(), options.contains(StandardOpenOption.WRITE) ? "rw" : "r");
    this.path = path;
    this.isDeletedOnClose = options.contains(StandardOpenOption.DELETE_ON_CLOSE);
  }

  public static TFileChannel open(Path path, OpenOption... options) throws IOException {
    return new TFileChannel(path, Set.of(options));
  }

  public long size() throws IOException {
    return file.length();
  }

  public int read(ByteBuffer target, long position) throws IOException {
    file.seek(position);
    int count =
        file.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
    target.position(target.position() + Math.max(count, 0));
    return count;
  }

  public int write(ByteBuffer source) throws IOException {
    int count = source.remaining();
    file.write(source.array(), source.arrayOffset() + source.position(), count);
    source.position(source.position() + count);
    return count;
  }

  public TMappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(size)];
    file.seek(position);
    file.readFully(bytes);
    return TMappedByteBuffer.of(bytes);
  }

  @Override
  public void close() throws IOException {
    file.close();
    if (isDeletedOnClose) {
      Files.deleteIfExists(path);
    }
  }
}
