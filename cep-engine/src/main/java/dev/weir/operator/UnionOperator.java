package dev.weir.operator;

import dev.weir.event.Change;
import dev.weir.state.Snapshot;
import java.util.Collections;
import java.util.List;

/**
 * UNION ALL: passes the rows of all inputs as they come; its watermark is the smallest of theirs,
 * idle inputs left out. A row that an input brings after it was idle, behind the watermark that the
 * others have reached, goes to the collector for late rows.
 */
public final class UnionOperator extends Operator {
  private final WatermarkMerge watermarks;
  private final List<Collector> late;

  public UnionOperator(int inputs, Collector late, Collector out) {
    this(Collections.nCopies(inputs, late), out);
  }

  /** @param late where late rows go, for each input */
  public UnionOperator(List<Collector> late, Collector out) {
    super(out);
    this.watermarks = new WatermarkMerge(late.size());
    this.late = List.copyOf(late);
  }

  /** The way in for one of the inputs. */
  public Collector input(int ordinal) {
    return new Collector() {
      @Override
      public void row(Object event, long time, Change change) {
        add(event, time, change, ordinal);
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

  private void add(Object event, long time, Change change, int ordinal) {
    if (time < watermarks.merged()) {
      late.get(ordinal).row(event, time, change);
    } else {
      out.row(event, time, change);
    }
  }

  /** A row of input 0. */
  @Override
  public void row(Object event, long time, Change change) {
    add(event, time, change, 0);
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
