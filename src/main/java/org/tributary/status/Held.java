package org.tributary.status;

import java.util.List;

/**
 * What one folder of an area holds of an authority.
 *
 * @param dataset empty where the folder is not of one dataset
 * @param useCases those for which it is there, by name
 * @param clauses those under which it is there, such as {@code PAN 5.1}
 * @param bytes of all its objects
 * @param until when it goes, in words
 */
public record Held(
    Kind kind,
    String area,
    String folder,
    String dataset,
    List<String> useCases,
    List<String> clauses,
    long objects,
    long bytes,
    String until) {

  /** What it is, and what becomes of it if the authority leaves all that it signed. */
  public enum Kind {
    UPLOADED(
        "What the authority put there itself.",
        "It stays, and nothing of it is read any more. It is the authority's own, to be deleted by"
            + " the authority."),
    REPORTS(
        "Error reports to the authority on what it uploaded.",
        "They stay: they are the authority's own."),
    SESSIONS(
        "What each session left: files as they came in, and the same cleaned, enriched and"
            + " degraded.",
        "Deleted by “withdraw”, all of it."),
    NEXT_SESSION(
        "What the next session builds on, and reports.",
        "Tables go at the next look; what stays has no row in it."),
    SHARED(
        "Its tables as the hub sees them: the fields that a use case keeps, degraded.",
        "They go at the next look; what stays has no row in it."),
    NEXT_RELEASE(
        "What the next release builds on. Its rows are among those of others.",
        "The next release is made without it."),
    OUTPUTS(
        "Tables and pages of the use case. Its rows are among those of others.",
        "The next release is made without it, and takes the place of this one."),
    COPIES(
        "The newest release again, under names that stay.",
        "The next release is made without it, and takes the place of this one.");

    private final String words;
    private final String ifItLeaves;

    Kind(String words, String ifItLeaves) {
      this.words = words;
      this.ifItLeaves = ifItLeaves;
    }

    public String words() {
      return words;
    }

    public String ifItLeaves() {
      return ifItLeaves;
    }
  }

  public Held {
    useCases = List.copyOf(useCases);
    clauses = List.copyOf(clauses);
  }
}
