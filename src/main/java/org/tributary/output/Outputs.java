package org.tributary.output;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tributary.agreement.UseCase;
import org.tributary.pipeline.DerivedOutput;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;

/**
 * Every table of a use case's releases: those of each return, each followed by its newest rows
 * where the use case has them; then what is derived from them; then star schemas.
 */
public record Outputs(
    List<Output.OfReturn> ofReturns, List<Output.Derived> derived, List<Output.Star> stars) {

  public Outputs {
    ofReturns = List.copyOf(ofReturns);
    derived = List.copyOf(derived);
    stars = List.copyOf(stars);
  }

  /**
   * @param recipients by dataset, those who may be handed rows
   */
  public static Outputs of(
      UseCase useCase,
      Collection<Pipeline> pipelines,
      Collection<StarSchema> starSchemas,
      Function<String, List<Recipient>> recipients) {
    String name = useCase.name();
    List<Output.OfReturn> ofReturns = new ArrayList<>();
    List<Output.Derived> derived = new ArrayList<>();
    List<Output.Star> stars = new ArrayList<>();
    for (Pipeline pipeline : pipelines(useCase, pipelines)) {
      for (PipelineTable table : pipeline.tables()) {
        if (!table.keptFor(Set.of(name)).isEmpty()) {
          Output.OfReturn all = new Output.OfReturn(name, pipeline.dataset(), table);
          ofReturns.add(all);
          if (pipeline.deduplicatedFor().contains(name)) {
            ofReturns.add(all.newest());
          }
        }
      }
      for (DerivedOutput output : pipeline.derived()) {
        if (output.useCases().contains(name)) {
          Output.Derived of = derived(name, pipeline, output, pipelines);
          if (output.to().isEmpty()) {
            derived.add(of);
          } else {
            recipients.apply(pipeline.dataset()).forEach(to -> derived.add(of.to(to)));
          }
        }
      }
      for (StarSchema schema : starSchemas) {
        if (schema.useCases().contains(name) && schema.dataset().equals(pipeline.dataset())) {
          stars.addAll(ofStar(name, pipeline, schema));
        }
      }
    }
    // What joins others is made when they are there.
    derived.sort(Comparator.comparing(output -> !output.joined().isEmpty()));
    return new Outputs(ofReturns, derived, stars);
  }

  /** The pipelines of which a use case keeps anything. */
  public static List<Pipeline> pipelines(UseCase useCase, Collection<Pipeline> pipelines) {
    return pipelines.stream()
        .filter(pipeline -> useCase.retentionYears().containsKey(pipeline.dataset()))
        .filter(pipeline -> pipeline.useCases().contains(useCase.name()))
        .toList();
  }

  /**
   * What a use case gets of one file of SQL.
   *
   * @param pipelines those of the region, of which it may join tables
   */
  public static Output.Derived derived(
      String useCase, Pipeline pipeline, DerivedOutput output, Collection<Pipeline> pipelines) {
    PipelineTable table = pipeline.table(output.reads()).orElseThrow();
    return new Output.Derived(
        new Output.OfReturn(useCase, pipeline.dataset(), table),
        output,
        output.joins().stream().flatMap(join -> joined(useCase, join, pipelines).stream()).toList(),
        Optional.empty());
  }

  private static Optional<Output.Derived.Joined> joined(
      String useCase, DerivedOutput.Join join, Collection<Pipeline> pipelines) {
    return pipelines.stream()
        .filter(pipeline -> pipeline.dataset().equals(join.dataset()))
        .findFirst()
        .map(
            pipeline -> {
              Optional<PipelineTable> table = pipeline.table(join.table());
              if (table.isPresent()) {
                Output.OfReturn compiled =
                    new Output.OfReturn(useCase, pipeline.dataset(), table.get());
                return new Output.Derived.Joined(join.name(), compiled, compiled.fields());
              }
              DerivedOutput made =
                  pipeline.derived().stream()
                      .filter(one -> one.name().equals(join.table()))
                      .findFirst()
                      .orElseThrow();
              Output.Derived other = derived(useCase, pipeline, made, pipelines);
              return new Output.Derived.Joined(join.name(), other, other.rules(List.of()).fields());
            });
  }

  /** The tables that a use case gets of one star schema, in the order in which they are made. */
  public static List<Output.Star> ofStar(String useCase, Pipeline pipeline, StarSchema schema) {
    List<Output.OfReturn> reads =
        schema.reads().stream()
            .flatMap(table -> pipeline.table(table).stream())
            .map(table -> new Output.OfReturn(useCase, schema.dataset(), table))
            .toList();
    return schema.tables().stream()
        .map(table -> new Output.Star(useCase, schema, table, reads))
        .toList();
  }

  /** What is compiled of all rows. */
  public List<Output.OfReturn> ofAllRows() {
    return ofReturns.stream().filter(output -> output.rows() == Output.Rows.ALL).toList();
  }

  /** A compiled table with its newest rows only, where the use case has them. */
  public Optional<Output.OfReturn> newestOf(Output.OfReturn output) {
    return Optional.of(output.newest()).filter(ofReturns::contains);
  }

  /** What is derived, in the order in which it is made, and together what one SQL makes. */
  public List<List<Output.Derived>> derivedTogether() {
    Map<DerivedOutput, List<Output.Derived>> together = new LinkedHashMap<>();
    derived.forEach(
        one -> together.computeIfAbsent(one.output(), of -> new ArrayList<>()).add(one));
    return List.copyOf(together.values());
  }

  /** What SQL makes, in the order in which it is made. */
  public List<Output.BySql> bySql() {
    return Stream.<Output.BySql>concat(derived.stream(), stars.stream()).toList();
  }

  /** The star schemas, in the order in which they are made. */
  public List<StarSchema> starSchemas() {
    return stars.stream().map(Output.Star::schema).distinct().toList();
  }

  /** The tables of one star schema, in the order in which they are made. */
  public List<Output.Star> of(StarSchema schema) {
    return stars.stream().filter(star -> star.schema().equals(schema)).toList();
  }

  /** All of them. */
  public List<Output> all() {
    return Stream.<Output>concat(ofReturns.stream(), bySql().stream()).toList();
  }
}
