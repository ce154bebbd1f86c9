package org.tributary.browser;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.teavm.tooling.TeaVMToolException;
import org.tributary.config.Problems;
import org.tributary.page.Page;
import org.tributary.region.Region;
import org.tributary.region.RegionFiles;

/** Makes the page: one file that needs nothing but itself. */
public final class PageBuild {

  private PageBuild() {}

  /**
   * @param args the page's file, the folders of the configuration and of the schemas, the version
   *     of the programme
   */
  public static void main(String[] args) throws IOException, TeaVMToolException {
    Path file = Path.of(args[0]);
    Problems problems = new Problems();
    Region region =
        RegionFiles.load(Path.of(args[1]), Path.of(args[2]), problems)
            .orElseThrow(() -> new IllegalStateException("the configuration has errors"));
    byte[] pack = PackWriter.bytes(args[3], region, LocalDate.now());
    if (!Arrays.equals(PackWriter.bytes(PackReader.pack(pack)), pack)) {
      throw new IllegalStateException("the rules are not read back as they were packed");
    }
    String programme =
        JavaScript.of(InBrowser.class, file.resolveSibling("page-script")) + "\nmain([]);\n";
    Files.writeString(file, html(pack, programme));
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
      zip.write(bytes);
    }
    return zipped.toByteArray();
  }

  private static String html(byte[] pack, String programme) throws IOException {
    String style = Page.STYLE + Page.resource(PageBuild.class, "check.css");
    String script = Page.resource(PageBuild.class, "check.js");
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put(
        "policy",
        "default-src 'none'; script-src "
            + Page.allowed(script)
            + " blob:; worker-src blob:; style-src "
            + "'unsafe-inline'; base-uri 'none'; form-action 'none'");
    parts.put("style", style);
    parts.put("script", script);
    parts.put("pack", Base64.getEncoder().encodeToString(pack));
    parts.put(
        "programme",
        Base64.getEncoder().encodeToString(zipped(programme.getBytes(StandardCharsets.UTF_8))));
    String html = Page.resource(PageBuild.class, "check.html");
    for (Map.Entry<String, String> part : parts.entrySet()) {
      html = html.replace("{{" + part.getKey() + "}}", part.getValue());
    }
    return html;
  }
}
