package org.tributary.read;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Table;
import org.tributary.schema.Validity;

/** A return that nobody collects. */
public final class Invented {

  public static final int YEAR = 2024;

  public static final Dataset RETURN =
      new Dataset(
          "invented",
          "",
          2017,
          2026,
          List.of(
              table(
                  "episodes",
                  field("CHILD", "Child ID"),
                  field("DECOM"),
                  field("RNE"),
                  field("LS", "Legal status")),
              table(
                  "moves",
                  field(Kind.STRING, true, "CHILD"),
                  field(Kind.DATE, true, "MOVED"),
                  field(Kind.INTEGER, false, "AGE"),
                  field("URN")),
              table("reviews", field("CHILD", "Child ID"), field("REVIEW")),
              table("placed", field("PLACE", "Placement"), field("PLACE_TYPE", "Placement"))));

  private Invented() {}

  static Dataset with(int fields) {
    Field[] all = new Field[fields];
    Arrays.setAll(all, i -> field("FIELD_" + i));
    return new Dataset("invented", "", 2017, 2026, List.of(table("wide", all)));
  }

  private static Table table(String name, Field... fields) {
    return new Table(name, "", List.of(fields));
  }

  private static Field field(String... headers) {
    return field(Kind.STRING, false, headers);
  }

  private static Field field(Kind kind, boolean mandatory, String... headers) {
    return new Field(
        headers[0],
        "",
        kind,
        mandatory,
        List.of(headers),
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        List.of(),
        Validity.ALWAYS,
        Optional.empty(),
        Optional.empty());
  }
}
