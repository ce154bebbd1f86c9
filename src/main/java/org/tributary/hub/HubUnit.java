package org.tributary.hub;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tributary.agreement.UseCase;
import org.tributary.authority.LocalAuthority;
import org.tributary.output.Output;
import org.tributary.output.Outputs;
import org.tributary.output.StarSchema;
import org.tributary.pipeline.Pipeline;
import org.tributary.publish.Fingerprint;
import org.tributary.region.Digests;
import org.tributary.schema.Dataset;
import org.tributary.schema.Table;
import org.tributary.store.ObjectStore.StoredObject;

/**
 * What is published as one in the hub account: a use case, with the rules that hold for it today.
 */
final class HubUnit {

  private final HubAccount account;
  private final UseCase useCase;
  private final LocalDate today;
  private final Outputs outputs;
  private final List<LocalAuthority> authorities;
  private final Map<String, String> digests = new HashMap<>();
  private final String rules;

  HubUnit(HubAccount account, String name, LocalDate today) {
    this.account = account;
    this.useCase = account.region().useCase(name);
    this.today = today;
    this.outputs = account.region().outputs(name, today);
    this.authorities =
        account.region().authorities().values().stream()
            .filter(authority -> authority.signedOn(today).contains(name))
            .toList();
    digestDerived();
    this.rules = rules();
  }

  /** Once for each SQL, whoever it is for: the codes that it may read are long. */
  private void digestDerived() {
    Map<String, String> codes = new HashMap<>();
    for (Output.Derived output : outputs.derived()) {
      Output.OfReturn source = output.source();
      digests.computeIfAbsent(
          output.nameOfAll(),
          name ->
              Digests.derived(
                  output.output(),
                  codes.computeIfAbsent(source.name(), table -> Digests.codes(schema(source)))));
    }
  }

  HubAccount account() {
    return account;
  }

  String name() {
    return useCase.name();
  }

  UseCase useCase() {
    return useCase;
  }

  /** The pipelines of which the use case keeps anything, by dataset. */
  List<Pipeline> pipelines() {
    return Outputs.pipelines(useCase, account.region().pipelines().values());
  }

  /** The tables of the use case's releases. */
  Outputs outputs() {
    return outputs;
  }

  /** A digest of the open data that the use case's outputs are made from, and how it is read. */
  String openData(List<StoredObject> objects) {
    Map<String, String> versions = new TreeMap<>();
    objects.forEach(object -> versions.put(object.key(), object.etag()));
    return account.region().openData().digest(versions);
  }

  /** What authorities submit. */
  Dataset dataset(String name) {
    return account.region().dataset(name);
  }

  /** What authorities submit for a compiled table. */
  Table schema(Output.OfReturn output) {
    return dataset(output.dataset()).tables().stream()
        .filter(known -> known.name().equals(output.table()))
        .findFirst()
        .orElseThrow();
  }

  /** Those who signed the use case, in the order of their codes. */
  List<LocalAuthority> authorities() {
    return authorities;
  }

  /** Whether an authority's signature lets the use case have a return of it. */
  boolean isSigned(LocalAuthority authority, String dataset) {
    return authority.signedOn(today, dataset).contains(name());
  }

  /** Those who signed the use case for a return, in the order of their codes. */
  List<LocalAuthority> authorities(String dataset) {
    return authorities().stream().filter(authority -> isSigned(authority, dataset)).toList();
  }

  LocalDate today() {
    return today;
  }

  /** The oldest return year that may still be in the outputs. */
  int oldestYear(String dataset) {
    return today.getYear() - useCase.retentionYears(dataset) + 1;
  }

  /** Everything that decides what one SQL makes, whoever it is for, but for the compiled table. */
  String digest(Output.Derived output) {
    return Objects.requireNonNull(digests.get(output.nameOfAll()), "another use case's");
  }

  /** Everything that the outputs depend on; equal to the head's, there is nothing to do. */
  String fingerprint(
      List<SharedTable> inputs, List<PublishedReturn> submitted, List<StoredObject> openData) {
    Fingerprint fingerprint = new Fingerprint().with("rules", rules);
    fingerprint.with("open data", openData(openData));
    for (PublishedReturn from : submitted) {
      from.errorSummary()
          .ifPresent(
              errors ->
                  fingerprint.with(
                      "errors " + from.authority().code() + " " + from.dataset(), errors.sha256()));
    }
    for (SharedTable input : inputs) {
      fingerprint.with("input " + input.file().name(), input.file().sha256());
    }
    return fingerprint.sha256();
  }

  /**
   * Everything that they depend on beside what lies in the areas; the same at every look of a day.
   */
  private String rules() {
    Fingerprint fingerprint = new Fingerprint().with("program", Digests.PROGRAM_RULES);
    Set<String> names = new TreeSet<>();
    authorities.forEach(authority -> names.add(authority.code() + "\t" + authority.name()));
    fingerprint.with("authorities", names.toString());
    for (Pipeline pipeline : pipelines()) {
      fingerprint.with(
          "years " + pipeline.dataset(), Integer.toString(oldestYear(pipeline.dataset())));
    }
    for (Output.OfReturn output : outputs.ofReturns()) {
      fingerprint.with("table " + output.name(), Digests.kept(output.rules(), Set.of(name())));
    }
    for (Output.Derived output : outputs.derived()) {
      fingerprint.with("derived " + output.name(), digest(output));
    }
    for (StarSchema schema : outputs.starSchemas()) {
      fingerprint.with("star " + schema.name(), Digests.star(schema, dataset(schema.dataset())));
    }
    return fingerprint.sha256();
  }
}
