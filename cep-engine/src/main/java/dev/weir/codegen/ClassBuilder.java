package dev.weir.codegen;

import dev.weir.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * One class under construction. Constants arrive in the constructor as an array and are kept in
 * final fields, so that classes of one shape serve any constants; when there are very many, in the
 * array itself.
 */
final class ClassBuilder {
  /** Java 17, the oldest that Weir runs on. */
  private static final int CLASS_VERSION = Opcodes.V17;

  /** Above this, constants stay in their array: one constructor may not exceed 64 KB. */
  private static final int MAX_CONSTANT_FIELDS = 200;

  private static final String CONSTANTS = "[Ljava/lang/Object;";
  private static final String CLOCK = Type.getDescriptor(Clock.class);

  private final String name;
  private final ClassWriter writer;
  private final String constants;
  private int methods;

  /**
   * @param name internal name
   * @param constants one storage letter per constant
   */
  ClassBuilder(String name, Class<?> superclass, String constants) {
    this.name = name;
    this.constants = constants;
    this.writer = new FrameWriter();
    writer.visit(
        CLASS_VERSION,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER,
        name,
        null,
        Type.getInternalName(superclass),
        null);
  }

  /**
   * Frames without loading classes: where two reference types meet, the result is used as an Object
   * or cast, so the common superclass need not be known.
   */
  private static final class FrameWriter extends ClassWriter {
    FrameWriter() {
      super(COMPUTE_FRAMES);
    }

    @Override
    protected String getCommonSuperClass(String left, String right) {
      return "java/lang/Object";
    }
  }

  String name() {
    return name;
  }

  byte[] toByteArray() {
    writer.visitEnd();
    return writer.toByteArray();
  }

  void field(int access, String field, String descriptor) {
    writer.visitField(access, field, descriptor, null, null).visitEnd();
  }

  /** Its locals begin with {@code this} and the parameters. */
  Code method(int access, String method, String descriptor) {
    int slots = Type.getArgumentsAndReturnSizes(descriptor) >> 2;
    MethodVisitor visitor = writer.visitMethod(access, method, descriptor, null, null);
    return new Code(visitor, slots);
  }

  /** A name that no other method of the class has. */
  String freshMethodName(String prefix) {
    return prefix + '$' + methods++;
  }

  /**
   * The constructor {@code (superParameters..., Object[] constants, Clock clock)} with the fields
   * behind {@link #pushConstant} and {@link #pushClock}.
   */
  void constructor(Class<?> superclass, List<Class<?>> superParameters) {
    constructor(superclass, superParameters, code -> {});
  }

  /** @param rest further assignments of fields */
  void constructor(Class<?> superclass, List<Class<?>> superParameters, Consumer<Code> rest) {
    var descriptor = new StringBuilder("(");
    superParameters.forEach(type -> descriptor.append(Type.getDescriptor(type)));
    String superDescriptor = descriptor + ")V";
    Code code = method(Opcodes.ACC_PUBLIC, "<init>", descriptor + CONSTANTS + CLOCK + ")V");
    code.loadThis();
    int slot = 1;
    for (var type : superParameters) {
      char storage = Storages.of(type);
      code.load(storage, slot);
      slot += Storages.isWide(storage) ? 2 : 1;
    }
    code.invokeConstructor(Type.getInternalName(superclass), superDescriptor);
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL;
    field(access, "clock", CLOCK);
    code.loadThis();
    code.load('A', slot + 1);
    code.putField(name, "clock", CLOCK);
    if (constants.length() > MAX_CONSTANT_FIELDS) {
      field(access, "constants", CONSTANTS);
      code.loadThis();
      code.load('A', slot);
      code.putField(name, "constants", CONSTANTS);
    } else {
      for (int i = 0; i < constants.length(); i++) {
        char storage = constants.charAt(i);
        field(access, "k" + i, Storages.descriptor(storage));
        code.loadThis();
        code.load('A', slot);
        code.push(i);
        code.op(Opcodes.AALOAD);
        code.unbox(Object.class, storage);
        code.putField(name, "k" + i, Storages.descriptor(storage));
      }
    }
    rest.accept(code);
    code.op(Opcodes.RETURN);
    code.end();
  }

  /** Pushes a constant in its storage; a reference as an Object. */
  void pushConstant(Code code, int index) {
    char storage = constants.charAt(index);
    code.loadThis();
    if (constants.length() > MAX_CONSTANT_FIELDS) {
      code.getField(name, "constants", CONSTANTS);
      code.push(index);
      code.op(Opcodes.AALOAD);
      code.unbox(Object.class, storage);
    } else {
      code.getField(name, "k" + index, Storages.descriptor(storage));
    }
  }

  void pushClock(Code code) {
    code.loadThis();
    code.getField(name, "clock", CLOCK);
  }

  static Label[] labels(int count) {
    var labels = new Label[count];
    for (int i = 0; i < count; i++) {
      labels[i] = new Label();
    }
    return labels;
  }
}
