package dev.weir.pattern;

import dev.weir.event.Event;
import java.util.Arrays;
import java.util.List;

/** A row as plain boxed values, without any generated code. */
final class BoxedEvent extends Event {
  private final String layout;
  private final Object[] values;

  BoxedEvent(String layout, List<?> values) {
    this.layout = layout;
    this.values = values.toArray();
    if (layout.length() != this.values.length) {
      throw new IllegalArgumentException(layout + " does not hold " + values);
    }
  }

  /** A row of NULLs: what is read where there is no row. */
  static BoxedEvent empty(String layout) {
    return new BoxedEvent(layout, Arrays.asList(new Object[layout.length()]));
  }

  List<Object> values() {
    return Arrays.asList(values);
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
    return (Boolean) values[index];
  }

  @Override
  public int getInt(int index) {
    return (Integer) values[index];
  }

  @Override
  public long getLong(int index) {
    return (Long) values[index];
  }

  @Override
  public double getDouble(int index) {
    return (Double) values[index];
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
    return empty(layout);
  }
}
