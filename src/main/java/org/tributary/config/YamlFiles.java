package org.tributary.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads files of YAML 1.2, less what can surprise: no anchors, no tags, no second document, no key
 * twice. Whatever is wrong with a file is a problem with its line, never an exception.
 */
public final class YamlFiles {

  private static final String ENDING = ".yaml";
  private static final int LARGEST_FILE = 8 * 1024 * 1024;
  private static final int DEEPEST = 20;

  private YamlFiles() {}

  /** A file's name as problems show it. */
  public static String shown(Path file) {
    return file.toString().replace('\\', '/');
  }

  /** The YAML files of a folder by their names without the ending, in order. */
  public static SortedMap<String, Path> in(Path folder, Problems problems) {
    SortedMap<String, Path> files = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      problems.error(shown(folder), 0, "There is no such folder.", "Create it.");
      return files;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted().toList()) {
        String name = String.valueOf(entry.getFileName());
        if (name.endsWith(ENDING)) {
          files.put(name.substring(0, name.length() - ENDING.length()), entry);
        } else if (name.endsWith(".yml")) {
          problems.error(shown(entry), 0, "The file would not be read.", "Name it .yaml.");
        }
      }
    } catch (IOException unreadable) {
      problems.error(shown(folder), 0, "The folder cannot be read.", "Check its permissions.");
    }
    return files;
  }

  /** The keys and values of a file; empty where it cannot be read at all. */
  public static Optional<YamlMap> read(Path file, Problems problems) {
    return new Reading(shown(file), problems).read(file);
  }

  /** Ends the reading of one file; the problem has been added. */
  private static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** The reading of one file. */
  private record Reading(String file, Problems problems) {

    Optional<YamlMap> read(Path path) {
      try {
        String text = text(path);
        YamlValue root = root(text);
        if (root instanceof YamlMap map) {
          return Optional.of(map);
        }
        throw refuse(
            root.line(), "The file must hold keys with values and holds " + root.noun() + ".", "");
      } catch (Unreadable reported) {
        return Optional.empty();
      }
    }

    private String text(Path path) throws Unreadable {
      byte[] bytes;
      try {
        if (Files.size(path) > LARGEST_FILE) {
          throw refuse(0, "The file is larger than 8 MiB.", "");
        }
        bytes = Files.readAllBytes(path);
      } catch (IOException unreadable) {
        throw refuse(0, "The file cannot be read.", "Check that it exists and its permissions.");
      }
      CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
      ByteBuffer left = ByteBuffer.wrap(bytes);
      try {
        String text = decoder.decode(left).toString();
        String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (unmarked.isBlank()) {
          throw refuse(0, "The file is empty.", "Fill it in or delete it.");
        }
        return unmarked;
      } catch (CharacterCodingException notUtf8) {
        int line = 1;
        for (int i = 0; i < left.position(); i++) {
          line += bytes[i] == '\n' ? 1 : 0;
        }
        throw refuse(line, "The file is not UTF-8.", "Save it as UTF-8.");
      }
    }

    private YamlValue root(String text) throws Unreadable {
      LoadSettings settings =
          LoadSettings.builder().setUseMarks(true).setCodePointLimit(LARGEST_FILE).build();
      try {
        ParserImpl parser = new ParserImpl(settings, new StreamReader(settings, text));
        Optional<YamlValue> root = Optional.empty();
        while (parser.hasNext()) {
          Event event = parser.next();
          if (event instanceof DocumentStartEvent) {
            if (root.isPresent()) {
              throw refuse(
                  line(event), "A second document begins here.", "Put it into a file of its own.");
            }
            root = Optional.of(value(parser, parser.next(), 0));
          }
        }
        if (root.isEmpty()) {
          throw refuse(0, "The file is empty.", "Fill it in or delete it.");
        }
        return root.get();
      } catch (MarkedYamlEngineException malformed) {
        int line = malformed.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
        boolean tab = text.lines().skip(Math.max(0, line - 1)).limit(1).anyMatch(Reading::tabbed);
        throw refuse(
            line,
            tab ? "A tab stands where spaces are needed." : "This is not YAML.",
            tab ? "Indent with spaces." : "Look for a missing colon, quotation mark or bracket.");
      } catch (YamlEngineException malformed) {
        throw refuse(0, "The file holds characters that YAML does not allow.", "Remove them.");
      }
    }

    private static boolean tabbed(String line) {
      return line.stripLeading().length() < line.length()
          && line.substring(0, line.length() - line.stripLeading().length()).contains("\t");
    }

    private YamlValue value(ParserImpl parser, Event event, int depth) throws Unreadable {
      if (event instanceof AliasEvent
          || event instanceof NodeEvent node && node.getAnchor().isPresent()) {
        throw refuse(
            line(event), "Anchors and aliases (& and *) are not used here.", "Write it out.");
      }
      if (depth > DEEPEST) {
        throw refuse(line(event), "The file is nested too deeply.", "");
      }
      if (event instanceof ScalarEvent scalar) {
        refuseTag(event, scalar.getTag());
        return new YamlScalar(
            line(event),
            scalar.getValue(),
            scalar.isPlain() ? YamlScalar.Quoting.BARE : YamlScalar.Quoting.QUOTED);
      }
      if (event instanceof SequenceStartEvent sequence) {
        refuseTag(event, sequence.getTag());
        List<YamlValue> values = new ArrayList<>();
        for (Event next = parser.next();
            next.getEventId() != Event.ID.SequenceEnd;
            next = parser.next()) {
          values.add(value(parser, next, depth + 1));
        }
        return new YamlList(line(event), values);
      }
      refuseTag(event, ((MappingStartEvent) event).getTag());
      Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
      for (Event next = parser.next();
          next.getEventId() != Event.ID.MappingEnd;
          next = parser.next()) {
        YamlValue key = value(parser, next, depth + 1);
        YamlValue value = value(parser, parser.next(), depth + 1);
        if (key instanceof YamlScalar name) {
          YamlMap.Entry before =
              entries.putIfAbsent(
                  name.written(), new YamlMap.Entry(key.line(), name.quoting(), value));
          if (before != null) {
            problems.error(
                file,
                key.line(),
                "'" + name.written() + "' stands twice, first on line " + before.line() + ".",
                "Delete one.");
          }
        } else {
          problems.error(file, key.line(), "A key must be a word and is " + key.noun() + ".", "");
        }
      }
      return new YamlMap(file, line(event), entries, problems);
    }

    private void refuseTag(Event event, Optional<String> tag) throws Unreadable {
      if (tag.isPresent()) {
        throw refuse(line(event), "Tags (!) are not used here.", "Delete it.");
      }
    }

    private static int line(Event event) {
      return event.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }

    private Unreadable refuse(int line, String message, String advice) {
      problems.error(file, line, message, advice);
      return new Unreadable();
    }
  }
}
