package org.tributary.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.campaign.RunningTributary;
import org.tributary.demo.CinCensusReturns;

/**
 * Documents that would kill or stall a reader, in a process with little memory. With {@code
 * -Dhostile.megabytes=300 -Dhostile.memory=256m} they are as large as they come.
 */
class HostileCensusTest {

  private static final long MEGABYTES = Long.getLong("hostile.megabytes", 12);
  private static final String MEMORY = System.getProperty("hostile.memory", "40m");
  private static final int YEAR = 2024;

  private static final String BEGINNING =
      "<Message><Header><CollectionDetails><Year>2024</Year></CollectionDetails></Header>"
          + "<Children><Child><ChildIdentifiers>";
  private static final String REST =
      "</ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>"
          + "<CINdetails><CINreferralDate>2023-06-01</CINreferralDate></CINdetails></Child>"
          + "</Children></Message>";
  private static final String TOO_LONG = "an element, a name or a value is too long";
  private static final String IDENTITY = "<LAchildID>1</LAchildID>";

  @TempDir private Path folder;

  /** A document: something that comes again and again between a beginning and an end. */
  private void document(String name, String before, String again, String after) {
    document(name, before, again, after, Long.MAX_VALUE);
  }

  private void document(String name, String before, String again, String after, long most) {
    String block = again.repeat(Math.max(1, 8_192 / again.length()));
    long times = Math.min(most, MEGABYTES * 1_000_000 / again.length());
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(name + ".xml"))) {
      out.write(before);
      long perBlock = block.length() / again.length();
      for (long i = 0; i < times / perBlock; i++) {
        out.write(block);
      }
      out.write(after);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void each_ends_within_its_limits_and_the_next_is_read() throws Exception {
    Map<String, String> expected = new LinkedHashMap<>();
    document("01-nested", BEGINNING, "<a>", "", 2_000_000);
    expected.put("01-nested", "it is nested too deeply, line 1; rows 0");
    document("02-text", BEGINNING + "<LAchildID>", "x y ", "</LAchildID>" + REST);
    expected.put("02-text", TOO_LONG);
    document("03-unknown-text", BEGINNING + IDENTITY + "<Note>", "x y ", "</Note>" + REST);
    expected.put("03-unknown-text", TOO_LONG);
    document("04-attribute", BEGINNING + "<LAchildID a='", "x y ", "'>1</LAchildID>" + REST);
    expected.put("04-attribute", TOO_LONG);
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("05-attributes.xml"))) {
      out.write(BEGINNING + "<LAchildID");
      for (int i = 0; i < 1_000_000; i++) {
        out.write(" a" + i + "='1'");
      }
      out.write(">1</LAchildID>" + REST);
    }
    expected.put("05-attributes", TOO_LONG);
    document("06-name", BEGINNING + "<n", "ame", "/>" + REST);
    expected.put("06-name", TOO_LONG);
    document("07-comment", BEGINNING + "<!--", "x y ", "-->" + IDENTITY + REST);
    expected.put("07-comment", TOO_LONG);
    document("08-cdata", BEGINNING + "<LAchildID><![CDATA[", "x y ", "]]></LAchildID>" + REST);
    expected.put("08-cdata", TOO_LONG);
    document("09-instruction", BEGINNING + "<?p ", "x y ", "?>" + IDENTITY + REST);
    expected.put("09-instruction", TOO_LONG);
    document("10-blanks", BEGINNING, "  \n ", IDENTITY + REST);
    expected.put("10-blanks", TOO_LONG);
    document("11-pieces", BEGINNING + "<LAchildID>", "x<!-- -->", "</LAchildID>" + REST);
    expected.put("11-pieces", TOO_LONG);
    document("12-unknown", BEGINNING + IDENTITY, "<Other>x</Other>", REST);
    expected.put("12-unknown", "read; rows 1;");
    document(
        "13-events",
        BEGINNING + IDENTITY + "</ChildIdentifiers>",
        "<CINdetails><CINreferralDate>2023-06-01</CINreferralDate></CINdetails>",
        "</Child></Children></Message>");
    expected.put("13-events", "a record is too large; rows 0;");
    document(
        "14-list",
        BEGINNING + IDENTITY + "</ChildIdentifiers><ChildCharacteristics><Disabilities>",
        "<Disability>MOB</Disability>",
        "</Disabilities></ChildCharacteristics></Child></Children></Message>");
    expected.put("14-list", "a record is too large; rows 0;");
    document("15-tags", "<Message>", "<", "");
    expected.put("15-tags", "a character is not allowed where it stands");
    document("16-letters", "<Message>" + "\u00e9".repeat(100), "&#233;", "</Message>");
    expected.put("16-letters", TOO_LONG);
    try (OutputStream out = Files.newOutputStream(folder.resolve("99-census.xml"))) {
      new CinCensusReturns(CensusFile.dataset(), CensusFile.BEDFORD, 1, MEGABYTES * 2_100)
          .write(YEAR, out);
    }
    expected.put("99-census", "read; rows ");

    List<String> told;
    try (RunningTributary probe =
        RunningTributary.ofClassPath(
            CensusProbe.class,
            List.of("-Xmx" + MEMORY, "-XX:-HeapDumpOnOutOfMemoryError"),
            folder.resolve("output"),
            List.of(folder.toString(), Integer.toString(YEAR)))) {
      assertThat(probe.waitForExit(Duration.ofMinutes(10))).as(probe.output()).isZero();
      told = probe.output().lines().filter(line -> line.contains(".xml: ")).toList();
    }
    assertThat(told).hasSameSizeAs(expected.entrySet());
    int at = 0;
    for (Map.Entry<String, String> line : expected.entrySet()) {
      assertThat(told.get(at++))
          .as(String.join("\n", told))
          .startsWith(line.getKey() + ".xml: " + line.getValue());
    }
    told.forEach(line -> assertThat(line).doesNotContain("x y"));
  }
}
