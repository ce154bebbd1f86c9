package org.tributary.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tributary.authority.LocalAuthority;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorType;
import org.tributary.identify.Admission;
import org.tributary.identify.Discovery;
import org.tributary.identify.Need;
import org.tributary.report.FileReport;
import org.tributary.report.FileReport.Outcome;
import org.tributary.schema.Dataset;
import org.tributary.submission.NamedContent;
import org.tributary.submission.Period;

/**
 * Decides by the path alone which files of an authority and dataset are read.
 *
 * @param authorities all authorities of the region; the owner may be among them
 * @param format what the dataset is uploaded as
 * @param needs what the path must say besides the year
 * @param thisYear the calendar year of the session
 */
public record Intake(
    LocalAuthority owner,
    Collection<LocalAuthority> authorities,
    Dataset dataset,
    String format,
    Set<Need> needs,
    Signature signature,
    int thisYear,
    int retentionYears) {

  /** Whether the authority signed any use of the dataset. */
  public enum Signature {
    SIGNED,
    NONE
  }

  /** What is done with a file. */
  public sealed interface Decision {}

  /**
   * It is read.
   *
   * @param content what its name says that it holds, where it tells of one child
   * @param notes doubts that do not stop it
   */
  public record ToRead(Period period, Optional<NamedContent> content, List<DataError> notes)
      implements Decision {}

  /** It is not read, and this is all that there is to say of it. */
  public record NotRead(FileReport report) implements Decision {}

  /**
   * @param path inside the dataset's folder, parts separated by {@code /}
   */
  public Decision of(String path) {
    Discovery found = Discovery.of(path, format, needs, dataset, owner, authorities);
    boolean ignored =
        !found.errors().isEmpty()
            && found.errors().stream().allMatch(error -> error.type() == ErrorType.FILE_IGNORED);
    if (ignored) {
      return notRead(path, Outcome.IGNORED, "", Optional.empty(), found.errors());
    }
    if (signature == Signature.NONE) {
      return notRead(
          path,
          Outcome.SET_ASIDE,
          "",
          Optional.empty(),
          List.of(DataError.ofFile(ErrorType.NOT_SIGNED, "")));
    }
    if (found.period().isEmpty()) {
      return notRead(path, Outcome.SET_ASIDE, "", Optional.empty(), found.errors());
    }
    Period period = found.period().get();
    Optional<DataError> refused =
        Admission.of(period, thisYear, retentionYears, dataset.in(period.term()));
    if (refused.isEmpty()) {
      return new ToRead(period, found.content(), found.errors());
    }
    boolean held = refused.get().type() == ErrorType.SCHEMA_NOT_LOADED;
    List<DataError> errors = new ArrayList<>(found.errors());
    errors.add(refused.get());
    return notRead(
        path, held ? Outcome.HELD : Outcome.SET_ASIDE, period.name(), found.content(), errors);
  }

  private static NotRead notRead(
      String path,
      Outcome outcome,
      String period,
      Optional<NamedContent> content,
      List<DataError> errors) {
    Map<ErrorType, Long> counts = new EnumMap<>(ErrorType.class);
    errors.forEach(error -> counts.merge(error.type(), 1L, Long::sum));
    return new NotRead(
        new FileReport(
            path,
            "",
            period,
            outcome,
            List.of(),
            counts,
            errors,
            content.map(NamedContent::table).orElse("")));
  }
}
