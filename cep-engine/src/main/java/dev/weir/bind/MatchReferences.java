package dev.weir.bind;

import dev.weir.expression.Expression;
import dev.weir.plan.MatchValue;
import dev.weir.plan.RowReference;
import java.util.ArrayList;
import java.util.List;

/** The rows and values that the expressions of one clause of a row pattern refer to, each once, by number. */
final class MatchReferences {
  private final List<RowReference> rows = new ArrayList<>();
  private final List<MatchValue> values = new ArrayList<>();

  List<RowReference> rows() {
    return rows;
  }

  List<MatchValue> values() {
    return values;
  }

  /** What an expression is over another row. */
  Expression row(RowReference row, Expression value) {
    return new Expression.OtherRow(place(row, rows), value);
  }

  /** @param name for messages */
  Expression value(MatchValue value, boolean nullable, String name) {
    return new Expression.Given(place(value, values), value.type(), nullable, name);
  }

  private static <T> int place(T thing, List<T> among) {
    int at = among.indexOf(thing);
    if (at < 0) {
      at = among.size();
      among.add(thing);
    }
    return at;
  }
}
