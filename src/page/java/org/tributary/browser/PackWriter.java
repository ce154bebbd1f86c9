package org.tributary.browser;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.tributary.region.Region;

/** Writes records component by component, in the order in which {@link PackReader} reads them. */
public final class PackWriter {

  private final DataOutputStream out;

  private PackWriter(DataOutputStream out) {
    this.out = out;
  }

  /**
   * What the page needs of a region, compressed.
   *
   * @param day from which on the page may be used
   */
  public static byte[] bytes(String version, Region region, LocalDate day) throws IOException {
    return bytes(Pack.of(version, region, day));
  }

  static byte[] bytes(Pack pack) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
      new PackWriter(out).write(pack);
    } catch (ReflectiveOperationException unreadable) {
      throw new IllegalStateException("a record does not give its components", unreadable);
    }
    return bytes.toByteArray();
  }

  private void write(Object value) throws IOException, ReflectiveOperationException {
    if (value instanceof String text) {
      out.writeUTF(text);
    } else if (value instanceof Integer number) {
      out.writeInt(number);
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Enum<?> constant) {
      out.writeUTF(constant.name());
    } else if (value instanceof BigDecimal decimal) {
      out.writeUTF(decimal.toString());
    } else if (value instanceof LocalDate day) {
      out.writeInt(Math.toIntExact(day.toEpochDay()));
    } else if (value instanceof Pattern pattern) {
      out.writeUTF(pattern.pattern());
      out.writeInt(pattern.flags());
    } else if (value instanceof Optional<?> optional) {
      out.writeBoolean(optional.isPresent());
      if (optional.isPresent()) {
        write(optional.get());
      }
    } else if (value instanceof OptionalInt optional) {
      out.writeBoolean(optional.isPresent());
      if (optional.isPresent()) {
        out.writeInt(optional.getAsInt());
      }
    } else if (value instanceof Collection<?> all) {
      out.writeInt(all.size());
      for (Object one : all) {
        write(one);
      }
    } else if (value instanceof Map<?, ?> map) {
      out.writeInt(map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        write(entry.getKey());
        write(entry.getValue());
      }
    } else if (value instanceof Record whole) {
      for (RecordComponent component : whole.getClass().getRecordComponents()) {
        component.getAccessor().setAccessible(true);
        write(component.getAccessor().invoke(whole));
      }
    } else {
      throw new IllegalStateException("no way to pack a " + value.getClass().getName());
    }
  }
}
