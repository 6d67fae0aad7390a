package dev.weir.plan;

import dev.weir.expression.Expression;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;

/** Leaves out measures of a row pattern, and the rows and values that no other measure reads. */
final class MatchMeasures {
  private MatchMeasures() {}

  /** @param kept the measures that stay, by index */
  static MatchSpec kept(MatchSpec spec, BitSet kept) {
    if (kept.cardinality() == spec.measures().size()) {
      return spec;
    }
    var measures = new ArrayList<MatchSpec.Measure>();
    for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
      measures.add(spec.measures().get(i));
    }
    return with(spec, measures);
  }

  /** Other measures over the same rows and values, of which those stay that they read. */
  static MatchSpec with(MatchSpec spec, List<MatchSpec.Measure> measures) {
    var rows = new ArrayList<RowReference>();
    var values = new ArrayList<MatchValue>();
    UnaryOperator<Expression> renumber =
        e -> {
          if (e instanceof Expression.OtherRow o) {
            return new Expression.OtherRow(place(spec.measureRows().get(o.row()), rows), o.value());
          } else if (e instanceof Expression.Given g) {
            int at = place(spec.measureValues().get(g.index()), values);
            return new Expression.Given(at, g.type(), g.nullable(), g.name());
          }
          return e;
        };
    var renumbered = new ArrayList<MatchSpec.Measure>();
    for (var m : measures) {
      renumbered.add(
          new MatchSpec.Measure(m.name(), Expressions.map(m.value(), renumber), m.type()));
    }
    return new MatchSpec(
        spec.variables(),
        spec.pattern(),
        spec.withinMicros(),
        spec.rows(),
        spec.skip(),
        spec.defineRows(),
        spec.defineValues(),
        renumbered,
        rows,
        values,
        spec.limits(),
        spec.timed());
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
