package dev.weir.codegen;

import dev.weir.event.Event;
import dev.weir.expression.AggregateCall;
import dev.weir.expression.Expression;
import dev.weir.function.Accumulator;
import dev.weir.function.BoxedAccumulator;
import dev.weir.operator.Aggregator;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes {@link Aggregator}s: one field per accumulator, of its exact class, so that every call has
 * one target. Every aggregate has its methods, so that none outgrows what the JIT compiles.
 */
final class AggregatorWriter {
  /** Aggregates per method. */
  private static final int GROUP = 16;

  private static final String EVENT = Type.getDescriptor(Event.class);

  /**
   * One aggregate.
   *
   * @param call with expressions that are shapes
   * @param accumulator the class of its accumulator; {@link BoxedAccumulator} if {@link Accumulators#isBoxed}
   */
  record Part(AggregateCall call, Class<? extends Accumulator> accumulator) {}

  private final ClassBuilder builder;
  private final Shape shape;
  private final String input;
  private final List<Part> parts;
  private final String output;
  private final int outputField;

  /**
   * @param output internal name of the class of the events that most results go into, or null
   * @param outputField the field of the first result in them
   */
  AggregatorWriter(
      String name, Shape shape, String input, List<Part> parts, String output, int outputField) {
    this.builder = new ClassBuilder(name, Aggregator.class, shape.storages());
    this.shape = shape;
    this.input = input;
    this.parts = parts;
    this.output = output;
    this.outputField = outputField;
  }

  byte[] write() {
    for (int i = 0; i < parts.size(); i++) {
      builder.field(
          Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL,
          "a" + i,
          Type.getDescriptor(parts.get(i).accumulator()));
    }
    builder.constructor(
        Aggregator.class, List.<Class<?>>of(Accumulator[].class), this::assignAccumulators);
    all("reset", "(I)V", i -> forward(i, "reset", 1));
    all("merge", "(II)V", i -> forward(i, "merge", 2));
    all("copy", "(II)V", i -> forward(i, "copy", 2));
    all("combine", "(III)V", i -> forward(i, "combine", 3));
    add();
    result();
    return builder.toByteArray();
  }

  private void assignAccumulators(Code code) {
    for (int i = 0; i < parts.size(); i++) {
      code.loadThis();
      code.load('A', 1);
      code.push(i);
      code.op(Opcodes.AALOAD);
      code.cast(Accumulator.class, parts.get(i).accumulator());
      code.putField(builder.name(), "a" + i, Type.getDescriptor(parts.get(i).accumulator()));
    }
  }

  private void pushAccumulator(Code code, int i) {
    code.loadThis();
    code.getField(builder.name(), "a" + i, Type.getDescriptor(parts.get(i).accumulator()));
  }

  /** Writes what one aggregate does, with the method's parameters in locals 1 and up. */
  private interface Body {
    void write(Code code);
  }

  private interface PerAggregate {
    Body of(int index);
  }

  /** A method that does something for every aggregate, in groups if there are many. */
  private void all(String method, String descriptor, PerAggregate bodies) {
    if (parts.size() <= GROUP) {
      Code code = builder.method(Opcodes.ACC_PUBLIC, method, descriptor);
      for (int i = 0; i < parts.size(); i++) {
        bodies.of(i).write(code);
      }
      code.op(Opcodes.RETURN);
      code.end();
      return;
    }
    var names = new ArrayList<String>();
    for (int from = 0; from < parts.size(); from += GROUP) {
      String name = builder.freshMethodName(method);
      names.add(name);
      Code code = builder.method(Opcodes.ACC_PRIVATE, name, descriptor);
      for (int i = from; i < Math.min(parts.size(), from + GROUP); i++) {
        bodies.of(i).write(code);
      }
      code.op(Opcodes.RETURN);
      code.end();
    }
    Code code = builder.method(Opcodes.ACC_PUBLIC, method, descriptor);
    for (String name : names) {
      code.loadThis();
      int local = 1;
      for (var type : Type.getArgumentTypes(descriptor)) {
        code.load(type.getSort() == Type.INT ? 'I' : 'A', local++);
      }
      code.invoke(builder.name(), name, descriptor);
    }
    code.op(Opcodes.RETURN);
    code.end();
  }

