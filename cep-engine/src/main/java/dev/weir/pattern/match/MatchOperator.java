package dev.weir.pattern.match;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.operator.Collector;
import dev.weir.operator.LocalConditions;
import dev.weir.operator.Operator;
import dev.weir.operator.RowErrors;
import dev.weir.pattern.automaton.Automaton;
import dev.weir.plan.MatchSpec;
import dev.weir.plan.MatchValue;
import dev.weir.plan.RowReference;
import dev.weir.state.KeyReader;
import dev.weir.state.KeyTable;
import dev.weir.state.OrderedRecords;
import dev.weir.state.Snapshot;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import dev.weir.time.Watermarks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * MATCH_RECOGNIZE around a {@link Matcher}: finds the partition of a row, holds rows back that NEXT
 * must look beyond, evaluates the local conditions, and calls partitions whose deadline time has
 * passed. Rows come in order.
 *
 * <p>Before a row is matched, all deadlines before its time are served, in order, whether a watermark
 * has announced that time or not: so what is found does not depend on watermarks. An event exactly at a
 * deadline comes before it.
 *
 * <p>A partition in which nothing is alive is forgotten after a while, unless the next rows of it could
 * not be matched then: PREV looks back, {@code ^} asks whether a row is the first, matches are numbered.
 */
public final class MatchOperator extends Operator {
  private static final Object[] NOTHING_AROUND = null;

  private final KeyTable table;
  private final boolean single;
  private final LocalBits bits;
  private final Matcher<Partition> matcher;
  private final Event rowPrototype;
  private final int back;
  private final int ahead;
  private final boolean surrounds;
  private final boolean remembers;
  private final long starters;
  private final long relevant;
  private final boolean anyRow;
  private final TimerHeap timers = new TimerHeap();
  private final RestingPartitions resting = new RestingPartitions();

  private Partition[] partitions = new Partition[16];
  private long rows;

  /** The largest time so far, of a row that counted or of a deadline that was served. */
  private long now = Long.MIN_VALUE;

  /** The largest time of a row that was let pass. */
  private long latest = Long.MIN_VALUE;

  /**
   * @param spec what is looked for
   * @param automaton of its pattern
   * @param conditions the local conditions, one for each variable by label
   * @param keyReader reads the partition of a row
   * @param partitioned whether there is more than one partition
   * @param keyPrototype any event of the class that the key reader makes
   * @param rowPrototype any event of the input's class
   * @param matcher makes the matcher, which gives to the output handed to it
   * @param results where results go, with their times raised to the operator's if they are behind
   * @param errors where rows are reported whose conditions cannot be evaluated
   */
  public MatchOperator(
      MatchSpec spec,
      Automaton automaton,
      LocalConditions conditions,
      KeyReader keyReader,
      boolean partitioned,
      Event keyPrototype,
      Event rowPrototype,
      Function<MatchOutput, Matcher<?>> matcher,
      MatchOutput results,
      RowErrors errors,
      Collector out) {
    super(out);
    this.table = new KeyTable(keyReader, keyPrototype);
    this.single = !partitioned;
    this.bits = new LocalBits(conditions, spec.variables().size(), spec.defineRows(), errors);
    this.matcher = anyPartition(matcher.apply(new OutputInOrder(results)));
    this.rowPrototype = rowPrototype;
    this.back = spec.reachBack();
    this.ahead = spec.reachAhead();
    this.surrounds = looksAroundMapped(spec);
    this.remembers =
        back > 0
            || ahead > 0
            || spec.usesNumber()
            || classifiesAround(spec)
            || asksForFirst(automaton);
    this.starters = this.matcher.starters();
    this.relevant = this.matcher.relevant();
    this.anyRow = relevant == Matcher.ANY_ROW;
  }

  /** Each matcher is given only partitions that it made itself. */
  @SuppressWarnings("unchecked")
  private static Matcher<Partition> anyPartition(Matcher<?> matcher) {
    return (Matcher<Partition>) matcher;
  }

  /** Whether a row is asked for its variable by its distance from another: then rows that fit nothing count as well. */
  private static boolean classifiesAround(MatchSpec spec) {
    return Stream.concat(spec.defineValues().stream(), spec.measureValues().stream())
        .anyMatch(
            value ->
                value instanceof MatchValue.Classifier classifier
                    && (classifier.row() instanceof RowReference.Neighbour
                        || classifier.row() instanceof RowReference.Mapped mapped
                            && mapped.shift() != 0));
  }

  private static boolean looksAroundMapped(MatchSpec spec) {
    var references = new ArrayList<RowReference>(spec.measureRows());
    references.addAll(spec.defineRows());
    return references.stream().anyMatch(r -> r instanceof RowReference.Mapped m && m.shift() != 0)
        || spec.measureRows().stream().anyMatch(RowReference.Neighbour.class::isInstance)
        || looksAroundInGeneral(spec);
  }

