package dev.weir;

import dev.weir.event.Event;
import dev.weir.type.Column;
import dev.weir.type.Schema;
import dev.weir.type.TypeKind;
import dev.weir.type.ValueFormat;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;

/**
 * One row of a query. Immutable, may be kept and handed to other threads.
 *
 * <p>Columns are found by index from 0, or by name: in its own spelling first, else whatever the case. The getters of
 * primitive types refuse NULL; ask {@link #isNull} before, or use {@link #get}.
 */
public final class Row {
  private final Schema schema;
  private final Event event;

  Row(Schema schema, Event event) {
    this.schema = schema;
    this.event = event;
  }

  public int size() {
    return schema.size();
  }

  /** The columns. */
  public Schema schema() {
    return schema;
  }

  private int index(String name) {
    int index = Names.find(schema.columns().stream().map(Column::name).toList(), name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "there is no column \""
              + name
              + "\", only "
              + String.join(", ", schema.columns().stream().map(Column::name).toList()));
    }
    return index;
  }

  public boolean isNull(int column) {
    return event.isNull(column);
  }

  public boolean isNull(String column) {
    return isNull(index(column));
  }

  /**
   * The value as the Java object that belongs to its type, {@code null} for NULL: Boolean, Integer, Long, Float,
   * Double, BigDecimal, String, byte[], LocalDate, LocalTime, LocalDateTime for TIMESTAMP, Instant for TIMESTAMP_LTZ,
   * Duration, Period; an unmodifiable List or Map of such values, a ROW as a Map by the names of its fields.
   */
  public Object get(int column) {
    return JavaValues.toJava(event.get(column), schema.type(column));
  }

  /** As {@link #get(int)}. @throws IllegalArgumentException if there is no such column */
  public Object get(String column) {
    return get(index(column));
  }

  /** @throws NoSuchElementException if it is NULL */
  private Object present(int column, String asked) {
    var value = get(column);
    if (value == null) {
      throw new NoSuchElementException(
          "column \"" + schema.column(column).name() + "\" is NULL, which is no " + asked);
    }
    return value;
  }

  private ConversionException not(int column, String asked) {
    return new ConversionException(
        "column \""
            + schema.column(column).name()
            + "\" is "
            + schema.type(column)
            + ", not "
            + asked);
  }

  /** @throws ConversionException if it is no BOOLEAN @throws NoSuchElementException if it is NULL */
  public boolean getBoolean(int column) {
    if (present(column, "boolean") instanceof Boolean value) {
      return value;
    }
    throw not(column, "BOOLEAN");
  }

  public boolean getBoolean(String column) {
    return getBoolean(index(column));
  }

  /** Of an integer up to INTEGER. @throws ConversionException if it is none @throws NoSuchElementException if it is NULL */
  public int getInt(int column) {
    if (present(column, "int") instanceof Integer value) {
      return value;
    }
    throw not(column, "an integer that fits an int");
  }

  public int getInt(String column) {
    return getInt(index(column));
  }

  /** Of an integer. @throws ConversionException if it is none @throws NoSuchElementException if it is NULL */
  public long getLong(int column) {
    var value = present(column, "long");
    if (value instanceof Long || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    throw not(column, "an integer");
  }

  public long getLong(String column) {
    return getLong(index(column));
  }

  /** Of any number. @throws ConversionException if it is none @throws NoSuchElementException if it is NULL */
  public double getDouble(int column) {
    if (present(column, "double") instanceof Number value) {
      return value.doubleValue();
    }
    throw not(column, "a number");
  }

  public double getDouble(String column) {
    return getDouble(index(column));
  }

  /** Of a DECIMAL or an integer, {@code null} for NULL. @throws ConversionException if it is neither */
  public BigDecimal getDecimal(int column) {
    var value = get(column);
    if (value == null || value instanceof BigDecimal) {
      return (BigDecimal) value;
    }
    if (value instanceof Long || value instanceof Integer) {
      return BigDecimal.valueOf(((Number) value).longValue());
    }
    throw not(column, "an exact number");
  }

  public BigDecimal getDecimal(String column) {
    return getDecimal(index(column));
  }

  /** A value of any type as text, as SQL casts it; {@code null} for NULL. */
  public String getString(int column) {
    return isNull(column) ? null : ValueFormat.format(event.get(column), schema.type(column));
  }

  public String getString(String column) {
    return getString(index(column));
  }

  /** Of a TIMESTAMP_LTZ, or a TIMESTAMP taken to be in UTC; {@code null} for NULL. @throws ConversionException if it is neither */
  public Instant getInstant(int column) {
    if (!schema.type(column).kind().isTimestamp()) {
      throw not(column, "a timestamp");
    }
    return isNull(column) ? null : JavaValues.instant(event.getLong(column));
  }

  public Instant getInstant(String column) {
    return getInstant(index(column));
  }

  /** Of a TIMESTAMP; {@code null} for NULL. @throws ConversionException if it is none */
  public LocalDateTime getLocalDateTime(int column) {
    if (schema.type(column).kind() != TypeKind.TIMESTAMP) {
      throw not(column, "a TIMESTAMP");
    }
    return isNull(column) ? null : JavaValues.localDateTime(event.getLong(column));
  }

  public LocalDateTime getLocalDateTime(String column) {
    return getLocalDateTime(index(column));
  }

  /** The value, or nothing for NULL, if it is of the class that {@link #get} gives. @throws ClassCastException if not */
  public <V> Optional<V> find(String column, Class<V> type) {
    return Optional.ofNullable(type.cast(get(column)));
  }

  /** The values by column in order, unmodifiable; of columns of one name the first. */
  public Map<String, Object> asMap() {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < size(); i++) {
      if (!map.containsKey(schema.column(i).name())) {
        map.put(schema.column(i).name(), get(i));
      }
    }
    return Collections.unmodifiableMap(map);
  }

  Event event() {
    return event;
  }

  /** Whether the columns have the same names and types, and the values are the same. */
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Row row) || !row.schema.equals(schema)) {
      return false;
    }
    for (int i = 0; i < size(); i++) {
      if (!Objects.equals(event.get(i), row.event.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = 0; i < size(); i++) {
      hash = 31 * hash + Objects.hashCode(event.get(i));
    }
    return hash;
  }

  /** {@code {symbol=ACME, price=101.5}}, values as SQL prints them. */
  @Override
  public String toString() {
    var text = new StringBuilder("{");
    for (int i = 0; i < size(); i++) {
      text.append(i == 0 ? "" : ", ").append(schema.column(i).name()).append('=');
      text.append(isNull(i) ? "NULL" : getString(i));
    }
    return text.append('}').toString();
  }
}
