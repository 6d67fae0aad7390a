package dev.weir.codegen;

import dev.weir.expression.Expression;
import dev.weir.expression.Expression.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Writes the fields of a new event from expressions over another. Copied columns move without a
 * branch: their null bits are moved together, one mask per distance.
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

  /**
   * @param from internal name of the class of the event in local {@code event}
   * @param to internal name of the class of the new event in local {@code target}
   */
  RowFill(RowCode row, Code code, String from, int event, String to, int target) {
    this.row = row;
    this.code = code;
    this.from = from;
    this.event = event;
    this.to = to;
    this.target = target;
  }

  /** Writes fields {@code first ...}. */
  void write(List<Expression> expressions, int first) {
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
