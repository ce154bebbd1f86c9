package org.tributary.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects in a folder into which people also put files by hand. The store below keeps an object's
 * ETag as an attribute of its file: a file that came past it has none, and one that was written
 * over keeps the old one. This gives such a file its own before anybody is told of it.
 */
final class DroppedFiles extends ForwardingBlobStore {

  /** Where the store below keeps the ETag, as the sixteen bytes of the content's MD5. */
  private static final String ETAG = "user.content-md5";

  /** Size and time of change of the file that the ETag was right for. */
  private static final String RIGHT_FOR = "user.tributary-etag-right-for";

  private final Path root;

  DroppedFiles(BlobStore below, Path root) {
    super(below);
    this.root = root;
    requireAttributes();
  }

  private void requireAttributes() {
    try {
      Path probe = Files.createTempFile(root, ".probe", "");
      try {
        write(attributes(probe), RIGHT_FOR, new byte[] {1});
      } finally {
        Files.delete(probe);
      }
    } catch (IOException | UnsupportedOperationException failure) {
      throw new IllegalStateException(
          "the file system of "
              + root
              + " keeps no extended attributes, which the embedded S3 server needs; choose"
              + " another folder",
          failure);
    }
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    ListObjectsV2Response listing = super.list(request);
    boolean renewed = false;
    for (S3Object object : listing.contents()) {
      renewed |= renew(request.bucket(), object.key());
    }
    return renewed ? super.list(request) : listing;
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    renew(request.bucket(), request.key());
    return super.blobMetadata(request);
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    renew(request.bucket(), request.key());
    return super.getBlob(request);
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    renew(request.bucket(), request.key());
    PutObjectResponse response = super.putBlob(request, content);
    renew(request.bucket(), request.key());
    return response;
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    renew(request.sourceBucket(), request.sourceKey());
    Optional<CopyObjectResponse> linked = isPlain(request) ? link(request) : Optional.empty();
    if (linked.isPresent()) {
      return linked.get();
    }
    CopyObjectResponse response = super.copyBlob(request);
    renew(request.destinationBucket(), request.destinationKey());
    return response;
  }

  /** Whether all that is asked for is that one object becomes like another. */
  private static boolean isPlain(CopyObjectRequest request) {
    return request.equals(
        CopyObjectRequest.builder()
            .sourceBucket(request.sourceBucket())
            .sourceKey(request.sourceKey())
            .destinationBucket(request.destinationBucket())
            .destinationKey(request.destinationKey())
            .build());
  }

  /**
   * Makes the copy a second name of the same file, as a store of many disks would: the store below
   * never writes into a file, it puts another in its place.
   */
  private Optional<CopyObjectResponse> link(CopyObjectRequest request) {
    Optional<Path> from = file(request.sourceBucket(), request.sourceKey());
    Optional<Path> to = file(request.destinationBucket(), request.destinationKey());
    if (from.isEmpty() || to.isEmpty() || Files.isDirectory(to.get())) {
      return Optional.empty();
    }
    Path name = root.resolve(".copy-" + UUID.randomUUID());
    try {
      Files.createDirectories(to.get().getParent());
      Files.createLink(name, from.get());
      try {
        Files.move(name, to.get(), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        // Where both are names of one file already, moving leaves them as they are.
        Files.deleteIfExists(name);
      }
    } catch (IOException | UnsupportedOperationException notHere) {
      return Optional.empty();
    }
    HeadObjectResponse copied =
        super.blobMetadata(
            HeadObjectRequest.builder()
                .bucket(request.destinationBucket())
                .key(request.destinationKey())
                .build());
    return Optional.of(
        CopyObjectResponse.builder()
            .copyObjectResult(
                result -> result.eTag(copied.eTag()).lastModified(copied.lastModified()))
            .build());
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
    renew(request.bucket(), request.key());
    return response;
  }

  /** Whether the file's ETag had to be made. */
  private boolean renew(String bucket, String key) {
    try {
      Optional<Path> file = file(bucket, key);
      return file.isPresent()
          && Files.isRegularFile(file.get(), LinkOption.NOFOLLOW_LINKS)
          && renew(file.get());
    } catch (IOException vanishedOrChanging) {
      // The store below meets the same file next, and says what there is to say.
      return false;
    }
  }

  /** Where an object lies, unless it can lie nowhere. */
  private Optional<Path> file(String bucket, String key) {
    try {
      Path folder = root.resolve(bucket).normalize();
      Path file = folder.resolve(key).normalize();
      return file.startsWith(folder) && !file.equals(folder) ? Optional.of(file) : Optional.empty();
    } catch (InvalidPathException noFile) {
      return Optional.empty();
    }
  }

  private static boolean renew(Path file) throws IOException {
    UserDefinedFileAttributeView attributes = attributes(file);
    byte[] now = state(file);
    boolean hasETag = attributes.list().contains(ETAG);
    boolean known = attributes.list().contains(RIGHT_FOR);
    if (hasETag && known && Arrays.equals(now, read(attributes, RIGHT_FOR))) {
      return false;
    }
    boolean putThroughTheStore = hasETag && !known;
    if (!putThroughTheStore) {
      write(attributes, ETAG, md5(file));
    }
    // The state from before the bytes were read: what changed meanwhile is seen the next time.
    write(attributes, RIGHT_FOR, now);
    return !putThroughTheStore;
  }

  private static byte[] state(Path file) throws IOException {
    BasicFileAttributes facts =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return (facts.size() + " " + facts.lastModifiedTime().to(TimeUnit.NANOSECONDS))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] md5(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
        bytes.transferTo(OutputStream.nullOutputStream());
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static UserDefinedFileAttributeView attributes(Path file) {
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(
            file, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      throw new UnsupportedOperationException("no extended attributes");
    }
    return view;
  }

  private static byte[] read(UserDefinedFileAttributeView attributes, String name)
      throws IOException {
    ByteBuffer value = ByteBuffer.allocate(attributes.size(name));
    attributes.read(name, value);
    return value.array();
  }

  private static void write(UserDefinedFileAttributeView attributes, String name, byte[] value)
      throws IOException {
    attributes.write(name, ByteBuffer.wrap(value));
  }
}
