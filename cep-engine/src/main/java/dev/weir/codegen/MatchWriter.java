package dev.weir.codegen;

import dev.weir.event.Event;
import dev.weir.expression.Expression;
import dev.weir.expression.Expression.And;
import dev.weir.expression.Expression.Literal;
import dev.weir.operator.LocalConditions;
import dev.weir.operator.MatchCondition;
import dev.weir.operator.MatchProjection;
import java.util.Collection;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes what matchers of row patterns ask of a row, its neighbours and given values. */
final class MatchWriter {
  private static final String EVENT = Type.getDescriptor(Event.class);
  private static final String ROW_AND_OTHERS = "Ljava/lang/Object;J[Ljava/lang/Object;";

  private final ClassBuilder builder;
  private final Shape shape;
  private final String input;
  private final String given;

  /**
   * @param input internal name of the class of rows
   * @param given internal name of the class of the event of given values, or null if there is none
   */
  MatchWriter(String name, Class<?> superclass, Shape shape, String input, String given) {
    this.builder = new ClassBuilder(name, superclass, shape.storages());
    this.shape = shape;
    this.input = input;
    this.given = given;
  }

  /**
   * @param allPresent the same conditions under the assumption that no row is missing
   * @param others the numbers of the other rows that are read
   */
  byte[] localConditions(
      List<Expression> conditions, List<Expression> allPresent, Collection<Integer> others) {
    builder.constructor(LocalConditions.class, List.of());
    Code code = builder.method(Opcodes.ACC_PUBLIC, "test", "(" + ROW_AND_OTHERS + ")J");
    var inputs = inputs(code, 1);
    if (!others.isEmpty()) {
      // Rows without neighbours are few: the others are spared every test for a missing row.
      String name = builder.freshMethodName("missing");
      String descriptor = "(" + inputs.parameters() + ")J";
      Label present = new Label();
      Label missing = new Label();
      for (int number : others) {
        code.load('A', inputs.others());
        code.push(number);
        code.op(Opcodes.AALOAD);
        code.jump(Opcodes.IFNULL, missing);
      }
      code.jump(present);
      code.mark(missing);
      code.loadThis();
      inputs.push(code);
      code.invoke(builder.name(), name, descriptor);
      code.op(Opcodes.LRETURN);
      code.mark(present);
      Code method = builder.method(Opcodes.ACC_PRIVATE, name, descriptor);
      allConditions(method, inputs.inParameters(), conditions);
    }
    allConditions(code, inputs, allPresent);
    oneCondition(conditions);
    return builder.toByteArray();
  }

  /**
   * All bits. What one condition has surely evaluated, true or not, is at hand for the next.
   */
  private void allConditions(Code code, RowInputs inputs, List<Expression> conditions) {
    long always = 0;
    for (int i = 0; i < conditions.size(); i++) {
      if (isAlwaysTrue(conditions.get(i))) {
        always |= 1L << i;
      }
    }
    int bits = code.newLocal('J');
    code.push(always);
    code.store('J', bits);
    var row = new RowCode(builder, shape, code, inputs);
    for (int i = 0; i < conditions.size(); i++) {
      var condition = conditions.get(i);
      if (isAlwaysTrue(condition) || isNeverTrue(condition)) {
        continue;
      }
      Label accept = new Label();
      Label reject = new Label();
      row.condition(condition, accept, reject, reject, accept);
      code.mark(accept);
      code.load('J', bits);
      code.push(1L << i);
      code.op(Opcodes.LOR);
      code.store('J', bits);
      code.mark(reject);
    }
    code.load('J', bits);
    code.op(Opcodes.LRETURN);
    code.end();
  }

