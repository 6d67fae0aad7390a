package dev.weir.type;

import static dev.weir.type.TypeKind.BIGINT;
import static dev.weir.type.TypeKind.BOOLEAN;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.UnaryOperator;

/** The table from pairs of scalar types to the methods of {@link ValueCasts}. */
final class ScalarCasts {

  /** One conversion, as a method for generated code and as a function of boxed values. */
  record Entry(Casts.Direct direct, UnaryOperator<Object> boxed) {}

  private ScalarCasts() {}

  /** The conversion between two scalar types that does all of it, or null. */
  static Entry find(DataType from, DataType to) {
    int p = to.precision();
    int s = to.scale();
    if (to.kind().isString()) {
      return toText(from, to);
    }
    return switch (from.kind()) {
      case TINYINT, SMALLINT, INTEGER -> fromInt(to.kind(), p, s);
      case BIGINT -> fromLong(to.kind(), p, s);
      case REAL, DOUBLE -> fromDouble(from.kind(), to.kind(), p, s);
      case DECIMAL -> fromDecimal(to.kind(), p, s);
      case BOOLEAN -> fromBoolean(to.kind());
      case CHAR, VARCHAR -> fromText(to.kind(), p, s);
      case DATE ->
          to.kind().isTimestamp()
              ? entry("dateToTimestamp", v -> ValueCasts.dateToTimestamp((Integer) v))
              : null;
      case TIMESTAMP, TIMESTAMP_LTZ -> fromTimestamp(to.kind(), p);
      case TIME ->
          to.kind() == TypeKind.TIME
              ? entry("roundTime", v -> ValueCasts.roundTime((Long) v, p), p)
              : null;
      default -> null;
    };
  }

  private static Entry entry(String method, UnaryOperator<Object> boxed, Integer... constants) {
    return new Entry(new Casts.Direct(method, List.of(constants)), boxed);
  }

  private static Entry fromInt(TypeKind to, int p, int s) {
    return switch (to) {
      case TINYINT -> entry("intToTinyint", v -> ValueCasts.intToTinyint((Integer) v));
      case SMALLINT -> entry("intToSmallint", v -> ValueCasts.intToSmallint((Integer) v));
      case BIGINT -> entry("intToBigint", v -> ValueCasts.intToBigint((Integer) v));
      case REAL -> entry("intToReal", v -> ValueCasts.intToReal((Integer) v));
      case DOUBLE -> entry("intToDouble", v -> ValueCasts.intToDouble((Integer) v));
      case DECIMAL -> entry("intToDecimal", v -> ValueCasts.intToDecimal((Integer) v, p, s), p, s);
      case BOOLEAN -> entry("intToBoolean", v -> ValueCasts.intToBoolean((Integer) v));
      default -> null;
    };
  }

  private static Entry fromLong(TypeKind to, int p, int s) {
    return switch (to) {
      case TINYINT -> entry("longToTinyint", v -> ValueCasts.longToTinyint((Long) v));
      case SMALLINT -> entry("longToSmallint", v -> ValueCasts.longToSmallint((Long) v));
      case INTEGER -> entry("longToInteger", v -> ValueCasts.longToInteger((Long) v));
      case REAL -> entry("longToReal", v -> ValueCasts.longToReal((Long) v));
      case DOUBLE -> entry("longToDouble", v -> ValueCasts.longToDouble((Long) v));
      case DECIMAL -> entry("longToDecimal", v -> ValueCasts.longToDecimal((Long) v, p, s), p, s);
      case BOOLEAN -> entry("longToBoolean", v -> ValueCasts.longToBoolean((Long) v));
      default -> null;
    };
  }

  private static Entry fromDouble(TypeKind from, TypeKind to, int p, int s) {
    return switch (to) {
      case TINYINT -> entry("doubleToTinyint", v -> ValueCasts.doubleToTinyint((Double) v));
      case SMALLINT -> entry("doubleToSmallint", v -> ValueCasts.doubleToSmallint((Double) v));
      case INTEGER -> entry("doubleToInteger", v -> ValueCasts.doubleToInteger((Double) v));
      case BIGINT -> entry("doubleToBigint", v -> ValueCasts.doubleToBigint((Double) v));
      case REAL -> entry("doubleToReal", v -> ValueCasts.doubleToReal((Double) v));
      case DECIMAL ->
          from == TypeKind.REAL
              ? entry("realToDecimal", v -> ValueCasts.realToDecimal((Double) v, p, s), p, s)
              : entry("doubleToDecimal", v -> ValueCasts.doubleToDecimal((Double) v, p, s), p, s);
      default -> null;
    };
  }

  private static Entry fromDecimal(TypeKind to, int p, int s) {
    return switch (to) {
      case TINYINT -> entry("decimalToTinyint", v -> ValueCasts.decimalToTinyint((BigDecimal) v));
      case SMALLINT ->
          entry("decimalToSmallint", v -> ValueCasts.decimalToSmallint((BigDecimal) v));
      case INTEGER -> entry("decimalToInteger", v -> ValueCasts.decimalToInteger((BigDecimal) v));
      case BIGINT -> entry("decimalToBigint", v -> ValueCasts.decimalToBigint((BigDecimal) v));
      case REAL -> entry("decimalToReal", v -> ValueCasts.decimalToReal((BigDecimal) v));
      case DOUBLE -> entry("decimalToDouble", v -> ValueCasts.decimalToDouble((BigDecimal) v));
      case DECIMAL ->
          entry("decimalToDecimal", v -> ValueCasts.decimalToDecimal((BigDecimal) v, p, s), p, s);
      default -> null;
    };
  }

