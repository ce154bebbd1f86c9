package org.tributary.publish;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.tributary.store.Digest;

/** What the inputs of one account really were, as time went on. */
interface Reality {

  /** A state was committed. Why that must not be, if it must not; else empty. */
  String objectionTo(Manifest committed);

  /** Whether a state, name and SHA-256, may ever have been seen. */
  boolean wasReal(Map<String, String> visible);

  /** The state, name and SHA-256, that belongs to the inputs as they are now. */
  Map<String, String> now();

  /** Name and SHA-256 of texts. */
  static Map<String, String> digests(Map<String, String> texts) {
    Map<String, String> digests = new HashMap<>();
    texts.forEach(
        (name, text) ->
            digests.put(name, Digest.of(text.getBytes(StandardCharsets.UTF_8)).sha256()));
    return digests;
  }

  static Map<String, String> visible(Manifest manifest) {
    Map<String, String> visible = new HashMap<>();
    manifest.files().forEach(file -> visible.put(file.name(), file.sha256()));
    return visible;
  }
}
