package org.tributary.publish;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the objects of a unit lie. Everything but a commit carries the number of the commit that it
 * is meant for and the id of the attempt that made it, so that no two attempts share an object.
 */
public final class Layout {

  /** What an object is, as its key says it. */
  public sealed interface Key {
    String unit();
  }

  /** A manifest. */
  public record OfCommit(String unit, long number) implements Key {}

  /**
   * What an attempt made.
   *
   * @param number of the commit that it is meant for
   * @param name without the digest before it
   */
  public record OfAttempt(Kind kind, String unit, long number, String name) implements Key {}

  /** A note of what a delivery brought to its place. */
  public record OfDelivery(String unit) implements Key {}

  /** Where an attempt puts what it makes. */
  public enum Kind {
    /** What commits name. */
    DATA,
    /** What a session keeps besides. */
    SESSION
  }

  /** Below it lie the commits of every unit of a store. */
  static final String COMMITS = "_commits/";

  private static final Pattern COMMIT = Pattern.compile(COMMITS + "(.+)/([0-9]{12})\\.json");
  private static final Pattern DELIVERED = Pattern.compile("_delivered/(.+)/[^/]+/[0-9a-f]{64}");
  private static final Pattern DATA =
      Pattern.compile("data/(.+?)/([0-9]{12})/[^/]+/(?:[0-9a-f]{64}-)?(.+)");
  private static final Pattern SESSION =
      Pattern.compile("sessions/(.+?)/([0-9]{12})/[^/]+/(?:[0-9a-f]{64}-)?(.+)");

  private static final Pattern NUMBER = Pattern.compile("[0-9]{12}");
  private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*");

  private final String unit;

  /** A unit is a path of plain words, such as {@code 822/annex-a} or {@code PAN}. */
  public Layout(String unit) {
    boolean plain = UNIT.matcher(unit).matches();
    for (String word : unit.split("/", -1)) {
      plain &= !NUMBER.matcher(word).matches();
    }
    if (!plain) {
      throw new IllegalArgumentException(
          "a unit is a path of words of letters, digits, - and _, none of them 12 digits");
    }
    this.unit = unit;
  }

  /** What a key says; empty for one that is not of this layout, whichever unit's it may be. */
  public static Optional<Key> key(String key) {
    Matcher commit = COMMIT.matcher(key);
    if (commit.matches()) {
      return Optional.of(new OfCommit(commit.group(1), Long.parseLong(commit.group(2))));
    }
    Matcher delivered = DELIVERED.matcher(key);
    if (delivered.matches()) {
      return Optional.of(new OfDelivery(delivered.group(1)));
    }
    return ofAttempt(Kind.DATA, DATA.matcher(key))
        .or(() -> ofAttempt(Kind.SESSION, SESSION.matcher(key)))
        .map(made -> made);
  }

  private static Optional<OfAttempt> ofAttempt(Kind kind, Matcher key) {
    return key.matches()
        ? Optional.of(new OfAttempt(kind, key.group(1), Long.parseLong(key.group(2)), key.group(3)))
        : Optional.empty();
  }

  String commits() {
    return COMMITS + unit + "/";
  }

  /** The key of a manifest. */
  public String commit(long number) {
    return commits() + digits(number) + ".json";
  }

  /** The number of a commit's key; empty for a key of something else, such as a longer unit's. */
  OptionalLong commitNumber(String key) {
    String rest = key.substring(commits().length());
    return rest.endsWith(".json")
        ? number(rest.substring(0, rest.length() - ".json".length()))
        : OptionalLong.empty();
  }

  /** What commits of the unit name stands below. */
  public String data() {
    return "data/" + unit + "/";
  }

  String data(long number, String attempt, String sha256, String name) {
    return data() + digits(number) + "/" + attempt + "/" + sha256 + "-" + checked(name);
  }

  String sessions() {
    return "sessions/" + unit + "/";
  }

  String session(long number, String attempt) {
    return sessions() + digits(number) + "/" + attempt + "/";
  }

  String delivered(String delivery) {
    return "_delivered/" + unit + "/" + checked(delivery) + "/";
  }

  /** Which commit and attempt an object below {@code data} or {@code sessions} was made for. */
  record Purpose(long number, String attempt) {}

  /** Empty for a key that no attempt of this unit made. */
  static Optional<Purpose> purpose(String key, String below) {
    String[] parts = key.substring(below.length()).split("/", 3);
    OptionalLong number = number(parts[0]);
    return parts.length == 3 && number.isPresent()
        ? Optional.of(new Purpose(number.getAsLong(), parts[1]))
        : Optional.empty();
  }

  /** Names are ours, never a sender's: plain letters, and no way out of the attempt's own place. */
  static String checked(String name) {
    if (!NAME.matcher(name).matches() || name.contains("..")) {
      throw new IllegalArgumentException(
          "a name of a published file is made of letters, digits, - _ . and single slashes");
    }
    return name;
  }

  private static OptionalLong number(String text) {
    Matcher matcher = NUMBER.matcher(text);
    return matcher.matches() ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  private static String digits(long number) {
    // Asked for every object that is written; a formatter would take a hundredth of a session.
    String digits = Long.toString(number);
    return "0".repeat(Math.max(0, 12 - digits.length())) + digits;
  }
}
