package org.tributary.hub;

import java.util.List;
import org.tributary.publish.Look;
import org.tributary.store.ObjectStore.StoredObject;

/**
 * What a release is made from, as one look found it.
 *
 * @param tables the concatenated tables of which the use case keeps anything
 * @param submitted what every authority that signed has published
 * @param openData what lies in the area of open data, where the use case has any use for it
 */
record ReleaseInputs(
    List<SharedTable> tables,
    List<PublishedReturn> submitted,
    List<StoredObject> openData,
    String fingerprint)
    implements Look.Inputs {

  ReleaseInputs {
    tables = List.copyOf(tables);
    submitted = List.copyOf(submitted);
    openData = List.copyOf(openData);
  }
}
