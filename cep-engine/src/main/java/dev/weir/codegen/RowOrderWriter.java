package dev.weir.codegen;

import dev.weir.expression.SortKey;
import dev.weir.operator.RowOrder;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Writes {@link RowOrder}s: one sort key after the other, until one decides. */
final class RowOrderWriter {
  private final ClassBuilder builder;
  private final Shape shape;
  private final String input;
  private final List<SortKey> keys;

  private RowOrderWriter(String name, Shape shape, String input, List<SortKey> keys) {
    this.builder = new ClassBuilder(name, RowOrder.class, shape.storages());
    this.shape = shape;
    this.input = input;
    this.keys = keys;
  }

  /** @param keys with expressions that are shapes */
  static byte[] write(String name, Shape shape, String input, List<SortKey> keys) {
    return new RowOrderWriter(name, shape, input, keys).write();
  }

  private byte[] write() {
    builder.constructor(RowOrder.class, List.of());
    Code code =
        builder.method(Opcodes.ACC_PUBLIC, "compare", "(Ljava/lang/Object;Ljava/lang/Object;)I");
    int left = code.newLocal('A');
    int right = code.newLocal('A');
    for (int side = 0; side < 2; side++) {
      code.load('A', 1 + side);
      code.cast(input);
      code.store('A', left + side);
    }
    var leftCode = new RowCode(builder, shape, code, input, left, -1);
    var rightCode = new RowCode(builder, shape, code, input, right, -1);
    for (var key : keys) {
      key(code, leftCode, rightCode, key);
    }
    code.push(0);
    code.op(Opcodes.IRETURN);
    code.end();
    return builder.toByteArray();
  }

  private void key(Code code, RowCode leftCode, RowCode rightCode, SortKey key) {
    var expression = key.expression();
    char storage = Storages.of(expression);
    Class<?> reference = Storages.reference(expression.type());
    int left = code.newLocal(storage);
    int right = code.newLocal(storage);
    Label leftNull = new Label();
    Label rightNull = new Label();
    Label bothNull = new Label();
    Label undecided = new Label();

    value(code, leftCode, key, leftNull, left);
    value(code, rightCode, key, rightNull, right);
    code.load(storage, key.descending() ? right : left);
    code.load(storage, key.descending() ? left : right);
    new Conversions(builder, shape, code).order(storage, reference);
    int order = code.newLocal('I');
    code.store('I', order);
    code.load('I', order);
    code.jump(Opcodes.IFEQ, undecided);
    code.load('I', order);
    code.op(Opcodes.IRETURN);
    if (expression.nullable()) {
      int nullOrder = key.nullsFirst() ? -1 : 1;
      code.mark(leftNull);
      value(code, rightCode, key, bothNull, right);
      code.push(nullOrder);
      code.op(Opcodes.IRETURN);
      code.mark(rightNull);
      code.push(-nullOrder);
      code.op(Opcodes.IRETURN);
      code.mark(bothNull);
    }
    code.mark(undecided);
  }

  private void value(Code code, RowCode row, SortKey key, Label ifNull, int local) {
    char storage = Storages.of(key.expression());
    Class<?> type = row.value(key.expression(), ifNull);
    if (storage == 'A') {
      code.cast(type, Storages.reference(key.expression().type()));
    }
    code.store(storage, local);
  }
}