  /** {@code boolean test(int condition, Object row, long time, Object[] others)}. */
  private void oneCondition(List<Expression> conditions) {
    Code code = builder.method(Opcodes.ACC_PUBLIC, "test", "(I" + ROW_AND_OTHERS + ")Z");
    Label reject = new Label();
    if (!conditions.isEmpty()) {
      var row = new RowCode(builder, shape, code, inputs(code, 2));
      var cases = ClassBuilder.labels(conditions.size());
      code.load('I', 1);
      code.tableSwitch(0, reject, cases);
      for (int i = 0; i < cases.length; i++) {
        code.mark(cases[i]);
        var outer = row.enterIf(true);
        Label accept = new Label();
        row.condition(conditions.get(i), accept, reject, reject, accept);
        row.leave(outer);
        code.mark(accept);
        code.push(1);
        code.op(Opcodes.IRETURN);
      }
    }
    code.mark(reject);
    code.push(0);
    code.op(Opcodes.IRETURN);
    code.end();
  }

  private static boolean isAlwaysTrue(Expression condition) {
    return condition instanceof Literal literal && Boolean.TRUE.equals(literal.value())
        || condition instanceof And and && and.terms().stream().allMatch(MatchWriter::isAlwaysTrue);
  }

  private static boolean isNeverTrue(Expression condition) {
    return condition instanceof Literal literal && !Boolean.TRUE.equals(literal.value());
  }

  /** {@code boolean test(Object row, long time, Object[] others, Event given)}. */
  byte[] condition(Expression condition) {
    builder.constructor(MatchCondition.class, List.of());
    Code code = builder.method(Opcodes.ACC_PUBLIC, "test", "(" + ROW_AND_OTHERS + EVENT + ")Z");
    Label reject = new Label();
    new RowCode(builder, shape, code, inputs(code, 1)).filter(condition, reject);
    code.push(1);
    code.op(Opcodes.IRETURN);
    code.mark(reject);
    code.push(0);
    code.op(Opcodes.IRETURN);
    code.end();
    return builder.toByteArray();
  }

  /**
   * {@code void fill(Object row, long time, Object[] others, Event given, Event target)}.
   *
   * @param withoutRow the same expressions for when there is no current row; null if they do not read it
   */
  byte[] projection(
      List<Expression> expressions, List<Expression> withoutRow, String output, int firstField) {
    builder.constructor(MatchProjection.class, List.of());
    Code code =
        builder.method(Opcodes.ACC_PUBLIC, "fill", "(" + ROW_AND_OTHERS + EVENT + EVENT + ")V");
    int target = code.newLocal('A');
    code.load('A', 6);
    code.cast(output);
    code.store('A', target);
    var inputs = inputs(code, 1);
    if (withoutRow != null) {
      String descriptor = "(" + inputs.parameters() + "L" + output + ";)V";
      String name = builder.freshMethodName("withoutRow");
      Label hasRow = new Label();
      code.load('A', inputs.row());
      code.jump(Opcodes.IFNONNULL, hasRow);
      code.loadThis();
      inputs.push(code);
      code.load('A', target);
      code.invoke(builder.name(), name, descriptor);
      code.op(Opcodes.RETURN);
      code.mark(hasRow);
      Code method = builder.method(Opcodes.ACC_PRIVATE, name, descriptor);
      fill(method, inputs.inParameters(), withoutRow, output, inputs.next(), firstField);
    }
    fill(code, inputs, expressions, output, target, firstField);
    return builder.toByteArray();
  }

  private void fill(
      Code code,
      RowInputs inputs,
      List<Expression> expressions,
      String output,
      int target,
      int first) {
    var row = new RowCode(builder, shape, code, inputs);
    new RowFill(row, code, output, target, true).writeSplit(builder, shape, expressions, first, 0);
    code.op(Opcodes.RETURN);
    code.end();
  }

  /**
   * The row and the given event in locals of their classes.
   *
   * @param first the parameter that is the row; the time, the other rows and the given event follow
   */
  private RowInputs inputs(Code code, int first) {
    int row = code.newLocal('A');
    code.load('A', first);
    code.cast(input);
    code.store('A', row);
    int givenEvent = -1;
    if (given != null) {
      givenEvent = code.newLocal('A');
      code.load('A', first + 4);
      code.cast(given);
      code.store('A', givenEvent);
    }
    return new RowInputs(input, row, first + 1, first + 3, given, givenEvent);
  }
}
