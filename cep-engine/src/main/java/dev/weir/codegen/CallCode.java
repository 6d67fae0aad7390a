package dev.weir.codegen;

import dev.weir.expression.Expression;
import dev.weir.expression.Expression.Call;
import dev.weir.function.ScalarFunction;
import dev.weir.time.Clock;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Writes the call of one function's Java method, see {@link ScalarFunction}. */
final class CallCode {
  private final RowCode row;
  private final ClassBuilder builder;
  private final Code code;
  private final Conversions conversions;
  private final Call call;
  private final ScalarFunction function;
  private final List<Expression> arguments;

  /** How many parameters come before the first argument: 1 if the clock is passed. */
  private final int first;

  /** The locals in which the leading arguments wait. */
  private int[] waiting = {};

  CallCode(RowCode row, ClassBuilder builder, Code code, Conversions conversions, Call call) {
    this.row = row;
    this.builder = builder;
    this.code = code;
    this.conversions = conversions;
    this.call = call;
    this.function = call.function();
    this.arguments = call.arguments();
    var type = function.methodType();
    this.first = type.parameterCount() > 0 && type.parameterType(0) == Clock.class ? 1 : 0;
  }

  /** Leaves the result on the stack, or goes to {@code ifNull}; returns its class. */
  Class<?> write(Label ifNull) {
    var outer = row.enterIf(function.strict() && call.nullable());
    if (function.strict()) {
      evaluateNullable(ifNull);
    }
    if (first == 1) {
      builder.pushClock(code);
    }
    int fixed =
        function.varargs() ? function.methodType().parameterCount() - 1 - first : arguments.size();
    for (int i = 0; i < fixed; i++) {
      push(i);
    }
    if (function.varargs()) {
      code.newArray(element(), arguments.size() - fixed);
      for (int i = fixed; i < arguments.size(); i++) {
        code.op(Opcodes.DUP);
        code.push(i - fixed);
        push(i);
        code.storeElement(element());
      }
    }
    row.leave(outer);
    code.invokeStatic(function.owner(), function.method(), function.methodType());
    return conversions.result(call, ifNull);
  }

  /** The arguments up to the last one that can be NULL, into locals. */
  private void evaluateNullable(Label ifNull) {
    int count = arguments.size();
    while (count > 0 && !arguments.get(count - 1).nullable()) {
      count--;
    }
    waiting = new int[count];
    for (int i = 0; i < count; i++) {
      conversions.adapt(row.value(arguments.get(i), ifNull), parameter(i));
      char storage = Storages.of(parameter(i));
      waiting[i] = code.newLocal(storage);
      code.store(storage, waiting[i]);
    }
  }

  private void push(int i) {
    if (i < waiting.length) {
      code.load(Storages.of(parameter(i)), waiting[i]);
    } else if (function.strict()) {
      conversions.adapt(row.value(arguments.get(i), null), parameter(i));
    } else {
      row.boxed(arguments.get(i));
      code.cast(Object.class, parameter(i));
    }
  }

  /** The element type of the array of a varargs method. */
  private Class<?> element() {
    return function.methodType().lastParameterType().getComponentType();
  }

  /** The type that an argument is passed as. */
  private Class<?> parameter(int argument) {
    int position = argument + first;
    return function.varargs() && position >= function.methodType().parameterCount() - 1
        ? element()
        : function.methodType().parameterType(position);
  }
}
