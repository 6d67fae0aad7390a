package dev.weir.bind;

import dev.weir.ast.Expression.DateTimeType;
import dev.weir.ast.IntervalValue;
import dev.weir.diagnostic.Span;
import dev.weir.expression.Expression;
import dev.weir.type.Bytes;
import dev.weir.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;

/** Literals, with the types that the standard and PostgreSQL give them. */
final class Literals {
  private static final BigInteger INT_MIN = BigInteger.valueOf(Integer.MIN_VALUE);
  private static final BigInteger INT_MAX = BigInteger.valueOf(Integer.MAX_VALUE);

  private Literals() {}

  static Expression bind(dev.weir.ast.Expression e, Problems problems) {
    return switch (e.kind()) {
      case STRING ->
          new Expression.Literal(
              ((dev.weir.ast.Expression.StringLiteral) e).value(), DataType.VARCHAR);
      case INTEGER ->
          integer(((dev.weir.ast.Expression.IntegerLiteral) e).value(), e.span(), problems);
      case DECIMAL ->
          decimal(((dev.weir.ast.Expression.DecimalLiteral) e).value(), e.span(), problems);
      case DOUBLE ->
          new Expression.Literal(
              ((dev.weir.ast.Expression.DoubleLiteral) e).value(), DataType.DOUBLE);
      case BOOLEAN ->
          new Expression.Literal(
              ((dev.weir.ast.Expression.BooleanLiteral) e).value(), DataType.BOOLEAN);
      case NULL -> Binding.BROKEN;
      case BYTES ->
          new Expression.Literal(
              new Bytes(HexFormat.of().parseHex(((dev.weir.ast.Expression.BytesLiteral) e).hex())),
              DataType.VARBINARY);
      case DATE_TIME -> dateTime((dev.weir.ast.Expression.DateTimeLiteral) e, problems);
      case INTERVAL -> interval((dev.weir.ast.Expression.IntervalLiteral) e, problems);
      default -> throw new AssertionError(e);
    };
  }

  /** INTEGER if it fits, else BIGINT, else DECIMAL. */
  static Expression integer(BigInteger value, Span place, Problems problems) {
    if (value.compareTo(INT_MIN) >= 0 && value.compareTo(INT_MAX) <= 0) {
      return new Expression.Literal(value.intValueExact(), DataType.INTEGER);
    }
    if (value.bitLength() < 64) {
      return new Expression.Literal(value.longValueExact(), DataType.BIGINT);
    }
    return decimal(new BigDecimal(value), place, problems);
  }

  private static Expression decimal(BigDecimal value, Span place, Problems problems) {
    int precision = Math.max(value.precision(), value.scale());
    if (precision > DataType.MAX_DECIMAL_PRECISION) {
      problems.error(
          BindError.OUT_OF_RANGE,
          place,
          "the number has "
              + precision
              + " digits, DECIMAL has at most "
              + DataType.MAX_DECIMAL_PRECISION,
          "write it with an exponent, as a DOUBLE");
      return Binding.BROKEN;
    }
    return new Expression.Literal(value, DataType.decimal(Math.max(precision, 1), value.scale()));
  }

  private static Expression dateTime(dev.weir.ast.Expression.DateTimeLiteral e, Problems problems) {
    int digits = fractionDigits(e.text());
    DataType type =
        e.type() == DateTimeType.DATE
            ? DataType.DATE
            : e.type() == DateTimeType.TIME
                ? DataType.time(digits)
                : e.type() == DateTimeType.TIMESTAMP
                    ? DataType.timestamp(digits)
                    : DataType.timestampLtz(digits);
    return Coercion.cast(
        new Expression.Literal(e.text(), DataType.VARCHAR), type, e.span(), problems);
  }

  private static int fractionDigits(String text) {
    int dot = text.lastIndexOf('.');
    int digits = 0;
    while (dot >= 0
        && dot + 1 + digits < text.length()
        && Character.isDigit(text.charAt(dot + 1 + digits))) {
      digits++;
    }
    return Math.min(digits, 6);
  }

  private static Expression interval(dev.weir.ast.Expression.IntervalLiteral e, Problems problems) {
    IntervalValue value = e.value();
    if (value.months() != 0 || TypeNames.isMonths(e.from())) {
      return new Expression.Literal((long) value.months(), DataType.INTERVAL_YEAR_MONTH);
    }
    if (value.nanos() % 1_000 != 0) {
      problems.error(
          BindError.OUT_OF_RANGE, e.span(), "an interval counts microseconds, this is finer");
    }
    try {
      return new Expression.Literal(
          Math.addExact(Math.multiplyExact(value.days(), 86_400_000_000L), value.nanos() / 1_000),
          DataType.INTERVAL_DAY_TIME);
    } catch (ArithmeticException tooLong) {
      problems.error(BindError.OUT_OF_RANGE, e.span(), "the interval is too long");
      return Binding.BROKEN;
    }
  }
}
