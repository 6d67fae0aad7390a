package dev.weir.window;

import dev.weir.operator.Collector;
import dev.weir.operator.Operator;
import dev.weir.plan.WindowSpec;

/**
 * Makes the operators of windows. All need their rows in order of time, and give results in order of
 * window end, then in an order of keys that each operator defines; both are functions of the rows
 * alone, however often watermarks come.
 */
public final class Windows {
  private Windows() {}

  /** The operator that aggregates over the windows of a specification. */
  public static Operator aggregate(WindowSpec spec, WindowAggregation parts, Collector out) {
    return operator(spec, new AggregateResults(parts, out), out);
  }

  /** The operator that gives each row once per window, when the window closes. */
  public static Operator rows(WindowSpec spec, WindowRows parts, Collector out) {
    return operator(spec, new RowResults(parts, out), out);
  }

  private static Operator operator(WindowSpec spec, WindowResults results, Collector out) {
    if (spec instanceof WindowSpec.Tumble tumble) {
      return new TumbleOperator(WindowGrid.of(tumble), results, out);
    }
    if (spec instanceof WindowSpec.Hop hop) {
      return new HopOperator(WindowGrid.of(hop), results, out);
    }
    if (spec instanceof WindowSpec.Cumulate cumulate) {
      return new CumulateOperator(cumulate, results, out);
    }
    if (spec instanceof WindowSpec.Session session) {
      return new SessionOperator(session.gapMicros(), results, out);
    }
    if (spec instanceof WindowSpec.Slide slide) {
      return new SlideOperator(slide.sizeMicros(), results, out);
    }
    if (spec instanceof WindowSpec.TumbleRows rows) {
      return new CountOperator(rows.count(), rows.count(), results, out);
    }
    if (spec instanceof WindowSpec.HopRows rows) {
      return new CountOperator(rows.slide(), rows.count(), results, out);
    }
    var carried = (WindowSpec.Carried) spec;
    return new CarriedOperator(carried.startColumn(), carried.endColumn(), results, out);
  }
}
