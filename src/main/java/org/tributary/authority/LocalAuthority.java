package org.tributary.authority;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A local authority, the controller of what it uploads.
 *
 * @param code as it is written after a child's number ({@code 822}, {@code HAC})
 * @param giasCode its code in the register of schools, with which the numbers of its schools begin
 * @param folder the name of its folder in the uploads area; it ends in the code
 */
public record LocalAuthority(
    String code,
    String giasCode,
    String name,
    String region,
    String folder,
    List<Signature> signatures) {

  /**
   * That the authority signed a use case, from a day, inclusive, until another, inclusive.
   *
   * @param datasets the returns that it signed the use case for; none where it is for all
   */
  public record Signature(
      String useCase, LocalDate signed, Optional<LocalDate> until, Set<String> datasets) {

    public Signature {
      datasets = Collections.unmodifiableSet(new TreeSet<>(datasets));
    }

    /** For all returns. */
    public Signature(String useCase, LocalDate signed, Optional<LocalDate> until) {
      this(useCase, signed, until, Set.of());
    }

    boolean isFor(String dataset) {
      return datasets.isEmpty() || datasets.contains(dataset);
    }

    public boolean holdsOn(LocalDate day) {
      return !day.isBefore(signed) && until.map(last -> !day.isAfter(last)).orElse(true);
    }
  }

  public LocalAuthority {
    signatures = List.copyOf(signatures);
  }

  /** One that every register calls by the same code. */
  public LocalAuthority(
      String code, String name, String region, String folder, List<Signature> signatures) {
    this(code, code, name, region, folder, signatures);
  }

  /** What its table of a dataset, all periods together, is called among the files of a commit. */
  public String sharedTable(String dataset, String table) {
    return "concatenated/" + dataset + "/" + code + "_" + dataset + "_" + table + ".csv";
  }

  /** The names of the use cases whose signature holds on a day, in order. */
  public Set<String> signedOn(LocalDate day) {
    Set<String> names = new TreeSet<>();
    signatures.stream()
        .filter(signature -> signature.holdsOn(day))
        .forEach(signature -> names.add(signature.useCase()));
    return names;
  }

  /** The names of the use cases that a signature lets have a return on a day, in order. */
  public Set<String> signedOn(LocalDate day, String dataset) {
    Set<String> names = new TreeSet<>();
    signatures.stream()
        .filter(signature -> signature.holdsOn(day) && signature.isFor(dataset))
        .forEach(signature -> names.add(signature.useCase()));
    return names;
  }
}
