package dev.weir.pattern.waiting;

import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.operator.RowErrors;
import dev.weir.pattern.match.MatchOutput;
import dev.weir.pattern.match.MatchRow;
import dev.weir.pattern.match.MatchRows;
import dev.weir.pattern.match.Matcher;
import dev.weir.pattern.match.Partition;
import dev.weir.plan.MatchSpec;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Matches {@code A -> B -> C}, each variable one row, with AFTER MATCH SKIP TO NEXT ROW: one run per
 * start, which never has a choice, since the first row that fits a gap ends it. So runs need no order
 * among themselves, and those that wait for one stage wait in a heap ordered by what a row must exceed to
 * advance them. A row costs O(1) and O(log n) for each run that it advances, however many wait.
 * The pattern may end in {@code -> !N FOR d}: complete runs then wait in the order of their deadlines.
 */
public final class WaitingMatcher implements Matcher<WaitingPartition> {
  private final Stage[] stages;
  private final long quietUnwanted;
  private final long quietMicros;
  private final long within;
  private final MatchSpec.Limits limits;
  private final Event rowPrototype;
  private final RowErrors errors;
  private final MatchOutput output;

  private final MatchRows match = new MatchRows();
  private final List<Run> complete = new ArrayList<>();
  private final Object[][] references;

  /**
   * @param bounds by stage: what a row must satisfy beside its local conditions; null where nothing is
   * @param within the longest time from the first row to the last, or -1
   * @param rowPrototype any event of the input's class
   * @param errors where starts are reported that are not followed because of the limit
   */
  public WaitingMatcher(
      WaitingPlan plan,
      List<Bound> bounds,
      long within,
      MatchSpec.Limits limits,
      Event rowPrototype,
      RowErrors errors,
      MatchOutput output) {
    this.stages = new Stage[plan.stages().size()];
    this.references = new Object[stages.length][];
    for (int i = 0; i < stages.length; i++) {
      stages[i] = Stage.of(plan.stages().get(i), bounds.get(i));
      references[i] = new Object[stages[i].references().length];
    }
    this.quietUnwanted = plan.quietUnwanted();
    this.quietMicros = plan.quietMicros();
    this.within = within;
    this.limits = limits;
    this.rowPrototype = rowPrototype;
    this.errors = errors;
    this.output = output;
  }

  @Override
  public WaitingPartition newPartition() {
    return new WaitingPartition(stages.length);
  }

  // ---- rows

  @Override
  public void row(
      WaitingPartition partition,
      Object event,
      long time,
      long order,
      Object[] around,
      long satisfied,
      long now) {
    if ((satisfied & quietUnwanted) != 0) {
      disturb(partition);
    }
    MatchRow row = null;
    // The last stage first, so that a run does not take one row twice.
    for (int stage = stages.length - 1; stage > 0; stage--) {
      var waiting = partition.waiting[stage];
      if (waiting.size() > 0) {
        if ((satisfied & stages[stage].bit()) != 0) {
          row = advance(partition, stage, event, time, order, row);
        }
        if ((satisfied & stages[stage].unwanted()) != 0) {
          endAll(partition, waiting);
        }
      }
    }
    if ((satisfied & stages[0].bit()) != 0) {
      begin(partition, row != null ? row : taken(partition, event, time, order));
    }
    if (!complete.isEmpty()) {
      giveComplete(now);
    }
    setDeadline(partition);
  }

  private MatchRow taken(WaitingPartition partition, Object event, long time, long order) {
    return new MatchRow(event, time, partition.position(), order, null);
  }

  /** Moves the runs on that the row advances. @return the row, if it has been needed */
  private MatchRow advance(
      WaitingPartition partition, int stage, Object event, long time, long order, MatchRow known) {
    var waiting = partition.waiting[stage];
    var bound = stages[stage].bound();
    long value = 0;
    if (bound != null) {
      value = bound.ofRow(event, time);
      if (!bound.isPresent()) {
        return known;
      }
    }
    var row = known;
    while (waiting.size() > 0) {
      var run = waiting.first();
      if (bound != null && !bound.holds(value, run.bound)) {
        break;
      }
      waiting.remove(run);
      row = row != null ? row : taken(partition, event, time, order);
      take(partition, run, row);
    }
    return row;
  }

  private void begin(WaitingPartition partition, MatchRow row) {
    if (partition.alive >= limits.partialMatches()) {
      refuse(row);
      return;
    }
    var run = new Run(stages.length);
    partition.alive++;
    partition.starts.add(run);
    take(partition, run, row);
  }

  private void refuse(MatchRow row) {
    if (!limits.dropsSilently()) {
      errors.failed(
          row.event(),
          row.time(),
          new RowError(
              "the partition of this row has "
                  + limits.partialMatches()
                  + " partial matches, as many as 'pattern.max-partial-matches' allows;"
                  + " no match that starts here is looked for"));
    }
  }

  private void take(WaitingPartition partition, Run run, MatchRow row) {
    run.rows[run.taken++] = row;
    if (run.taken < stages.length) {
      await(partition, run);
      return;
    }
    partition.starts.remove(run);
    if (quietMicros >= 0) {
      partition.quiet.add(run);
    } else {
      partition.alive--;
      complete.add(run);
    }
  }

  /** Puts a run among those that wait for its stage. No row compares with NULL: the run ends then. */
  private void await(WaitingPartition partition, Run run) {
    var bound = stages[run.taken].bound();
    if (bound != null) {
      run.bound = bound.ofRun(references(run));
      if (!bound.isPresent()) {
        partition.starts.remove(run);
        partition.alive--;
        return;
      }
    }
    partition.waiting[run.taken].add(run);
  }

