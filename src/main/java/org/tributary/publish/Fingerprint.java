package org.tributary.publish;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.tributary.store.Digest;
import org.tributary.store.KeyOrder;
import org.tributary.store.ObjectStore.StoredObject;

/**
 * Everything that a state depends on, as one SHA-256: the same parts give the same one on every
 * machine, whatever order they are given in. No clock and nothing random belongs in it.
 */
public final class Fingerprint {

  private final Map<String, String> parts = new TreeMap<>(KeyOrder.UTF_8);

  /** Adds one part, such as the version of a schema; each label once. */
  public Fingerprint with(String label, String value) {
    if (parts.putIfAbsent("part " + label, value) != null) {
      throw new IllegalArgumentException("this part of the fingerprint is there already");
    }
    return this;
  }

  /** Adds the files of a folder, each by key and ETag. */
  public Fingerprint with(Collected listing) {
    for (StoredObject file : listing.files()) {
      parts.put("file " + file.key(), file.etag());
    }
    return this;
  }

  /** Lower-case hex. */
  public String sha256() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Map.Entry<String, String> part : parts.entrySet()) {
        write(out, part.getKey());
        write(out, part.getValue());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory takes every byte", impossible);
    }
    return Digest.of(bytes.toByteArray()).sha256();
  }

  /** With its length first, so that no two lists of parts run into the same bytes. */
  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }
}
