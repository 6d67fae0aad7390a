package dev.weir.codegen;

import dev.weir.expression.Expression;
import dev.weir.expression.Expression.Arithmetic;
import dev.weir.expression.Expression.Arithmetic.Operation;
import dev.weir.expression.Expression.Call;
import dev.weir.expression.Expression.Cast;
import dev.weir.expression.Expression.Comparison;
import dev.weir.expression.Expression.Literal;
import dev.weir.type.Casts;
import dev.weir.type.DataType;
import dev.weir.type.TypeKind;
import dev.weir.type.ValueCasts;
import dev.weir.type.Values;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Writes what happens to values that are on the stack and are not NULL: arithmetic, comparison,
 * casts, and the way from one Java type to another.
 */
final class Conversions {
  private final ClassBuilder builder;
  private final Shape shape;
  private final Code code;

  Conversions(ClassBuilder builder, Shape shape, Code code) {
    this.builder = builder;
    this.shape = shape;
    this.code = code;
  }

  // ---- arithmetic

  /** Both operands are on the stack; leaves the result. */
  Class<?> arithmetic(Arithmetic a) {
    var type = a.type();
    switch (Storages.of(a)) {
      case 'I' -> {
        checked(a.operation(), int.class);
        range(type.kind());
        return int.class;
      }
      case 'J' -> {
        checked(a.operation(), long.class);
        return long.class;
      }
      case 'D' -> {
        switch (a.operation()) {
          case ADD -> code.op(Opcodes.DADD);
          case SUBTRACT -> code.op(Opcodes.DSUB);
          case MULTIPLY -> code.op(Opcodes.DMUL);
          case DIVIDE, MODULO -> checked(a.operation(), double.class);
        }
        if (type.kind() == TypeKind.REAL) {
          code.op(Opcodes.D2F);
          code.op(Opcodes.F2D);
        }
        return double.class;
      }
      default -> {
        decimal(a);
        return BigDecimal.class;
      }
    }
  }

  private void checked(Operation operation, Class<?> type) {
    String method =
        switch (operation) {
          case ADD -> "add";
          case SUBTRACT -> "subtract";
          case MULTIPLY -> "multiply";
          case DIVIDE -> "divide";
          case MODULO -> "modulo";
        };
    code.operation(method, type, type, type);
  }

  /** Checks the range of the integer types that are narrower than their storage. */
  private void range(TypeKind kind) {
    if (kind == TypeKind.TINYINT || kind == TypeKind.SMALLINT) {
      code.operation(kind == TypeKind.TINYINT ? "tinyint" : "smallint", int.class, int.class);
    }
  }

  private void decimal(Arithmetic a) {
    Class<?> decimal = BigDecimal.class;
    switch (a.operation()) {
      case ADD -> code.invoke(decimal, "add", decimal, decimal);
      case SUBTRACT -> code.invoke(decimal, "subtract", decimal, decimal);
      case MULTIPLY -> code.invoke(decimal, "multiply", decimal, decimal);
      case DIVIDE -> {
        code.push(a.type().scale());
        code.operation("divide", decimal, decimal, decimal, int.class);
      }
      case MODULO -> code.operation("modulo", decimal, decimal, decimal);
    }
    code.push(a.type().precision());
    code.push(a.type().scale());
    code.operation("round", decimal, decimal, int.class, int.class);
  }

  Class<?> negation(DataType type) {
    switch (type.storage()) {
      case INT -> {
        code.operation("negate", int.class, int.class);
        range(type.kind());
        return int.class;
      }
      case LONG -> {
        code.operation("negate", long.class, long.class);
        return long.class;
      }
      case DOUBLE -> {
        code.op(Opcodes.DNEG);
        return double.class;
      }
      default -> {
        code.invoke(BigDecimal.class, "negate", BigDecimal.class);
        return BigDecimal.class;
      }
    }
  }

  // ---- comparison

