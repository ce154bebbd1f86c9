package org.tributary.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** The sums of "123456789" are those that the descriptions of the algorithms give. */
class StoredChecksumTest {

  private static final String MD5 = "25f9e794323b453885f5181f1b624d0b";

  private static Optional<StoredChecksum> of(Consumer<GetObjectResponse.Builder> answer) {
    GetObjectResponse.Builder builder = GetObjectResponse.builder();
    answer.accept(builder);
    return StoredChecksum.of(builder.build(), "bucket");
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  private static boolean matches(Optional<StoredChecksum> checksum, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    checksum.orElseThrow().update(bytes, 0, 4);
    checksum.orElseThrow().update(bytes, 4, bytes.length - 4);
    return checksum.orElseThrow().matches();
  }

  private static void tells(Consumer<GetObjectResponse.Builder> answer) {
    assertThat(matches(of(answer), "123456789")).isTrue();
    assertThat(matches(of(answer), "123456788")).isFalse();
    assertThat(matches(of(answer), "12345678")).isFalse();
  }

  @Test
  void every_checksum_of_a_whole_object_tells_other_bytes() {
    tells(answer -> answer.checksumCRC32(base64("cbf43926")));
    tells(answer -> answer.checksumCRC32C(base64("e3069283")));
    tells(answer -> answer.checksumCRC64NVME(base64("ae8b14860a799888")));
    tells(answer -> answer.checksumSHA1(base64("f7c3bc1d808e04732adf679965ccc34ca7ae3441")));
    tells(
        answer ->
            answer.checksumSHA256(
                base64("15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225")));
    tells(answer -> answer.eTag('"' + MD5 + '"'));
  }

  @Test
  void sixty_four_bits_are_summed_alike_at_once_and_one_by_one() {
    byte[] bytes = new byte[1_003];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    Crc64Nvme whole = new Crc64Nvme();
    Crc64Nvme single = new Crc64Nvme();

    whole.update(bytes, 0, bytes.length);
    for (byte one : bytes) {
      single.update(one);
    }

    assertThat(whole.getValue()).isEqualTo(single.getValue());
  }

  @Test
  void a_checksum_of_parts_says_nothing_and_the_etag_serves_where_it_can() {
    assertThat(of(answer -> answer.checksumCRC32(base64("cbf43926") + "-2"))).isEmpty();
    assertThat(
            of(
                answer ->
                    answer
                        .checksumCRC32(base64("00000000"))
                        .checksumType(ChecksumType.COMPOSITE)
                        .eTag('"' + MD5 + "-2\"")))
        .isEmpty();
    tells(answer -> answer.checksumCRC32(base64("00000000") + "-1").eTag(MD5));
  }

  @Test
  void an_etag_that_is_no_md5_is_not_taken_for_one() {
    assertThat(
            of(
                answer ->
                    answer
                        .eTag('"' + MD5 + '"')
                        .serverSideEncryption(ServerSideEncryption.AWS_KMS)))
        .isEmpty();
    assertThat(of(answer -> answer.eTag('"' + MD5 + '"').sseCustomerAlgorithm("AES256"))).isEmpty();
    assertThat(of(answer -> answer.eTag("\"another\""))).isEmpty();
    assertThat(
            StoredChecksum.of(
                GetObjectResponse.builder().eTag('"' + MD5 + '"').build(), "b--euw2-az1--x-s3"))
        .isEmpty();
    tells(answer -> answer.eTag(MD5).serverSideEncryption(ServerSideEncryption.AES256));
  }
}
