package dev.weir.pattern.ordered;

import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.expression.AggregateCall;
import dev.weir.expression.Expression;
import dev.weir.function.AggregateFunction;
import dev.weir.operator.MatchCondition;
import dev.weir.operator.MatchProjection;
import dev.weir.operator.TestEvent;
import dev.weir.operator.TestParts;
import dev.weir.pattern.match.MatchParts;
import dev.weir.plan.MatchValue;
import dev.weir.plan.RowReference;
import dev.weir.plan.VariableSet;
import dev.weir.type.DataType;
import java.util.List;

/** Conditions for {@link Matching}, written by hand: rows have their position in column 0, a value in column 1. */
final class Conditions {
  private static final AggregateFunction SUM =
      new AggregateFunction(
          "SUM", List.of(DataType.BIGINT), DataType.BIGINT, true, false, null, null, null);

  private Conditions() {}

  /** Something that a condition reads beside its row. */
  interface Read {
    /** Adds itself to what conditions read, unless it is there, and says how. */
    Expression expression(List<RowReference> rows, List<MatchValue> values);
  }

  /** The value of another row. */
  static Read row(RowReference row) {
    return (rows, values) -> {
      if (!rows.contains(row)) {
        rows.add(row);
      }
      return new Expression.OtherRow(
          rows.indexOf(row), new Expression.Column(1, DataType.BIGINT, true, "value"));
    };
  }

  /** One expression of two reads. */
  static Read both(Read one, Read other) {
    return (rows, values) ->
        new Expression.And(List.of(one.expression(rows, values), other.expression(rows, values)));
  }

  static Read value(MatchValue value) {
    return (rows, values) -> {
      if (!values.contains(value)) {
        values.add(value);
      }
      return new Expression.Given(values.indexOf(value), value.type(), true, "given");
    };
  }

  static RowReference.Mapped last(String variables, int offset, int shift) {
    return new RowReference.Mapped(set(variables), true, offset, false, shift);
  }

  static RowReference.Mapped first(String variables, int offset, int shift) {
    return new RowReference.Mapped(set(variables), false, offset, false, shift);
  }

  static VariableSet set(String variables) {
    var set = VariableSet.NONE;
    for (char name : variables.toCharArray()) {
      set = set.with(VariableSet.of(name - 'A'));
    }
    return set;
  }

  /** What a test says of a row: its value, those of other rows (null where there is no row), given values. */
  interface Test {
    boolean test(long value, Long[] others, Event given);
  }

  static MatchCondition when(Test test) {
    return new MatchCondition() {
      @Override
      public boolean test(Object row, long time, Object[] others, Event given) {
        var values = new Long[others.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = others[i] == null ? null : ((Event) others[i]).getLong(1);
        }
        long value = ((Event) row).getLong(1);
        if (value < 0) {
          throw new RowError("value " + value);
        }
        return test.test(value, values, given);
      }
    };
  }

  /** Field {@code 4 * i + 1} of the given values is the sum of the values of some variables' rows. */
  static MatchParts.Aggregates aggregates(String variables, int firstField, boolean classifier) {
    var arguments =
        new MatchProjection() {
          @Override
          public void fill(Object row, long time, Object[] others, Event given, Event target) {
            long value = ((Event) row).getLong(1);
            if (value == 666) {
              throw new RowError("no argument");
            }
            var id = "" + ((Event) row).getLong(0);
            target.setObject(0, classifier ? given.getObject(0) + id : id);
            target.setLong(1, value);
          }
        };
    return new MatchParts.Aggregates(
        set(variables),
        arguments,
        TestEvent.blank("AJ"),
        classifier ? TestEvent.blank("A") : null,
        TestParts.aggregator(0, 1),
        new int[] {firstField, firstField + 1, firstField + 2, firstField + 3},
        TestEvent.blank(TestParts.RESULTS));
  }

  /** The four values that {@link #aggregates} fills. */
  static Read[] sums(String variables, boolean classifier) {
    var reads = new Read[4];
    for (int i = 0; i < reads.length; i++) {
      // Told apart by the number of their arguments alone.
      List<Expression> arguments =
          List.<Expression>of(new Expression.Literal((long) i, DataType.BIGINT));
      reads[i] =
          value(
              new MatchValue.Aggregate(
                  new AggregateCall(SUM, arguments, false, null, List.of()),
                  set(variables),
                  false,
                  classifier));
    }
    return reads;
  }
}