  /** Whether a condition that is not local may read a neighbour, which the matcher must then find. */
  private static boolean looksAroundInGeneral(MatchSpec spec) {
    boolean allLocal =
        spec.defineValues().isEmpty()
            && spec.defineRows().stream().allMatch(RowReference.Neighbour.class::isInstance);
    return !allLocal
        && spec.defineRows().stream().anyMatch(RowReference.Neighbour.class::isInstance);
  }

  private static boolean asksForFirst(Automaton automaton) {
    return automaton.states().stream()
        .flatMap(state -> state.steps().stream())
        .anyMatch(
            step ->
                step instanceof Automaton.Take take && take.onlyFirst()
                    || step instanceof Automaton.Accept accept && accept.onlyFirst()
                    || step instanceof Automaton.AcceptLater later && later.onlyFirst());
  }

  // ---- rows

  @Override
  public void row(Object event, long time, Change change) {
    if (!remembers && !anyRow) {
      matchIfRelevant(event, time, rows++);
      latest = Math.max(latest, time);
      return;
    }
    if (timers.earliest() < time) {
      serveBefore(time);
    }
    now = Math.max(now, time);
    long order = rows++;
    if (!remembers) {
      matchAtOnce(event, time, order, bits.of(event, time, null, 0));
      return;
    }
    var partition = knownOrOpened(event, order);
    if (partition.nearby == null) {
      give(partition, event, time, order);
      return;
    }
    partition.nearby.add(event, time, order);
    if (ahead == 0) {
      give(partition, event, time, order);
    } else if (partition.nearby.received() - partition.rows > ahead) {
      giveWaiting(partition);
    }
  }

  @Override
  public void rows(Object[] events, long[] times, int from, int to) {
    if (remembers || anyRow) {
      for (int i = from; i < to; i++) {
        row(events[i], times[i], Change.INSERT);
      }
      return;
    }
    long first = rows;
    for (int i = from; i < to; i++) {
      matchIfRelevant(events[i], times[i], first + (i - from));
      latest = Math.max(latest, times[i]);
    }
    rows = first + (to - from);
  }

  /**
   * A row that makes no difference to any partition is let pass, without serving the deadlines before it: whoever
   * comes next, a row that counts or a watermark, serves them in the same order.
   */
  private void matchIfRelevant(Object event, long time, long order) {
    long satisfied = bits.of(event, time, null, 0);
    if ((satisfied & relevant) != 0) {
      if (timers.earliest() < time) {
        serveBefore(time);
      }
      now = Math.max(now, time);
      matchAtOnce(event, time, order, satisfied);
    }
  }

  /** A row of a partition that is known only while something is alive in it. */
  private void matchAtOnce(Object event, long time, long order, long satisfied) {
    var partition = known(event);
    if (partition == null || partition.resting) {
      if ((satisfied & starters) == 0 && starters != Matcher.ANY_ROW) {
        return;
      }
      partition = partition == null ? open(~table.put(event), order) : wake(partition, order);
    }
    matcher.row(partition, event, time, order, NOTHING_AROUND, satisfied, now);
    partition.rows++;
    settle(partition);
  }

  private void give(Partition partition, Object event, long time, long order) {
    long position = partition.rows;
    long satisfied = bits.of(event, time, partition.nearby, position);
    var around = surrounds ? around(partition.nearby, position) : NOTHING_AROUND;
    matcher.row(partition, event, time, order, around, satisfied, now);
    partition.rows++;
    settle(partition);
  }

  private Object[] around(NearbyRows nearby, long position) {
    var around = new Object[back + 1 + ahead];
    for (int i = 0; i < around.length; i++) {
      around[i] = nearby.event(position - back + i);
    }
    return around;
  }

  /** The oldest row that waits has seen as far ahead as it needs to, or there will be no more. */
  private void giveWaiting(Partition partition) {
    var nearby = partition.nearby;
    long position = partition.rows;
    long time = nearby.time(position);
    serve(partition, time);
    give(partition, nearby.event(position), time, nearby.order(position));
  }

  private Partition known(Object event) {
    if (single) {
      return partitions[0];
    }
    int slot = table.find(event);
    return slot < 0 ? null : partitions[slot];
  }

  private Partition knownOrOpened(Object event, long order) {
    if (single && partitions[0] != null) {
      return partitions[0];
    }
    int slot = table.put(event);
    return slot >= 0 ? partitions[slot] : open(~slot, order);
  }

  private Partition open(int slot, long order) {
    var partition = adopt(slot);
    partition.opened = order;
    return partition;
  }

  private Partition wake(Partition partition, long order) {
    resting.remove(partition);
    partition.opened = order;
    return partition;
  }

  private Partition adopt(int slot) {
    var partition = matcher.newPartition();
    partition.slot = slot;
    if (back > 0 || ahead > 0) {
      partition.nearby = new NearbyRows(back, ahead);
    }
    if (slot >= partitions.length) {
      partitions = Arrays.copyOf(partitions, Math.max(slot + 1, slot + (slot >> 1)));
    }
    partitions[slot] = partition;
    return partition;
  }

  /** Sets the timer, or lays the partition to rest. */
  private void settle(Partition partition) {
    if (partition.deadline < partition.scheduled) {
      schedule(partition);
    } else if (!remembers && matcher.isIdle(partition)) {
      timers.clear(partition);
      var leaving = resting.add(partition);
      if (leaving != null) {
        forget(leaving);
      }
    }
  }

