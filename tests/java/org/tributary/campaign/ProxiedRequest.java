package org.tributary.campaign;

import java.util.SortedMap;

/**
 * One request as it came through a proxy.
 *
 * @param target path and query as they were sent, the bucket first
 * @param headers by their name in small letters
 */
record ProxiedRequest(
    String method, String target, SortedMap<String, String> headers, byte[] body) {

  boolean lists() {
    return method.equals("GET") && target.contains("list-type=2");
  }

  boolean readsAnObject() {
    return method.equals("GET") && !lists() && target.matches("/[^/?]+/[^?].*");
  }

  boolean isConditionalWrite() {
    return method.equals("PUT") && headers.containsKey("if-none-match");
  }
}
