package dev.weir.terminal;

import dev.weir.event.Event;

/** An event of any layout, for tests of what prints events. */
final class BoxedEvent extends Event {
  private final String layout;
  private final Object[] values;

  BoxedEvent(String layout, Object... values) {
    this.layout = layout;
    this.values = values.clone();
  }

  @Override
  public int size() {
    return layout.length();
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
    return new BoxedEvent(layout, new Object[layout.length()]);
  }
}
