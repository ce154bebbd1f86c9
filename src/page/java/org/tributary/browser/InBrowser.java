package org.tributary.browser;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.typedarrays.Int8Array;
import org.tributary.authority.LocalAuthority;
import org.tributary.check.local.FilesCheck;
import org.tributary.report.Audience;
import org.tributary.report.CsvReport;
import org.tributary.report.ErrorSummary;
import org.tributary.report.Help;
import org.tributary.report.HtmlReport;
import org.tributary.report.SessionReport;

/** Where the programme begins in a browser: it offers the check to the page's script. */
final class InBrowser {

  private static @Nullable Pack pack;
  private static @Nullable SessionReport last;

  /** What was chosen: files, and folders with all that lies below them. */
  private static final Set<Path> GIVEN = new LinkedHashSet<>();

  private InBrowser() {}

  public static void main(String[] none) {
    Js.offer(InBrowser::load, InBrowser::add, InBrowser::check, InBrowser::report);
  }

  private static String load(Int8Array bytes) {
    try {
      pack = PackReader.pack(bytes.copyToJavaArray());
      return PageWords.of(pack);
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
  }

  private static void add(String path, Int8Array bytes) {
    // Not by paths, whose createDirectories takes an absolute one for a relative one here.
    File file = new File("/" + path);
    file.getParentFile().mkdirs();
    try (OutputStream out = new FileOutputStream(file)) {
      out.write(bytes.copyToJavaArray());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    int slash = path.indexOf('/');
    GIVEN.add(Path.of("/" + (slash < 0 ? path : path.substring(0, slash))));
  }

  private static String check(String code, String dataset, String today) {
    LocalDate day = LocalDate.parse(today);
    LocalAuthority authority =
        pack.authorities().stream()
            .filter(one -> one.code().equals(code))
            .findFirst()
            .orElseThrow();
    try {
      FilesCheck.Result result =
          new FilesCheck(
                  authority,
                  Optional.of(dataset).filter(name -> !name.isEmpty()),
                  pack.rules(authority, day),
                  day)
              .check(List.copyOf(GIVEN), new Progress());
      last = result.report();
      return PageWords.of(result.notChecked());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } finally {
      forget();
    }
  }

  private static void forget() {
    for (Path given : GIVEN) {
      try (Stream<Path> below = Files.walk(given)) {
        List<Path> paths = new ArrayList<>(below.toList());
        for (int i = paths.size() - 1; i >= 0; i--) {
          Files.delete(paths.get(i));
        }
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
    GIVEN.clear();
  }

  private static String report(String format) {
    byte[] bytes =
        switch (format) {
          case "html" -> HtmlReport.of(last, Audience.LOCAL_AUTHORITY, Help.NONE);
          case "csv" -> CsvReport.of(last.lines(Audience.LOCAL_AUTHORITY));
          case "json" -> ErrorSummary.of(last).toJson();
          default -> throw new IllegalArgumentException("there is no such report");
        };
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static final class Progress implements FilesCheck.Progress {

    @Override
    public void file(String name, int number, int of) {
      Js.begun(name, number, of);
    }

    @Override
    public void row(long number) {}
  }
}
