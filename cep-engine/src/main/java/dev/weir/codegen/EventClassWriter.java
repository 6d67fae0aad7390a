package dev.weir.codegen;

import dev.weir.event.Event;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the class of a layout, as {@link Event} describes it. Accessors dispatch by a table switch
 * over the columns of their storage; above {@value #PAGE} columns by a switch over pages of that
 * many, so that no method outgrows what the JIT compiles (8,000 bytes).
 */
final class EventClassWriter {
  private static final int PAGE = 128;
  private static final String EVENT = Type.getInternalName(Event.class);

  private final String layout;
  private final String name;
  private final ClassBuilder builder;

  private EventClassWriter(String name, String layout) {
    this.name = name;
    this.layout = layout;
    this.builder = new ClassBuilder(name, Event.class, "");
  }

  /** @param name internal name */
  static byte[] write(String name, String layout) {
    return new EventClassWriter(name, layout).write();
  }

  /** The number of words that hold the null bits. */
  static int nullWords(int columns) {
    return (columns + 31) / 32;
  }

  private byte[] write() {
    for (int i = 0; i < layout.length(); i++) {
      builder.field(Opcodes.ACC_PUBLIC, "f" + i, Storages.descriptor(layout.charAt(i)));
    }
    for (int word = 0; word < nullWords(layout.length()); word++) {
      builder.field(Opcodes.ACC_PUBLIC, "n" + word, "I");
    }
    Code constructor = builder.method(Opcodes.ACC_PUBLIC, "<init>", "()V");
    constructor.loadThis();
    constructor.invokeConstructor(EVENT, "()V");
    constructor.op(Opcodes.RETURN);
    constructor.end();

    constant("size", "()I", code -> code.push(layout.length()), Opcodes.IRETURN);
    constant("layout", "()Ljava/lang/String;", code -> code.push(layout), Opcodes.ARETURN);
    constant("newInstance", "()L" + EVENT + ";", code -> code.construct(name), Opcodes.ARETURN);

    dispatch("isNull", "(I)Z", "ZIJDA", this::isNull);
    dispatch("setNull", "(I)V", "ZIJDA", this::setNull);
    for (char storage : new char[] {'Z', 'I', 'J', 'D', 'A'}) {
      String type = Storages.descriptor(storage);
      dispatch(
          "get" + Storages.accessor(storage), "(I)" + type, String.valueOf(storage), this::get);
      dispatch(
          "set" + Storages.accessor(storage),
          "(I" + type + ")V",
          String.valueOf(storage),
          this::set);
    }
    return builder.toByteArray();
  }

  private interface Body {
    void write(Code code);
  }

  private void constant(String method, String descriptor, Body body, int returnOpcode) {
    Code code = builder.method(Opcodes.ACC_PUBLIC, method, descriptor);
    body.write(code);
    code.op(returnOpcode);
    code.end();
  }

  /** Writes what one column does in an accessor, up to its return. */
  private interface Case {
    void write(Code code, int column);
  }

  private void dispatch(String method, String descriptor, String storages, Case body) {
    int pages = (layout.length() + PAGE - 1) / PAGE;
    if (pages <= 1) {
      page(method, descriptor, storages, body, 0, layout.length(), Opcodes.ACC_PUBLIC);
      return;
    }
    for (int page = 0; page < pages; page++) {
      int end = Math.min(layout.length(), (page + 1) * PAGE);
      page(method + '$' + page, descriptor, storages, body, page * PAGE, end, Opcodes.ACC_PRIVATE);
    }
    Code code = builder.method(Opcodes.ACC_PUBLIC, method, descriptor);
    Label[] labels = ClassBuilder.labels(pages);
    Label other = new Label();
    code.load('I', 1);
    code.push(Integer.numberOfTrailingZeros(PAGE));
    code.op(Opcodes.ISHR);
    code.tableSwitch(0, other, labels);
    char parameter = storages.charAt(0);
    for (int page = 0; page < pages; page++) {
      code.mark(labels[page]);
      code.loadThis();
      code.load('I', 1);
      if (Type.getArgumentTypes(descriptor).length == 2) {
        code.load(parameter, 2);
      }
      code.invoke(name, method + '$' + page, descriptor);
      code.op(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
    }
    code.mark(other);
    noSuchColumn(code);
  }

  private void page(
      String method, String descriptor, String storages, Case body, int from, int to, int access) {
    Code code = builder.method(access, method, descriptor);
    List<Integer> columns = new ArrayList<>();
    for (int i = from; i < to; i++) {
      if (storages.indexOf(layout.charAt(i)) >= 0) {
        columns.add(i);
      }
    }
    Label other = new Label();
    if (!columns.isEmpty()) {
      int first = columns.get(0);
      Label[] table = new Label[columns.get(columns.size() - 1) - first + 1];
      java.util.Arrays.fill(table, other);
      columns.forEach(column -> table[column - first] = new Label());
      code.load('I', 1);
      code.tableSwitch(first, other, table);
      for (int column : columns) {
        code.mark(table[column - first]);
        body.write(code, column);
      }
    }
    code.mark(other);
    noSuchColumn(code);
  }

  private void noSuchColumn(Code code) {
    code.loadThis();
    code.load('I', 1);
    code.operation("noSuchColumn", AssertionError.class, Event.class, int.class);
    code.op(Opcodes.ATHROW);
    code.end();
  }

  private void isNull(Code code, int column) {
    Label isNull = new Label();
    code.loadThis();
    if (layout.charAt(column) == 'A') {
      code.getField(name, "f" + column, Storages.descriptor('A'));
      code.jump(Opcodes.IFNULL, isNull);
    } else {
      code.getField(name, "n" + column / 32, "I");
      code.push(1 << column);
      code.op(Opcodes.IAND);
      code.jump(Opcodes.IFNE, isNull);
    }
    code.push(0);
    code.op(Opcodes.IRETURN);
    code.mark(isNull);
    code.push(1);
    code.op(Opcodes.IRETURN);
  }

  private void setNull(Code code, int column) {
    char storage = layout.charAt(column);
    code.loadThis();
    code.pushDefault(storage);
    code.putField(name, "f" + column, Storages.descriptor(storage));
    if (storage != 'A') {
      nullBit(code, column, 1 << column, Opcodes.IOR);
    }
    code.op(Opcodes.RETURN);
  }

  private void get(Code code, int column) {
    char storage = layout.charAt(column);
    code.loadThis();
    code.getField(name, "f" + column, Storages.descriptor(storage));
    code.giveBack(storage);
  }

  private void set(Code code, int column) {
    char storage = layout.charAt(column);
    code.loadThis();
    code.load(storage, 2);
    code.putField(name, "f" + column, Storages.descriptor(storage));
    if (storage != 'A') {
      nullBit(code, column, ~(1 << column), Opcodes.IAND);
    }
    code.op(Opcodes.RETURN);
  }

  private void nullBit(Code code, int column, int mask, int opcode) {
    code.loadThis();
    code.op(Opcodes.DUP);
    code.getField(name, "n" + column / 32, "I");
    code.push(mask);
    code.op(opcode);
    code.putField(name, "n" + column / 32, "I");
  }
}
