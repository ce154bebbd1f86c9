package org.tributary.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** The order in which S3 lists keys: by their UTF-8 bytes, which is not the order of a String. */
public final class KeyOrder {

  public static final Comparator<String> UTF_8 =
      (one, other) ->
          Arrays.compareUnsigned(
              one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

  private KeyOrder() {}
}
