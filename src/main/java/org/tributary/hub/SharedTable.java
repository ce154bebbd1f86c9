package org.tributary.hub;

import org.tributary.authority.LocalAuthority;
import org.tributary.publish.PublishedFile;

/** One authority's concatenated table of one dataset, as the upload account shares it now. */
record SharedTable(PublishedReturn from, String table, PublishedFile file) {

  LocalAuthority authority() {
    return from.authority();
  }

  String dataset() {
    return from.dataset();
  }
}
