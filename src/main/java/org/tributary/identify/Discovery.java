package org.tributary.identify;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tributary.authority.LocalAuthority;
import org.tributary.errors.DataError;
import org.tributary.schema.Dataset;
import org.tributary.submission.NamedContent;
import org.tributary.submission.Period;

/**
 * What the path of a listed file says, before a byte of it is fetched.
 *
 * @param period empty where the file is set aside; the errors then say why
 * @param content what else the name says, where the names of the dataset's files say more
 * @param errors why it is set aside, or doubts that do not stop it
 */
public record Discovery(
    Optional<Period> period, Optional<NamedContent> content, List<DataError> errors) {

  public Discovery {
    errors = List.copyOf(errors);
  }

  /** Reads the path of a file of a dataset that needs a year only. */
  public static Discovery of(
      String path, String format, LocalAuthority owner, Collection<LocalAuthority> authorities) {
    return new PathReader(path, Set.of(), Optional.empty()).discovery(format, owner, authorities);
  }

  /**
   * Reads a path.
   *
   * @param path inside the dataset's folder, parts separated by {@code /}
   * @param format what the dataset is uploaded as: {@code csv}, {@code xlsx} or {@code xml}
   * @param needs what must be found besides the year
   * @param dataset the file's; its names may stand in the path
   * @param owner whose folder it is
   * @param authorities all authorities of the region; the owner may be among them
   */
  public static Discovery of(
      String path,
      String format,
      Set<Need> needs,
      Dataset dataset,
      LocalAuthority owner,
      Collection<LocalAuthority> authorities) {
    return new PathReader(path, needs, Optional.of(dataset)).discovery(format, owner, authorities);
  }

  static Discovery setAside(DataError error) {
    return new Discovery(Optional.empty(), Optional.empty(), List.of(error));
  }
}
