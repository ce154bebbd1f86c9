package org.tributary.lineage;

import io.openlineage.client.OpenLineage;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A facet of our own: under which clause of which agreement a dataset is made and each of its
 * columns is kept. Its JSON schema is {@code docs/schemas/agreement-facet.json}.
 */
final class AgreementFacet extends OpenLineage.DefaultDatasetFacet {

  /** What it is called among the facets of a dataset. */
  static final String NAME = "tributaryAgreement";

  private static final URI SCHEMA = URI.create("urn:tributary:schema:agreement-facet:1-0-0");

  /** The clauses of one column, one for each use case that keeps it. */
  private final Map<String, List<Clause>> columns;

  /** A clause in its own words. */
  record Clause(String useCase, String agreement, String clause, String words) {}

  AgreementFacet(URI producer, Map<String, List<Clause>> columns) {
    super(producer, null);
    this.columns = new TreeMap<>(columns);
  }

  @Override
  public URI get_schemaURL() {
    return SCHEMA;
  }

  /** By column. */
  public Map<String, List<Clause>> getColumns() {
    return columns;
  }
}
