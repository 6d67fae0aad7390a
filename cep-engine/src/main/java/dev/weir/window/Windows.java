package dev.weir.window;

import dev.weir.operator.Collector;
import dev.weir.operator.Operator;
import dev.weir.plan.WindowSpec;

/**
 * Makes the operators of window aggregates. All need their rows in order of time, and give results
 * in order of window end, then in an order of keys that each operator defines; both are functions of
 * the rows alone, however often watermarks come.
 */
public final class Windows {
  private Windows() {}

  /** The operator that aggregates over the windows of a specification. */
  public static Operator aggregate(WindowSpec spec, WindowAggregation parts, Collector out) {
    if (spec instanceof WindowSpec.Tumble tumble) {
      return new TumbleAggregate(WindowGrid.of(tumble), parts, out);
    }
    if (spec instanceof WindowSpec.Hop hop) {
      return new HopAggregate(WindowGrid.of(hop), parts, out);
    }
    if (spec instanceof WindowSpec.Cumulate cumulate) {
      return new CumulateAggregate(cumulate, parts, out);
    }
    if (spec instanceof WindowSpec.Session session) {
      return new SessionAggregate(session.gapMicros(), parts, out);
    }
    if (spec instanceof WindowSpec.Slide slide) {
      return new SlideAggregate(slide.sizeMicros(), parts, out);
    }
    if (spec instanceof WindowSpec.TumbleRows rows) {
      return new CountAggregate(rows.count(), rows.count(), parts, out);
    }
    if (spec instanceof WindowSpec.HopRows rows) {
      return new CountAggregate(rows.slide(), rows.count(), parts, out);
    }
    throw new AssertionError(spec);
  }
}