  private Body forward(int i, String method, int slots) {
    return code -> {
      pushAccumulator(code, i);
      var types = new Class<?>[slots];
      for (int slot = 0; slot < slots; slot++) {
        code.load('I', slot + 1);
        types[slot] = int.class;
      }
      code.invoke(parts.get(i).accumulator(), method, void.class, types);
    };
  }

  // ---- adding a row

  private void add() {
    all("add", "(ILjava/lang/Object;)V", i -> addTo(i, 1));
    all("addToBoth", "(IILjava/lang/Object;)V", i -> addTo(i, 2));
  }

  /** Adds the row to one or two slots, whose arguments are evaluated once. */
  private Body addTo(int i, int slots) {
    return code -> {
      int event = code.newLocal('A');
      code.load('A', slots + 1);
      code.cast(input);
      code.store('A', event);
      var row = new RowCode(builder, shape, code, input, event, -1);
      Label skip = new Label();
      var part = parts.get(i);
      if (part.call().filter() != null) {
        row.filter(part.call().filter(), skip);
      }
      if (Accumulators.isBoxed(part.call())) {
        addBoxed(code, row, i, slots, skip);
      } else {
        addPlain(code, row, i, slots, skip);
      }
      code.mark(skip);
    };
  }

  private void addPlain(Code code, RowCode row, int i, int slots, Label skip) {
    var function = parts.get(i).call().function();
    var arguments = parts.get(i).call().arguments();
    MethodType type = function.addType();
    int passed = type.parameterCount() - 1;
    var conversions = new Conversions(builder, shape, code);
    var locals = new int[arguments.size()];
    for (int k = 0; k < arguments.size(); k++) {
      var argument = arguments.get(k);
      if (function.seesNulls()) {
        row.boxed(argument);
        locals[k] = code.newLocal('A');
        code.store('A', locals[k]);
      } else if (k < passed) {
        Class<?> parameter = type.parameterType(k + 1);
        conversions.adapt(row.value(argument, skip), parameter);
        locals[k] = code.newLocal(Storages.of(parameter));
        code.store(Storages.of(parameter), locals[k]);
      } else if (argument.nullable()) {
        row.value(argument, skip);
        code.pop(Storages.of(argument));
      }
    }
    for (int slot = 1; slot <= slots; slot++) {
      pushAccumulator(code, i);
      code.load('I', slot);
      for (int k = 0; k < passed; k++) {
        code.load(Storages.of(type.parameterType(k + 1)), locals[k]);
      }
      code.invoke(
          Type.getInternalName(parts.get(i).accumulator()), "add", type.toMethodDescriptorString());
    }
  }

  private void addBoxed(Code code, RowCode row, int i, int slots, Label skip) {
    var call = parts.get(i).call();
    int array = code.newLocal('A');
    array(code, row, call.arguments(), call.function().seesNulls() ? null : skip);
    code.store('A', array);
    int sortKeys = code.newLocal('A');
    array(code, row, call.orderBy().stream().map(key -> key.expression()).toList(), null);
    code.store('A', sortKeys);
    for (int slot = 1; slot <= slots; slot++) {
      pushAccumulator(code, i);
      code.load('I', slot);
      code.load('A', array);
      code.load('A', sortKeys);
      code.invoke(
          BoxedAccumulator.class, "add", void.class, int.class, Object[].class, Object[].class);
    }
  }

  /** An array of boxed values. @param skip where to go if one of them is NULL, or null */
  private void array(Code code, RowCode row, List<Expression> values, Label skip) {
    var locals = new int[values.size()];
    for (int k = 0; k < locals.length; k++) {
      row.boxed(values.get(k));
      locals[k] = code.newLocal('A');
      code.store('A', locals[k]);
      if (skip != null && values.get(k).nullable()) {
        code.load('A', locals[k]);
        code.jump(Opcodes.IFNULL, skip);
      }
    }
    code.newArray(Object.class, locals.length);
    for (int k = 0; k < locals.length; k++) {
      code.op(Opcodes.DUP);
      code.push(k);
      code.load('A', locals[k]);
      code.op(Opcodes.AASTORE);
    }
  }

