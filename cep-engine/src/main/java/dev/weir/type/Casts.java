package dev.weir.type;

import dev.weir.event.RowError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Which types convert into which, explicitly ({@code CAST}) and by themselves (widening), and the
 * conversions. The zone of TIMESTAMP_LTZ is UTC wherever a conversion needs one.
 */
public final class Casts {

  /**
   * A static method of {@link ValueCasts} that converts a value of one storage into another.
   *
   * @param method its name
   * @param constants int arguments behind the value: precision, scale or length of the target
   */
  public record Direct(String method, List<Integer> constants) {}

  private Casts() {}

  // ---- which casts there are

  /** Whether {@code CAST(from AS to)} exists. Single values may still fail. */
  public static boolean canCast(DataType from, DataType to) {
    var source = from.kind();
    var target = to.kind();
    if (source == TypeKind.NULL || from.equals(to)) {
      return true;
    }
    if (target == TypeKind.NULL) {
      return false;
    }
    if (target.isString() || source.isString()) {
      return target.isString() || isScalar(target) || target == TypeKind.JSON;
    }
    if (target == TypeKind.JSON) {
      return true;
    }
    if (source == TypeKind.JSON) {
      return target != TypeKind.VARBINARY;
    }
    return switch (source) {
      case TINYINT, SMALLINT, INTEGER, BIGINT -> target.isNumeric() || target == TypeKind.BOOLEAN;
      case REAL, DOUBLE, DECIMAL -> target.isNumeric();
      case BOOLEAN -> target.isInteger();
      case DATE -> target == TypeKind.DATE || target.isTimestamp();
      case TIME -> target == TypeKind.TIME || target == TypeKind.INTERVAL_DAY_TIME;
      case TIMESTAMP, TIMESTAMP_LTZ ->
          target.isTimestamp() || target == TypeKind.DATE || target == TypeKind.TIME;
      case ARRAY, MAP -> target == source && allCast(from, to);
      case ROW ->
          target == source && from.children().size() == to.children().size() && allCast(from, to);
      default -> source == target;
    };
  }

  private static boolean isScalar(TypeKind kind) {
    return kind != TypeKind.ARRAY && kind != TypeKind.MAP && kind != TypeKind.ROW;
  }

