package org.tributary.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.tributary.read.ZipPackage.Part;

/**
 * The texts that the cells of a workbook share. They lie in a file that has no name any more, so
 * that a workbook of any size needs no more memory than another.
 */
final class SharedTexts {

  static final SharedTexts NONE =
      new SharedTexts(ByteBuffer.allocate(0), ByteBuffer.allocate(0), 0);

  private static final String TOO_MANY =
      "its cells hold too many different texts; save the sheets as CSV (UTF-8)";

  /** A file that is mapped into memory cannot be longer. */
  private static final int MOST_BYTES = Integer.MAX_VALUE - (1 << 20);

  private final ByteBuffer texts;

  /** Where each text ends. */
  private final ByteBuffer ends;

  private final int count;
  private byte[] encoded = new byte[256];

  private SharedTexts(ByteBuffer texts, ByteBuffer ends, int count) {
    this.texts = texts;
    this.ends = ends;
    this.count = count;
  }

  static SharedTexts read(ZipPackage zip, Part part, Path beside, Limits limits)
      throws IOException, UnreadableFileException {
    try (Spill texts = new Spill(beside);
        Spill ends = new Spill(beside);
        PartXml xml = PartXml.open(zip, part)) {
      RichText text = new RichText(limits.cellCharacters());
      int count = 0;
      while (xml.nextElement()) {
        if (xml.isName("si")) {
          text.clear();
          text.read(xml);
          texts.add(text.toString().getBytes(StandardCharsets.UTF_8));
          ends.add(ByteBuffer.allocate(Integer.BYTES).putInt(0, (int) texts.length).array());
          count++;
        }
      }
      return new SharedTexts(texts.mapped(), ends.mapped(), count);
    }
  }

  /** Bytes on their way to a file that nobody else sees. */
  private static final class Spill implements AutoCloseable {

    private final FileChannel file;
    private final ByteBuffer block = ByteBuffer.allocate(1 << 16);
    private long length;

    Spill(Path beside) throws IOException {
      Path path = Files.createTempFile(beside.toAbsolutePath().getParent(), "texts", ".tmp");
      file =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    }

    void add(byte[] bytes) throws IOException, UnreadableFileException {
      length += bytes.length;
      if (length > MOST_BYTES) {
        throw new UnreadableFileException(TOO_MANY);
      }
      int from = 0;
      while (from < bytes.length) {
        if (!block.hasRemaining()) {
          flush();
        }
        int some = Math.min(block.remaining(), bytes.length - from);
        block.put(bytes, from, some);
        from += some;
      }
    }

    private void flush() throws IOException {
      block.flip();
      while (block.hasRemaining()) {
        file.write(block);
      }
      block.clear();
    }

    ByteBuffer mapped() throws IOException {
      flush();
      return file.map(FileChannel.MapMode.READ_ONLY, 0, length);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /**
   * Adds one of the texts to the cell that is being read.
   *
   * @throws UnreadableFileException where there is none of that number: a blank would be a lie
   */
  void appendTo(SheetRow row, int number) throws UnreadableFileException {
    if (number < 0 || number >= count) {
      throw new UnreadableFileException(ZipPackage.DAMAGED);
    }
    int start = number == 0 ? 0 : ends.getInt((number - 1) * Integer.BYTES);
    int length = ends.getInt(number * Integer.BYTES) - start;
    if (length > encoded.length) {
      encoded = new byte[length];
    }
    texts.get(start, encoded, 0, length);
    row.appendUtf8(encoded, length);
  }
}