  /** A deadline waits for the rows that come before it and wait themselves: each serves it when its turn comes. */
  private void schedule(Partition partition) {
    if (!waitsBefore(partition, partition.deadline)) {
      timers.set(partition, partition.deadline, partition.deadlineOrder);
    }
  }

  private boolean waitsBefore(Partition partition, long deadline) {
    return ahead > 0
        && partition.nearby.received() > partition.rows
        && partition.nearby.time(partition.rows) <= deadline;
  }

  private void forget(Partition partition) {
    partitions[partition.slot] = null;
    table.remove(partition.slot);
  }

  // ---- time

  @Override
  public void watermark(long time) {
    if (time == Watermarks.END) {
      end();
    } else if (timers.earliest() < time) {
      serveBefore(time);
    }
    out.watermark(time);
  }

  /** Serves all deadlines before {@code time}, in order. */
  private void serveBefore(long time) {
    while (timers.earliest() < time) {
      var partition = timers.first();
      long due = partition.scheduled;
      if (waitsBefore(partition, due)) {
        timers.clear(partition);
        continue;
      }
      now = Math.max(now, due);
      if (partition.deadline <= due) {
        matcher.expire(partition, due);
      }
      if (partition.deadline == Partition.NONE || waitsBefore(partition, partition.deadline)) {
        timers.clear(partition);
        settle(partition);
      } else {
        timers.set(partition, partition.deadline, partition.deadlineOrder);
      }
    }
  }

  /** Serves the deadlines of one partition before {@code time}. */
  private void serve(Partition partition, long time) {
    while (partition.deadline < time) {
      matcher.expire(partition, partition.deadline);
    }
  }

  private void end() {
    // As a watermark at the last row would have: rows that wait are matched after it.
    serveBefore(now);
    for (var partition : inOrder()) {
      while (ahead > 0 && partition.nearby.received() > partition.rows) {
        giveWaiting(partition);
      }
    }
    serveBefore(Watermarks.END);
    now = Math.max(now, latest);
    for (var partition : inOrder()) {
      matcher.end(partition, now);
      timers.clear(partition);
    }
    resting.clear();
    table.clear();
    Arrays.fill(partitions, null);
    now = Long.MIN_VALUE;
    latest = Long.MIN_VALUE;
    rows = 0;
  }

  /** All partitions in which something may be alive, by the rows with which they began. */
  private List<Partition> inOrder() {
    var all = new ArrayList<Partition>();
    for (int slot = 0; slot < table.slotEnd(); slot++) {
      if (isAwake(slot)) {
        all.add(partitions[slot]);
      }
    }
    all.sort(Comparator.comparingLong(partition -> partition.opened));
    return all;
  }

  private boolean isAwake(int slot) {
    return partitions[slot] != null && !partitions[slot].resting;
  }

  /** Results never go behind what was given before, although a row that waited is matched late. */
  private final class OutputInOrder implements MatchOutput {
    private final MatchOutput results;

    OutputInOrder(MatchOutput results) {
      this.results = results;
    }

    @Override
    public void matched(MatchRows match, long time) {
      results.matched(match, Math.max(time, now));
    }

    @Override
    public void unmatched(MatchRow row, long time) {
      results.unmatched(row, Math.max(time, now));
    }
  }

  // ---- state

  @Override
  public void snapshot(Snapshot snapshot) {
    snapshot.shared().writeLong(now);
    snapshot.shared().writeLong(latest);
    snapshot.shared().writeLong(rows);
    for (int slot = 0; slot < table.slotEnd(); slot++) {
      if (isAwake(slot)) {
        var record = new StateWriter();
        table.write(slot, record);
        write(partitions[slot], record);
        OrderedRecords.write(snapshot, table.keyGroup(slot), partitions[slot].opened, record);
      }
    }
  }

  private void write(Partition partition, StateWriter out) {
    out.writeLong(partition.opened);
    out.writeLong(partition.rows);
    out.writeLong(partition.matches);
    out.writeLong(partition.scheduled);
    out.writeLong(partition.scheduledOrder);
    if (partition.nearby != null) {
      partition.nearby.write(partition.rows, out);
    }
    matcher.write(partition, out);
  }

  @Override
  public void restore(Snapshot snapshot) {
    var shared = snapshot.readShared();
    now = shared.readLong();
    latest = shared.readLong();
    rows = shared.readLong();
    for (var record : OrderedRecords.read(snapshot)) {
      read(adopt(table.read(record)), record);
    }
  }

  private void read(Partition partition, StateReader in) {
    partition.opened = in.readLong();
    partition.rows = in.readLong();
    partition.matches = in.readLong();
    long scheduled = in.readLong();
    long scheduledOrder = in.readLong();
    if (partition.nearby != null) {
      partition.nearby.read(in, rowPrototype);
    }
    matcher.read(partition, in);
    if (scheduled != Partition.NONE) {
      timers.set(partition, scheduled, scheduledOrder);
    }
  }
}
