package org.tributary.hub;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.authority.LocalAuthority;
import org.tributary.publish.CommitLog;
import org.tributary.publish.Manifest;
import org.tributary.publish.PseudonymKeyId;
import org.tributary.publish.PublishedFile;
import org.tributary.report.Audience;
import org.tributary.report.ReportFile;

/**
 * What one authority has published of one dataset: the commit that a release is made from, and
 * where it stands.
 */
record PublishedReturn(
    LocalAuthority authority, String dataset, Manifest commit, CommitLog commits) {

  /** Which key, named by version, the pseudonyms of a use case are of, by kind of identifier. */
  SortedMap<String, String> pseudonymKeysOf(String useCase) {
    SortedMap<String, String> keys = new TreeMap<>();
    for (PseudonymKeyId id : PseudonymKeyId.parse(commit.keyId())) {
      if (id.useCase().equals(useCase)) {
        keys.put(id.identifier(), id.version());
      }
    }
    return keys;
  }

  /** The authority's error report in numbers; an earlier version made none. */
  Optional<PublishedFile> errorSummary() {
    return commit.file(Audience.HUB.name(ReportFile.SUMMARY));
  }
}
