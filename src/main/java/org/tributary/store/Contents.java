package org.tributary.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Contents to write: bytes at hand or a local file. */
public final class Contents {

  private Contents() {}

  public static ObjectStore.Content of(byte[] bytes) {
    return new ObjectStore.Content() {
      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }

      @Override
      public long size() {
        return bytes.length;
      }
    };
  }

  public static ObjectStore.Content of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public static ObjectStore.Content of(Path file) {
    return new ObjectStore.Content() {
      @Override
      public InputStream open() throws IOException {
        return Files.newInputStream(file);
      }

      @Override
      public long size() {
        try {
          return Files.size(file);
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        }
      }
    };
  }
}
