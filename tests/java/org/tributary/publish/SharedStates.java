package org.tributary.publish;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.store.SimulatedStore;
import org.tributary.store.SimulatedStore.Held;

/**
 * What the upload units shared, each one state after the other, beginning with nothing. Each unit
 * moves by itself, so a release takes of each a state that was its newest at some moment after the
 * release before was committed; that those were the newest at one common moment nobody promises.
 */
final class SharedStates implements Reality {

  private static final String NOTHING = "";

  private final SimulatedStore shared;
  private final SortedMap<String, List<String>> states = new TreeMap<>();
  private final SortedMap<String, Integer> newestAtLastRelease = new TreeMap<>();
  private final Set<Map<String, String>> released = new HashSet<>();

  SharedStates(SimulatedStore shared) {
    this.shared = shared;
    for (String unit : HubWorker.UNITS) {
      states.put(unit, new ArrayList<>(List.of(NOTHING)));
      newestAtLastRelease.put(unit, 0);
    }
  }

  /** Something was committed in the shared area. */
  void committed() {
    states.forEach(
        (unit, texts) -> {
          List<Held> commits = List.copyOf(shared.objects("_commits/" + unit + "/").values());
          for (Held commit : commits.subList(texts.size() - 1, commits.size())) {
            PublishedFile file =
                Manifest.parse(commit.bytes()).orElseThrow().file(HubWorker.SHARED).orElseThrow();
            byte[] bytes = shared.object(file.key()).orElseThrow().bytes();
            texts.add(new String(bytes, StandardCharsets.UTF_8));
          }
        });
  }

  @Override
  public String objectionTo(Manifest release) {
    Map<String, String> visible = Reality.visible(release);
    SortedMap<String, String> vector = new TreeMap<>();
    for (Map.Entry<String, List<String>> unit : states.entrySet()) {
      String sha256 = visible.get(HubWorker.output(unit.getKey()));
      int oldest = newestAtLastRelease.get(unit.getKey());
      List<String> possible = unit.getValue().subList(oldest, unit.getValue().size());
      if (sha256 == null && oldest > 0) {
        return "I2: the release lacks a unit that was shared before the last release";
      }
      if (sha256 != null) {
        List<String> same =
            possible.stream()
                .filter(text -> Reality.digests(Map.of("", text)).containsValue(sha256))
                .toList();
        if (same.isEmpty()) {
          return "I2: the release holds an older state of a unit than was shared at the last";
        }
        vector.put(unit.getKey(), same.get(0));
      }
    }
    if (!Reality.digests(HubWorker.outputs(vector)).equals(visible)) {
      return "I2: the release is not that of its inputs";
    }
    states.forEach((unit, texts) -> newestAtLastRelease.put(unit, texts.size() - 1));
    released.add(visible);
    return "";
  }

  @Override
  public boolean wasReal(Map<String, String> visible) {
    return released.contains(visible);
  }

  @Override
  public Map<String, String> now() {
    SortedMap<String, String> vector = new TreeMap<>();
    states.forEach(
        (unit, texts) -> {
          if (texts.size() > 1) {
            vector.put(unit, texts.get(texts.size() - 1));
          }
        });
    return Reality.digests(HubWorker.outputs(vector));
  }
}
