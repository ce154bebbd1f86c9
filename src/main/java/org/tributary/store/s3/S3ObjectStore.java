package org.tributary.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tributary.store.DifferentBytesException;
import org.tributary.store.KeyOrder;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * One area of an S3 bucket over the SDK's client, which it does not own. Objects up to 5 GB, each
 * written in one request, so that a create is decided in one place.
 */
public final class S3ObjectStore implements ObjectStore {

  /** S3 answers 409 while another conditional write of the key is under way. */
  private static final int TRIES_IN_CONFLICT = 5;

  private static final int TRIES_TO_RESUME = 3;
  private static final int TRIES_TO_LIST = 3;

  private final S3Client client;
  private final String bucket;
  private final String prefix;

  /** The area is the whole bucket, or what lies below a prefix that ends in a slash. */
  public S3ObjectStore(S3Client client, String bucket, String prefix) {
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("the prefix of an area must be empty or end in a slash");
    }
    this.client = client;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  @Override
  public List<StoredObject> list(String below) throws StoreException {
    return listing(request(below).build());
  }

  @Override
  public List<StoredObject> listAfter(String below, String startAfter) throws StoreException {
    return listing(request(below).startAfter(prefix + startAfter).build());
  }

  private ListObjectsV2Request.Builder request(String below) {
    // Encoded, because XML cannot hold every character that a key may; the SDK decodes it.
    return ListObjectsV2Request.builder()
        .bucket(bucket)
        .prefix(prefix + below)
        .encodingType(EncodingType.URL);
  }

  private List<StoredObject> listing(ListObjectsV2Request request) throws StoreException {
    List<StoredObject> objects = new ArrayList<>();
    try {
      Optional<ListObjectsV2Request> next = Optional.of(request);
      while (next.isPresent()) {
        ListObjectsV2Response page = page(next.get());
        add(page, objects);
        next =
            Optional.ofNullable(page.nextContinuationToken())
                .map(token -> request.toBuilder().continuationToken(token).build());
      }
    } catch (SdkException failure) {
      throw mapped("list", failure);
    }
    // Some stores list in another order than S3 does, and some repeat a key between two pages.
    objects.sort(Comparator.comparing(StoredObject::key, KeyOrder.UTF_8));
    return objects.stream().distinct().toList();
  }

  /** The SDK tries again only until an answer begins; one that breaks off is no page yet. */
  private ListObjectsV2Response page(ListObjectsV2Request request) {
    for (int tried = 1; true; tried++) {
      try {
        return client.listObjectsV2(request);
      } catch (AwsServiceException answered) {
        throw answered;
      } catch (SdkException brokenOff) {
        if (tried == TRIES_TO_LIST || Thread.currentThread().isInterrupted()) {
          throw brokenOff;
        }
      }
    }
  }

  private void add(ListObjectsV2Response page, List<StoredObject> objects) {
    for (S3Object object : page.contents()) {
      objects.add(
          new StoredObject(
              object.key().substring(prefix.length()),
              object.eTag(),
              object.size(),
              object.lastModified()));
    }
  }

  @Override
  public InputStream read(String key, Optional<String> etag) throws StoreException {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder()
            .bucket(bucket)
            .key(prefix + key)
            .checksumMode(ChecksumMode.ENABLED);
    etag.ifPresent(request::ifMatch);
    try {
      return new WholeBody(prefix + key, client.getObject(request.build()));
    } catch (SdkException failure) {
      // Credentials that ran out say nothing about the one object.
      throw Answer.of(failure) == Answer.STRANGERS
          ? new StoreException(Reason.UNAVAILABLE, "read", failure)
          : mapped("read", failure);
    }
  }

  @Override
  public Created create(String key, Content content) throws StoreException {
    PutObjectRequest request =
        PutObjectRequest.builder().bucket(bucket).key(prefix + key).ifNoneMatch("*").build();
    for (int tried = 1; true; tried++) {
      try {
        client.putObject(request, body(content));
        return Created.CREATED;
      } catch (SdkException failure) {
        Answer answer = Answer.of(failure);
        if (answer == Answer.PRECONDITION_FAILED) {
          return Created.EXISTED;
        }
        if (answer != Answer.CONFLICT || tried == TRIES_IN_CONFLICT) {
          throw mapped("create", failure);
        }
      }
    }
  }

  @Override
  public void replace(String key, Content content) throws StoreException {
    try {
      client.putObject(
          PutObjectRequest.builder().bucket(bucket).key(prefix + key).build(), body(content));
    } catch (SdkException failure) {
      throw mapped("replace", failure);
    }
  }

  @Override
  public String copy(String from, String to) throws StoreException {
    try {
      return client
          .copyObject(
              CopyObjectRequest.builder()
                  .sourceBucket(bucket)
                  .sourceKey(prefix + from)
                  .destinationBucket(bucket)
                  .destinationKey(prefix + to)
                  .build())
          .copyObjectResult()
          .eTag();
    } catch (SdkException failure) {
      throw mapped("copy", failure);
    }
  }

  @Override
  public void delete(String key) throws StoreException {
    try {
      client.deleteObject(DeleteObjectRequest.builder().bucket(bucket).key(prefix + key).build());
    } catch (SdkException failure) {
      StoreException mapped = mapped("delete", failure);
      if (mapped.reason() != Reason.NOT_FOUND) {
        throw mapped;
      }
    }
  }

