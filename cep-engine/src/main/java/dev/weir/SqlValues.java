package dev.weir;

import dev.weir.event.RowError;
import dev.weir.type.Casts;
import dev.weir.type.DataType;
import dev.weir.type.RowValue;
import dev.weir.type.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Objects of which only run time knows the class, as values of SQL. */
final class SqlValues {
  private SqlValues() {}

  /**
   * The boxed value, as {@link dev.weir.type.Storage} says.
   *
   * @throws RowError if it does not fit the type
   * @throws ConversionException if its class does not
   */
  static Object of(Object value, DataType type) {
    if (value == null) {
      return null;
    }
    if (value instanceof Number number && type.kind().isNumeric()) {
      return number(number, type);
    }
    if (value instanceof CharSequence text) {
      return text(text.toString(), type);
    }
    return switch (type.kind()) {
      case ARRAY -> array(value, type);
      case MAP -> map(value, type);
      case ROW -> row(value, type);
      default -> converted(value, type);
    };
  }

  private static Object text(String text, DataType type) {
    var own = JavaType.of(String.class).boxedToSql(type);
    if (own.isPresent()) {
      return own.get().apply(text);
    }
    if (!Casts.canCast(DataType.VARCHAR, type)) {
      throw new ConversionException("it does not take a text");
    }
    return Casts.cast(text, DataType.VARCHAR, type);
  }

  private static Object number(Number number, DataType type) {
    if (type.kind().isFloating()) {
      return Casts.cast(number.doubleValue(), DataType.DOUBLE, type);
    }
    var exact = exact(number);
    if (type.kind() == TypeKind.DECIMAL) {
      return JavaValues.decimal(exact, type.precision(), type.scale());
    }
    try {
      return Casts.cast(
          exact.setScale(0, RoundingMode.UNNECESSARY).longValueExact(), DataType.BIGINT, type);
    } catch (ArithmeticException e) {
      throw new RowError(number + " is no whole number that fits");
    }
  }

  private static BigDecimal exact(Number number) {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    if (number instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    if (number instanceof Double || number instanceof Float) {
      double value = number.doubleValue();
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        throw new RowError(number + " is no exact number");
      }
      return new BigDecimal(number.toString());
    }
    return BigDecimal.valueOf(number.longValue());
  }

  private static Object converted(Object value, DataType type) {
    return JavaType.of(value instanceof Enum<?> e ? e.getDeclaringClass() : value.getClass())
        .boxedToSql(type)
        .orElseThrow(
            () ->
                new ConversionException(
                    "it does not take a " + value.getClass().getSimpleName() + " (" + value + ")"))
        .apply(value);
  }

  private static Object array(Object value, DataType type) {
    if (!(value instanceof Collection<?> elements)) {
      throw new ConversionException("it takes a collection, not a " + value.getClass().getName());
    }
    var list = new ArrayList<>(elements.size());
    elements.forEach(element -> list.add(of(element, type.element())));
    return Collections.unmodifiableList(list);
  }

  private static Object map(Object value, DataType type) {
    if (!(value instanceof Map<?, ?> entries)) {
      throw new ConversionException("it takes a map, not a " + value.getClass().getName());
    }
    var map = new LinkedHashMap<>();
    entries.forEach(
        (k, v) -> map.put(of(k, type.children().get(0)), of(v, type.children().get(1))));
    return Collections.unmodifiableMap(map);
  }

  private static Object row(Object value, DataType type) {
    var fields = new ArrayList<>();
    if (value instanceof Map<?, ?> map) {
      for (int i = 0; i < type.names().size(); i++) {
        fields.add(of(map.get(type.names().get(i)), type.children().get(i)));
      }
    } else if (value instanceof List<?> list && list.size() == type.names().size()) {
      for (int i = 0; i < list.size(); i++) {
        fields.add(of(list.get(i), type.children().get(i)));
      }
    } else {
      return converted(value, type);
    }
    return new RowValue(fields);
  }
}