  private static boolean allCast(DataType from, DataType to) {
    for (int i = 0; i < from.children().size(); i++) {
      if (!canCast(from.children().get(i), to.children().get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a value of {@code from} becomes one of {@code to} without being asked: nothing is lost,
   * or (integers and DECIMAL to DOUBLE) only digits that DOUBLE lacks.
   */
  public static boolean canWiden(DataType from, DataType to) {
    return widening(from, to) >= 0;
  }

  /**
   * How far a widening goes: 0 for none needed, more for further, -1 if there is none. Overloads of
   * functions are chosen by the least sum.
   */
  public static int widening(DataType from, DataType to) {
    var source = from.kind();
    var target = to.kind();
    if (from.equals(to)) {
      return 0;
    }
    if (source == TypeKind.NULL) {
      return 1;
    }
    if (source.isNumeric() && target.isNumeric()) {
      return numericWidening(from, to);
    }
    if (source.isString() && target.isString()) {
      boolean fits =
          to.precision() == DataType.UNBOUNDED
              || from.precision() != DataType.UNBOUNDED && from.precision() <= to.precision();
      return !fits ? -1 : source == target ? 0 : target == TypeKind.VARCHAR ? 1 : -1;
    }
    if (source == target) {
      return switch (source) {
        case TIME, TIMESTAMP, TIMESTAMP_LTZ -> from.precision() <= to.precision() ? 0 : -1;
        case ARRAY, MAP, ROW -> childrenWidening(from, to);
        default -> 0;
      };
    }
    if (source == TypeKind.DATE && target == TypeKind.TIMESTAMP) {
      return 2;
    }
    if (source == TypeKind.DATE && target == TypeKind.TIMESTAMP_LTZ) {
      return 4;
    }
    if (source == TypeKind.TIMESTAMP && target == TypeKind.TIMESTAMP_LTZ) {
      return from.precision() <= to.precision() ? 3 : -1;
    }
    return -1;
  }

  private static int childrenWidening(DataType from, DataType to) {
    if (from.children().size() != to.children().size()) {
      return -1;
    }
    int sum = 0;
    for (int i = 0; i < from.children().size(); i++) {
      int step = widening(from.children().get(i), to.children().get(i));
      if (step < 0) {
        return -1;
      }
      sum += step;
    }
    return sum;
  }

  private static int numericWidening(DataType from, DataType to) {
    int source = rank(from.kind());
    int target = rank(to.kind());
    if (to.kind() == TypeKind.DECIMAL) {
      if (from.kind().isFloating()) {
        return -1;
      }
      var needed = asDecimal(from);
      boolean fits =
          to.scale() >= needed.scale()
              && to.precision() - to.scale() >= needed.precision() - needed.scale();
      return fits ? Math.max(target - source, 1) : -1;
    }
    if (to.kind() == TypeKind.REAL) {
      // DOUBLE is preferred, because REAL may lose more.
      return from.kind() == TypeKind.DOUBLE ? -1 : 8;
    }
    return source <= target ? target - source : -1;
  }

  private static int rank(TypeKind kind) {
    return switch (kind) {
      case TINYINT -> 0;
      case SMALLINT -> 1;
      case INTEGER -> 2;
      case BIGINT -> 3;
      case DECIMAL -> 5;
      case DOUBLE -> 7;
      case REAL -> 6;
      default -> throw new AssertionError(kind);
    };
  }

  /** The DECIMAL type that holds every value of an exact numeric type. */
  public static DataType asDecimal(DataType type) {
    return switch (type.kind()) {
      case TINYINT -> DataType.decimal(3, 0);
      case SMALLINT -> DataType.decimal(5, 0);
      case INTEGER -> DataType.decimal(10, 0);
      case BIGINT -> DataType.decimal(19, 0);
      case DECIMAL -> type;
      default -> throw new IllegalArgumentException(type + " is not an exact numeric type");
    };
  }

  /**
   * The type that values of all the types widen to: of CASE, COALESCE, UNION, comparisons, array
   * elements. Empty if there is none. A DECIMAL of more than 38 digits loses fraction digits.
   */
  public static Optional<DataType> commonType(List<DataType> types) {
    DataType common = DataType.NULL;
    for (var type : types) {
      common = commonType(common, type);
      if (common == null) {
        return Optional.empty();
      }
    }
    return Optional.of(common);
  }

  private static DataType commonType(DataType left, DataType right) {
    if (left.equals(right) || right.kind() == TypeKind.NULL) {
      return left;
    }
    if (left.kind() == TypeKind.NULL) {
      return right;
    }
    if (left.kind().isNumeric() && right.kind().isNumeric()) {
      return commonNumeric(left, right);
    }
    if (left.kind().isString() && right.kind().isString()) {
      boolean bounded =
          left.precision() != DataType.UNBOUNDED && right.precision() != DataType.UNBOUNDED;
      return bounded
          ? DataType.varchar(Math.max(left.precision(), right.precision()))
          : DataType.VARCHAR;
    }
    if (left.kind() == right.kind()) {
      return commonOfKind(left, right);
    }
    if (isMoment(left.kind()) && isMoment(right.kind())) {
      boolean instant =
          left.kind() == TypeKind.TIMESTAMP_LTZ || right.kind() == TypeKind.TIMESTAMP_LTZ;
      int precision = Math.max(left.precision(), right.precision());
      return instant ? DataType.timestampLtz(precision) : DataType.timestamp(precision);
    }
    return null;
  }

  private static boolean isMoment(TypeKind kind) {
    return kind == TypeKind.DATE || kind.isTimestamp();
  }

  private static DataType commonNumeric(DataType left, DataType right) {
    if (left.kind().isFloating() || right.kind().isFloating()) {
      return left.kind() == TypeKind.REAL && right.kind() == TypeKind.REAL
          ? DataType.REAL
          : DataType.DOUBLE;
    }
    if (left.kind() != TypeKind.DECIMAL && right.kind() != TypeKind.DECIMAL) {
      return rank(left.kind()) >= rank(right.kind()) ? left : right;
    }
    var a = asDecimal(left);
    var b = asDecimal(right);
    int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
    int scale = Math.max(a.scale(), b.scale());
    int precision = Math.min(whole + scale, DataType.MAX_DECIMAL_PRECISION);
    return DataType.decimal(precision, Math.min(scale, Math.max(precision - whole, 0)));
  }

  private static DataType commonOfKind(DataType left, DataType right) {
    switch (left.kind()) {
      case TIME, TIMESTAMP, TIMESTAMP_LTZ -> {
        return left.precision() >= right.precision() ? left : right;
      }
      case ARRAY, MAP, ROW -> {
        if (left.children().size() != right.children().size()) {
          return null;
        }
        var children = new ArrayList<DataType>();
        for (int i = 0; i < left.children().size(); i++) {
          var child = commonType(left.children().get(i), right.children().get(i));
          if (child == null) {
            return null;
          }
          children.add(child);
        }
        return new DataType(left.kind(), left.precision(), left.scale(), children, left.names());
      }
      default -> {
        return left;
      }
    }
  }

  // ---- the conversions

  /**
   * Whether a cast leaves every value as it is, so that no code is needed for it. Note that values of
   * different storages are never the same.
   */
  public static boolean isIdentity(DataType from, DataType to) {
    if (from.equals(to)) {
      return true;
    }
    var source = from.kind();
    var target = to.kind();
    if (from.storage() != to.storage()) {
      return false;
    }
    if (source.isInteger() && target.isInteger()) {
      return rank(source) <= rank(target);
    }
    if (source == TypeKind.REAL && target == TypeKind.DOUBLE) {
      return true;
    }
    if (source.isString() && target.isString()) {
      return to.precision() == DataType.UNBOUNDED
          || target == TypeKind.VARCHAR
              && from.precision() != DataType.UNBOUNDED
              && from.precision() <= to.precision();
    }
    if (source.isTimestamp() && target.isTimestamp()
        || source == TypeKind.TIME && target == TypeKind.TIME) {
      return from.precision() <= to.precision();
    }
    if (source == TypeKind.TIME && target == TypeKind.INTERVAL_DAY_TIME) {
      return true;
    }
    return source == TypeKind.JSON && target.isString() && to.precision() == DataType.UNBOUNDED;
  }

  /**
   * The method of {@link ValueCasts} that does the whole cast between two scalar types; empty where
   * there is none (then use {@link #caster}), or where none is needed ({@link #isIdentity}).
   */
  public static Optional<Direct> direct(DataType from, DataType to) {
    if (isIdentity(from, to)) {
      return Optional.empty();
    }
    return Optional.ofNullable(ScalarCasts.find(from, to)).map(ScalarCasts.Entry::direct);
  }

  /** Converts a boxed value; null stays null. @throws RowError if the target can't hold it */
  public static Object cast(Object value, DataType from, DataType to) {
    return value == null ? null : caster(from, to).apply(value);
  }

  /**
   * A conversion of boxed values, prepared once. It takes and gives null for NULL and throws {@link
   * RowError} where the target can't hold the value.
   *
   * @throws IllegalArgumentException if there is no such cast
   */
  public static UnaryOperator<Object> caster(DataType from, DataType to) {
    if (!canCast(from, to)) {
      throw new IllegalArgumentException("no cast from " + from + " to " + to);
    }
    var convert = conversion(from, to);
    return value -> value == null ? null : convert.apply(value);
  }

  private static UnaryOperator<Object> conversion(DataType from, DataType to) {
    if (isIdentity(from, to) || from.kind() == TypeKind.NULL) {
      return UnaryOperator.identity();
    }
    if (from.kind() == TypeKind.JSON) {
      return value -> JsonCasts.fromJson((String) value, to);
    }
    if (to.kind() == TypeKind.JSON) {
      return from.kind().isString()
          ? value -> JsonCasts.checked((String) value)
          : value -> JsonCasts.toJson(value, from);
    }
    var scalar = ScalarCasts.find(from, to);
    if (scalar != null) {
      return scalar.boxed();
    }
    if (to.kind().isString()) {
      var fit = conversion(DataType.VARCHAR, to);
      return value -> fit.apply(ValueFormat.format(value, from));
    }
    var children = new ArrayList<UnaryOperator<Object>>();
    for (int i = 0; i < from.children().size(); i++) {
      children.add(caster(from.children().get(i), to.children().get(i)));
    }
    return switch (from.kind()) {
      case ARRAY -> value -> castList((List<?>) value, children.get(0));
      case MAP -> value -> castMap((Map<?, ?>) value, children.get(0), children.get(1));
      case ROW -> value -> castRow((RowValue) value, children);
      default -> throw new AssertionError("no cast from " + from + " to " + to);
    };
  }

  private static List<Object> castList(List<?> list, UnaryOperator<Object> element) {
    var result = new ArrayList<>(list.size());
    for (var value : list) {
      result.add(element.apply(value));
    }
    return Collections.unmodifiableList(result);
  }

  private static Map<Object, Object> castMap(
      Map<?, ?> map, UnaryOperator<Object> key, UnaryOperator<Object> value) {
    var result = new LinkedHashMap<Object, Object>();
    map.forEach((k, v) -> result.put(key.apply(k), value.apply(v)));
    return Collections.unmodifiableMap(result);
  }

  private static RowValue castRow(RowValue row, List<UnaryOperator<Object>> fields) {
    var result = new ArrayList<>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      result.add(fields.get(i).apply(row.fields().get(i)));
    }
    return new RowValue(result);
  }
}
