package org.tributary.upload;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.tributary.store.Contents;
import org.tributary.store.Digest;
import org.tributary.store.Scratch;

/**
 * Small files as they came, in one ZIP, since an object for each would cost more than reading it.
 * Each entry is named by the SHA-256 of its bytes, which stand there uncompressed.
 */
record IncomingArchive(Path zip, String sha256) {

  /**
   * @param incoming by the SHA-256 of their bytes, where they lie on this machine
   */
  static IncomingArchive write(SortedMap<String, Path> incoming, Path zip) throws IOException {
    try (OutputStream out = Scratch.write(zip);
        ZipOutputStream entries = new ZipOutputStream(out)) {
      for (var file : incoming.entrySet()) {
        byte[] bytes = Files.readAllBytes(file.getValue());
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(checksum.getValue());
        // The same files give the same bytes, whenever it is written.
        entry.setLastModifiedTime(FileTime.from(Instant.EPOCH));
        entries.putNextEntry(entry);
        entries.write(bytes);
        entries.closeEntry();
      }
    }
    return new IncomingArchive(zip, Digest.of(Contents.of(zip)).sha256());
  }

  /** Those of a group that were brought to this machine. */
  static SortedMap<String, Path> of(List<FileWork> files) {
    SortedMap<String, Path> incoming = new TreeMap<>();
    for (FileWork file : files) {
      file.incoming().ifPresent(came -> incoming.put(came.sha256(), file.bytes()));
    }
    return incoming;
  }

  String name() {
    return "incoming/" + sha256 + ".zip";
  }
}