  // ---- results

  private void result() {
    String descriptor = "(I" + EVENT + "I)V";
    if (output == null) {
      all("result", descriptor, this::anyResult);
      return;
    }
    all("anyResult", descriptor, this::anyResult);
    String direct = "(IL" + output + ";)V";
    all("ownResult", direct, this::ownResult);
    Code code = builder.method(Opcodes.ACC_PUBLIC, "result", descriptor);
    Label other = new Label();
    code.load('A', 2);
    code.instanceOf(output);
    code.jump(Opcodes.IFEQ, other);
    code.load('I', 3);
    code.push(outputField);
    code.jump(Opcodes.IF_ICMPNE, other);
    code.loadThis();
    code.load('I', 1);
    code.load('A', 2);
    code.cast(output);
    code.invoke(builder.name(), "ownResult", direct);
    code.op(Opcodes.RETURN);
    code.mark(other);
    code.loadThis();
    code.load('I', 1);
    code.load('A', 2);
    code.load('I', 3);
    code.invoke(builder.name(), "anyResult", descriptor);
    code.op(Opcodes.RETURN);
    code.end();
  }

  /** Pushes a result, or goes to {@code ifNull}. */
  private void pushResult(Code code, int i, char storage, Label ifNull) {
    var part = parts.get(i);
    if (part.call().function().resultNullable()) {
      pushAccumulator(code, i);
      code.load('I', 1);
      code.invoke(part.accumulator(), "isNull", boolean.class, int.class);
      code.jump(Opcodes.IFNE, ifNull);
    }
    pushAccumulator(code, i);
    code.load('I', 1);
    code.invoke(
        part.accumulator(),
        "result" + Storages.accessor(storage),
        Code.primitive(storage),
        int.class);
  }

  private char resultStorage(int i) {
    return parts.get(i).call().function().result().storage().code();
  }

  /** Into an event of any class, by its accessors. */
  private Body anyResult(int i) {
    return code -> {
      char storage = resultStorage(i);
      Label isNull = new Label();
      Label done = new Label();
      int value = code.newLocal(storage);
      pushResult(code, i, storage, isNull);
      code.store(storage, value);
      field(code, i);
      code.load(storage, value);
      code.invoke(
          Event.class,
          "set" + Storages.accessor(storage),
          void.class,
          int.class,
          Code.primitive(storage));
      code.jump(done);
      code.mark(isNull);
      field(code, i);
      code.invoke(Event.class, "setNull", void.class, int.class);
      code.mark(done);
    };
  }

  private static void field(Code code, int i) {
    code.load('A', 2);
    code.load('I', 3);
    code.push(i);
    code.op(Opcodes.IADD);
  }

  /** Into the fields of an event of the expected class. */
  private Body ownResult(int i) {
    return code -> {
      char storage = resultStorage(i);
      int field = outputField + i;
      Label isNull = new Label();
      Label done = new Label();
      int value = code.newLocal(storage);
      pushResult(code, i, storage, isNull);
      code.store(storage, value);
      code.load('A', 2);
      code.load(storage, value);
      code.putField(output, "f" + field, Storages.descriptor(storage));
      if (storage != 'A' && parts.get(i).call().function().resultNullable()) {
        code.load('A', 2);
        code.op(Opcodes.DUP);
        code.getField(output, "n" + field / 32, "I");
        code.push(~(1 << field));
        code.op(Opcodes.IAND);
        code.putField(output, "n" + field / 32, "I");
      }
      code.jump(done);
      code.mark(isNull);
      code.load('A', 2);
      code.push(field);
      code.invoke(Event.class, "setNull", void.class, int.class);
      code.mark(done);
    };
  }
}