  private static Entry fromBoolean(TypeKind to) {
    if (to == BOOLEAN || !to.isInteger()) {
      return null;
    }
    return to == BIGINT
        ? entry("booleanToBigint", v -> ValueCasts.booleanToBigint((Boolean) v))
        : entry("booleanToInteger", v -> ValueCasts.booleanToInteger((Boolean) v));
  }

  private static Entry fromText(TypeKind to, int p, int s) {
    return switch (to) {
      case BOOLEAN -> entry("textToBoolean", v -> ValueCasts.textToBoolean((String) v));
      case TINYINT -> entry("textToTinyint", v -> ValueCasts.textToTinyint((String) v));
      case SMALLINT -> entry("textToSmallint", v -> ValueCasts.textToSmallint((String) v));
      case INTEGER -> entry("textToInteger", v -> ValueCasts.textToInteger((String) v));
      case BIGINT -> entry("textToBigint", v -> ValueCasts.textToBigint((String) v));
      case REAL -> entry("textToReal", v -> ValueCasts.textToReal((String) v));
      case DOUBLE -> entry("textToDouble", v -> ValueCasts.textToDouble((String) v));
      case DECIMAL -> entry("textToDecimal", v -> ValueCasts.textToDecimal((String) v, p, s), p, s);
      case VARBINARY -> entry("textToBytes", v -> ValueCasts.textToBytes((String) v));
      case DATE -> entry("textToDate", v -> ValueCasts.textToDate((String) v));
      case TIME -> entry("textToTime", v -> ValueCasts.textToTime((String) v, p), p);
      case TIMESTAMP -> entry("textToTimestamp", v -> ValueCasts.textToTimestamp((String) v, p), p);
      case TIMESTAMP_LTZ ->
          entry("textToTimestampLtz", v -> ValueCasts.textToTimestampLtz((String) v, p), p);
      case INTERVAL_DAY_TIME -> entry("textToDayTime", v -> ValueCasts.textToDayTime((String) v));
      case INTERVAL_YEAR_MONTH ->
          entry("textToYearMonth", v -> ValueCasts.textToYearMonth((String) v));
      default -> null;
    };
  }

  private static Entry fromTimestamp(TypeKind to, int p) {
    return switch (to) {
      case DATE -> entry("timestampToDate", v -> ValueCasts.timestampToDate((Long) v));
      case TIME -> entry("timestampToTime", v -> ValueCasts.timestampToTime((Long) v, p), p);
      case TIMESTAMP, TIMESTAMP_LTZ ->
          entry("roundMicros", v -> ValueCasts.roundMicros((Long) v, p), p);
      default -> null;
    };
  }

  /** Text of bounded length has no method of its own except from text. */
  private static Entry toText(DataType from, DataType to) {
    int length = to.precision();
    if (from.kind().isString() || from.kind() == TypeKind.JSON) {
      if (length == DataType.UNBOUNDED) {
        return null;
      }
      return to.kind() == TypeKind.CHAR
          ? entry("pad", v -> ValueCasts.pad((String) v, length), length)
          : entry("truncate", v -> ValueCasts.truncate((String) v, length), length);
    }
    if (length != DataType.UNBOUNDED) {
      return null;
    }
    return switch (from.kind()) {
      case BOOLEAN -> entry("booleanToText", v -> ValueCasts.booleanToText((Boolean) v));
      case TINYINT, SMALLINT, INTEGER -> entry("intToText", v -> ValueCasts.intToText((Integer) v));
      case BIGINT -> entry("longToText", v -> ValueCasts.longToText((Long) v));
      case REAL -> entry("realToText", v -> ValueCasts.realToText((Double) v));
      case DOUBLE -> entry("doubleToText", v -> ValueCasts.doubleToText((Double) v));
      case DECIMAL -> entry("decimalToText", v -> ValueCasts.decimalToText((BigDecimal) v));
      case VARBINARY -> entry("bytesToText", v -> ValueCasts.bytesToText((Bytes) v));
      case DATE -> entry("dateToText", v -> ValueCasts.dateToText((Integer) v));
      case TIME -> entry("timeToText", v -> ValueCasts.timeToText((Long) v));
      case TIMESTAMP -> entry("timestampToText", v -> ValueCasts.timestampToText((Long) v));
      case TIMESTAMP_LTZ ->
          entry("timestampLtzToText", v -> ValueCasts.timestampLtzToText((Long) v));
      case INTERVAL_DAY_TIME -> entry("dayTimeToText", v -> ValueCasts.dayTimeToText((Long) v));
      case INTERVAL_YEAR_MONTH ->
          entry("yearMonthToText", v -> ValueCasts.yearMonthToText((Long) v));
      default -> null;
    };
  }
}
