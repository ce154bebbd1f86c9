package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The edits that a page under {@code docs/} tells a person to make, in their order. */
final class WalkThrough {

  /** A file's name in bold, then what stands in it or what changes in it. */
  private static final Pattern EDIT =
      Pattern.compile("\\*\\*`([^`]+)`\\*\\*\\n\\n```(yaml|diff)\\n(.*?)```\\n", Pattern.DOTALL);

  private WalkThrough() {}

  /** One documented edit. */
  record Edit(String file, String kind, String text) {

    /** Does it to a configuration. */
    void perform(Path root) throws IOException {
      Path target = root.resolve(file);
      if (kind.equals("yaml")) {
        Files.createDirectories(target.getParent());
        Files.writeString(target, text);
        return;
      }
      String before = lines("-");
      String whole = Files.readString(target);
      assertThat(whole).as(file).containsOnlyOnce(before);
      Files.writeString(target, whole.replace(before, lines("+")));
    }

    private String lines(String sign) {
      return text.lines()
          .filter(line -> line.startsWith(sign))
          .map(line -> line.substring(1) + "\n")
          .collect(Collectors.joining());
    }
  }

  /** All edits of a page. */
  static List<Edit> of(String page) throws IOException {
    return edits(Files.readString(Path.of("docs", page)));
  }

  /** The edits of one section of a page. */
  static List<Edit> of(String page, String heading) throws IOException {
    String text = Files.readString(Path.of("docs", page));
    int start = text.indexOf("\n## " + heading + "\n");
    assertThat(start).as("%s has a section %s", page, heading).isNotNegative();
    int end = text.indexOf("\n## ", start + 1);
    return edits(text.substring(start, end < 0 ? text.length() : end));
  }

  private static List<Edit> edits(String text) {
    List<Edit> edits = new ArrayList<>();
    Matcher found = EDIT.matcher(text);
    while (found.find()) {
      edits.add(new Edit(found.group(1), found.group(2), found.group(3)));
    }
    return edits;
  }
}
