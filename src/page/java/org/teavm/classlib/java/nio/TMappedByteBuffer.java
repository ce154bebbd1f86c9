package org.teavm.classlib.java.nio;

/** {@link java.nio.MappedByteBuffer} of a file in memory. */
public class TMappedByteBuffer extends TByteBufferImpl {

  private TMappedByteBuffer(byte[] bytes) {
    super(0, bytes.length, bytes, 0, bytes.length, false, true);
  }

  public static TMappedByteBuffer of(byte[] bytes) {
    return new TMappedByteBuffer(bytes);
  }
}
