package dev.weir.operator;

import dev.weir.event.Event;
import java.util.Arrays;
import java.util.Objects;

/** An event of any layout over boxed values, written by hand: the generated classes' plain twin. */
public final class TestEvent extends Event {
  private final String layout;
  private final Object[] values;

  private TestEvent(String layout, Object[] values) {
    this.layout = layout;
    this.values = values;
  }

  /** @param values boxed, in the storage that the layout says, null for NULL */
  public static TestEvent of(String layout, Object... values) {
    if (layout.length() != values.length) {
      throw new IllegalArgumentException(layout + " for " + Arrays.toString(values));
    }
    return new TestEvent(layout, values.clone());
  }

  /** An event of the layout with nothing but defaults. */
  public static TestEvent blank(String layout) {
    var values = new Object[layout.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (layout.charAt(i)) {
            case 'Z' -> (Object) false;
            case 'I' -> 0;
            case 'J' -> 0L;
            case 'D' -> 0.0;
            default -> null;
          };
    }
    return new TestEvent(layout, values);
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public String layout() {
    return layout;
  }

  @Override
  public boolean isNull(int index) {
    return values[index] == null;
  }

  @Override
  public boolean getBoolean(int index) {
    return values[index] != null && (Boolean) values[index];
  }

  @Override
  public int getInt(int index) {
    return values[index] == null ? 0 : (Integer) values[index];
  }

  @Override
  public long getLong(int index) {
    return values[index] == null ? 0 : (Long) values[index];
  }

  @Override
  public double getDouble(int index) {
    return values[index] == null ? 0 : (Double) values[index];
  }

  @Override
  public Object getObject(int index) {
    return values[index];
  }

  @Override
  public void setNull(int index) {
    values[index] = null;
  }

  @Override
  public void setBoolean(int index, boolean value) {
    values[index] = value;
  }

  @Override
  public void setInt(int index, int value) {
    values[index] = value;
  }

  @Override
  public void setLong(int index, long value) {
    values[index] = value;
  }

  @Override
  public void setDouble(int index, double value) {
    values[index] = value;
  }

  @Override
  public void setObject(int index, Object value) {
    values[index] = value;
  }

  @Override
  public Event newInstance() {
    return blank(layout);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TestEvent event
        && layout.equals(event.layout)
        && Arrays.equals(values, event.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(layout, Arrays.hashCode(values));
  }
}
