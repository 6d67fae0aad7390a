package dev.weir.type;

/**
 * How values of a type are held in a field of an event: one of the JVM's own representations, so
 * that nothing is boxed on the path of an event.
 *
 * <table>
 * <caption>Representation by type</caption>
 * <tr><td>BOOLEAN<td>{@code boolean}
 * <tr><td>TINYINT, SMALLINT, INTEGER, DATE (days since 1970-01-01)<td>{@code int}
 * <tr><td>BIGINT, TIMESTAMP and TIMESTAMP_LTZ (microseconds since 1970), TIME (microseconds of the
 *     day), day-time INTERVAL (microseconds), year-month INTERVAL (months)<td>{@code long}
 * <tr><td>DOUBLE, REAL (a {@code double} already rounded to {@code float})<td>{@code double}
 * <tr><td>VARCHAR, CHAR, JSON: {@link String}; DECIMAL: {@link java.math.BigDecimal} of the type's
 *     scale; VARBINARY: {@link Bytes}; ARRAY: immutable {@link java.util.List}; MAP: unmodifiable
 *     {@link java.util.Map} in insertion order; ROW: {@link java.util.List} of its fields, wrapped
 *     in {@link RowValue}<td>reference
 * </table>
 */
public enum Storage {
  BOOLEAN('Z'),
  INT('I'),
  LONG('J'),
  DOUBLE('D'),
  OBJECT('A');

  private final char code;

  Storage(char code) {
    this.code = code;
  }

  /** The letter used in the names of generated event classes. */
  public char code() {
    return code;
  }

  public boolean isPrimitive() {
    return this != OBJECT;
  }
}
