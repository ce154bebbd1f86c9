package org.tributary.degrade;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.tributary.pipeline.OutputField;
import org.tributary.submission.CellText;

/**
 * How detail is taken from the values of one field of one file. Made once per file; used by one
 * thread. It works as an allow-list: what has not the shape that the rule knows is refused, never
 * passed on. A blank stays blank.
 */
public abstract sealed class Degradation {

  private Degradation() {}

  /**
   * @param key the secret of the field's pseudonyms; needed where it is hashed
   * @throws IllegalStateException where it is needed and absent
   */
  public static Degradation compile(OutputField field, Optional<SecretKey> key) {
    return field
        .degrade()
        .<Degradation>map(
            rule ->
                switch (rule) {
                  case FIRST_OF_MONTH -> new FirstOfMonth();
                  case SHORT_POSTCODE -> new ShortPostcode();
                  case HASH_SHA256 ->
                      new Pseudonym(
                          key.orElseThrow(
                              () -> new IllegalStateException("hash_sha256 needs its key")),
                          field
                              .identifier()
                              .orElseThrow(
                                  () ->
                                      new IllegalStateException(
                                          "hash_sha256 needs the kind of identifier")));
                  // Which rows go was decided when they were checked.
                  case REMOVE_ROW -> new Unchanged();
                })
        .orElseGet(Unchanged::new);
  }

  /** Whether the degraded value may differ from the enriched one. */
  public abstract boolean changes();

  /**
   * The degraded value, valid until the next call.
   *
   * @throws UndegradableValueException where the value has not the shape that the rule needs
   */
  public abstract CellText degrade(CellText enriched);

  private static final class Unchanged extends Degradation {

    @Override
    public boolean changes() {
      return false;
    }

    @Override
    public CellText degrade(CellText enriched) {
      return enriched;
    }
  }

  /** {@code 2010-05-17} becomes {@code 2010-05-01}. */
  private static final class FirstOfMonth extends Degradation {

    private static final String SHAPE = "9999-99-99";

    private final CellText value = new CellText();

    @Override
    public boolean changes() {
      return true;
    }

    @Override
    public CellText degrade(CellText enriched) {
      value.clear();
      if (enriched.isEmpty()) {
        return value;
      }
      if (enriched.length() != SHAPE.length()) {
        throw new UndegradableValueException("first_of_month");
      }
      for (int i = 0; i < SHAPE.length(); i++) {
        char character = enriched.charAt(i);
        boolean fits = SHAPE.charAt(i) == '9' ? isDigit(character) : character == SHAPE.charAt(i);
        if (!fits) {
          throw new UndegradableValueException("first_of_month");
        }
      }
      value.append(enriched.characters(), enriched.start(), enriched.end() - 2);
      value.append('0');
      value.append('1');
      return value;
    }
  }

  /** {@code OX1 2JD} becomes its sector {@code OX1 2}; a sector stays one. */
  private static final class ShortPostcode extends Degradation {

    private static final int LONGEST_DISTRICT = 4;

    private final CellText value = new CellText();

    @Override
    public boolean changes() {
      return true;
    }

    @Override
    public CellText degrade(CellText enriched) {
      value.clear();
      if (enriched.isEmpty()) {
        return value;
      }
      int space = 0;
      while (space < enriched.length() && isCapitalOrDigit(enriched.charAt(space))) {
        space++;
      }
      int length = enriched.length();
      boolean sector =
          space >= 2
              && space <= LONGEST_DISTRICT
              && length > space + 1
              && enriched.charAt(space) == ' '
              && isDigit(enriched.charAt(space + 1));
      boolean whole =
          length == space + 4
              && isCapital(enriched.charAt(length - 2))
              && isCapital(enriched.charAt(length - 1));
      if (!sector || !(whole || length == space + 2)) {
        throw new UndegradableValueException("short_postcode");
      }
      value.append(enriched.characters(), enriched.start(), enriched.start() + space + 2);
      return value;
    }
  }

  /**
   * 64 hex digits: HMAC-SHA-256 of the kind of identifier, a zero byte, and the identifier in one
   * spelling, so that no two kinds have a pseudonym in common.
   */
  private static final class Pseudonym extends Degradation {

    private static final String ALGORITHM = "HmacSHA256";
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final Mac mac;
    private final byte[] kind;
    private final CellText value = new CellText();

    Pseudonym(SecretKey key, String identifier) {
      kind = (identifier + '\0').getBytes(StandardCharsets.UTF_8);
      try {
        mac = Mac.getInstance(ALGORITHM);
        mac.init(key);
      } catch (GeneralSecurityException unusable) {
        throw new IllegalStateException("the key of pseudonyms cannot be used", unusable);
      }
    }

    @Override
    public boolean changes() {
      return true;
    }

    @Override
    public CellText degrade(CellText enriched) {
      value.clear();
      String spelt = spelt(enriched.toString());
      if (spelt.isEmpty()) {
        return value;
      }
      mac.update(kind);
      byte[] hash = mac.doFinal(spelt.getBytes(StandardCharsets.UTF_8));
      for (byte part : hash) {
        value.append(HEX[(part >> 4) & 0xF]);
        value.append(HEX[part & 0xF]);
      }
      return value;
    }

    /** What somebody typed in another case or with space around it is the same identifier. */
    private static String spelt(String identifier) {
      return Normalizer.normalize(identifier.strip().toUpperCase(Locale.ROOT), Normalizer.Form.NFC);
    }
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  private static boolean isCapital(char character) {
    return character >= 'A' && character <= 'Z';
  }

  private static boolean isCapitalOrDigit(char character) {
    return isCapital(character) || isDigit(character);
  }
}
