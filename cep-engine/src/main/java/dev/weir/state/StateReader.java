package dev.weir.state;

import dev.weir.event.Event;
import dev.weir.type.Bytes;
import dev.weir.type.RowValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link StateWriter} wrote, in the same order. Not thread-safe. */
public final class StateReader {
  private final byte[] content;
  private int position;

  /** @param content not copied; must not change while it is read */
  public StateReader(byte[] content) {
    this.content = content;
  }

  /** Whether everything has been read. */
  public boolean isAtEnd() {
    return position == content.length;
  }

  public long readLong() {
    long raw = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = nextByte();
      raw |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return (raw >>> 1) ^ -(raw & 1);
      }
    }
  }

  public int readInt() {
    return Math.toIntExact(readLong());
  }

  public boolean readBoolean() {
    return nextByte() != 0;
  }

  public double readDouble() {
    long bits = 0;
    for (int i = 0; i < 8; i++) {
      bits = bits << 8 | nextByte() & 0xFF;
    }
    return Double.longBitsToDouble(bits);
  }

  public String readString() {
    return new String(readBytes(), StandardCharsets.UTF_8);
  }

  public byte[] readBytes() {
    int length = readInt();
    if (length < 0 || length > content.length - position) {
      throw new IllegalStateException("the state ends inside a value: it is damaged");
    }
    position += length;
    return Arrays.copyOfRange(content, position - length, position);
  }

  /** A value as {@link StateWriter#writeValue} wrote it, or null. */
  public Object readValue() {
    byte tag = nextByte();
    return switch (tag) {
      case '0' -> null;
      case 'S' -> readString();
      case 'I' -> readInt();
      case 'J' -> readLong();
      case 'D' -> readDouble();
      case 'T' -> true;
      case 'F' -> false;
      case 'N' -> readDecimal();
      case 'B' -> new Bytes(readBytes());
      case 'R' -> new RowValue(readValues());
      case 'L' -> Collections.unmodifiableList(readValues());
      case 'M' -> readMap();
      default ->
          throw new IllegalStateException(
              "the state has an unknown value tag " + tag + ": it is damaged");
    };
  }

  private BigDecimal readDecimal() {
    int scale = readInt();
    return new BigDecimal(new BigInteger(readBytes()), scale);
  }

  private List<Object> readValues() {
    int count = readInt();
    var values = new ArrayList<Object>();
    for (int i = 0; i < count; i++) {
      values.add(readValue());
    }
    return values;
  }

  private Map<Object, Object> readMap() {
    int count = readInt();
    var map = new LinkedHashMap<Object, Object>();
    for (int i = 0; i < count; i++) {
      var key = readValue();
      map.put(key, readValue());
    }
    return Collections.unmodifiableMap(map);
  }

  /** An event of the same class as {@code prototype}, as {@link StateWriter#writeEvent} wrote it. */
  public Event readEvent(Event prototype) {
    var event = prototype.newInstance();
    String layout = event.layout();
    for (int i = 0; i < layout.length(); i++) {
      char storage = layout.charAt(i);
      if (storage == 'A') {
        event.setObject(i, readValue());
      } else if (readBoolean()) {
        event.setNull(i);
      } else {
        switch (storage) {
          case 'Z' -> event.setBoolean(i, readBoolean());
          case 'I' -> event.setInt(i, readInt());
          case 'J' -> event.setLong(i, readLong());
          default -> event.setDouble(i, readDouble());
        }
      }
    }
    return event;
  }

  private byte nextByte() {
    if (position == content.length) {
      throw new IllegalStateException("the state ends too early: it is damaged");
    }
    return content[position++];
  }
}