  /** A body that the SDK can open again for each of its own tries. */
  private static RequestBody body(Content content) {
    return RequestBody.fromContentProvider(
        () -> {
          try {
            return content.open();
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
        },
        content.size(),
        "application/octet-stream");
  }

  private static StoreException mapped(String operation, SdkException failure) {
    Answer answer = Answer.of(failure);
    StoreException mapped = new StoreException(answer.reason, operation, failure);
    return answer == Answer.NO_BUCKET ? mapped.ofMissingArea() : mapped;
  }

  /** What the store's answer means to us, by its error code first: a status alone can mislead. */
  private enum Answer {
    ABSENT(Reason.NOT_FOUND),
    PRECONDITION_FAILED(Reason.CHANGED),
    CONFLICT(Reason.UNAVAILABLE),
    REFUSED(Reason.FORBIDDEN),
    /** The store does not know us, whatever it is that we ask for. */
    STRANGERS(Reason.FORBIDDEN),
    ARCHIVED(Reason.ARCHIVED),
    NO_BUCKET(Reason.UNAVAILABLE),
    OTHER(Reason.UNAVAILABLE);

    private final Reason reason;

    Answer(Reason reason) {
      this.reason = reason;
    }

    static Answer of(SdkException failure) {
      if (!(failure instanceof AwsServiceException answered)) {
        return OTHER;
      }
      @Nullable AwsErrorDetails details = answered.awsErrorDetails();
      @Nullable String code = details == null ? null : details.errorCode();
      return code == null || code.isEmpty()
          ? ofStatus(answered.statusCode())
          : ofCode(code, answered);
    }

    private static Answer ofCode(String code, AwsServiceException answered) {
      return switch (code) {
        case "NoSuchKey" -> ABSENT;
        case "PreconditionFailed" -> PRECONDITION_FAILED;
        case "ConditionalRequestConflict", "OperationAborted" -> CONFLICT;
        case "InvalidObjectState" -> ARCHIVED;
        case "AccessDenied" -> REFUSED;
        case "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "ExpiredToken",
            "InvalidToken",
            "RequestTimeTooSkewed",
            "AllAccessDisabled" ->
            STRANGERS;
        // The area itself is missing, which no object's absence should be taken for.
        case "NoSuchBucket" -> NO_BUCKET;
        default -> ofStatus(answered.statusCode());
      };
    }

    private static Answer ofStatus(int status) {
      return switch (status) {
        case 404 -> ABSENT;
        case 412 -> PRECONDITION_FAILED;
        case 409 -> CONFLICT;
        case 403 -> REFUSED;
        default -> OTHER;
      };
    }
  }

  /**
   * An object's bytes from end to end: where an answer breaks off, the rest is asked for again; and
   * at the end, what arrived is compared with what the store holds.
   */
  private final class WholeBody extends InputStream {

    private final String key;
    private final String etag;
    private final long length;
    private final Optional<StoredChecksum> checksum;
    private ResponseInputStream<GetObjectResponse> response;
    private long position;
    private int resumed;
    private boolean compared;

    WholeBody(String key, ResponseInputStream<GetObjectResponse> response) {
      this.key = key;
      this.response = response;
      this.etag = response.response().eTag();
      this.length = response.response().contentLength();
      this.checksum = StoredChecksum.of(response.response(), bucket);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int from, int wanted) throws IOException {
      if (wanted == 0) {
        return 0;
      }
      while (position < length) {
        try {
          int read = response.read(buffer, from, (int) Math.min(wanted, length - position));
          if (read >= 0) {
            position += read;
            checksum.ifPresent(sum -> sum.update(buffer, from, read));
            return read;
          }
          resume(new IOException("the store's answer ended early"));
        } catch (SdkException failure) {
          resume(new IOException("the store's answer broke off", failure));
        } catch (DifferentBytesException differs) {
          throw differs;
        } catch (IOException failure) {
          resume(failure);
        }
      }
      compare();
      return -1;
    }

    /** The SDK tries again only until an answer begins. */
    private void resume(IOException failure) throws IOException {
      if (resumed == TRIES_TO_RESUME || Thread.currentThread().isInterrupted()) {
        throw failure;
      }
      resumed++;
      response.abort();
      try {
        response =
            client.getObject(
                GetObjectRequest.builder()
                    .bucket(bucket)
                    .key(key)
                    .ifMatch(etag)
                    .range("bytes=" + position + "-")
                    .build());
      } catch (SdkException again) {
        throw new IOException("the rest of an object cannot be read", again);
      }
      long rest = response.response().contentLength();
      if (response.response().contentRange() == null ? position > 0 : rest != length - position) {
        throw new IOException("the store answered with another part of the object");
      }
    }

    private void compare() throws IOException {
      if (!compared) {
        compared = true;
        if (checksum.isPresent() && !checksum.get().matches()) {
          throw new DifferentBytesException();
        }
      }
    }

    @Override
    public void close() throws IOException {
      if (position < length) {
        // Closing would first read all the rest.
        response.abort();
      } else {
        response.close();
      }
    }
  }
}
