package dev.weir.operator;

import dev.weir.event.Change;
import dev.weir.state.Snapshot;

/**
 * UNION ALL: passes the rows of all inputs as they come; its watermark is the smallest of theirs,
 * idle inputs left out. A row that an input brings after it was idle, behind the watermark that the
 * others have reached, goes to the collector for late rows.
 */
public final class UnionOperator extends Operator {
  private final WatermarkMerge watermarks;
  private final Collector late;

  public UnionOperator(int inputs, Collector late, Collector out) {
    super(out);
    this.watermarks = new WatermarkMerge(inputs);
    this.late = late;
  }

  /** The way in for one of the inputs. */
  public Collector input(int ordinal) {
    return new Collector() {
      @Override
      public void row(Object event, long time, Change change) {
        UnionOperator.this.row(event, time, change);
      }

      @Override
      public void watermark(long time) {
        if (watermarks.advance(ordinal, time)) {
          out.watermark(watermarks.merged());
        }
      }
    };
  }

  /** Whether an input is to be left out of the watermark until further notice. */
  public void idle(int ordinal, boolean isIdle) {
    if (watermarks.setIdle(ordinal, isIdle)) {
      out.watermark(watermarks.merged());
    }
  }

  @Override
  public void row(Object event, long time, Change change) {
    if (time < watermarks.merged()) {
      late.row(event, time, change);
    } else {
      out.row(event, time, change);
    }
  }

  /** The watermark of input 0. */
  @Override
  public void watermark(long time) {
    input(0).watermark(time);
  }

  @Override
  public void snapshot(Snapshot snapshot) {
    watermarks.write(snapshot.shared());
  }

  @Override
  public void restore(Snapshot snapshot) {
    watermarks.read(snapshot.readShared());
  }
}
