package dev.weir.format;

import dev.weir.connector.ConnectorException;
import dev.weir.connector.Options;
import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.type.Bytes;
import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.Intervals;
import dev.weir.type.NumberText;
import dev.weir.type.Schema;
import dev.weir.type.TimeText;
import dev.weir.type.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Reads the text of one column's value into an event. One object per column, so that what to do
 * with a type is decided once per schema and nothing is boxed per value. Not thread-safe.
 */
public abstract class TextField {
  private final Column column;
  final int index;

  private TextField(Column column, int index) {
    this.column = column;
    this.index = index;
  }

  /**
   * The readers of all columns.
   *
   * @throws ConnectorException if an option is wrong
   */
  public static TextField[] of(Schema schema, Options options) {
    var fields = new TextField[schema.size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = of(schema.column(i), i, options);
    }
    return fields;
  }

  /** The reader of one column. */
  public static TextField of(Column column, int index, Options options) {
    return switch (column.type().kind()) {
      case TINYINT, SMALLINT, INTEGER -> new IntField(column, index);
      case BIGINT -> new LongField(column, index);
      case REAL -> new RealField(column, index);
      case DOUBLE -> new DoubleField(column, index);
      case BOOLEAN -> new BooleanField(column, index);
      case DECIMAL -> new DecimalField(column, index);
      case NULL, VARCHAR -> new StringField(column, index);
      case CHAR -> new CharField(column, index);
      case VARBINARY -> new BytesField(column, index);
      case DATE -> new DateField(column, index);
      case TIME -> new TimeField(column, index);
      case TIMESTAMP, TIMESTAMP_LTZ -> new TimestampField(column, index, options);
      case INTERVAL_DAY_TIME, INTERVAL_YEAR_MONTH -> new IntervalField(column, index);
      case JSON, ARRAY, MAP, ROW -> new NestedField(column, index, options);
    };
  }

  public final Column column() {
    return column;
  }

  /** Whether an empty text can be a value. */
  public final boolean takesEmpty() {
    return column.type().kind().isString() || column.type().kind() == TypeKind.VARBINARY;
  }

  /**
   * Reads the value that {@code text[from, to)} spells.
   *
   * @throws RowError naming the column, if it is no value of the column's type
   */
  public final void read(CharSequence text, int from, int to, Event event) {
    try {
      set(text, from, to, event);
    } catch (RowError e) {
      throw new RowError("column \"" + column.name() + "\": " + e.getMessage());
    }
  }

  /** Makes the column NULL. @throws RowError if the column is NOT NULL */
  public final void readNull(Event event) {
    if (!column.nullable()) {
      throw new RowError("column \"" + column.name() + "\" is NOT NULL and has no value");
    }
    event.setNull(index);
  }

  abstract void set(CharSequence text, int from, int to, Event event);

  private static final class IntField extends TextField {
    private final TypeKind kind;

    IntField(Column column, int index) {
      super(column, index);
      this.kind = column.type().kind();
    }

    @Override
    void set(CharSequence text, int from, int to, Event event) {
      event.setInt(
          index,
          switch (kind) {
            case TINYINT -> NumberText.parseTinyint(text, from, to);
            case SMALLINT -> NumberText.parseSmallint(text, from, to);
            default -> NumberText.parseInt(text, from, to);
          });
    }
  }

  private static final class LongField extends TextField {
    LongField(Column column, int index) {
      super(column, index);
    }

    @Override
    void set(CharSequence text, int from, int to, Event event) {
      event.setLong(index, NumberText.parseLong(text, from, to));
    }
  }

  private static final class RealField extends TextField {
    RealField(Column column, int index) {
      super(column, index);
    }

    @Override
    void set(CharSequence text, int from, int to, Event event) {
      event.setDouble(index, NumberText.parseReal(text, from, to));
    }
  }

  private static final class DoubleField extends TextField {
    DoubleField(Column column, int index) {
      super(column, index);
    }

    @Override
    void set(CharSequence text, int from, int to, Event event) {
      event.setDouble(index, NumberText.parseDouble(text, from, to));
    }
  }

