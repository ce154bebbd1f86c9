package org.tributary.read;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * A zip package in which the two places that describe a part, the directory at the end and the
 * header before the part, say the same. Nothing of it is ever written to a path; what is unpacked
 * is counted.
 */
final class ZipPackage {

  static final String DAMAGED = "its package is damaged; open it and save it again";

  static final String TOO_MUCH = "it expands too much when it is unpacked";
  private static final String PASSWORD = "it has a password; save it without one and upload it";

  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final int LARGE_LOCATOR_SIGNATURE = 0x07064b50;
  private static final int LARGE_LOCATOR_LENGTH = 20;
  private static final int LARGE_END_SIGNATURE = 0x06064b50;
  private static final int LARGE_END_LENGTH = 56;
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int ENTRY_LENGTH = 46;
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int LOCAL_LENGTH = 30;

  /** The sign that a number stands in the extra field, because it may need eight bytes. */
  private static final long LARGE = 0xFFFFFFFFL;

  private static final int LARGE_FIELD = 1;

  private static final int ENCRYPTED = 1;
  private static final int SIZES_BEHIND = 1 << 3;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  private static final int BLOCK = 1 << 16;

  /**
   * One part as the directory describes it.
   *
   * @param header where its own header begins
   */
  record Part(
      String name, int flags, int method, long crc, long packed, long unpacked, long header) {}

  /** A part is read no further, for a reason that may be told. */
  static final class TooMuchException extends IOException {

    private static final long serialVersionUID = 1L;

    TooMuchException() {
      super(TOO_MUCH);
    }
  }

  private final Path bytes;
  private final InflationLimits limits;
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private long unpacked;

  private ZipPackage(Path bytes, InflationLimits limits) {
    this.bytes = bytes;
    this.limits = limits;
  }

  static ZipPackage open(Path bytes, InflationLimits limits)
      throws IOException, UnreadableFileException {
    try (FileChannel file = FileChannel.open(bytes, StandardOpenOption.READ)) {
      ZipPackage opened = new ZipPackage(bytes, limits);
      opened.readDirectory(file);
      return opened;
    } catch (EOFException | ZipException damaged) {
      throw new UnreadableFileException(DAMAGED);
    }
  }

  Collection<Part> parts() {
    return parts.values();
  }

