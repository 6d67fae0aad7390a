package dev.weir.codegen;

import dev.weir.function.ScalarFunction;
import dev.weir.time.Clock;

/** Which parameter of a function's Java method takes which argument. */
record CallLayout(ScalarFunction function) {

  boolean takesClock() {
    var type = function.methodType();
    return type.parameterCount() > 0 && type.parameterType(0) == Clock.class;
  }

  private int first() {
    return takesClock() ? 1 : 0;
  }

  /** The number of leading arguments that do not go into the array of a varargs method. */
  int fixedArguments(int arguments) {
    return function.varargs() ? function.methodType().parameterCount() - 1 - first() : arguments;
  }

  /** The element type of the array of a varargs method. */
  Class<?> element() {
    return function.methodType().lastParameterType().getComponentType();
  }

  /** The type that an argument is passed as. */
  Class<?> parameter(int argument) {
    int position = argument + first();
    return function.varargs() && position >= function.methodType().parameterCount() - 1
        ? element()
        : function.methodType().parameterType(position);
  }
}