  /** Both operands are on the stack; returns the opcode that jumps if the comparison is true. */
  int comparison(Comparison c) {
    boolean isEqual = c.operator() == Comparison.Operator.EQUAL;
    char storage = Storages.of(c.left());
    Class<?> reference = Storages.reference(c.left().type());
    if (isEqual || c.operator() == Comparison.Operator.NOT_EQUAL) {
      if (storage != 'D' || !isNumber(c.left()) && !isNumber(c.right())) {
        int opcode = equality(storage, reference);
        return isEqual ? opcode : negatedEquality(opcode);
      }
    }
    if (storage == 'I' || storage == 'Z') {
      return jump(c.operator()) + Opcodes.IF_ICMPEQ - Opcodes.IFEQ;
    }
    order(storage, reference, isNumber(c.left()), isNumber(c.right()));
    return jump(c.operator());
  }

  private static int negatedEquality(int opcode) {
    return opcode == Opcodes.IF_ICMPEQ
        ? Opcodes.IF_ICMPNE
        : opcode == Opcodes.IFEQ ? Opcodes.IFNE : Opcodes.IFEQ;
  }

  /** Whether a comparison is one of order between doubles that may both be NaN. */
  boolean mayMeetNaN(Comparison c) {
    return Storages.of(c.left()) == 'D'
        && c.operator() != Comparison.Operator.EQUAL
        && c.operator() != Comparison.Operator.NOT_EQUAL
        && !isNumber(c.left())
        && !isNumber(c.right());
  }

  static int jump(Comparison.Operator operator) {
    return switch (operator) {
      case EQUAL -> Opcodes.IFEQ;
      case NOT_EQUAL -> Opcodes.IFNE;
      case LESS -> Opcodes.IFLT;
      case LESS_OR_EQUAL -> Opcodes.IFLE;
      case GREATER -> Opcodes.IFGT;
      case GREATER_OR_EQUAL -> Opcodes.IFGE;
    };
  }

  /**
   * Whether a DOUBLE is known not to be NaN. Then the JVM's comparison of doubles, which counts an
   * unordered pair as greater or less as one likes, has SQL's order: NaN above every number.
   */
  private static boolean isNumber(Expression e) {
    return e instanceof Literal literal && literal.value() instanceof Shape.Parameter
        || e instanceof Cast cast && cast.operand().type().kind().isInteger();
  }

  /** Both operands are on the stack; leaves an int of their order. */
  private void order(
      char storage, Class<?> reference, boolean leftIsNumber, boolean rightIsNumber) {
    switch (storage) {
      case 'Z', 'I' -> code.invokeStatic(Integer.class, "compare", int.class, int.class, int.class);
      case 'J' -> code.op(Opcodes.LCMP);
      case 'D' -> {
        if (rightIsNumber) {
          code.op(Opcodes.DCMPG);
        } else if (leftIsNumber) {
          code.op(Opcodes.DCMPL);
        } else {
          code.invokeStatic(Values.class, "compareDoubles", int.class, double.class, double.class);
        }
      }
      default -> {
        if (reference == String.class || reference == BigDecimal.class) {
          code.invoke(reference, "compareTo", int.class, reference);
        } else {
          code.invokeStatic(Values.class, "compare", int.class, Object.class, Object.class);
        }
      }
    }
  }

  /** Both operands, of one reference class, are on the stack; leaves an int of their order. */
  void order(char storage, Class<?> reference) {
    order(storage, reference, false, false);
  }

  /** Both operands are on the stack; returns the opcode that jumps if they are the same. */
  int equality(char storage, Class<?> reference) {
    switch (storage) {
      case 'Z', 'I' -> {
        return Opcodes.IF_ICMPEQ;
      }
      case 'J' -> {
        code.op(Opcodes.LCMP);
        return Opcodes.IFEQ;
      }
      case 'D' -> code.operation("same", boolean.class, double.class, double.class);
      default -> {
        if (reference == String.class) {
          code.operation("same", boolean.class, String.class, String.class);
        } else if (reference == BigDecimal.class) {
          code.invoke(BigDecimal.class, "compareTo", int.class, BigDecimal.class);
          return Opcodes.IFEQ;
        } else {
          code.operation("same", boolean.class, Object.class, Object.class);
        }
      }
    }
    return Opcodes.IFNE;
  }

