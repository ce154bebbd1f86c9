package org.tributary.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A page for people. It needs nothing but itself, fetches nothing, and reads as well without colour
 * or on paper; its templates escape every text by where it stands. The same model gives the same
 * bytes.
 */
public final class Page {

  /** The one style sheet, which every page holds. */
  public static final String STYLE = resource(Page.class, "page.css");

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Page.class.getClassLoader(), "org.tributary");

  private Page() {}

  /** The page in UTF-8. */
  public static byte[] of(String template, Object model) {
    return text(template, model).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @param template below {@code src/main/jte}
   * @param model what its only parameter is
   */
  public static String text(String template, Object model) {
    StringOutput page = new StringOutput();
    TEMPLATES.render(template, model, page);
    return page.toString();
  }

  /** A text of the programme that lies beside a class. */
  public static String resource(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** As a policy names a style or a script that a page may hold. */
  public static String allowed(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** A name of an element, made of words that may hold anything. */
  public static String id(String... words) {
    return String.join("-", words).replaceAll("[^A-Za-z0-9_.-]", "_");
  }

  /**
   * Rules of style by which a page that is linked to as {@code #only-…} shows one use case: what is
   * {@code use}, and not {@code u-…}, is hidden.
   */
  public static String filters(Collection<String> useCases) {
    return useCases.stream()
        .map(Page::id)
        .map(
            name ->
                """
                #only-%1$s:target~main .use:not(.u-%1$s){display:none}
                #only-%1$s:target~nav a[href="#only-%1$s"]{background:#144e81;color:#fff}
                """
                    .formatted(name.replace(".", "\\.")))
        .collect(Collectors.joining());
  }
}
