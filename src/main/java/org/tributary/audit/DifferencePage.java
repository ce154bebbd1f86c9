package org.tributary.audit;

import static org.tributary.audit.Page.cell;
import static org.tributary.audit.Page.escaped;
import static org.tributary.audit.Page.id;
import static org.tributary.audit.Page.link;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The changes between two versions of the configuration as one page to read and to sign. */
public final class DifferencePage {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

  private final ConfigurationDifference difference;

  private DifferencePage(ConfigurationDifference difference) {
    this.difference = difference;
  }

  /** The page in UTF-8. */
  public static byte[] of(ConfigurationDifference difference) {
    return new DifferencePage(difference).write();
  }

  private List<String> useCases() {
    return List.copyOf(
        difference.changes().stream()
            .map(Change::useCase)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** What concerns no use case in particular concerns each, and stays. */
  private String filters() {
    return useCases().stream()
        .map(
            name ->
                "#only-"
                    + id(name)
                    + ":target~main tr.use:not(.u-"
                    + id(name)
                    + "){display:none}#only-"
                    + id(name)
                    + ":target~nav a[href=\"#only-"
                    + id(name)
                    + "\"]{background:#144e81;color:#fff}\n")
        .collect(Collectors.joining());
  }

  private byte[] write() {
    String title = "What this version of the configuration changes";
    Page page = new Page(title, filters());
    useCases().forEach(name -> page.raw("<span id=\"only-" + id(name) + "\"></span>\n"));
    page.raw("<header>\n").heading(1, "", title);
    page.lead(
        "On "
            + DAY.format(difference.day())
            + ": "
            + counted(Effect.WIDENS)
            + ", "
            + counted(Effect.NEUTRAL)
            + ", "
            + counted(Effect.NARROWS)
            + ".");
    page.raw("</header>\n<nav aria-label=\"Contents\">\n");
    if (useCases().size() > 1) {
      page.raw("<p>Show one use case, or all:</p>\n<ul class=\"filter\">\n");
      useCases()
          .forEach(name -> page.raw("<li>" + link("only-" + id(name), "Only " + name) + "</li>\n"));
      page.raw("<li>" + link("main", "All") + "</li>\n</ul>\n");
    }
    page.raw("<ul>\n");
    for (Effect effect : Effect.values()) {
      page.raw("<li>" + link(effect.words(), heading(effect)) + "</li>\n");
    }
    page.raw("<li>" + link("sign-off", "Sign-off") + "</li>\n</ul>\n</nav>\n<main id=\"main\">\n");
    int number = 0;
    for (Effect effect : Effect.values()) {
      page.heading(2, effect.words(), heading(effect));
      if (difference.count(effect) == 0) {
        page.paragraph("None.");
        continue;
      }
      page.table(
          meaning(effect),
          List.of("No.", "Use case", "About", "What changes", "In today’s outputs", "Rows there#"));
      for (Change change : difference.changes()) {
        if (change.effect() != effect) {
          continue;
        }
        number++;
        row(page, number, change);
      }
      page.endTable();
    }
    signOff(page);
    page.raw("</main>\n");
    return page.end(
        "Made by “tributary audit --against” from two versions of the configuration. “Not counted”:"
            + " no published outputs were at hand. It holds no value of any record.");
  }

  private void row(Page page, int number, Change change) {
    page.raw(
        change.useCase().isEmpty() ? "<tr>" : "<tr class=\"use u-" + id(change.useCase()) + "\">");
    page.raw(
        "<th scope=\"row\">"
            + number
            + " <span class=\"mark "
            + change.effect().words()
            + "\">"
            + change.effect().words()
            + "</span></th>");
    page.raw(cell(change.useCase().isEmpty() ? "all" : change.useCase()));
    page.raw(cell(change.about()) + cell(change.sentence()));
    page.raw(cell(change.inOutputs().isEmpty() ? "Nothing." : change.inOutputs()));
    page.raw("<td class=\"n\">" + escaped(difference.rows(change)) + "</td></tr>\n");
  }

  private String counted(Effect effect) {
    long count = difference.count(effect);
    String changes = count + (count == 1 ? " change " : " changes ");
    return changes
        + switch (effect) {
          case WIDENS -> (count == 1 ? "widens" : "widen") + " what is known";
          case NEUTRAL -> (count == 1 ? "is" : "are") + " neutral";
          case NARROWS -> (count == 1 ? "narrows" : "narrow") + " it";
        };
  }

  private static String heading(Effect effect) {
    return switch (effect) {
      case WIDENS -> "What widens";
      case NEUTRAL -> "What is neutral";
      case NARROWS -> "What narrows";
    };
  }

  private static String meaning(Effect effect) {
    return switch (effect) {
      case WIDENS ->
          "More data, in more detail, for longer, of more authorities or for another purpose; most"
              + " sensitive first";
      case NEUTRAL -> "Neither more nor less";
      case NARROWS ->
          "Less data, in less detail, for less time or of fewer authorities; most sensitive first";
    };
  }

  private void signOff(Page page) {
    page.raw("<section class=\"sign\" aria-labelledby=\"sign-off\">\n");
    page.heading(2, "sign-off", "Sign-off");
    page.paragraph(
        "I have read the "
            + difference.changes().size()
            + (difference.changes().size() == 1 ? " change" : " changes")
            + " above, of which "
            + difference.count(Effect.WIDENS)
            + (difference.count(Effect.WIDENS) == 1 ? " widens" : " widen")
            + " what is known, and they are what was agreed.");
    page.table(
        "One line for each use case", List.of("Use case", "Name", "Role", "Signature", "Day"));
    List<String> lines = useCases().isEmpty() ? List.of("all") : useCases();
    for (String line : lines) {
      page.row(List.of(escaped(line), cell(""), cell(""), cell(""), cell("")));
    }
    page.endTable().raw("</section>\n");
  }
}
