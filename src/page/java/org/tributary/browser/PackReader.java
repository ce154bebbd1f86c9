package org.tributary.browser;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.tributary.authority.LocalAuthority;
import org.tributary.check.Intake.Signature;
import org.tributary.check.Kept;
import org.tributary.identify.Need;
import org.tributary.schema.Code;
import org.tributary.schema.Dataset;
import org.tributary.schema.Document;
import org.tributary.schema.Field;
import org.tributary.schema.FileNames;
import org.tributary.schema.Kind;
import org.tributary.schema.Layout;
import org.tributary.schema.Mark;
import org.tributary.schema.Meaning;
import org.tributary.schema.Occurs;
import org.tributary.schema.Says;
import org.tributary.schema.Table;
import org.tributary.schema.Term;
import org.tributary.schema.Validity;

/** Reads a pack without reflection, of which a browser has none. */
final class PackReader {

  /** Reads one value. */
  @FunctionalInterface
  private interface Read<T> {
    T next() throws IOException;
  }

  private final DataInputStream in;

  private PackReader(DataInputStream in) {
    this.in = in;
  }

  static Pack pack(byte[] bytes) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
      return new PackReader(in).pack();
    }
  }

  private Pack pack() throws IOException {
    return new Pack(
        text(),
        list(this::dataset),
        list(
            () ->
                new LocalAuthority(
                    text(), text(), text(), text(), text(), list(PackReader::neverSigned))),
        map(this::text, () -> list(this::stage)));
  }

  private static LocalAuthority.Signature neverSigned() {
    throw new IllegalStateException("a pack holds no signature");
  }

  private Pack.Stage stage() throws IOException {
    return new Pack.Stage(LocalDate.ofEpochDay(in.readInt()), map(this::text, this::unit));
  }

  private Pack.Unit unit() throws IOException {
    return new Pack.Unit(
        text(),
        new LinkedHashSet<>(list(() -> Need.valueOf(text()))),
        Signature.valueOf(text()),
        in.readInt(),
        map(
            this::text,
            () ->
                new Kept(list(() -> new Kept.Needed(text(), text(), Kept.From.valueOf(text()))))));
  }

  private Dataset dataset() throws IOException {
    return new Dataset(
        text(),
        text(),
        in.readInt(),
        in.readInt(),
        sorted(() -> Term.valueOf(text()), in::readInt),
        list(this::table),
        Layout.valueOf(text()),
        FileNames.valueOf(text()));
  }

  private Table table() throws IOException {
    return new Table(
        text(),
        text(),
        list(this::text),
        list(this::field),
        optional(this::document),
        sorted(() -> Says.valueOf(text()), this::text));
  }

  private Document document() throws IOException {
    return new Document(
        optional(this::text),
        text(),
        text(),
        optional(this::text),
        optional(this::text),
        optional(this::text),
        text(),
        text(),
        new LinkedHashSet<>(list(this::text)),
        list(
            () ->
                new Document.Part(
                    text(), Occurs.valueOf(text()), validity(), optional(this::field))));
  }

  private Field field() throws IOException {
    return new Field(
        text(),
        text(),
        Kind.valueOf(text()),
        in.readBoolean(),
        list(this::text),
        text(),
        optional(() -> Pattern.compile(text(), in.readInt())),
        optional(this::text),
        optional(() -> new BigDecimal(text())),
        optional(() -> new BigDecimal(text())),
        optionalInt(),
        optionalInt(),
        list(this::code),
        validity(),
        optional(() -> Mark.valueOf(text())),
        optional(this::text),
        list(this::text),
        in.readBoolean(),
        text());
  }

  private Code code() throws IOException {
    return new Code(
        text(),
        list(this::text),
        list(() -> new Meaning(text(), validity())),
        list(this::text),
        validity(),
        optional(this::text),
        optional(this::text));
  }

  private Validity validity() throws IOException {
    return new Validity(
        in.readInt(), in.readInt(), in.readInt(), in.readInt(), list(() -> Term.valueOf(text())));
  }

  private String text() throws IOException {
    return in.readUTF();
  }

  private <T> Optional<T> optional(Read<T> value) throws IOException {
    return in.readBoolean() ? Optional.of(value.next()) : Optional.empty();
  }

  private OptionalInt optionalInt() throws IOException {
    return in.readBoolean() ? OptionalInt.of(in.readInt()) : OptionalInt.empty();
  }

  private <T> List<T> list(Read<T> value) throws IOException {
    int size = in.readInt();
    List<T> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(value.next());
    }
    return list;
  }

  private <K, V> Map<K, V> map(Read<K> key, Read<V> value) throws IOException {
    Map<K, V> map = new LinkedHashMap<>();
    for (int size = in.readInt(); size > 0; size--) {
      map.put(key.next(), value.next());
    }
    return map;
  }

  private <K extends Comparable<K>, V> SortedMap<K, V> sorted(Read<K> key, Read<V> value)
      throws IOException {
    return new TreeMap<>(map(key, value));
  }
}
