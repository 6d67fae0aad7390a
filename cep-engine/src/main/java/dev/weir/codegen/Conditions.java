package dev.weir.codegen;

import dev.weir.expression.Expression;
import dev.weir.expression.Expression.And;
import dev.weir.expression.Expression.Column;
import dev.weir.expression.Expression.Comparison;
import dev.weir.expression.Expression.DistinctFrom;
import dev.weir.expression.Expression.In;
import dev.weir.expression.Expression.IsNull;
import dev.weir.expression.Expression.IsTruth;
import dev.weir.expression.Expression.Literal;
import dev.weir.expression.Expression.Not;
import dev.weir.expression.Expression.Or;
import dev.weir.type.TypeKind;
import java.util.List;
import java.util.Set;
import org.eclipse.collections.impl.set.mutable.primitive.LongHashSet;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Writes conditions as jumps to three labels, the part of {@link RowCode} that knows three-valued
 * logic. Where two of the labels are one, NULL is already decided: no flag is kept, and a
 * conjunction stops as soon as that is known.
 */
final class Conditions {
  private final RowCode row;
  private final ClassBuilder builder;
  private final Code code;
  private final Conversions conversions;

  Conditions(RowCode row, ClassBuilder builder, Code code, Conversions conversions) {
    this.row = row;
    this.builder = builder;
    this.code = code;
    this.conversions = conversions;
  }

  /** Writes a condition. @return false if the expression is none, but a value */
  boolean write(Expression e, Label ifTrue, Label ifFalse, Label ifNull, Label next) {
    if (e instanceof Literal literal && literal.value() instanceof Boolean truth) {
      go(truth ? ifTrue : ifFalse, next);
    } else if (e instanceof Literal literal && literal.value() == null) {
      go(ifNull, next);
    } else if (e instanceof Comparison c) {
      comparison(c, ifTrue, ifFalse, ifNull, next);
    } else if (e instanceof DistinctFrom d) {
      distinctFrom(d, ifTrue, ifFalse, next);
    } else if (e instanceof And and) {
      junction(and.terms(), true, ifTrue, ifFalse, ifNull, next);
    } else if (e instanceof Or or) {
      junction(or.terms(), false, ifFalse, ifTrue, ifNull, next);
    } else if (e instanceof Not not) {
      row.condition(not.operand(), /* ifTrue= */ ifFalse, /* ifFalse= */ ifTrue, ifNull, next);
    } else if (e instanceof IsNull test) {
      isNull(test.operand(), test.negated() ? ifFalse : ifTrue, test.negated() ? ifTrue : ifFalse);
    } else if (e instanceof IsTruth test) {
      Label yes = test.negated() ? ifFalse : ifTrue;
      Label no = test.negated() ? ifTrue : ifFalse;
      if (test.truth()) {
        row.condition(test.operand(), yes, no, no, next);
      } else {
        row.condition(test.operand(), no, yes, no, next);
      }
    } else if (e instanceof In in) {
      in(in, ifTrue, ifFalse, ifNull, next);
    } else {
      return false;
    }
    return true;
  }

  private void go(Label target, Label next) {
    if (target != next) {
      code.jump(target);
    }
  }

  /** A jump to {@code ifTrue} by the opcode, else to {@code ifFalse}. */
  void branch(int opcode, Label ifTrue, Label ifFalse, Label next) {
    if (ifTrue == next) {
      code.jump(negated(opcode), ifFalse);
    } else {
      code.jump(opcode, ifTrue);
      go(ifFalse, next);
    }
  }

  /** Conditional jumps come in pairs, the odd opcode first, except the two that test for null. */
  private static int negated(int opcode) {
    return opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL
        ? opcode ^ 1
        : (opcode + 1 ^ 1) - 1;
  }

  private void comparison(Comparison c, Label ifTrue, Label ifFalse, Label ifNull, Label next) {
    var type = c.left().type().kind() == TypeKind.NULL ? c.right() : c.left();
    row.pair(c.left(), c.right(), ifNull, Storages.reference(type.type()));
    if (conversions.mayMeetNaN(c)) {
      numbersFirst(c, ifTrue, ifFalse);
    }
    branch(conversions.comparison(c), ifTrue, ifFalse, next);
  }

  /**
   * Decides the order of two doubles, on the stack, with one instruction if both are numbers; else
   * leaves them on the stack. Once NaN has not been seen, the JIT is free to decide without a jump.
   */
  private void numbersFirst(Comparison c, Label ifTrue, Label ifFalse) {
    int right = code.newLocal('D');
    int left = code.newLocal('D');
    Label notANumber = new Label();
    code.store('D', right);
    code.store('D', left);
    for (int operand : new int[] {left, right}) {
      code.load('D', operand);
      code.load('D', operand);
      code.op(Opcodes.DCMPL);
      code.jump(Opcodes.IFNE, notANumber);
    }
    code.load('D', left);
    code.load('D', right);
    code.op(Opcodes.DCMPL);
    code.jump(Conversions.jump(c.operator()), ifTrue);
    code.jump(ifFalse);
    code.mark(notANumber);
    code.load('D', left);
    code.load('D', right);
  }

