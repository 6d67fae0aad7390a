package dev.weir.state;

import dev.weir.event.Event;
import dev.weir.type.Bytes;
import dev.weir.type.RowValue;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Writes state in Weir's binary form: variable-length integers (zig-zag), IEEE doubles, UTF-8 texts
 * with their length, boxed values with a tag byte. What is written in one order must be read in the
 * same order by {@link StateReader}. Not thread-safe.
 */
public final class StateWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public void writeLong(long value) {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  public void writeInt(int value) {
    writeLong(value);
  }

  public void writeBoolean(boolean value) {
    out.write(value ? 1 : 0);
  }

  public void writeDouble(double value) {
    long bits = Double.doubleToRawLongBits(value);
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.write((int) (bits >>> shift));
    }
  }

  /** @param value not null */
  public void writeString(String value) {
    writeBytes(value.getBytes(StandardCharsets.UTF_8));
  }

  public void writeBytes(byte[] value) {
    writeInt(value.length);
    out.writeBytes(value);
  }

  /** Any value of {@link dev.weir.type.Storage}, boxed, or null. */
  public void writeValue(Object value) {
    if (value == null) {
      out.write('0');
    } else if (value instanceof String text) {
      out.write('S');
      writeString(text);
    } else if (value instanceof Integer number) {
      out.write('I');
      writeInt(number);
    } else if (value instanceof Long number) {
      out.write('J');
      writeLong(number);
    } else if (value instanceof Double number) {
      out.write('D');
      writeDouble(number);
    } else if (value instanceof Boolean truth) {
      out.write(truth ? 'T' : 'F');
    } else if (value instanceof BigDecimal number) {
      out.write('N');
      writeInt(number.scale());
      writeBytes(number.unscaledValue().toByteArray());
    } else if (value instanceof Bytes bytes) {
      out.write('B');
      writeBytes(bytes.toArray());
    } else if (value instanceof RowValue row) {
      out.write('R');
      writeValues(row.fields());
    } else if (value instanceof List<?> list) {
      out.write('L');
      writeValues(list);
    } else if (value instanceof Map<?, ?> map) {
      out.write('M');
      writeInt(map.size());
      map.forEach(
          (key, entry) -> {
            writeValue(key);
            writeValue(entry);
          });
    } else {
      throw new IllegalArgumentException("no binary form for " + value.getClass());
    }
  }

  private void writeValues(Collection<?> values) {
    writeInt(values.size());
    values.forEach(this::writeValue);
  }

  /** All fields of an event. The reader must know its layout. */
  public void writeEvent(Event event) {
    String layout = event.layout();
    for (int i = 0; i < layout.length(); i++) {
      char storage = layout.charAt(i);
      if (storage == 'A') {
        writeValue(event.getObject(i));
        continue;
      }
      boolean isNull = event.isNull(i);
      writeBoolean(isNull);
      if (!isNull) {
        switch (storage) {
          case 'Z' -> writeBoolean(event.getBoolean(i));
          case 'I' -> writeInt(event.getInt(i));
          case 'J' -> writeLong(event.getLong(i));
          default -> writeDouble(event.getDouble(i));
        }
      }
    }
  }

  public byte[] toByteArray() {
    return out.toByteArray();
  }
}
