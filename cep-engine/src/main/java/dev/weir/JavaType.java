package dev.weir;

import static java.lang.invoke.MethodType.methodType;

import dev.weir.type.Casts;
import dev.weir.type.DataType;
import dev.weir.type.RowValue;
import dev.weir.type.Storage;
import dev.weir.type.TypeKind;
import dev.weir.type.ValueCasts;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How values of one Java type become values of SQL and the other way round. Conversions are method handles on the
 * JVM's own representations, so that a column of numbers or times is never boxed on its way.
 *
 * <p>What SQL widens by itself is widened here as well. TIMESTAMP and TIMESTAMP_LTZ, which differ by the zone UTC,
 * are taken for each other, and fractions of a second are rounded to what the column holds.
 */
final class JavaType {
  /** The digits of a BigDecimal whose column has no type of its own. */
  private static final DataType DECIMAL = DataType.decimal(38, 18);

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final MethodHandle APPLY;
  private static final Map<Class<?>, Scalar> SCALARS = new HashMap<>();

  /** A type that is one value: its SQL type, {@code (Java)carrier} and {@code (carrier)Java}. */
  private record Scalar(DataType type, MethodHandle toSql, MethodHandle toJava) {}

  static {
    try {
      APPLY =
          LOOKUP.findVirtual(UnaryOperator.class, "apply", methodType(Object.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
    number(boolean.class, Boolean.class, DataType.BOOLEAN);
    number(byte.class, Byte.class, DataType.TINYINT);
    number(short.class, Short.class, DataType.SMALLINT);
    number(int.class, Integer.class, DataType.INTEGER);
    number(long.class, Long.class, DataType.BIGINT);
    number(float.class, Float.class, DataType.REAL);
    number(double.class, Double.class, DataType.DOUBLE);
    scalar(Instant.class, DataType.timestampLtz(6), "micros", "instant");
    scalar(LocalDateTime.class, DataType.timestamp(6), "localMicros", "localDateTime");
    scalar(LocalDate.class, DataType.DATE, "days", "localDate");
    scalar(LocalTime.class, DataType.TIME, "timeMicros", "localTime");
    scalar(Duration.class, DataType.INTERVAL_DAY_TIME, "durationMicros", "duration");
    scalar(Period.class, DataType.INTERVAL_YEAR_MONTH, "months", "period");
    scalar(byte[].class, DataType.VARBINARY, "bytes", "byteArray");
  }

  private static void number(Class<?> primitive, Class<?> box, DataType type) {
    var carrier = carrier(type);
    var toSql = MethodHandles.identity(primitive).asType(methodType(carrier, primitive));
    var toJava =
        MethodHandles.explicitCastArguments(
            MethodHandles.identity(carrier), methodType(primitive, carrier));
    SCALARS.put(primitive, new Scalar(type, toSql, toJava));
    SCALARS.put(
        box,
        new Scalar(
            type, toSql.asType(methodType(carrier, box)), toJava.asType(methodType(box, carrier))));
  }

  private static void scalar(Class<?> java, DataType type, String toSql, String toJava) {
    var carrier = carrier(type);
    SCALARS.put(
        java,
        new Scalar(
            type, own(toSql, methodType(carrier, java)), own(toJava, methodType(java, carrier))));
  }

  private static MethodHandle own(String method, java.lang.invoke.MethodType type) {
    try {
      return LOOKUP.findStatic(JavaValues.class, method, type);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("JavaValues." + method + type, e);
    }
  }

  private final Type type;
  private final Class<?> raw;

  private JavaType(Type type, Class<?> raw) {
    this.type = type;
    this.raw = raw;
  }

  static JavaType of(Type type) {
    if (type instanceof Class<?> raw) {
      return new JavaType(type, raw);
    }
    if (type instanceof ParameterizedType generic) {
      return new JavaType(type, (Class<?>) generic.getRawType());
    }
    throw new ConversionException(type.getTypeName() + " is no type that a column can have");
  }

  /** How a field of an event holds a value of the type. */
  static Class<?> carrier(DataType type) {
    return switch (type.storage()) {
      case BOOLEAN -> boolean.class;
      case INT -> int.class;
      case LONG -> long.class;
      case DOUBLE -> double.class;
      case OBJECT -> Object.class;
    };
  }

  Class<?> raw() {
    return raw;
  }

  /** Whether it is one value, not an object with properties. */
  boolean isValue() {
    return SCALARS.containsKey(raw)
        || raw == String.class
        || raw == BigDecimal.class
        || raw == Object.class
        || raw.isEnum()
        || List.class.isAssignableFrom(raw)
        || Map.class.isAssignableFrom(raw);
  }

  private JavaType argument(int index) {
    if (type instanceof ParameterizedType generic) {
      return of(generic.getActualTypeArguments()[index]);
    }
    return of(Object.class);
  }

  /**
   * The SQL type that belongs to it.
   *
   * @throws ConversionException if there is none
   */
  DataType sqlType() {
    var scalar = SCALARS.get(raw);
    if (scalar != null) {
      return scalar.type();
    }
    if (raw == String.class || raw.isEnum()) {
      return DataType.VARCHAR;
    }
    if (raw == BigDecimal.class) {
      return DECIMAL;
    }
    if (raw == List.class) {
      return DataType.array(argument(0).sqlType());
    }
    if (raw == Map.class) {
      return DataType.map(argument(0).sqlType(), argument(1).sqlType());
    }
    if (raw.isRecord()) {
      var properties = Property.of(raw);
      return DataType.row(
          properties.stream().map(Property::column).toList(),
          properties.stream().map(p -> of(p.type()).sqlType()).toList());
    }
    throw new ConversionException(
        "a column can't be made from "
            + type.getTypeName()
            + ": use String, a number, BigDecimal, boolean, a class of java.time, an enum, byte[], List, Map or a record");
  }

  // ---- Java to SQL

  /** {@code (Java)carrier} for values other than null; empty if the column can't take them. */
  Optional<MethodHandle> toSql(DataType column) {
    var scalar = SCALARS.get(raw);
    if (scalar != null) {
      return widening(scalar.type(), column)
          .map(widen -> MethodHandles.filterReturnValue(scalar.toSql(), widen));
    }
    if (raw.isEnum() && column.kind() == TypeKind.VARCHAR) {
      var name = own("name", methodType(Object.class, Enum.class));
      return Optional.of(name.asType(methodType(Object.class, raw)));
    }
    if (raw == String.class) {
      return textTo(column);
    }
    if (raw == BigDecimal.class) {
      return decimalTo(column);
    }
    return toSqlObject(column).map(o -> APPLY.bindTo(o).asType(methodType(Object.class, raw)));
  }

  private static Optional<MethodHandle> textTo(DataType column) {
    var identity =
        MethodHandles.identity(Object.class).asType(methodType(Object.class, String.class));
    if (column.kind() == TypeKind.VARCHAR && column.precision() == DataType.UNBOUNDED) {
      return Optional.of(identity);
    }
    if (column.kind() == TypeKind.VARCHAR || column.kind() == TypeKind.CHAR) {
      var checked =
          MethodHandles.insertArguments(
              own("text", methodType(Object.class, String.class, int.class)),
              1,
              column.precision());
      return Optional.of(MethodHandles.filterReturnValue(checked, cast(DataType.VARCHAR, column)));
    }
    return column.kind() == TypeKind.JSON
        ? Optional.of(MethodHandles.filterReturnValue(identity, cast(DataType.VARCHAR, column)))
        : Optional.empty();
  }

  private static Optional<MethodHandle> decimalTo(DataType column) {
    if (column.kind() == TypeKind.DECIMAL) {
      var fit = own("decimal", methodType(Object.class, BigDecimal.class, int.class, int.class));
      return Optional.of(MethodHandles.insertArguments(fit, 1, column.precision(), column.scale()));
    }
    if (column.kind() != TypeKind.DOUBLE) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LOOKUP.findVirtual(BigDecimal.class, "doubleValue", methodType(double.class)));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private Optional<UnaryOperator<Object>> toSqlObject(DataType column) {
    if (List.class.isAssignableFrom(raw) && column.kind() == TypeKind.ARRAY) {
      return argument(0).boxedToSql(column.element()).map(JavaType::eachOfList);
    }
    if (Map.class.isAssignableFrom(raw) && column.kind() == TypeKind.MAP) {
      var key = argument(0).boxedToSql(column.children().get(0));
      var value = argument(1).boxedToSql(column.children().get(1));
      return key.flatMap(k -> value.map(v -> eachOfMap(k, v)));
    }
    if (raw.isRecord() && column.kind() == TypeKind.ROW) {
      return recordToRow(column);
    }
    return Optional.empty();
  }

  private Optional<UnaryOperator<Object>> recordToRow(DataType column) {
    var properties = Property.of(raw);
    var getters = new ArrayList<MethodHandle>();
    var converters = new ArrayList<UnaryOperator<Object>>();
    for (int i = 0; i < column.names().size(); i++) {
      int at =
          Names.find(properties.stream().map(Property::column).toList(), column.names().get(i));
      if (at < 0) {
        return Optional.empty();
      }
      var converter = of(properties.get(at).type()).boxedToSql(column.children().get(i));
      if (converter.isEmpty()) {
        return Optional.empty();
      }
      converters.add(converter.get());
      getters.add(properties.get(at).getter().asType(methodType(Object.class, Object.class)));
    }
    return Optional.of(
        record -> {
          var fields = new ArrayList<>(getters.size());
          for (int i = 0; i < getters.size(); i++) {
            fields.add(converters.get(i).apply(call(getters.get(i), record)));
          }
          return new RowValue(fields);
        });
  }

  private static UnaryOperator<Object> eachOfList(UnaryOperator<Object> element) {
    return list -> {
      var result = new ArrayList<>(((List<?>) list).size());
      ((List<?>) list).forEach(e -> result.add(element.apply(e)));
      return Collections.unmodifiableList(result);
    };
  }

  private static UnaryOperator<Object> eachOfMap(
      UnaryOperator<Object> key, UnaryOperator<Object> value) {
    return map -> {
      var result = new LinkedHashMap<>();
      ((Map<?, ?>) map).forEach((k, v) -> result.put(key.apply(k), value.apply(v)));
      return Collections.unmodifiableMap(result);
    };
  }

  /** Of boxed values, null for NULL. */
  Optional<UnaryOperator<Object>> boxedToSql(DataType column) {
    return toSql(column).map(JavaType::boxed);
  }

  private static UnaryOperator<Object> boxed(MethodHandle conversion) {
    var generic = conversion.asType(methodType(Object.class, Object.class));
    return value -> value == null ? null : call(generic, value);
  }

  private static Object call(MethodHandle handle, Object value) {
    try {
      return (Object) handle.invokeExact(value);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new ConversionException(String.valueOf(e.getMessage()), e);
    }
  }

  // ---- SQL to Java

  /** {@code (carrier)Java} for values other than NULL; empty if the Java type can't take them. */
  Optional<MethodHandle> toJava(DataType column) {
    var scalar = SCALARS.get(raw);
    if (scalar != null) {
      return widening(column, scalar.type())
          .map(widen -> MethodHandles.filterReturnValue(widen, scalar.toJava()));
    }
    if (raw == Object.class) {
      UnaryOperator<Object> natural = value -> JavaValues.toJava(value, column);
      return Optional.of(APPLY.bindTo(natural).asType(methodType(Object.class, carrier(column))));
    }
    if (raw == String.class || raw == BigDecimal.class) {
      return textOrDecimal(column);
    }
    if (raw.isEnum() && column.kind().isString()) {
      var constant = own("constant", methodType(Object.class, Class.class, Object.class));
      return Optional.of(constant.bindTo(raw).asType(methodType(raw, Object.class)));
    }
    return toJavaObject(column).map(o -> APPLY.bindTo(o).asType(methodType(raw, Object.class)));
  }

  private Optional<MethodHandle> textOrDecimal(DataType column) {
    boolean same =
        raw == String.class
            ? column.kind().isString() || column.kind() == TypeKind.JSON
            : column.kind() == TypeKind.DECIMAL;
    if (same) {
      return Optional.of(
          MethodHandles.identity(Object.class).asType(methodType(raw, Object.class)));
    }
    if (raw == BigDecimal.class && column.kind().isInteger()) {
      var decimal = own("decimal", methodType(BigDecimal.class, long.class));
      return Optional.of(decimal.asType(methodType(raw, carrier(column))));
    }
    return Optional.empty();
  }

  private Optional<UnaryOperator<Object>> toJavaObject(DataType column) {
    if (raw == List.class && column.kind() == TypeKind.ARRAY) {
      return argument(0).boxedToJava(column.element()).map(JavaType::eachOfList);
    }
    if (raw == Map.class && column.kind() == TypeKind.MAP) {
      var key = argument(0).boxedToJava(column.children().get(0));
      var value = argument(1).boxedToJava(column.children().get(1));
      return key.flatMap(k -> value.map(v -> eachOfMap(k, v)));
    }
    if (raw == Map.class && column.kind() == TypeKind.ROW) {
      return Optional.of(value -> JavaValues.toJava(value, column));
    }
    if (raw.isRecord() && column.kind() == TypeKind.ROW) {
      return rowToRecord(column);
    }
    return Optional.empty();
  }

  private Optional<UnaryOperator<Object>> rowToRecord(DataType column) {
    var properties = Property.of(raw);
    var from = new int[properties.size()];
    var converters = new ArrayList<UnaryOperator<Object>>();
    for (int i = 0; i < from.length; i++) {
      from[i] = Names.find(column.names(), properties.get(i).column());
      if (from[i] < 0) {
        return Optional.empty();
      }
      var converter = of(properties.get(i).type()).boxedToJava(column.children().get(from[i]));
      if (converter.isEmpty()) {
        return Optional.empty();
      }
      converters.add(converter.get());
    }
    var constructor =
        Property.constructor(raw, properties)
            .asType(java.lang.invoke.MethodType.genericMethodType(from.length))
            .asSpreader(Object[].class, from.length)
            .asType(methodType(Object.class, Object.class));
    return Optional.of(
        row -> {
          var fields = ((RowValue) row).fields();
          var values = new Object[from.length];
          for (int i = 0; i < from.length; i++) {
            values[i] = converters.get(i).apply(fields.get(from[i]));
            if (values[i] == null && of(properties.get(i).type()).raw().isPrimitive()) {
              throw new ConversionException(
                  "field \""
                      + properties.get(i).name()
                      + "\" of "
                      + raw.getSimpleName()
                      + " is primitive and can't be NULL");
            }
          }
          return call(constructor, values);
        });
  }

  private Optional<UnaryOperator<Object>> boxedToJava(DataType column) {
    return toJava(column).map(JavaType::boxed);
  }

  // ---- SQL to SQL

  /** {@code (carrier)carrier}, if values go over without being asked. */
  private static Optional<MethodHandle> widening(DataType from, DataType to) {
    boolean times = from.kind().isTimestamp() && to.kind().isTimestamp();
    boolean sameKind =
        from.kind() == to.kind()
            && (from.kind() == TypeKind.TIME || from.storage() == Storage.LONG);
    return times || sameKind || Casts.canWiden(from, to)
        ? Optional.of(cast(from, to))
        : Optional.empty();
  }

  private static MethodHandle cast(DataType from, DataType to) {
    var type = methodType(carrier(to), carrier(from));
    if (Casts.isIdentity(from, to)) {
      return MethodHandles.identity(carrier(from)).asType(type);
    }
    var direct = Casts.direct(from, to).flatMap(d -> direct(d, type));
    return direct.orElseGet(() -> APPLY.bindTo(Casts.caster(from, to)).asType(type));
  }

  private static Optional<MethodHandle> direct(
      Casts.Direct cast, java.lang.invoke.MethodType type) {
    return Arrays.stream(ValueCasts.class.getMethods())
        .filter(m -> m.getName().equals(cast.method()))
        .filter(m -> m.getParameterCount() == 1 + cast.constants().size())
        .filter(
            m ->
                type.parameterType(0).isAssignableFrom(m.getParameterTypes()[0])
                    || !type.parameterType(0).isPrimitive())
        .filter(m -> m.getParameterTypes()[0].isPrimitive() == type.parameterType(0).isPrimitive())
        .findFirst()
        .map(
            method -> {
              try {
                var handle = MethodHandles.publicLookup().unreflect(method);
                return MethodHandles.insertArguments(handle, 1, cast.constants().toArray())
                    .asType(type);
              } catch (IllegalAccessException e) {
                throw new AssertionError(e);
              }
            });
  }

  @Override
  public String toString() {
    return type instanceof Class<?> simple ? simple.getSimpleName() : type.getTypeName();
  }
}