  // ---- casts

  /** The operand, known to be an {@code actual}, is on the stack; leaves the converted value. */
  Class<?> cast(Cast cast, Class<?> actual, Label ifNull) {
    var from = cast.operand().type();
    var to = cast.type();
    char storage = to.storage().code();
    if (Casts.isIdentity(from, to)) {
      return actual;
    }
    if (from.kind() == TypeKind.NULL) {
      // Never reached: the operand is always NULL.
      code.pop('A');
      code.pushDefault(storage);
      return Code.primitive(storage);
    }
    if (!Shape.needsCaster(cast)) {
      return direct(Casts.direct(from, to).orElseThrow(), cast, actual);
    }
    code.box(Storages.of(cast.operand()));
    builder.pushConstant(code, shape.indexOf(cast));
    code.operation(cast.isTry() ? "tryCast" : "cast", Object.class, Object.class, Object.class);
    if (cast.isTry()) {
      return unboxNullable(Object.class, storage, ifNull);
    }
    code.unbox(Object.class, storage);
    return Code.primitive(storage);
  }

  private Class<?> direct(Casts.Direct direct, Cast cast, Class<?> actual) {
    Class<?> parameter = javaType(cast.operand().type());
    Class<?> result = javaType(cast.type());
    code.cast(actual, parameter);
    var parameters = new ArrayList<Class<?>>(List.of(parameter));
    for (int constant : direct.constants()) {
      code.push(constant);
      parameters.add(int.class);
    }
    code.invokeStatic(ValueCasts.class, direct.method(), MethodType.methodType(result, parameters));
    return result;
  }

  private static Class<?> javaType(DataType type) {
    char storage = type.storage().code();
    return storage == 'A' ? Storages.reference(type) : Code.primitive(storage);
  }

  // ---- Java types

  /** Makes the value on the stack, known to be a {@code from}, fit a parameter. */
  void adapt(Class<?> from, Class<?> to) {
    if (from == to) {
      return;
    }
    if (from.isPrimitive() && to.isPrimitive()) {
      if (from != int.class || to != long.class) {
        throw new IllegalArgumentException("a " + from + " cannot be passed as " + to);
      }
      code.op(Opcodes.I2L);
    } else if (from.isPrimitive()) {
      code.box(Storages.of(from));
    } else if (to.isPrimitive()) {
      code.unbox(from, Storages.of(to));
    } else {
      code.cast(from, to);
    }
  }

  /** The result of a call is on the stack as the method returns it; leaves it in its storage. */
  Class<?> result(Call call, Label ifNull) {
    Class<?> returned = call.function().methodType().returnType();
    char storage = Storages.of(call);
    if (call.function().mayReturnNull()) {
      return unboxNullable(returned, storage, ifNull);
    }
    Class<?> wanted = storage == 'A' ? returned : Code.primitive(storage);
    if (storage == 'A' && returned.isPrimitive()) {
      wanted = Storages.box(Storages.of(returned));
    }
    adapt(returned, wanted);
    return wanted;
  }

  /** A reference, null for NULL, is on the stack; goes to the label or leaves it in its storage. */
  Class<?> unboxNullable(Class<?> from, char storage, Label ifNull) {
    int local = code.newLocal('A');
    code.store('A', local);
    code.load('A', local);
    code.jump(Opcodes.IFNULL, ifNull);
    code.load('A', local);
    if (storage == 'A') {
      return from;
    }
    code.unbox(from, storage);
    return Code.primitive(storage);
  }
}
