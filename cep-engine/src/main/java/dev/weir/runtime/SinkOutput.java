package dev.weir.runtime;

import dev.weir.connector.Sink;
import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.operator.Collector;
import dev.weir.operator.Intake;
import dev.weir.time.Watermarks;
import dev.weir.type.Schema;

/**
 * Writes the rows of all queries that insert into a stream with a connector. The output is made
 * final when the last of them has ended.
 */
final class SinkOutput implements AutoCloseable {
  private final Sink sink;
  private final Schema schema;
  private final Intake intake;
  private final Object[] one = new Object[1];
  private final long[] noTimes = new long[1];
  private final SourceDriver.BadRowReport badRows;
  private int openInputs;
  private boolean held;
  private boolean finished;
  private boolean dirty;

  SinkOutput(Sink sink, Schema schema, Intake intake, SourceDriver.BadRowReport badRows) {
    this.sink = sink;
    this.schema = schema;
    this.intake = intake;
    this.badRows = badRows;
  }

  /** The way in for one more query. */
  Input input(String writer) {
    openInputs++;
    return new Input(writer);
  }

  /** One query's way in. */
  final class Input implements Collector {
    private final String writer;
    private boolean open = true;

    Input(String writer) {
      this.writer = writer;
    }

    @Override
    public void row(Object event, long time, Change change) {
      var row = (Event) event;
      one[0] = row;
      if (intake.read(one, 0, 1, noTimes) == 0) {
        badRows.badRow(writer, row.toString(), Incomplete.reason(row, schema));
      } else {
        sink.write(row, change);
        dirty = true;
      }
    }

    @Override
    public void watermark(long time) {
      if (time == Watermarks.END && open) {
        withdraw();
        if (openInputs == 0 && !held) {
          finish();
        }
      }
    }

    /** Writes no more, and does not make the output final by that. */
    void withdraw() {
      if (open) {
        open = false;
        openInputs--;
      }
    }
  }

  /** Whether other writers are still to come when the present ones have ended. */
  void hold(boolean isHeld) {
    held = isHeld;
  }

  void flush() {
    if (dirty && !finished) {
      sink.flush();
      dirty = false;
    }
  }

  /** Makes final what has been written; for a run that is cancelled, too. */
  void finish() {
    if (!finished) {
      finished = true;
      sink.finish();
    }
  }

  @Override
  public void close() {
    sink.close();
  }
}
