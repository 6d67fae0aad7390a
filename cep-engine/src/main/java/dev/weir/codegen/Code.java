package dev.weir.codegen;

import java.lang.invoke.MethodType;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The body of one method under construction: instructions in the terms of storages and classes, and
 * the numbering of local variables. Values of storage {@code Z} are ints 0 and 1, as the JVM has it.
 */
final class Code {
  private final MethodVisitor visitor;
  private int locals;

  /** @param locals the slots that {@code this} and the parameters take */
  Code(MethodVisitor visitor, int locals) {
    this.visitor = visitor;
    this.locals = locals;
    visitor.visitCode();
  }

  /** Completes the method. Sizes and frames are computed by ASM. */
  void end() {
    visitor.visitMaxs(0, 0);
    visitor.visitEnd();
  }

  int newLocal(char storage) {
    int local = locals;
    locals += Storages.isWide(storage) ? 2 : 1;
    return local;
  }

  void load(char storage, int local) {
    visitor.visitVarInsn(Storages.loadOpcode(storage), local);
  }

  void store(char storage, int local) {
    visitor.visitVarInsn(Storages.storeOpcode(storage), local);
  }

  void increment(int local) {
    visitor.visitIincInsn(local, 1);
  }

  void loadThis() {
    load('A', 0);
  }

  void op(int opcode) {
    visitor.visitInsn(opcode);
  }

  void jump(int opcode, Label target) {
    visitor.visitJumpInsn(opcode, target);
  }

  void jump(Label target) {
    visitor.visitJumpInsn(Opcodes.GOTO, target);
  }

  void mark(Label label) {
    visitor.visitLabel(label);
  }

  void handler(Label from, Label to, Label handler, Class<? extends Throwable> type) {
    visitor.visitTryCatchBlock(from, to, handler, Type.getInternalName(type));
  }

  void tableSwitch(int from, Label other, Label[] cases) {
    visitor.visitTableSwitchInsn(from, from + cases.length - 1, other, cases);
  }

  void lookupSwitch(Label other, int[] keys, Label[] cases) {
    visitor.visitLookupSwitchInsn(other, keys, cases);
  }

  void push(int value) {
    if (value >= -1 && value <= 5) {
      visitor.visitInsn(Opcodes.ICONST_0 + value);
    } else if (value == (byte) value) {
      visitor.visitIntInsn(Opcodes.BIPUSH, value);
    } else if (value == (short) value) {
      visitor.visitIntInsn(Opcodes.SIPUSH, value);
    } else {
      visitor.visitLdcInsn(value);
    }
  }

  void push(long value) {
    if (value == 0 || value == 1) {
      visitor.visitInsn(value == 0 ? Opcodes.LCONST_0 : Opcodes.LCONST_1);
    } else {
      visitor.visitLdcInsn(value);
    }
  }

  void push(double value) {
    visitor.visitLdcInsn(value);
  }

  void push(String value) {
    visitor.visitLdcInsn(value);
  }

  void pushNull() {
    visitor.visitInsn(Opcodes.ACONST_NULL);
  }

  /** The value that a field of this storage has when nothing was assigned. */
  void pushDefault(char storage) {
    switch (storage) {
      case 'Z', 'I' -> push(0);
      case 'J' -> push(0L);
      case 'D' -> visitor.visitInsn(Opcodes.DCONST_0);
      default -> pushNull();
    }
  }

  void pop(char storage) {
    visitor.visitInsn(Storages.isWide(storage) ? Opcodes.POP2 : Opcodes.POP);
  }

  void giveBack(char storage) {
    visitor.visitInsn(Storages.returnOpcode(storage));
  }

  void getField(String owner, String name, String descriptor) {
    visitor.visitFieldInsn(Opcodes.GETFIELD, owner, name, descriptor);
  }

  void putField(String owner, String name, String descriptor) {
    visitor.visitFieldInsn(Opcodes.PUTFIELD, owner, name, descriptor);
  }

  void getStatic(Class<?> owner, String name, Class<?> type) {
    visitor.visitFieldInsn(
        Opcodes.GETSTATIC, Type.getInternalName(owner), name, Type.getDescriptor(type));
  }

  /** {@code new owner()}. */
  void construct(String owner) {
    visitor.visitTypeInsn(Opcodes.NEW, owner);
    op(Opcodes.DUP);
    visitor.visitMethodInsn(Opcodes.INVOKESPECIAL, owner, "<init>", "()V", false);
  }

  void invokeConstructor(String owner, String descriptor) {
    visitor.visitMethodInsn(Opcodes.INVOKESPECIAL, owner, "<init>", descriptor, false);
  }

  void invokeStatic(Class<?> owner, String name, MethodType type) {
    visitor.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        Type.getInternalName(owner),
        name,
        type.toMethodDescriptorString(),
        owner.isInterface());
  }

  void invokeStatic(Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
    invokeStatic(owner, name, MethodType.methodType(result, parameters));
  }

  /** Calls a method of {@link Operations}. */
  void operation(String name, Class<?> result, Class<?>... parameters) {
    invokeStatic(Operations.class, name, result, parameters);
  }

  void invoke(Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
    visitor.visitMethodInsn(
        owner.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL,
        Type.getInternalName(owner),
        name,
        MethodType.methodType(result, parameters).toMethodDescriptorString(),
        owner.isInterface());
  }

  /** Calls a method of a generated class. */
  void invoke(String owner, String name, String descriptor) {
    visitor.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, name, descriptor, false);
  }

  void cast(String internalName) {
    visitor.visitTypeInsn(Opcodes.CHECKCAST, internalName);
  }

  void instanceOf(String internalName) {
    visitor.visitTypeInsn(Opcodes.INSTANCEOF, internalName);
  }

  /** Narrows the reference on the stack, known to be a {@code from}, to {@code to}. */
  void cast(Class<?> from, Class<?> to) {
    if (!to.isAssignableFrom(from)) {
      visitor.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(to));
    }
  }

  void newArray(Class<?> element, int length) {
    push(length);
    if (element.isPrimitive()) {
      visitor.visitIntInsn(
          Opcodes.NEWARRAY,
          switch (Storages.of(element)) {
            case 'Z' -> Opcodes.T_BOOLEAN;
            case 'I' -> Opcodes.T_INT;
            case 'J' -> Opcodes.T_LONG;
            default -> Opcodes.T_DOUBLE;
          });
    } else {
      visitor.visitTypeInsn(Opcodes.ANEWARRAY, Type.getInternalName(element));
    }
  }

  void storeElement(Class<?> element) {
    visitor.visitInsn(
        element.isPrimitive() ? Type.getType(element).getOpcode(Opcodes.IASTORE) : Opcodes.AASTORE);
  }

  /** Boxes the value on the stack; references stay. */
  void box(char storage) {
    if (storage != 'A') {
      var box = Storages.box(storage);
      invokeStatic(box, "valueOf", MethodType.methodType(box, primitive(storage)));
    }
  }

  /** Unboxes the reference on the stack, known to be a {@code from}. */
  void unbox(Class<?> from, char storage) {
    var box = Storages.box(storage);
    cast(from, box);
    if (storage != 'A') {
      invoke(box, primitive(storage).getName() + "Value", primitive(storage));
    }
  }

  static Class<?> primitive(char storage) {
    return switch (storage) {
      case 'Z' -> boolean.class;
      case 'I' -> int.class;
      case 'J' -> long.class;
      case 'D' -> double.class;
      default -> Object.class;
    };
  }
}
