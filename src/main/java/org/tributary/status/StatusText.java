package org.tributary.status;

import java.util.ArrayList;
import java.util.List;

/** How a region stands, in lines for a terminal or a console. */
public final class StatusText {

  private StatusText() {}

  /** One authority's return of one year. */
  public static String of(ReturnStatus one) {
    List<String> said = new ArrayList<>();
    if (one.files() > 0) {
      said.add(
          "files "
              + one.files()
              + (one.setAside() > 0 ? ", set aside " + one.setAside() : "")
              + (one.errors() > 0 ? ", errors " + one.errors() : "")
              + ", rows "
              + one.rowsKept()
              + " of "
              + one.rowsRead());
    }
    one.due().ifPresent(due -> said.add("due " + due));
    one.changed().ifPresent(when -> said.add("changed " + StatusPage.minute(when)));
    one.goes().ifPresent(goes -> said.add("goes " + goes));
    return String.format(
            "  %-14s %-8s %-18s %s",
            one.dataset(), one.yearWords(), one.standing().words(), String.join("; ", said))
        .stripTrailing();
  }

  /** One release of a use case. */
  public static String of(ReleaseStatus release) {
    return release.useCase()
        + " release "
        + release.number()
        + " of "
        + StatusPage.minute(release.when())
        + ": rows "
        + release.rowsKept()
        + " of "
        + release.rowsRead()
        + (release.removed().isEmpty() ? "" : ", removed " + release.removed());
  }
}
