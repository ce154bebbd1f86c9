package gg.jte;

import gg.jte.html.OwaspHtmlTemplateOutput;
import java.nio.file.Path;
import org.tributary.report.HtmlReport;
import org.tributary.report.JtereportGenerated;

/** In place of the one that finds templates by reflection: the page has one template. */
public final class TemplateEngine {

  private TemplateEngine() {}

  public static TemplateEngine createPrecompiled(
      Path folder, ContentType type, ClassLoader loader, String packageName) {
    return new TemplateEngine();
  }

  public void render(String name, Object model, TemplateOutput output) {
    if (!name.equals(JtereportGenerated.JTE_NAME)) {
      throw new IllegalArgumentException("the page has only the template of the report");
    }
    JtereportGenerated.render(new OwaspHtmlTemplateOutput(output), null, (HtmlReport) model);
  }
}
