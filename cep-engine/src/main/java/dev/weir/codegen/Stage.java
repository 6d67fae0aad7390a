package dev.weir.codegen;

import dev.weir.operator.Collector;
import dev.weir.operator.Operator;
import dev.weir.operator.RowErrors;
import dev.weir.state.Snapshot;

/**
 * A fused filter and projection. Subclasses are generated and add the rows; nothing is kept from
 * one row to the next. Public only so that generated classes can extend it.
 */
public abstract class Stage extends Operator {
  protected final RowErrors errors;

  protected Stage(Collector out, RowErrors errors) {
    super(out);
    this.errors = errors;
  }

  @Override
  public final void watermark(long time) {
    out.watermark(time);
  }

  @Override
  public final void snapshot(Snapshot snapshot) {
    // No state.
  }

  @Override
  public final void restore(Snapshot snapshot) {
    // No state.
  }
}
