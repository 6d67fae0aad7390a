package dev.weir.codegen;

import dev.weir.expression.Expression;
import dev.weir.expression.Expression.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Writes the fields of an event from expressions. Copied columns move without a branch: their null
 * bits are moved together, one mask per distance.
 */
final class RowFill {
  /** Null bits that move by the same distance from one word to another. */
  private record Move(int fromWord, int toWord, int left) {}

  private final RowCode row;
  private final Code code;
  private final String from;
  private final int event;
  private final String to;
  private final int target;
  private final boolean refills;

  /**
   * @param to internal name of the class of the new event in local {@code target}
   */
  RowFill(RowCode row, Code code, String to, int target) {
    this(row, code, to, target, false);
  }

  /** @param refills whether the event may have been filled before */
  RowFill(RowCode row, Code code, String to, int target, boolean refills) {
    this.row = row;
    this.code = code;
    this.from = row.inputs().event();
    this.event = row.inputs().row();
    this.to = to;
    this.target = target;
    this.refills = refills;
  }

  /**
   * Writes fields {@code first ...}, in methods of their own if they are too much for this one.
   *
   * @param before estimated bytes of what this method has besides
   */
  void writeSplit(
      ClassBuilder builder, Shape shape, List<Expression> expressions, int first, int before) {
    int weight = before;
    for (var expression : expressions) {
      weight += columnWeight(expression);
    }
    if (weight <= RowCode.BUDGET) {
      write(expressions, first);
      return;
    }
    var inputs = row.inputs();
    String descriptor = "(" + inputs.parameters() + "L" + to + ";)V";
    int next = first;
    for (var part : parts(expressions)) {
      String name = builder.freshMethodName("columns");
      Code method = builder.method(Opcodes.ACC_PRIVATE, name, descriptor);
      var partCode = new RowCode(builder, shape, method, inputs.inParameters());
      new RowFill(partCode, method, to, inputs.next(), refills).write(part, next);
      method.op(Opcodes.RETURN);
      method.end();
      next += part.size();
      code.loadThis();
      inputs.push(code);
      code.load('A', target);
      code.invoke(builder.name(), name, descriptor);
    }
  }

  private int columnWeight(Expression expression) {
    return 12 + row.weight(expression);
  }

  /** Runs of columns that fit a method; a larger expression splits itself. */
  private List<List<Expression>> parts(List<Expression> expressions) {
    var parts = new ArrayList<List<Expression>>();
    int start = 0;
    int weight = 0;
    for (int i = 0; i < expressions.size(); i++) {
      int next = Math.min(RowCode.BUDGET, columnWeight(expressions.get(i)));
      if (weight + next > RowCode.BUDGET && i > start) {
        parts.add(expressions.subList(start, i));
        start = i;
        weight = 0;
      }
      weight += next;
    }
    parts.add(expressions.subList(start, expressions.size()));
    return parts;
  }

  /** Writes fields {@code first ...}. */
  void write(List<Expression> expressions, int first) {
    if (refills) {
      clearNullBits(expressions, first);
    }
    Map<Move, Integer> moves = new LinkedHashMap<>();
    for (int i = 0; i < expressions.size(); i++) {
      var expression = expressions.get(i);
      int field = first + i;
      if (expression instanceof Column column) {
        copy(column, field);
        if (column.nullable() && Storages.of(column) != 'A') {
          var move = new Move(column.index() / 32, field / 32, field % 32 - column.index() % 32);
          moves.merge(move, 1 << column.index(), (a, b) -> a | b);
        }
      } else {
        compute(expression, field);
      }
    }
    moves.forEach(this::moveNullBits);
  }

  private void clearNullBits(List<Expression> expressions, int first) {
    Map<Integer, Integer> masks = new LinkedHashMap<>();
    for (int i = 0; i < expressions.size(); i++) {
      // Even if this is never NULL: what filled the event before may have been.
      if (Storages.of(expressions.get(i)) != 'A') {
        masks.merge((first + i) / 32, 1 << first + i, (a, b) -> a | b);
      }
    }
    masks.forEach(
        (word, mask) -> {
          code.load('A', target);
          code.op(Opcodes.DUP);
          code.getField(to, "n" + word, "I");
          code.push(~mask);
          code.op(Opcodes.IAND);
          code.putField(to, "n" + word, "I");
        });
  }

  private void copy(Column column, int field) {
    String descriptor = Storages.descriptor(Storages.of(column));
    code.load('A', target);
    code.load('A', event);
    code.getField(from, "f" + column.index(), descriptor);
    code.putField(to, "f" + field, descriptor);
  }

  private void moveNullBits(Move move, int mask) {
    String word = "n" + move.toWord();
    code.load('A', target);
    code.op(Opcodes.DUP);
    code.getField(to, word, "I");
    code.load('A', event);
    code.getField(from, "n" + move.fromWord(), "I");
    code.push(mask);
    code.op(Opcodes.IAND);
    if (move.left() != 0) {
      code.push(Math.abs(move.left()));
      code.op(move.left() > 0 ? Opcodes.ISHL : Opcodes.IUSHR);
    }
    code.op(Opcodes.IOR);
    code.putField(to, word, "I");
  }

  private void compute(Expression expression, int field) {
    char storage = Storages.of(expression);
    String descriptor = Storages.descriptor(storage);
    code.load('A', target);
    if (!expression.nullable()) {
      row.value(expression, null);
      code.putField(to, "f" + field, descriptor);
      return;
    }
    Label ifNull = new Label();
    Label done = new Label();
    row.value(expression, ifNull);
    code.putField(to, "f" + field, descriptor);
    code.jump(done);
    code.mark(ifNull);
    if (refills) {
      code.op(Opcodes.DUP);
      code.pushDefault(storage);
      code.putField(to, "f" + field, descriptor);
    }
    if (storage == 'A') {
      code.op(Opcodes.POP);
    } else {
      code.op(Opcodes.DUP);
      code.getField(to, "n" + field / 32, "I");
      code.push(1 << field);
      code.op(Opcodes.IOR);
      code.putField(to, "n" + field / 32, "I");
    }
    code.mark(done);
  }
}
