package dev.weir.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.expression.Expression;
import dev.weir.operator.LocalConditions;
import dev.weir.operator.MatchProjection;
import dev.weir.type.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** No generated method is longer than what the JIT compiles. */
class MethodSizeTest {
  /** HotSpot's HugeMethodLimit. */
  private static final int MAX_BYTES = 8_000;

  private static Map<String, Integer> sizes(byte[] content) {
    var sizes = new HashMap<String, Integer>();
    var reader = new ClassReader(content);
    var writer = new ClassWriter(0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            var copy = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new MethodVisitor(Opcodes.ASM9, copy) {
              @Override
              public void visitMaxs(int stack, int locals) {
                var end = new Label();
                visitLabel(end);
                sizes.put(name + descriptor, end.getOffset());
                super.visitMaxs(stack, locals);
              }
            };
          }
        },
        0);
    return sizes;
  }

  private static void check(byte[] content) {
    assertThat(sizes(content))
        .isNotEmpty()
        .allSatisfy((name, size) -> assertThat(size).as(name).isLessThan(MAX_BYTES));
  }

  @Test
  void eventClasses() {
    for (int columns : new int[] {100, 128, 300, 1_000}) {
      check(EventClassWriter.write("E", "ZIJDA".repeat(columns / 5)));
    }
    check(EventClassWriter.write("E", "A".repeat(700)));
  }

  @Test
  void stages() {
    var random = new Random(3);
    var expressions = new RandomExpressions(random);
    for (int depth = 4; depth <= 9; depth++) {
      for (int round = 0; round < 4; round++) {
        var shape = new Shape();
        var predicate = expressions.ofType(DataType.BOOLEAN, depth);
        var projection = new ArrayList<Expression>();
        for (int i = 0; i < 10; i++) {
          projection.add(expressions.ofType(expressions.type(), depth));
        }
        shape.count(predicate);
        projection.forEach(shape::count);
        var condition = shape.of(predicate);
        var columns = projection.stream().map(shape::of).toList();
        var writer =
            new StageWriter(
                "dev/weir/generated/Test", Stage.class, shape, "E", condition, columns, "F");
        check(writer.stage());
      }
    }
  }

  @Test
  void matchConditionsAndProjections() {
    var random = new Random(4);
    var expressions = new RandomExpressions(random, 3);
    for (int depth = 4; depth <= 9; depth++) {
      for (int round = 0; round < 4; round++) {
        var shape = new Shape();
        var conditions = new ArrayList<Expression>();
        var projection = new ArrayList<Expression>();
        for (int i = 0; i < 64; i++) {
          conditions.add(expressions.ofType(DataType.BOOLEAN, i % (depth + 1)));
          projection.add(expressions.ofType(expressions.type(), i % (depth + 1)));
        }
        var tests = shape.all(conditions, Shape.Presence.UNKNOWN);
        var present = shape.all(conditions, Shape.Presence.ALL);
        var columns = shape.all(projection, Shape.Presence.UNKNOWN);
        var rowless = shape.all(projection, Shape.Presence.NO_ROW);
        var others = List.of(0, 1, 2);
        check(writer(LocalConditions.class, shape).localConditions(tests, present, others));
        check(writer(MatchProjection.class, shape).projection(columns, rowless, "F", 5));
      }
    }
  }

  private static MatchWriter writer(Class<?> superclass, Shape shape) {
    return new MatchWriter("dev/weir/generated/Test", superclass, shape, "E", "G");
  }
}
