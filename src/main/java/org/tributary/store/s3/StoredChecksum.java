package org.tributary.store.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * What a store says of the bytes of a whole object, to be compared with those that arrived. A
 * checksum of the object's parts cannot be: it says nothing of the whole. Without a checksum the
 * ETag serves, where it is the MD5 of the bytes.
 */
final class StoredChecksum {

  private static final Pattern MD5 = Pattern.compile("\"?([0-9a-fA-F]{32})\"?");

  /** The name's end of a bucket whose ETags are no MD5. */
  private static final String DIRECTORY_BUCKET = "--x-s3";

  /** The bytes as they arrive. */
  private interface Sum {
    void update(byte[] bytes, int from, int length);

    byte[] value();
  }

  private final Sum sum;
  private final byte[] stored;

  private StoredChecksum(Sum sum, byte[] stored) {
    this.sum = sum;
    this.stored = stored;
  }

  /** The quickest that the answer allows; empty where it says nothing of the whole object. */
  static Optional<StoredChecksum> of(GetObjectResponse answer, String bucket) {
    if (answer.checksumType() != ChecksumType.COMPOSITE) {
      Optional<StoredChecksum> found =
          of(answer.checksumCRC32C(), () -> ofChecksum(new CRC32C(), 4))
              .or(() -> of(answer.checksumCRC32(), () -> ofChecksum(new CRC32(), 4)))
              .or(() -> of(answer.checksumCRC64NVME(), () -> ofChecksum(new Crc64Nvme(), 8)))
              .or(() -> of(answer.checksumSHA1(), () -> ofDigest("SHA-1")))
              .or(() -> of(answer.checksumSHA256(), () -> ofDigest("SHA-256")));
      if (found.isPresent()) {
        return found;
      }
    }
    return ofETag(answer, bucket);
  }

  private static Optional<StoredChecksum> of(@Nullable String stored, Supplier<Sum> sum) {
    // With a hyphen and a number, it is made of those of the parts.
    return stored == null || stored.contains("-")
        ? Optional.empty()
        : Optional.of(new StoredChecksum(sum.get(), Base64.getDecoder().decode(stored)));
  }

  private static Optional<StoredChecksum> ofETag(GetObjectResponse answer, String bucket) {
    ServerSideEncryption encryption = answer.serverSideEncryption();
    boolean plain = encryption == null || encryption == ServerSideEncryption.AES256;
    var etag = MD5.matcher(Optional.ofNullable(answer.eTag()).orElse(""));
    return plain
            && answer.sseCustomerAlgorithm() == null
            && !bucket.endsWith(DIRECTORY_BUCKET)
            && etag.matches()
        ? Optional.of(new StoredChecksum(ofDigest("MD5"), HexFormat.of().parseHex(etag.group(1))))
        : Optional.empty();
  }

  private static Sum ofChecksum(Checksum checksum, int bytes) {
    return new Sum() {
      @Override
      public void update(byte[] data, int from, int length) {
        checksum.update(data, from, length);
      }

      @Override
      public byte[] value() {
        byte[] value = new byte[bytes];
        long rest = checksum.getValue();
        for (int i = bytes - 1; i >= 0; i--) {
          value[i] = (byte) rest;
          rest >>>= Byte.SIZE;
        }
        return value;
      }
    };
  }

  private static Sum ofDigest(String algorithm) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      return new Sum() {
        @Override
        public void update(byte[] data, int from, int length) {
          digest.update(data, from, length);
        }

        @Override
        public byte[] value() {
          return digest.digest();
        }
      };
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has " + algorithm, impossible);
    }
  }

  void update(byte[] bytes, int from, int length) {
    sum.update(bytes, from, length);
  }

  /** Whether all that was told of is what the store holds; asked once. */
  boolean matches() {
    return MessageDigest.isEqual(sum.value(), stored);
  }
}
