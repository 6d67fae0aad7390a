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
  private final List<Runnable> withdrawals = new ArrayList<>();
  private final List<RuleGate> gates = new ArrayList<>();
  private final boolean guarded;
  private long rowsOut;
  private boolean paused;
  private String failure;
  private boolean started;
  private boolean ended;
  private boolean closed;

  /** @param guarded whether it is a rule, which may be paused, and fails alone */
  RunningQuery(String label, Collector target, boolean guarded) {
    this.label = label;
    this.target = target;
    this.guarded = guarded;
  }

  /** What is to be subscribed to a stream in the place of {@code in}. */
  Collector gate(Collector in) {
    if (!guarded) {
      return in;
    }
    var gate = new RuleGate(this, in);
    gates.add(gate);
    return gate;
  }

  /** How many rows a rule has taken from the streams that it reads. */
  public long rowsIn() {
    return gates.stream().mapToLong(RuleGate::rows).sum();
  }

  /** Whether a rule is being held still. */
  public boolean isPaused() {
    return paused;
  }

  /** Holds a rule still: rows that come meanwhile pass it by, what it knows it keeps. */
  public void pause() {
    paused = true;
  }

  /** Lets a paused rule go on with the rows that come from now. */
  public void resume() {
    if (paused) {
      paused = false;
      List.copyOf(gates).forEach(RuleGate::resume);
    }
  }

  /** Why a rule has ended, or null if it has not failed. */
  public String failure() {
    return failure;
  }

  boolean hasFailed() {
    return failure != null;
  }

  boolean isRunning() {
    return !paused && failure == null;
  }

  /** Ends a rule that cannot go on. */
  void fail(String reason) {
    if (failure == null) {
      failure = reason;
      close();
      withdraw();
    }
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

  /** What is done when the query goes away without having come to its end. */
  void onWithdraw(Runnable withdrawal) {
    withdrawals.add(withdrawal);
  }

  void onDetach(Runnable detachment) {
    detachments.add(detachment);
  }

  /** Gives out what needs no source; once. */
  void start() {
    started = true;
    var due = List.copyOf(starts);
    starts.clear();
    due.forEach(Runnable::run);
  }

  void tick() {
    // A copy: a tick may bring the row that ends the query.
    List.copyOf(tickers).forEach(Runnable::run);
  }

  /** Ends the query before its inputs do: its limit is full, or it is cancelled. */
  void endNow() {
    if (!ended) {
      output.watermark(Watermarks.END);
    }
    close();
  }

  /** Takes the query off its inputs; no row comes afterwards. */
  @Override
  public void close() {
    closed = true;
    detachments.forEach(Runnable::run);
    detachments.clear();
    tickers.clear();
    starts.clear();
  }

  /** Tells what the query wrote into that nothing more will come from it. */
  void withdraw() {
    withdrawals.forEach(Runnable::run);
    withdrawals.clear();
  }

  void snapshot(StateWriter out) {
    out.writeString(label);
    out.writeLong(rowsOut);
    out.writeBoolean(started);
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
    if (in.readBoolean()) {
      // Its constant rows are in the restored state, or went out before.
      starts.clear();
    }
    ended = in.readBoolean();
    int count = in.readInt();
    if (count != operators.size()) {
      throw new IllegalStateException(
          "the checkpoint of query \"" + label + "\" was made by another plan");
    }
    for (var operator : operators) {
      operator.restore(Snapshot.of(in.readBytes()));
    }
    if (ended) {
      close();
      withdraw();
    }
  }

  private final class Output implements Collector {
    @Override
    public void row(Object event, long time, Change change) {
      if (!ended && !closed) {
        rowsOut++;
        target.row(event, time, change);
      }
    }

    @Override
    public void watermark(long time) {
      if (ended || closed) {
        return;
      }
      ended = time == Watermarks.END;
      target.watermark(time);
    }
  }
}
