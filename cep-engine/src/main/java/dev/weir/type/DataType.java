package dev.weir.type;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * An SQL type. Immutable; equal when written the same.
 *
 * @param kind the family
 * @param precision digits of a DECIMAL, fraction digits of a time type (0 to 6), length of CHAR and
 *     VARCHAR; {@link #UNBOUNDED} where none applies
 * @param scale fraction digits of a DECIMAL, else 0
 * @param children element type of an ARRAY; key and value types of a MAP; field types of a ROW
 * @param names field names of a ROW, else empty
 */
public record DataType(
    TypeKind kind, int precision, int scale, List<DataType> children, List<String> names) {

  public static final int UNBOUNDED = -1;

  /** The largest precision of DECIMAL; sums and products that need more digits are row errors. */
  public static final int MAX_DECIMAL_PRECISION = 38;

  public static final DataType NULL = of(TypeKind.NULL);
  public static final DataType BOOLEAN = of(TypeKind.BOOLEAN);
  public static final DataType TINYINT = of(TypeKind.TINYINT);
  public static final DataType SMALLINT = of(TypeKind.SMALLINT);
  public static final DataType INTEGER = of(TypeKind.INTEGER);
  public static final DataType BIGINT = of(TypeKind.BIGINT);
  public static final DataType REAL = of(TypeKind.REAL);
  public static final DataType DOUBLE = of(TypeKind.DOUBLE);
  public static final DataType VARCHAR = of(TypeKind.VARCHAR);
  public static final DataType VARBINARY = of(TypeKind.VARBINARY);
  public static final DataType DATE = of(TypeKind.DATE);
  public static final DataType TIME = timeType(TypeKind.TIME, 6);
  public static final DataType INTERVAL_DAY_TIME = of(TypeKind.INTERVAL_DAY_TIME);
  public static final DataType INTERVAL_YEAR_MONTH = of(TypeKind.INTERVAL_YEAR_MONTH);
  public static final DataType JSON = of(TypeKind.JSON);

  public DataType {
    Objects.requireNonNull(kind);
    children = List.copyOf(children);
    names = List.copyOf(names);
  }

  private static DataType of(TypeKind kind) {
    return new DataType(kind, UNBOUNDED, 0, List.of(), List.of());
  }

  private static DataType timeType(TypeKind kind, int precision) {
    return new DataType(kind, precision, 0, List.of(), List.of());
  }

  /** A timestamp without zone. @param precision fraction digits, 0 to 6 */
  public static DataType timestamp(int precision) {
    return timeType(TypeKind.TIMESTAMP, precision);
  }

  /** An instant. @param precision fraction digits, 0 to 6 */
  public static DataType timestampLtz(int precision) {
    return timeType(TypeKind.TIMESTAMP_LTZ, precision);
  }

  public static DataType time(int precision) {
    return timeType(TypeKind.TIME, precision);
  }

  public static DataType decimal(int precision, int scale) {
    return new DataType(TypeKind.DECIMAL, precision, scale, List.of(), List.of());
  }

  public static DataType varchar(int length) {
    return new DataType(TypeKind.VARCHAR, length, 0, List.of(), List.of());
  }

  public static DataType character(int length) {
    return new DataType(TypeKind.CHAR, length, 0, List.of(), List.of());
  }

  public static DataType array(DataType element) {
    return new DataType(TypeKind.ARRAY, UNBOUNDED, 0, List.of(element), List.of());
  }

  public static DataType map(DataType key, DataType value) {
    return new DataType(TypeKind.MAP, UNBOUNDED, 0, List.of(key, value), List.of());
  }

  public static DataType row(List<String> names, List<DataType> types) {
    if (names.size() != types.size()) {
      throw new IllegalArgumentException(names.size() + " names for " + types.size() + " types");
    }
    return new DataType(TypeKind.ROW, UNBOUNDED, 0, types, names);
  }

  public Storage storage() {
    return kind.storage();
  }

  /** The element type of an ARRAY. */
  public DataType element() {
    return children.get(0);
  }

  /** The SQL spelling, which parses back to an equal type. */
  @Override
  public String toString() {
    return switch (kind) {
      case DECIMAL -> "DECIMAL(" + precision + ", " + scale + ")";
      case CHAR, VARCHAR -> precision == UNBOUNDED ? kind.name() : kind + "(" + precision + ")";
      case TIME, TIMESTAMP, TIMESTAMP_LTZ -> kind + "(" + precision + ")";
      case INTERVAL_DAY_TIME -> "INTERVAL DAY TO SECOND";
      case INTERVAL_YEAR_MONTH -> "INTERVAL YEAR TO MONTH";
      case ARRAY -> "ARRAY<" + element() + ">";
      case MAP -> "MAP<" + children.get(0) + ", " + children.get(1) + ">";
      case ROW -> rowText();
      case NULL, BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, VARBINARY, DATE, JSON ->
          kind.name();
    };
  }

  private String rowText() {
    return java.util.stream.IntStream.range(0, names.size())
        .mapToObj(i -> names.get(i) + " " + children.get(i))
        .collect(Collectors.joining(", ", "ROW<", ">"));
  }
}
