package dev.weir.codegen;

import dev.weir.expression.Expression;
import dev.weir.type.Bytes;
import dev.weir.type.DataType;
import dev.weir.type.RowValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;

/** What the storage letters ({@code Z I J D A}) mean to the class file format. */
final class Storages {
  private Storages() {}

  /** The storage letter of the value that generated code leaves on the stack for an expression. */
  static char of(Expression expression) {
    if (expression instanceof Expression.Literal literal
        && literal.value() instanceof Shape.Parameter parameter) {
      return parameter.storage();
    }
    return expression.type().storage().code();
  }

  static String descriptor(char storage) {
    return storage == 'A' ? "Ljava/lang/Object;" : String.valueOf(storage);
  }

  static boolean isWide(char storage) {
    return storage == 'J' || storage == 'D';
  }

  static int loadOpcode(char storage) {
    return switch (storage) {
      case 'Z', 'I' -> Opcodes.ILOAD;
      case 'J' -> Opcodes.LLOAD;
      case 'D' -> Opcodes.DLOAD;
      default -> Opcodes.ALOAD;
    };
  }

  static int storeOpcode(char storage) {
    return loadOpcode(storage) + Opcodes.ISTORE - Opcodes.ILOAD;
  }

  static int returnOpcode(char storage) {
    return switch (storage) {
      case 'Z', 'I' -> Opcodes.IRETURN;
      case 'J' -> Opcodes.LRETURN;
      case 'D' -> Opcodes.DRETURN;
      default -> Opcodes.ARETURN;
    };
  }

  /** The box of a primitive storage. */
  static Class<?> box(char storage) {
    return switch (storage) {
      case 'Z' -> Boolean.class;
      case 'I' -> Integer.class;
      case 'J' -> Long.class;
      case 'D' -> Double.class;
      default -> Object.class;
    };
  }

  /** The name of the accessors of {@code Event} and {@code Accumulator}: Boolean, Int, ... */
  static String accessor(char storage) {
    return switch (storage) {
      case 'Z' -> "Boolean";
      case 'I' -> "Int";
      case 'J' -> "Long";
      case 'D' -> "Double";
      default -> "Object";
    };
  }

  /** The storage letter of a Java type; references are {@code A}. */
  static char of(Class<?> type) {
    if (type == boolean.class) {
      return 'Z';
    } else if (type == int.class) {
      return 'I';
    } else if (type == long.class) {
      return 'J';
    } else if (type == double.class) {
      return 'D';
    } else if (type.isPrimitive()) {
      throw new IllegalArgumentException("no storage is held as " + type);
    }
    return 'A';
  }

  /** The class of the values of a reference type. */
  static Class<?> reference(DataType type) {
    return switch (type.kind()) {
      case CHAR, VARCHAR, JSON -> String.class;
      case DECIMAL -> BigDecimal.class;
      case VARBINARY -> Bytes.class;
      case ARRAY -> List.class;
      case MAP -> Map.class;
      case ROW -> RowValue.class;
      default -> Object.class;
    };
  }
}
