package dev.weir.runtime;

import dev.weir.connector.ConnectorException;
import dev.weir.event.Change;
import dev.weir.operator.Collector;
import dev.weir.time.Watermarks;

/**
 * The way from a stream into a rule: counts the rows, holds them off while the rule is paused, and ends
 * the rule alone if it fails, so that the others on the stream go on.
 */
final class RuleGate implements Collector {
  private final RunningQuery rule;
  private final Collector out;
  private long rows;

  /** The latest watermark that came while the rule was paused. */
  private long held = Watermarks.NONE;

  RuleGate(RunningQuery rule, Collector out) {
    this.rule = rule;
    this.out = out;
  }

  /** How many rows have been let through. */
  long rows() {
    return rows;
  }

  @Override
  public void row(Object event, long time, Change change) {
    if (rule.isRunning()) {
      rows++;
      try {
        out.row(event, time, change);
      } catch (StreamFailure | ConnectorException e) {
        rule.fail(e.getMessage());
      }
    }
  }

  @Override
  public void rows(Object[] events, long[] times, int from, int to) {
    if (rule.isRunning()) {
      rows += to - from;
      try {
        out.rows(events, times, from, to);
      } catch (StreamFailure | ConnectorException e) {
        rule.fail(e.getMessage());
      }
    }
  }

  @Override
  public void watermark(long time) {
    if (rule.isPaused() && time != Watermarks.END) {
      held = time;
    } else if (!rule.hasFailed()) {
      try {
        out.watermark(time);
      } catch (StreamFailure | ConnectorException e) {
        rule.fail(e.getMessage());
      }
    }
  }

  /** Ends the rule because the stream cannot go on. */
  void fail(String reason) {
    rule.fail(reason);
  }

  /** Lets the time that has passed meanwhile through. */
  void resume() {
    if (held != Watermarks.NONE) {
      long time = held;
      held = Watermarks.NONE;
      watermark(time);
    }
  }
}
