package dev.weir.codegen;

import dev.weir.event.RowError;
import dev.weir.function.ScalarFunction;
import dev.weir.time.Clock;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.regex.Pattern;

/** Functions of every calling convention. */
public final class TestFunctions {
  private TestFunctions() {}

  public static long sum(long left, long right) {
    return left ^ right;
  }

  public static int lengthOf(String text) {
    if (text.length() > 6) {
      throw new RowError("the text is too long");
    }
    return text.length();
  }

  public static Integer oddOnly(int value) {
    return value % 2 == 0 ? null : value;
  }

  public static Object firstOf(Object left, Object right) {
    return left == null ? right : left;
  }

  public static boolean anyNull(Object[] values) {
    for (var value : values) {
      if (value == null) {
        return true;
      }
    }
    return false;
  }

  public static double total(double first, double[] rest) {
    double sum = first;
    for (double each : rest) {
      sum += each;
    }
    return sum;
  }

  public static long ticks(Clock clock, long offset) {
    return clock.micros() - offset;
  }

  public static boolean hasMatch(String text, Pattern pattern) {
    return pattern.matcher(text).find();
  }

  static ScalarFunction function(String method, Class<?> result, Class<?>... parameters) {
    boolean varargs = method.equals("anyNull") || method.equals("total");
    boolean strict = !method.equals("anyNull") && !method.equals("firstOf");
    boolean mayReturnNull = List.of("oddOnly", "firstOf").contains(method);
    return new ScalarFunction(
        method.toUpperCase(java.util.Locale.ROOT),
        TestFunctions.class,
        method,
        MethodType.methodType(result, parameters),
        varargs,
        strict,
        !method.equals("ticks"),
        mayReturnNull);
  }
}
