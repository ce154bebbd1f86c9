package org.tributary.hub;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.tributary.audit.AuditCsv;
import org.tributary.audit.AuditJson;
import org.tributary.audit.AuditMatrix;
import org.tributary.audit.AuditPage;
import org.tributary.region.Region;
import org.tributary.report.ErrorSummary;

/**
 * What one release of this process made or read and the next one would make or read alike. Losing
 * it costs work and nothing else.
 */
final class Remembered {

  private record Audited(
      LocalDate day, AuditMatrix matrix, Map<String, Map<String, byte[]>> files) {}

  private Optional<Audited> audited = Optional.empty();
  private final Map<String, SortedMap<String, ErrorSummary>> summaries = new ConcurrentHashMap<>();

  /** What a use case keeps under which clause on a day, as the files of its package. */
  synchronized Map<String, byte[]> audit(Region region, LocalDate day, String useCase) {
    Audited known =
        audited
            .filter(found -> found.day().equals(day))
            .orElseGet(
                () ->
                    new Audited(
                        day, AuditMatrix.of(region, day, Optional.empty()), new TreeMap<>()));
    audited = Optional.of(known);
    return known
        .files()
        .computeIfAbsent(
            useCase,
            name ->
                Map.of(
                    "audit.html", AuditPage.forUseCase(known.matrix(), name),
                    "audit.csv", AuditCsv.forUseCase(known.matrix(), name),
                    "audit.json", AuditJson.forUseCase(known.matrix(), name)));
  }

  /** Those of these error reports in numbers that a release of any use case has read, by key. */
  SortedMap<String, ErrorSummary> summaries(Collection<String> keys) {
    SortedMap<String, ErrorSummary> known = new TreeMap<>();
    for (SortedMap<String, ErrorSummary> ofUseCase : summaries.values()) {
      for (String key : keys) {
        Optional.ofNullable(ofUseCase.get(key)).ifPresent(found -> known.put(key, found));
      }
    }
    return known;
  }

  /** What a use case's newest release read; a key has the same bytes for ever. */
  void remember(String useCase, SortedMap<String, ErrorSummary> read) {
    summaries.put(useCase, new TreeMap<>(read));
  }
}