  private void distinctFrom(DistinctFrom d, Label ifTrue, Label ifFalse, Label next) {
    Label distinct = d.negated() ? ifFalse : ifTrue;
    Label same = d.negated() ? ifTrue : ifFalse;
    Class<?> reference = Storages.reference(d.left().type());
    if (!d.left().nullable() && !d.right().nullable()) {
      row.pair(d.left(), d.right(), null, reference);
    } else {
      var left = row.stored(d.left());
      var right = row.stored(d.right());
      Label leftNull = new Label();
      Label both = new Label();
      if (left.isNullable()) {
        row.jumpIfNull(left, leftNull);
      }
      if (right.isNullable()) {
        row.jumpIfNull(right, distinct);
      }
      code.jump(both);
      code.mark(leftNull);
      if (right.isNullable()) {
        row.jumpIfNull(right, same);
      }
      code.jump(distinct);
      code.mark(both);
      code.load(left.storage(), left.local());
      narrow(left, reference);
      code.load(right.storage(), right.local());
      narrow(right, reference);
    }
    branch(conversions.equality(Storages.of(d.left()), reference), same, distinct, next);
  }

  private void narrow(RowCode.Stored stored, Class<?> reference) {
    if (stored.storage() == 'A') {
      code.cast(stored.type(), reference);
    }
  }

  /**
   * AND ({@code isAnd}) or OR, which is the same with true and false exchanged.
   *
   * @param all where to go if all terms are true (AND), false (OR)
   * @param any where to go as soon as one term is false (AND), true (OR)
   */
  private void junction(
      List<Expression> terms, boolean isAnd, Label all, Label any, Label ifNull, Label next) {
    boolean nullable = terms.stream().anyMatch(Expression::nullable);
    int flag = -1;
    if (nullable && ifNull != all && ifNull != any) {
      flag = code.newLocal('I');
      code.push(0);
      code.store('I', flag);
    }
    var outer = row.enterIf(false);
    for (int i = 0; i < terms.size(); i++) {
      var term = terms.get(i);
      if (i == 1) {
        row.enterIf(true);
      }
      boolean isLast = i == terms.size() - 1 && flag < 0;
      Label go = isLast ? all : new Label();
      Label unknown = ifNull == all ? go : ifNull;
      if (flag >= 0) {
        unknown = new Label();
      }
      Label after = isLast ? next : flag >= 0 && term.nullable() ? unknown : go;
      if (isAnd) {
        row.condition(term, go, any, unknown, after);
      } else {
        row.condition(term, any, go, unknown, after);
      }
      if (flag >= 0 && term.nullable()) {
        code.mark(unknown);
        code.push(1);
        code.store('I', flag);
      }
      if (!isLast) {
        code.mark(go);
      }
    }
    row.leave(outer);
    if (flag >= 0) {
      code.load('I', flag);
      code.jump(Opcodes.IFNE, ifNull);
      go(all, next);
    }
  }

  private void isNull(Expression operand, Label yes, Label no) {
    if (operand instanceof Column column) {
      if (column.nullable()) {
        row.nullTest(column, yes, no);
      } else {
        code.jump(no);
      }
      return;
    }
    Label isNull = new Label();
    row.value(operand, isNull);
    code.pop(Storages.of(operand));
    code.jump(no);
    if (operand.nullable()) {
      code.mark(isNull);
      code.jump(yes);
    }
  }

  private void in(In in, Label ifTrue, Label ifFalse, Label ifNull, Label next) {
    var set = (Shape.Parameter) in.values().get(0);
    char storage = Storages.of(in.operand());
    boolean isLong = storage != 'A' && storage != 'Z';
    Class<?> setClass = isLong ? LongHashSet.class : Set.class;
    int operand = code.newLocal(storage);
    row.value(in.operand(), ifNull);
    code.store(storage, operand);
    builder.pushConstant(code, set.index());
    code.cast(Object.class, setClass);
    code.load(storage, operand);
    switch (storage) {
      case 'I' -> code.op(Opcodes.I2L);
      case 'D' -> code.operation("bits", long.class, double.class);
      default -> code.box(isLong ? 'A' : storage);
    }
    if (isLong) {
      code.invoke(LongHashSet.class, "contains", boolean.class, long.class);
    } else {
      code.operation("contains", boolean.class, Set.class, Object.class);
    }
    Label found = in.negated() ? ifFalse : ifTrue;
    Label missing = in.hasNull() ? ifNull : in.negated() ? ifTrue : ifFalse;
    branch(Opcodes.IFNE, found, missing, next);
  }
}