  private static final class BooleanField extends TextField {
    BooleanField(Column column, int index) {
      super(column, index);
    }

    @Override
    void set(CharSequence text, int from, int to, Event event) {
      event.setBoolean(index, NumberText.parseBoolean(text, from, to));
    }
  }

  private static final class DecimalField extends TextField {
    private final DataType type;

    DecimalField(Column column, int index) {
      super(column, index);
      this.type = column.type();
    }

    @Override
    void set(CharSequence text, int from, int to, Event event) {
      event.setObject(index, Limits.decimal(NumberText.parseDecimal(text, from, to), type));
    }
  }

  private static final class StringField extends TextField {
    private final DataType type;
    private final StringPool pool = new StringPool();

    StringField(Column column, int index) {
      super(column, index);
      this.type = column.type();
    }

    @Override
    void set(CharSequence text, int from, int to, Event event) {
      Limits.length(text, from, to, type);
      event.setObject(index, pool.get(text, from, to));
    }
  }

  private static final class CharField extends TextField {
    private final DataType type;

    CharField(Column column, int index) {
      super(column, index);
      this.type = column.type();
    }

    @Override
    void set(CharSequence text, int from, int to, Event event) {
      int end = to;
      while (end > from && text.charAt(end - 1) == ' ') {
        end--;
      }
      Limits.length(text, from, end, type);
      event.setObject(index, Limits.padded(text.subSequence(from, end).toString(), type));
    }
  }

  private static final class BytesField extends TextField {
    BytesField(Column column, int index) {
      super(column, index);
    }

    @Override
    void set(CharSequence text, int from, int to, Event event) {
      event.setObject(index, bytes(text.subSequence(from, to).toString()));
    }
  }

  private static final class DateField extends TextField {
    DateField(Column column, int index) {
      super(column, index);
    }

    @Override
    void set(CharSequence text, int from, int to, Event event) {
      event.setInt(index, TimeText.parseDate(text, from, to));
    }
  }

  private static final class TimeField extends TextField {
    private final DataType type;

    TimeField(Column column, int index) {
      super(column, index);
      this.type = column.type();
    }

    @Override
    void set(CharSequence text, int from, int to, Event event) {
      event.setLong(index, Limits.micros(TimeText.parseTime(text, from, to), type));
    }
  }

  private static final class TimestampField extends TextField {
    private final DataType type;
    private final TimestampFormat format;

    TimestampField(Column column, int index, Options options) {
      super(column, index);
      this.type = column.type();
      this.format = TimestampFormat.of(options, column.name(), type.kind());
    }

    @Override
    void set(CharSequence text, int from, int to, Event event) {
      event.setLong(index, Limits.micros(format.parse(text, from, to), type));
    }
  }

  private static final class IntervalField extends TextField {
    private final boolean isYearMonth;

    IntervalField(Column column, int index) {
      super(column, index);
      this.isYearMonth = column.type().kind() == TypeKind.INTERVAL_YEAR_MONTH;
    }

    @Override
    void set(CharSequence text, int from, int to, Event event) {
      var value = text.subSequence(from, to).toString();
      event.setLong(
          index, isYearMonth ? Intervals.parseYearMonth(value) : Intervals.parseDayTime(value));
    }
  }

  /** JSON, ARRAY, MAP and ROW are written as JSON. */
  private static final class NestedField extends TextField {
    private final JsonField json;

    NestedField(Column column, int index, Options options) {
      super(column, index);
      this.json = JsonField.of(column, index, options);
    }

    @Override
    void set(CharSequence text, int from, int to, Event event) {
      json.readText(text.subSequence(from, to).toString(), event);
    }
  }

  /** A VARBINARY: {@code \x} and hexadecimal digits, or else the bytes of the text itself. */
  static Bytes bytes(String text) {
    if (!text.startsWith("\\x")) {
      return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }
    try {
      return new Bytes(HexFormat.of().parseHex(text, 2, text.length()));
    } catch (IllegalArgumentException e) {
      throw new RowError(
          "'"
              + Limits.shortened(text)
              + "' is not a VARBINARY: after \\x come pairs of hexadecimal digits");
    }
  }
}
