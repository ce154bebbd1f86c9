package org.tributary.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.security.MessageDigest;
import java.security.Provider;
import java.security.Security;
import java.util.HexFormat;
import java.util.Random;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NativeSha256Test {

  @BeforeAll
  static void somethingIsHashed() {
    Digest.of(new byte[0]);
  }

  @Test
  void everyLengthHasTheSameDigestAsByJavaItself() throws Exception {
    MessageDigest java = MessageDigest.getInstance("SHA-256", "SUN");
    Random random = new Random(7);
    for (int length = 0; length < 400; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertThat(Digest.of(bytes).sha256())
          .as("%d bytes", length)
          .isEqualTo(HexFormat.of().formatHex(java.digest(bytes)));
    }
  }

  @Test
  void nothingButSha256IsTakenFromIt() throws Exception {
    Provider first = Security.getProviders()[0];
    assertThat(first.getServices())
        .extracting(Provider.Service::getType, Provider.Service::getAlgorithm)
        .as("its name is %s", first.getName())
        .containsExactly(tuple("MessageDigest", "SHA-256"));
    assertThat(SSLContext.getDefault().getProvider().getName()).isEqualTo("SunJSSE");
  }
}
