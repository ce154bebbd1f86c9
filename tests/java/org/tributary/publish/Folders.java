package org.tributary.publish;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.store.KeyOrder;
import org.tributary.store.SimulatedStore;
import org.tributary.store.StoreException;

/** The states of the authority's folder, one after the other. */
final class Folders implements Reality {

  /** One state of the authority's folder that was real at some time. */
  record Folder(SortedMap<String, String> files, String fingerprint) {
    Map<String, String> visible() {
      return Reality.digests(UploadWorker.outputs(files));
    }
  }

  private final SimulatedStore uploads;
  private final List<Folder> folders = new ArrayList<>();
  private int oldestPossible;

  Folders(SimulatedStore uploads) {
    this.uploads = uploads;
  }

  List<Folder> all() {
    return folders;
  }

  /** The authority has edited its folder. */
  void edited() {
    SortedMap<String, String> files = new TreeMap<>(KeyOrder.UTF_8);
    uploads
        .objects(UploadWorker.FOLDER)
        .forEach((name, held) -> files.put(name, new String(held.bytes(), StandardCharsets.UTF_8)));
    try {
      Collected listing = Collected.list(uploads, UploadWorker.FOLDER);
      folders.add(new Folder(files, new UploadWorker.Listed(listing).fingerprint()));
    } catch (StoreException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String objectionTo(Manifest committed) {
    int moment = oldestPossible;
    while (moment < folders.size()
        && !folders.get(moment).fingerprint().equals(committed.fingerprint())) {
      moment++;
    }
    if (moment == folders.size()) {
      return "I2: the commit is of a folder older than the last commit's";
    }
    oldestPossible = moment;
    return folders.get(moment).visible().equals(Reality.visible(committed))
        ? ""
        : "I2: the state is not that of its inputs";
  }

  @Override
  public boolean wasReal(Map<String, String> visible) {
    return folders.stream().anyMatch(folder -> folder.visible().equals(visible));
  }

  @Override
  public Map<String, String> now() {
    return folders.get(folders.size() - 1).visible();
  }
}
