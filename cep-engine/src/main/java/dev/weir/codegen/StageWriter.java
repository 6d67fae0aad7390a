package dev.weir.codegen;

import dev.weir.event.Change;
import dev.weir.event.RowError;
import dev.weir.expression.Expression;
import dev.weir.operator.Collector;
import dev.weir.operator.Intake;
import dev.weir.operator.Predicate;
import dev.weir.operator.Projection;
import dev.weir.operator.RowErrors;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the classes that look at one row at a time: fused stages, predicates, projections.
 *
 * <p>The loop of a stage is one method from the input's array to the call of the next operator, as
 * long as the expressions are small enough for the JIT; a wide projection is filled by several
 * methods.
 */
final class StageWriter {
  private static final String COLLECTOR = Type.getDescriptor(Collector.class);
  private static final String ERRORS = Type.getDescriptor(RowErrors.class);
  private static final String CHANGE = Type.getDescriptor(Change.class);

  private final ClassBuilder builder;
  private final Shape shape;
  private final String input;
  private final Expression predicate;
  private final List<Expression> projection;
  private final String output;

  /**
   * @param input internal name of the class of input events
   * @param predicate a shape, or null
   * @param projection shapes, or null to pass the event as it is
   * @param output internal name of the class of output events; unused without projection
   */
  StageWriter(
      String name,
      Class<?> superclass,
      Shape shape,
      String input,
      Expression predicate,
      List<Expression> projection,
      String output) {
    this.builder = new ClassBuilder(name, superclass, shape.storages());
    this.shape = shape;
    this.input = input;
    this.predicate = predicate;
    this.projection = projection;
    this.output = output;
  }

  byte[] stage() {
    builder.constructor(Stage.class, List.of(Collector.class, RowErrors.class));
    oneRow();
    rows();
    return builder.toByteArray();
  }

  byte[] predicate() {
    builder.constructor(Predicate.class, List.of());
    Code code = builder.method(Opcodes.ACC_PUBLIC, "test", "(Ljava/lang/Object;J)Z");
    int event = castEvent(code, 1);
    Label reject = new Label();
    new RowCode(builder, shape, code, input, event, 2).filter(predicate, reject);
    code.push(1);
    code.op(Opcodes.IRETURN);
    code.mark(reject);
    code.push(0);
    code.op(Opcodes.IRETURN);
    code.end();
    return builder.toByteArray();
  }

  /** @param timeColumn index of the time column, or -1 */
  byte[] intake(int timeColumn) {
    builder.constructor(Intake.class, List.of());
    Code code = builder.method(Opcodes.ACC_PUBLIC, "read", "([Ljava/lang/Object;II[J)I");
    Label loop = new Label();
    Label end = new Label();
    int event = code.newLocal('A');
    int noTime = code.newLocal('J');
    code.push(0L);
    code.store('J', noTime);
    code.mark(loop);
    code.load('I', 2);
    code.load('I', 3);
    code.jump(Opcodes.IF_ICMPGE, end);
    code.load('A', 1);
    code.load('I', 2);
    code.op(Opcodes.AALOAD);
    code.cast(input);
    code.store('A', event);
    if (predicate != null) {
      new RowCode(builder, shape, code, input, event, noTime).filter(predicate, end);
    }
    if (timeColumn >= 0) {
      code.load('A', 4);
      code.load('I', 2);
      code.load('A', event);
      code.getField(input, "f" + timeColumn, "J");
      code.op(Opcodes.LASTORE);
    }
    code.increment(2);
    code.jump(loop);
    code.mark(end);
    code.load('I', 2);
    code.op(Opcodes.IRETURN);
    code.end();
    return builder.toByteArray();
  }

  byte[] projection() {
    builder.constructor(Projection.class, List.of());
    Code code =
        builder.method(
            Opcodes.ACC_PUBLIC,
            "apply",
            "(Ljava/lang/Object;J)" + Type.getDescriptor(dev.weir.event.Event.class));
    int event = castEvent(code, 1);
    int row = project(new RowCode(builder, shape, code, input, event, 2), code);
    code.load('A', row);
    code.op(Opcodes.ARETURN);
    code.end();
    return builder.toByteArray();
  }

  /** {@code row(Object event, long time, Change change)}. */
  private void oneRow() {
    Code code = builder.method(Opcodes.ACC_PUBLIC, "row", "(Ljava/lang/Object;J" + CHANGE + ")V");
    int event = castEvent(code, 1);
    Label done = new Label();
    body(code, event, 2, () -> code.load('A', 4), done);
    code.mark(done);
    code.op(Opcodes.RETURN);
    code.end();
  }

  /** {@code rows(Object[] events, long[] times, int from, int to)}. */
  private void rows() {
    Code code = builder.method(Opcodes.ACC_PUBLIC, "rows", "([Ljava/lang/Object;[JII)V");
    Label loop = new Label();
    Label end = new Label();
    int time = code.newLocal('J');
    code.mark(loop);
    code.load('I', 3);
    code.load('I', 4);
    code.jump(Opcodes.IF_ICMPGE, end);
    code.load('A', 1);
    code.load('I', 3);
    code.op(Opcodes.AALOAD);
    code.cast(input);
    int event = code.newLocal('A');
    code.store('A', event);
    code.load('A', 2);
    code.load('I', 3);
    code.op(Opcodes.LALOAD);
    code.store('J', time);
    code.increment(3);
    body(code, event, time, () -> code.getStatic(Change.class, "INSERT", Change.class), loop);
    code.mark(end);
    code.op(Opcodes.RETURN);
    code.end();
  }

  private int castEvent(Code code, int parameter) {
    int event = code.newLocal('A');
    code.load('A', parameter);
    code.cast(input);
    code.store('A', event);
    return event;
  }

  /** Filters, projects and hands on one row, then goes to {@code next}. */
  private void body(Code code, int event, int time, Runnable pushChange, Label next) {
    Label start = new Label();
    Label evaluated = new Label();
    Label failed = new Label();
    code.handler(start, evaluated, failed, RowError.class);
    code.mark(start);
    var rowCode = new RowCode(builder, shape, code, input, event, time);
    if (predicate != null) {
      rowCode.filter(predicate, next);
    }
    int row = projection == null ? event : project(rowCode, code);
    code.op(Opcodes.NOP);
    code.mark(evaluated);
    code.loadThis();
    code.getField(builder.name(), "out", COLLECTOR);
    code.load('A', row);
    code.load('J', time);
    pushChange.run();
    code.invoke(Collector.class, "row", void.class, Object.class, long.class, Change.class);
    code.jump(next);
    code.mark(failed);
    int error = code.newLocal('A');
    code.store('A', error);
    code.loadThis();
    code.getField(builder.name(), "errors", ERRORS);
    code.load('A', event);
    code.load('J', time);
    code.load('A', error);
    code.invoke(RowErrors.class, "failed", void.class, Object.class, long.class, RowError.class);
    code.jump(next);
  }

  /** Fills a new event and returns the local that holds it. */
  private int project(RowCode rowCode, Code code) {
    int row = code.newLocal('A');
    code.construct(output);
    code.store('A', row);
    int before = predicate == null ? 0 : rowCode.weight(predicate);
    new RowFill(rowCode, code, output, row).writeSplit(builder, shape, projection, 0, before);
    return row;
  }
}
