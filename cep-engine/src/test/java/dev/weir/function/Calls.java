package dev.weir.function;

import dev.weir.function.Resolution.Argument;
import dev.weir.function.Resolution.Computed;
import dev.weir.function.Resolution.Given;
import dev.weir.function.Resolution.Prepared;
import dev.weir.time.Clock;
import dev.weir.time.VirtualClock;
import dev.weir.type.Casts;
import dev.weir.type.DataType;
import dev.weir.type.TimeText;
import dev.weir.type.ValueFormat;
import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Resolves and evaluates a call written as SQL with constant arguments, as a table of tests needs it. */
final class Calls {
  private static final FunctionRegistry REGISTRY = FunctionRegistry.builtIn();
  private static final Clock CLOCK =
      new VirtualClock(TimeText.parseTimestamp("2026-01-02 03:04:05.678901"));

  private record Value(Object value, DataType type) {}

  private final String text;
  private int position;

  private Calls(String text) {
    this.text = text;
  }

  /**
   * The text of the result.
   *
   * @param constant whether the arguments are known as constants when the call is resolved
   */
  static String evaluate(String call, boolean constant) {
    var result = new Calls(call).call(constant);
    return result.value() == null ? "NULL" : ValueFormat.format(result.value(), result.type());
  }

  /** The type of the result. */
  static DataType type(String call) {
    return new Calls(call).call(true).type();
  }

  private Value call(boolean constant) {
    int open = text.indexOf('(');
    String name = text.substring(0, open);
    position = open + 1;
    var arguments = new ArrayList<Value>();
    while (!accept(")")) {
      accept(",");
      arguments.add(value());
    }
    var types = arguments.stream().map(Value::type).toList();
    var constants =
        arguments.stream()
            .map(v -> constant ? Optional.ofNullable(v.value()) : Optional.empty())
            .toList();
    var resolution = REGISTRY.resolveScalar(name, types, constants);
    if (resolution instanceof Resolution.Failure failure) {
      throw new IllegalArgumentException(failure.message());
    }
    var scalar = (Resolution.Scalar) resolution;
    var values = arguments.stream().map(Value::value).toList();
    return new Value(invoke(scalar.function(), scalar.arguments(), values, types), scalar.type());
  }

  private static Object invoke(
      ScalarFunction function,
      List<Argument> arguments,
      List<Object> values,
      List<DataType> types) {
    var passed = new ArrayList<Object>();
    if (function.methodType().parameterCount() > 0
        && function.methodType().parameterType(0) == Clock.class) {
      passed.add(CLOCK);
    }
    for (var argument : arguments) {
      Object value;
      if (argument instanceof Given given) {
        value = Casts.cast(values.get(given.index()), types.get(given.index()), given.castTo());
      } else if (argument instanceof Prepared prepared) {
        value = prepared.value();
      } else {
        var computed = (Computed) argument;
        value = invoke(computed.function(), computed.arguments(), values, types);
      }
      if (value == null && function.strict()) {
        return null;
      }
      passed.add(value);
    }
    try {
      var handle =
          MethodHandles.publicLookup()
              .findStatic(function.owner(), function.method(), function.methodType());
      return (function.varargs()
              ? handle.asVarargsCollector(last(function))
              : handle.asFixedArity())
          .invokeWithArguments(passed);
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static Class<?> last(ScalarFunction function) {
    return function.methodType().parameterType(function.methodType().parameterCount() - 1);
  }

  private Value value() {
    skipSpace();
    if (accept("NULL")) {
      return new Value(null, DataType.NULL);
    }
    if (accept("TRUE") || accept("FALSE")) {
      return new Value(text.charAt(position - 2) == 'U', DataType.BOOLEAN);
    }
    for (var prefix :
        List.of(
            new Value("TIMESTAMPTZ ", DataType.timestampLtz(6)),
            new Value("TIMESTAMP ", DataType.timestamp(6)),
            new Value("DATE ", DataType.DATE),
            new Value("TIME ", DataType.TIME),
            new Value("INTERVAL ", DataType.INTERVAL_DAY_TIME),
            new Value("MONTHS ", DataType.INTERVAL_YEAR_MONTH),
            new Value("JSON ", DataType.JSON),
            new Value("BYTES ", DataType.VARBINARY))) {
      if (accept((String) prefix.value())) {
        return new Value(Casts.cast(string(), DataType.VARCHAR, prefix.type()), prefix.type());
      }
    }
    if (accept("ARRAY[")) {
      return array();
    }
    if (text.charAt(position) == '\'') {
      return new Value(string(), DataType.VARCHAR);
    }
    return number();
  }

  private Value array() {
    var elements = new ArrayList<Value>();
    while (!accept("]")) {
      accept(",");
      elements.add(value());
    }
    var type = Casts.commonType(elements.stream().map(Value::type).toList()).orElseThrow();
    var values = elements.stream().map(v -> Casts.cast(v.value(), v.type(), type)).toArray();
    return new Value(Collections.unmodifiableList(Arrays.asList(values)), DataType.array(type));
  }

  private Value number() {
    int start = position;
    while ("+-.0123456789eEL".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    String number = text.substring(start, position);
    if (number.endsWith("L")) {
      return new Value(Long.parseLong(number.substring(0, number.length() - 1)), DataType.BIGINT);
    }
    if (number.indexOf('e') >= 0) {
      return new Value(Double.parseDouble(number), DataType.DOUBLE);
    }
    if (number.indexOf('.') >= 0) {
      var decimal = new BigDecimal(number);
      return new Value(
          decimal,
          DataType.decimal(Math.max(decimal.precision(), decimal.scale()), decimal.scale()));
    }
    return new Value(Integer.parseInt(number), DataType.INTEGER);
  }

  private String string() {
    skipSpace();
    var out = new StringBuilder();
    position++;
    while (true) {
      char c = text.charAt(position++);
      if (c != '\'') {
        out.append(c);
      } else if (position < text.length() && text.charAt(position) == '\'') {
        out.append('\'');
        position++;
      } else {
        return out.toString();
      }
    }
  }

  private void skipSpace() {
    while (position < text.length() && text.charAt(position) == ' ') {
      position++;
    }
  }

  private boolean accept(String token) {
    skipSpace();
    if (!text.startsWith(token, position)) {
      return false;
    }
    position += token.length();
    return true;
  }
}
