package dev.weir.runtime;

import dev.weir.event.Change;
import dev.weir.operator.Collector;
import dev.weir.operator.Operator;
import dev.weir.state.Snapshot;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import dev.weir.time.Watermarks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One query at run time: its operators from the output to the inputs, and its way out. */
public final class RunningQuery implements AutoCloseable {
  private final String label;
  private final Collector target;
  private final Output output = new Output();
  private final List<Operator> operators = new ArrayList<>();
  private final List<Supplier<String>> listings = new ArrayList<>();
  private final List<Runnable> starts = new ArrayList<>();
  private final List<Runnable> tickers = new ArrayList<>();
  private final List<Runnable> detachments = new ArrayList<>();
  private long rowsOut;
  private boolean ended;

  RunningQuery(String label, Collector target) {
    this.label = label;
    this.target = target;
  }

  /** What it is called in messages: the rule's name, or its place in the script. */
  public String label() {
    return label;
  }

  /** Whether its last row has come. */
  public boolean hasEnded() {
    return ended;
  }

  public long rowsOut() {
    return rowsOut;
  }

  Collector output() {
    return output;
  }

  /** Keeps an operator for snapshots; the order of calls must depend on the plan alone. */
  <T extends Operator> T keep(T operator) {
    operators.add(operator);
    return operator;
  }

  void list(Supplier<String> listing) {
    listings.add(listing);
  }

  /** What was generated for the query's filters and projections, from the output to the inputs. */
  public List<String> listings() {
    return listings.stream().map(Supplier::get).toList();
  }

  void onStart(Runnable start) {
    starts.add(start);
  }

  void onTick(Runnable tick) {
    tickers.add(tick);
  }

  void onDetach(Runnable detachment) {
    detachments.add(detachment);
  }

  /** Gives out what needs no source; once. */
  void start() {
    var due = List.copyOf(starts);
    starts.clear();
    due.forEach(Runnable::run);
  }

  void tick() {
    tickers.forEach(Runnable::run);
  }

  /** Ends the query before its inputs do: its limit is full, or it is cancelled. */
  void endNow() {
    if (!ended) {
      output.watermark(Watermarks.END);
    }
    close();
  }

  /** Takes the query off its inputs. */
  @Override
  public void close() {
    detachments.forEach(Runnable::run);
    detachments.clear();
    tickers.clear();
  }

  void snapshot(StateWriter out) {
    out.writeString(label);
    out.writeLong(rowsOut);
    out.writeBoolean(ended);
    out.writeInt(operators.size());
    for (var operator : operators) {
      var snapshot = new Snapshot();
      operator.snapshot(snapshot);
      out.writeBytes(snapshot.toByteArray());
    }
  }

  void restore(StateReader in) {
    var stored = in.readString();
    if (!stored.equals(label)) {
      throw new IllegalStateException(
          "the checkpoint has query \"" + stored + "\" where this engine has \"" + label + "\"");
    }
    rowsOut = in.readLong();
    ended = in.readBoolean();
    int count = in.readInt();
    if (count != operators.size()) {
      throw new IllegalStateException(
          "the checkpoint of query \"" + label + "\" was made by another plan");
    }
    for (var operator : operators) {
      operator.restore(Snapshot.of(in.readBytes()));
    }
  }

  private final class Output implements Collector {
    @Override
    public void row(Object event, long time, Change change) {
      if (!ended) {
        rowsOut++;
        target.row(event, time, change);
      }
    }

    @Override
    public void watermark(long time) {
      if (ended) {
        return;
      }
      ended = time == Watermarks.END;
      target.watermark(time);
    }
  }
}