  /** The rows that the bound of the run's stage reads. */
  private Object[] references(Run run) {
    var taken = references[run.taken];
    for (int i = 0; i < taken.length; i++) {
      int from = stages[run.taken].references()[i];
      taken[i] = from < 0 ? null : run.rows[from].event();
    }
    return taken;
  }

  private void endAll(WaitingPartition partition, RunHeap waiting) {
    partition.alive -= waiting.size();
    for (int i = 0; i < waiting.size(); i++) {
      partition.starts.remove(waiting.get(i));
    }
    waiting.clear();
  }

  /** A row that was not to come. */
  private void disturb(WaitingPartition partition) {
    for (var run = partition.quiet.first(); run != null; run = run.next) {
      partition.alive--;
    }
    partition.quiet.clear();
  }

  private void giveComplete(long now) {
    if (complete.size() > 1) {
      complete.sort(Comparator.comparingLong(run -> run.start().order()));
    }
    for (var run : complete) {
      give(run, now);
    }
    complete.clear();
  }

  private void give(Run run, long now) {
    match.begin(run.start(), 0, false);
    match.resize(stages.length);
    for (int i = 0; i < stages.length; i++) {
      match.set(i, run.rows[i], stages[i].label(), stages[i].excluded());
    }
    output.matched(match, now);
  }

  // ---- time

  private void setDeadline(WaitingPartition partition) {
    long deadline = Partition.NONE;
    long order = 0;
    if (within >= 0 && !partition.starts.isEmpty()) {
      var oldest = partition.starts.first();
      deadline = later(oldest.start().time(), within);
      order = oldest.start().order();
    }
    if (!partition.quiet.isEmpty()) {
      var first = partition.quiet.first();
      long quietUntil = later(first.last().time(), quietMicros);
      if (quietUntil <= deadline && quietUntil != Partition.NONE) {
        // Of all that is due then, the oldest start counts, as for every matcher.
        order = quietUntil < deadline ? Long.MAX_VALUE : order;
        deadline = quietUntil;
        for (var run = first;
            run != null && later(run.last().time(), quietMicros) == deadline;
            run = run.next) {
          order = Math.min(order, run.start().order());
        }
      }
    }
    partition.setDeadline(deadline, order);
  }

  /** A moment so far behind that it does not fit is never reached. */
  private static long later(long time, long micros) {
    long sum = time + micros;
    return sum < time ? Partition.NONE : sum;
  }

  @Override
  public void expire(WaitingPartition partition, long deadline) {
    if (within >= 0) {
      endOld(partition, deadline);
    }
    while (!partition.quiet.isEmpty()
        && later(partition.quiet.first().last().time(), quietMicros) <= deadline) {
      completeQuiet(partition);
    }
    giveComplete(deadline);
    setDeadline(partition);
  }

  private void endOld(WaitingPartition partition, long deadline) {
    while (!partition.starts.isEmpty()
        && later(partition.starts.first().start().time(), within) <= deadline) {
      var run = partition.starts.first();
      partition.starts.remove(run);
      partition.waiting[run.taken].remove(run);
      partition.alive--;
    }
  }

  private void completeQuiet(WaitingPartition partition) {
    var run = partition.quiet.first();
    partition.quiet.remove(run);
    partition.alive--;
    complete.add(run);
  }

  @Override
  public void end(WaitingPartition partition, long now) {
    partition.starts.clear();
    for (int stage = 1; stage < stages.length; stage++) {
      partition.waiting[stage].clear();
    }
    partition.alive = 0;
    setDeadline(partition);
  }

  // ---- what the operator asks

  @Override
  public boolean isIdle(WaitingPartition partition) {
    return partition.alive == 0;
  }

  @Override
  public long starters() {
    return stages[0].bit();
  }

  @Override
  public long relevant() {
    long relevant = quietUnwanted;
    for (var stage : stages) {
      relevant |= stage.bit() | stage.unwanted();
    }
    return relevant;
  }

  @Override
  public int partialMatches(WaitingPartition partition) {
    return partition.alive;
  }

  // ---- state

  @Override
  public void write(WaitingPartition partition, StateWriter out) {
    write(partition.starts, out);
    write(partition.quiet, out);
  }

  private static void write(RunList runs, StateWriter out) {
    for (var run = runs.first(); run != null; run = run.next) {
      out.writeInt(run.taken);
      for (int i = 0; i < run.taken; i++) {
        var row = run.rows[i];
        out.writeEvent((Event) row.event());
        out.writeLong(row.time());
        out.writeLong(row.position());
        out.writeLong(row.order());
      }
    }
    out.writeInt(0);
  }

  @Override
  public void read(WaitingPartition partition, StateReader in) {
    for (var run = readRun(in); run != null; run = readRun(in)) {
      partition.alive++;
      partition.starts.add(run);
      await(partition, run);
    }
    for (var run = readRun(in); run != null; run = readRun(in)) {
      partition.alive++;
      partition.quiet.add(run);
    }
    setDeadline(partition);
  }

  private Run readRun(StateReader in) {
    int taken = in.readInt();
    if (taken == 0) {
      return null;
    }
    var run = new Run(stages.length);
    for (; run.taken < taken; run.taken++) {
      var event = in.readEvent(rowPrototype);
      long time = in.readLong();
      long position = in.readLong();
      run.rows[run.taken] = new MatchRow(event, time, position, in.readLong(), null);
    }
    return run;
  }
}
