package org.tributary.lineage;

import org.tributary.authority.LocalAuthority;
import org.tributary.pipeline.PipelineTable;

/** What the upload account calls what it shares. */
final class SharedNames {

  private SharedNames() {}

  /** The file of an authority's table, all periods together. */
  static String concatenated(LocalAuthority authority, String dataset, PipelineTable table) {
    return "concatenated/"
        + dataset
        + "/"
        + authority.code()
        + "_"
        + dataset
        + "_"
        + table.name()
        + ".csv";
  }
}
