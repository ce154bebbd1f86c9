package org.tributary.region;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tributary.agreement.UseCase;
import org.tributary.authority.LocalAuthority;
import org.tributary.opendata.OpenData;
import org.tributary.output.Outputs;
import org.tributary.output.Recipient;
import org.tributary.output.StarSchema;
import org.tributary.pipeline.Pipeline;
import org.tributary.schema.Dataset;

/**
 * One region as it is configured: its authorities by code, its returns and pipelines by dataset,
 * its use cases and star schemas by name, and the open data that they are joined with. Everything
 * in it was checked when it was loaded; every name it refers to exists.
 */
public record Region(
    SortedMap<String, LocalAuthority> authorities,
    SortedMap<String, Dataset> datasets,
    SortedMap<String, Pipeline> pipelines,
    SortedMap<String, UseCase> useCases,
    SortedMap<String, StarSchema> starSchemas,
    OpenData openData) {

  public Region {
    authorities = copy(authorities);
    datasets = copy(datasets);
    pipelines = copy(pipelines);
    useCases = copy(useCases);
    starSchemas = copy(starSchemas);
  }

  private static <V> SortedMap<String, V> copy(Map<String, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  /** The authority that has a code. */
  public LocalAuthority authority(String code) {
    return known(authorities, code, "local authority");
  }

  /** What authorities submit as a dataset. */
  public Dataset dataset(String name) {
    return known(datasets, name, "dataset");
  }

  /** What is kept of a dataset, and how. */
  public Pipeline pipeline(String dataset) {
    return known(pipelines, dataset, "pipeline");
  }

  public UseCase useCase(String name) {
    return known(useCases, name, "use case");
  }

  /** What refers to a part of the region was checked, or asked for by what is in it. */
  private static <V> V known(Map<String, V> parts, String name, String kind) {
    V part = parts.get(name);
    if (part == null) {
      throw new IllegalArgumentException("the region has no " + kind + " '" + name + "'");
    }
    return part;
  }

  /** The tables of a use case's releases on a day, by which signatures begin and end. */
  public Outputs outputs(String useCase, LocalDate day) {
    return Outputs.of(
        useCase(useCase),
        pipelines.values(),
        starSchemas.values(),
        dataset ->
            authorities.values().stream()
                .filter(authority -> authority.signedOn(day, dataset).contains(useCase))
                .map(
                    authority ->
                        new Recipient(authority.code(), authority.giasCode(), authority.name()))
                .toList());
  }

  /**
   * The use cases that an authority signed and that use a dataset, on a day; none where the dataset
   * has no pipeline.
   */
  public Set<String> signed(LocalAuthority authority, String dataset, LocalDate day) {
    Set<String> names = new TreeSet<>(authority.signedOn(day, dataset));
    Pipeline pipeline = pipelines.get(dataset);
    names.retainAll(pipeline == null ? Set.of() : pipeline.useCases());
    names.removeIf(name -> !useCase(name).retentionYears().containsKey(dataset));
    return names;
  }

  /**
   * The longest retention of these use cases for a dataset, in return years; 0 where there is none.
   */
  public int retentionYears(Set<String> signed, String dataset) {
    return signed.stream()
        .mapToInt(name -> useCase(name).retentionYears().getOrDefault(dataset, 0))
        .max()
        .orElse(0);
  }

  /**
   * Under which clauses that longest retention stands, as the ledger says it: {@code kept for 12
   * return years (PAN 5.1)}.
   */
  public String retentionReason(Set<String> signed, String dataset) {
    int years = retentionYears(signed, dataset);
    String clauses =
        signed.stream()
            .sorted()
            .map(this::useCase)
            .filter(useCase -> useCase.retentionYears().getOrDefault(dataset, 0) == years)
            .map(
                useCase ->
                    useCase.name() + useCase.retentionClause().map(id -> " " + id).orElse(""))
            .collect(Collectors.joining(", "));
    return "kept for " + years + " return years (" + clauses + ")";
  }
}
