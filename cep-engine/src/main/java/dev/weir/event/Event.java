package dev.weir.event;

/**
 * One event: an object with one field per column. Subclasses are generated per layout (see {@link
 * dev.weir.type.Schema#layout()}): public fields {@code f0, f1, ...} of the column's storage, and
 * public {@code int} words {@code n0, n1, ...} whose bit {@code i % 32} of word {@code i / 32} says
 * that primitive column {@code i} is NULL. A reference column is NULL when it is {@code null}; it
 * has no bit. The value of a primitive field whose bit is set is zero.
 *
 * <p>Hot code is generated and reads the fields directly. The accessors here dispatch on the index
 * and are for everything else: formats, printing, snapshots, tests. They do not convert: each must
 * be called for a column of its own storage.
 *
 * <p>An event is written only by the operator that creates it, and never changes once it has been
 * handed on; it may then be held by anybody. Not thread-safe while it is being filled.
 */
public abstract class Event {

  /** The number of columns. */
  public abstract int size();

  /** The storage letters of the columns, as in {@link dev.weir.type.Schema#layout()}. */
  public abstract String layout();

  public abstract boolean isNull(int index);

  public abstract boolean getBoolean(int index);

  public abstract int getInt(int index);

  public abstract long getLong(int index);

  public abstract double getDouble(int index);

  /** The value of a reference column, or {@code null}. */
  public abstract Object getObject(int index);

  public abstract void setNull(int index);

  public abstract void setBoolean(int index, boolean value);

  public abstract void setInt(int index, int value);

  public abstract void setLong(int index, long value);

  public abstract void setDouble(int index, double value);

  /** Sets a reference column; {@code null} makes it NULL. */
  public abstract void setObject(int index, Object value);

  /** A new event of the same class, every primitive zero and not NULL, every reference NULL. */
  public abstract Event newInstance();

  /** The value of a column of any storage, boxed; {@code null} for NULL. */
  public final Object get(int index) {
    return switch (layout().charAt(index)) {
      case 'A' -> getObject(index);
      case 'Z' -> isNull(index) ? null : (Object) getBoolean(index);
      case 'I' -> isNull(index) ? null : (Object) getInt(index);
      case 'J' -> isNull(index) ? null : (Object) getLong(index);
      default -> isNull(index) ? null : (Object) getDouble(index);
    };
  }

  /** Sets a column of any storage from its boxed value; {@code null} makes it NULL. */
  public final void set(int index, Object value) {
    if (value == null) {
      setNull(index);
      return;
    }
    switch (layout().charAt(index)) {
      case 'A' -> setObject(index, value);
      case 'Z' -> setBoolean(index, (Boolean) value);
      case 'I' -> setInt(index, (Integer) value);
      case 'J' -> setLong(index, (Long) value);
      default -> setDouble(index, (Double) value);
    }
  }

  /** The values in order, for messages and tests. */
  @Override
  public String toString() {
    var text = new StringBuilder("(");
    for (int i = 0; i < size(); i++) {
      text.append(i == 0 ? "" : ", ").append(get(i));
    }
    return text.append(')').toString();
  }
}
