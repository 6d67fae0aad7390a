package dev.weir.codegen;

import dev.weir.event.Event;
import dev.weir.expression.Expression;
import dev.weir.expression.Expression.Column;
import dev.weir.state.KeyReader;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes {@link KeyReader}s: hash and equality of some columns of a layout, without a copy. */
final class KeyReaderWriter {
  private static final String EVENT = Type.getDescriptor(Event.class);

  private final ClassBuilder builder;
  private final String input;
  private final String key;
  private final List<Column> columns;

  /** The key columns as columns of the key event. */
  private final List<Column> keyColumns = new ArrayList<>();

  private KeyReaderWriter(String name, String input, String key, List<Column> columns) {
    this.builder = new ClassBuilder(name, KeyReader.class, "");
    this.input = input;
    this.key = key;
    this.columns = columns;
    for (var column : columns) {
      keyColumns.add(new Column(keyColumns.size(), column.type(), column.nullable(), ""));
    }
  }

  /**
   * @param input internal name of the class of events
   * @param key internal name of the class of key events
   */
  static byte[] write(String name, String input, String key, List<Column> columns) {
    return new KeyReaderWriter(name, input, key, columns).write();
  }

  private byte[] write() {
    builder.constructor(KeyReader.class, List.of());
    hash("hash", "(Ljava/lang/Object;)I", input, columns);
    hash("hashOfKey", "(" + EVENT + ")I", key, keyColumns);
    same("matches", "(Ljava/lang/Object;" + EVENT + ")Z", input, columns);
    same("sameKey", "(" + EVENT + EVENT + ")Z", key, keyColumns);

    Code code = builder.method(Opcodes.ACC_PUBLIC, "keyOf", "(Ljava/lang/Object;)" + EVENT);
    int event = cast(code, 1, input);
    int target = code.newLocal('A');
    code.construct(key);
    code.store('A', target);
    var row = new RowCode(builder, new Shape(), code, input, event, -1);
    new RowFill(row, code, key, target).write(new ArrayList<Expression>(columns), 0);
    code.load('A', target);
    code.op(Opcodes.ARETURN);
    code.end();
    return builder.toByteArray();
  }

  private static int cast(Code code, int parameter, String type) {
    int local = code.newLocal('A');
    code.load('A', parameter);
    code.cast(type);
    code.store('A', local);
    return local;
  }

  private void hash(String method, String descriptor, String owner, List<Column> read) {
    Code code = builder.method(Opcodes.ACC_PUBLIC, method, descriptor);
    int event = cast(code, 1, owner);
    // A primitive that is NULL is zero in its field: no test is needed for the hash.
    code.push(read.size());
    for (var column : read) {
      char storage = Storages.of(column);
      code.push(31);
      code.op(Opcodes.IMUL);
      code.load('A', event);
      code.getField(owner, "f" + column.index(), Storages.descriptor(storage));
      switch (storage) {
        case 'Z', 'I' -> {}
        case 'J' -> code.invokeStatic(Long.class, "hashCode", int.class, long.class);
        case 'D' -> code.operation("hash", int.class, double.class);
        default -> {
          boolean isText = Storages.reference(column.type()) == String.class;
          if (isText) {
            code.cast(Object.class, String.class);
          }
          code.operation("hash", int.class, isText ? String.class : Object.class);
        }
      }
      code.op(Opcodes.IADD);
    }
    code.operation("mix", int.class, int.class);
    code.op(Opcodes.IRETURN);
    code.end();
  }

  /** Whether an event (first parameter) and a key event (second) have the same key. */
  private void same(String method, String descriptor, String owner, List<Column> read) {
    Code code = builder.method(Opcodes.ACC_PUBLIC, method, descriptor);
    int event = cast(code, 1, owner);
    int other = cast(code, 2, key);
    Label differ = new Label();
    for (int i = 0; i < read.size(); i++) {
      var column = read.get(i);
      char storage = Storages.of(column);
      if (column.nullable() && storage != 'A') {
        nullBit(code, event, owner, column.index());
        nullBit(code, other, key, i);
        code.jump(Opcodes.IF_ICMPNE, differ);
      }
      Class<?> reference = Storages.reference(column.type());
      boolean isText = storage == 'A' && reference == String.class;
      field(code, event, owner, column.index(), storage, isText);
      field(code, other, key, i, storage, isText);
      switch (storage) {
        case 'Z', 'I' -> code.jump(Opcodes.IF_ICMPNE, differ);
        case 'J' -> {
          code.op(Opcodes.LCMP);
          code.jump(Opcodes.IFNE, differ);
        }
        default -> {
          Class<?> type = storage == 'D' ? double.class : isText ? String.class : Object.class;
          code.operation("same", boolean.class, type, type);
          code.jump(Opcodes.IFEQ, differ);
        }
      }
    }
    code.push(1);
    code.op(Opcodes.IRETURN);
    code.mark(differ);
    code.push(0);
    code.op(Opcodes.IRETURN);
    code.end();
  }

  private static void field(
      Code code, int event, String owner, int index, char storage, boolean isText) {
    code.load('A', event);
    code.getField(owner, "f" + index, Storages.descriptor(storage));
    if (isText) {
      code.cast(Object.class, String.class);
    }
  }

  /** The null bit of a column as an int. */
  private static void nullBit(Code code, int event, String owner, int index) {
    code.load('A', event);
    code.getField(owner, "n" + index / 32, "I");
    code.push(index % 32);
    code.op(Opcodes.IUSHR);
    code.push(1);
    code.op(Opcodes.IAND);
  }
}
