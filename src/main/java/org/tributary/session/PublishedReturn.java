package org.tributary.session;

import java.util.Optional;
import org.tributary.authority.LocalAuthority;
import org.tributary.publish.Manifest;
import org.tributary.publish.PublishedFile;
import org.tributary.report.Audience;

/** What one authority has published of one dataset: the commit that a release is made from. */
record PublishedReturn(LocalAuthority authority, String dataset, Manifest commit) {

  /** The hub's copy of the authority's error report, as CSV. */
  Optional<PublishedFile> errorReport() {
    return commit.file(UploadSession.file(Audience.HUB, "csv"));
  }
}
