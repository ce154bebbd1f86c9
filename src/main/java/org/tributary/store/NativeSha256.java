package org.tributary.store;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;

/**
 * SHA-256 by the processor's own instructions. Every byte is hashed when it arrives, when it is
 * kept and when a request is signed; Java does that fast only in methods that its second compiler
 * made, which real returns, many small files, cost more than they gain. Nothing but SHA-256 is
 * taken from this provider: keys and connections stay with Java's own.
 */
final class NativeSha256 extends Provider {

  private static final long serialVersionUID = 1;

  private static final String DIGEST = "MessageDigest";
  private static final String ALGORITHM = "SHA-256";

  private NativeSha256(Provider corretto) {
    super("TributarySha256", "1", "SHA-256 by the processor's own instructions");
    Provider.Service service = corretto.getService(DIGEST, ALGORITHM);
    putService(
        new Provider.Service(this, DIGEST, ALGORITHM, service.getClassName(), List.of(), Map.of()) {
          @Override
          public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            return service.newInstance(parameter);
          }
        });
  }

  /** Does nothing where the provider has no library for this machine: Java's own serves. */
  static void install() {
    AmazonCorrettoCryptoProvider corretto = AmazonCorrettoCryptoProvider.INSTANCE;
    if (corretto.getLoadingError() == null) {
      Security.insertProviderAt(new NativeSha256(corretto), 1);
    }
  }
}