  /** A part by its name, in any case, as packages want it. */
  Optional<Part> part(String name) {
    return Optional.ofNullable(parts.get(key(name)));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private void readDirectory(FileChannel file) throws IOException, UnreadableFileException {
    long end = end(file);
    ByteBuffer last = at(file, end, END_LENGTH);
    long entries = last.getShort(10) & 0xFFFF;
    long length = last.getInt(12) & LARGE;
    long start = last.getInt(16) & LARGE;
    long limit = end;
    if (entries == 0xFFFF || length == LARGE || start == LARGE) {
      limit = largeEnd(file, end);
      ByteBuffer large = at(file, limit, LARGE_END_LENGTH);
      require(large.getInt(0) == LARGE_END_SIGNATURE);
      entries = large.getLong(32);
      length = large.getLong(40);
      start = large.getLong(48);
    }
    if (entries > limits.parts()) {
      throw new UnreadableFileException("it has more than " + limits.parts() + " parts");
    }
    require(entries >= 0 && start >= 0 && length >= 0 && start + length == limit);
    require(length <= entries * (ENTRY_LENGTH + 3L * 0xFFFF) && length <= 1 << 24);
    ByteBuffer directory = at(file, start, (int) length);
    for (long i = 0; i < entries; i++) {
      Part part = entry(directory);
      require(isHarmless(part.name()) && parts.putIfAbsent(key(part.name()), part) == null);
      if ((part.flags() & ENCRYPTED) != 0) {
        throw new UnreadableFileException(PASSWORD);
      }
      require(part.method() == STORED || part.method() == DEFLATED);
    }
    require(!directory.hasRemaining());
    checkHeaders(file, start);
  }

  /** Where the last record begins: a comment may stand behind it. */
  private static long end(FileChannel file) throws IOException {
    long size = file.size();
    int length = (int) Math.min(size, END_LENGTH + LONGEST_COMMENT);
    ByteBuffer tail = at(file, size - length, length);
    for (int i = length - END_LENGTH; i >= 0; i--) {
      if (tail.getInt(i) == END_SIGNATURE
          && (tail.getShort(i + 20) & 0xFFFF) == length - END_LENGTH - i) {
        require(tail.getInt(i + 4) == 0);
        return size - length + i;
      }
    }
    throw new ZipException();
  }

  private static long largeEnd(FileChannel file, long end) throws IOException {
    ByteBuffer locator = at(file, end - LARGE_LOCATOR_LENGTH, LARGE_LOCATOR_LENGTH);
    require(locator.getInt(0) == LARGE_LOCATOR_SIGNATURE);
    return locator.getLong(8);
  }

  private static Part entry(ByteBuffer directory) throws IOException {
    require(directory.remaining() >= ENTRY_LENGTH);
    ByteBuffer entry = directory.slice().order(ByteOrder.LITTLE_ENDIAN);
    require(entry.getInt(0) == ENTRY_SIGNATURE);
    int name = entry.getShort(28) & 0xFFFF;
    int extra = entry.getShort(30) & 0xFFFF;
    int comment = entry.getShort(32) & 0xFFFF;
    int length = ENTRY_LENGTH + name + extra + comment;
    require(length <= entry.remaining());
    byte[] letters = new byte[name];
    entry.get(ENTRY_LENGTH, letters);
    long[] sizes = {
      entry.getInt(24) & LARGE, entry.getInt(20) & LARGE, entry.getInt(42) & LARGE,
    };
    large(entry, ENTRY_LENGTH + name, extra, sizes);
    directory.position(directory.position() + length);
    return new Part(
        slashed(new String(letters, StandardCharsets.UTF_8)),
        entry.getShort(8) & 0xFFFF,
        entry.getShort(10) & 0xFFFF,
        entry.getInt(16) & LARGE,
        sizes[1],
        sizes[0],
        sizes[2]);
  }

  /** Puts numbers of eight bytes in the place of those that are marked as too large for four. */
  private static void large(ByteBuffer entry, int extraStart, int extraLength, long[] sizes)
      throws IOException {
    int at = extraStart;
    int end = extraStart + extraLength;
    while (at + 4 <= end) {
      int id = entry.getShort(at) & 0xFFFF;
      int fieldEnd = at + 4 + (entry.getShort(at + 2) & 0xFFFF);
      require(fieldEnd <= end);
      if (id == LARGE_FIELD) {
        int number = at + 4;
        for (int i = 0; i < sizes.length; i++) {
          if (sizes[i] == LARGE && number + 8 <= fieldEnd) {
            sizes[i] = entry.getLong(number);
            number += 8;
          }
        }
      }
      at = fieldEnd;
    }
  }

  /**
   * Programs of one system write its own separator, which as many bytes tell from the right one.
   */
  private static String slashed(String name) {
    return name.replace('\\', '/');
  }

  private static boolean isHarmless(String name) {
    return !name.isEmpty()
        && !name.startsWith("/")
        && name.indexOf(':') < 0
        && name.indexOf('\0') < 0
        && Arrays.stream(name.split("/", -1)).noneMatch(step -> step.equals(".."));
  }

  /** Whether each part's own header says what the directory says, and no part lies in another. */
  private void checkHeaders(FileChannel file, long directory) throws IOException {
    List<Part> inOrder = new ArrayList<>(parts.values());
    inOrder.sort(Comparator.comparingLong(Part::header));
    long free = 0;
    for (Part part : inOrder) {
      require(part.header() >= free);
      ByteBuffer header = at(file, part.header(), LOCAL_LENGTH);
      require(header.getInt(0) == LOCAL_SIGNATURE);
      int flags = header.getShort(6) & 0xFFFF;
      require(flags == part.flags() && (header.getShort(8) & 0xFFFF) == part.method());
      if ((flags & SIZES_BEHIND) == 0) {
        require((header.getInt(14) & LARGE) == part.crc());
        require(isSame(header.getInt(18) & LARGE, part.packed()));
        require(isSame(header.getInt(22) & LARGE, part.unpacked()));
      }
      byte[] name = part.name().getBytes(StandardCharsets.UTF_8);
      require((header.getShort(26) & 0xFFFF) == name.length);
      ByteBuffer letters = at(file, part.header() + LOCAL_LENGTH, name.length);
      require(slashed(StandardCharsets.UTF_8.decode(letters).toString()).equals(part.name()));
      require(part.packed() >= 0 && part.unpacked() >= 0);
      free = dataOf(part, header) + part.packed();
      require(free <= directory && free >= part.header());
    }
  }

  private static boolean isSame(long inHeader, long inDirectory) {
    return inHeader == inDirectory || inHeader == LARGE;
  }

  private static long dataOf(Part part, ByteBuffer header) {
    return part.header()
        + LOCAL_LENGTH
        + (header.getShort(26) & 0xFFFF)
        + (header.getShort(28) & 0xFFFF);
  }

  private static void require(boolean expected) throws ZipException {
    if (!expected) {
      throw new ZipException();
    }
  }

  private static ByteBuffer at(FileChannel file, long position, int length) throws IOException {
    require(position >= 0 && position + length <= file.size());
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, position + buffer.position()) < 0) {
        throw new EOFException();
      }
    }
    return buffer.flip();
  }

  /** A part, unpacked while it is read. */
  InputStream open(Part part) throws IOException {
    FileChannel file = FileChannel.open(bytes, StandardOpenOption.READ);
    try {
      long start = dataOf(part, at(file, part.header(), LOCAL_LENGTH));
      InputStream packed = new Stretch(file, start, start + part.packed());
      InputStream raw =
          part.method() == STORED ? packed : new Unpacked(packed, new Inflater(true), BLOCK);
      return new Counted(raw, part);
    } catch (IOException failure) {
      file.close();
      throw failure;
    }
  }

  /** An inflater that is given back when the part is closed. */
  private static final class Unpacked extends InflaterInputStream {

    Unpacked(InputStream packed, Inflater inflater, int block) {
      super(packed, inflater, block);
    }

    @Override
    public void close() throws IOException {
      super.close();
      inf.end();
    }
  }

  /** The bytes of the file from one place up to another. */
  private static final class Stretch extends InputStream {

    private final FileChannel file;
    private final long end;
    private long at;

    Stretch(FileChannel file, long start, long end) {
      this.file = file;
      this.at = start;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int most = (int) Math.min(length, end - at);
      if (most <= 0) {
        return length == 0 ? 0 : -1;
      }
      int count = file.read(ByteBuffer.wrap(target, offset, most), at);
      at += Math.max(count, 0);
      return count;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /** Counts what comes out, and compares it at the end with what the directory says. */
  private final class Counted extends FilterInputStream {

    private final Part part;
    private final CRC32 crc = new CRC32();
    private long count;

    Counted(InputStream in, Part part) {
      super(in);
      this.part = part;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = in.read(target, offset, length);
      if (read < 0) {
        require(count == part.unpacked() && crc.getValue() == part.crc());
        return read;
      }
      count += read;
      unpacked += read;
      crc.update(target, offset, read);
      if (unpacked > limits.bytes()
          || count > InflationLimits.FREE_BYTES && count > part.packed() * limits.ratio()) {
        throw new TooMuchException();
      }
      return read;
    }

    @Override
    public long skip(long length) throws IOException {
      byte[] block = new byte[(int) Math.min(length, BLOCK)];
      return Math.max(0, read(block, 0, block.length));
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
