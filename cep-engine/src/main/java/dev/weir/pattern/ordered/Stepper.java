package dev.weir.pattern.ordered;

import dev.weir.event.RowError;
import dev.weir.operator.RowErrors;
import dev.weir.pattern.match.Partition;
import dev.weir.plan.MatchSpec;

/**
 * Leads the runs of attempts over rows and through time. The runs of an attempt are stepped in order of
 * preference and make their successors in that order; where a match is complete, the runs behind are
 * dropped. Where all matches are looked for, nothing is dropped and matches are given at once.
 */
final class Stepper {
  /** Takes matches at once where all are looked for. */
  interface Given {
    void match(OrderedPartition partition, Attempt attempt, Node last);
  }

  private final Program program;
  private final CurrentRow current;
  private final Registers registers;
  private final RunningAggregates[] sums;
  private final Condition[] conditions;
  private final RowErrors errors;
  private final MatchSpec.Limits limits;
  private final long within;
  private final boolean timesOut;
  private final Met met;
  private final Assignments assignments;
  private final Given given;

  /** What a run is before its first row. */
  private final Run origin;

  private OrderedPartition partition;
  private Attempt attempt;
  private Run first;
  private Run last;
  private boolean overflows;

  /** @param given takes matches where all are looked for; else null */
  Stepper(
      MatchSpec spec,
      Program program,
      CurrentRow current,
      ConditionReads reads,
      RunningAggregates[] sums,
      Condition[] conditions,
      RowErrors errors,
      Given given) {
    this.program = program;
    this.current = current;
    this.registers = reads.registers();
    this.sums = sums;
    this.conditions = conditions;
    this.errors = errors;
    this.limits = spec.limits();
    this.within = spec.withinMicros();
    this.timesOut = spec.rows() == MatchSpec.Rows.ONE_ROW_WITH_TIMED_OUT;
    this.met = new Met(new Equality(registers, reads.namedRows()), program.size());
    this.assignments = given == null ? null : new Assignments();
    this.given = given;
    this.origin =
        new Run(
            null,
            null,
            registers.none(),
            sums.length == 0 ? null : new int[sums.length],
            program.groups() == 0 ? null : new long[program.groups()],
            Partition.NONE);
  }

  // ---- rows

  /** Before the first attempt is led over a row. */
  void beginRow() {
    met.clear();
    overflows = false;
  }

  /** After the last one. */
  void endRow() {
    if (assignments != null) {
      assignments.clear();
    }
    for (var sum : sums) {
      sum.endRow();
    }
    if (overflows && !limits.dropsSilently()) {
      refuse("further ones are not followed");
    }
  }

  /** Leads an attempt over the present row. */
  void step(OrderedPartition itsPartition, Attempt stepped) {
    if (!program.mergesAttempts() && letsPass(stepped)) {
      for (var run = stepped.runs; run != null; run = run.next) {
        itsPartition.reacts |= run.state.reacts;
      }
      return;
    }
    begin(itsPartition, stepped);
    var run = stepped.runs;
    while (run != null) {
      var next = run.next;
      // What becomes of the run counts in its place, unless it may stay as well.
      boolean mayStay = run.state.any;
      partition.alive -= mayStay ? 0 : 1;
      if (advance(run)) {
        partition.alive -= mayStay ? 1 : 0;
        discard(next);
        break;
      }
      run = next;
    }
    stepped.runs = first;
  }

  /**
   * Whether all runs wait and the present row changes none of them. The usual case where many wait, so
   * nothing is written.
   */
  private boolean letsPass(Attempt attempt) {
    for (var run = attempt.runs; run != null; run = run.next) {
      var state = run.state;
      if (state.kind != State.Kind.WAITING && state.kind != State.Kind.QUIET) {
        return false;
      }
      if ((current.satisfied & state.reacts) == 0) {
        continue;
      }
      for (var take : state.takes) {
        if (fits(run, take)) {
          return false;
        }
      }
      if (isUnwanted(run)) {
        return false;
      }
    }
    return true;
  }

  /** @return whether a match is complete that is preferred to all runs behind this one */
  private boolean advance(Run run) {
    var state = run.state;
    boolean stays;
    switch (state.kind) {
      case MUST_TAKE -> {
        for (var take : state.takes) {
          if (fits(run, take) && enter(run, take)) {
            release(run);
            return true;
          }
        }
        stays = false;
      }
      case WAITING -> {
        boolean took = false;
        for (var take : state.takes) {
          if (fits(run, take)) {
            took = true;
            if (enter(run, take)) {
              release(run);
              return true;
            }
          }
        }
        stays = (!took || state.any) && !isUnwanted(run);
      }
      case QUIET -> stays = !isUnwanted(run);
      default -> stays = false;
    }
    partition.alive -= state.any ? 1 : 0;
    if (stays && (assignments != null || met.add(run))) {
      append(run);
    } else {
      release(run);
    }
    return false;
  }

  private boolean fits(Run run, Take take) {
    if ((current.satisfied & take.bit()) == 0) {
      return false;
    }
    for (int group : take.continues()) {
      if (current.time - run.groupStarts[group] > program.groupMicros(group)) {
        return false;
      }
    }
    var condition = take.condition();
    return condition == null || condition.holds(run.registers, run.slots, run.last);
  }

  private boolean isUnwanted(Run run) {
    long unwanted = current.satisfied & run.state.unwanted;
    while (unwanted != 0) {
      var condition = conditions[Long.numberOfTrailingZeros(unwanted)];
      if (condition == null || condition.holds(run.registers, run.slots, run.last)) {
        return true;
      }
      unwanted &= unwanted - 1;
    }
    return false;
  }

  /** Takes the present row. @return as {@link #advance} */
  private boolean enter(Run from, Take take) {
    var entry = take.entry();
    var node =
        assignments == null
            ? new Node(current.row(), entry.label, entry.excluded, from.last)
            : assignments.node(attempt, from.last, current.row(), entry);
    if (entry.states.length > 0) {
      Object[] rows = from.registers;
      if (entry.captures) {
        rows = registers.capture(rows, node);
      } else if (!entry.keepsRegisters) {
        rows = registers.none();
      }
      int[] slots = slots(from, entry);
      long[] groupStarts = groupStarts(from, take);
      for (var state : entry.states) {
        add(new Run(state, node, rows, slots, groupStarts, ends(state, node, groupStarts)));
      }
    }
    if (!entry.accepts) {
      return false;
    }
    accept(node);
    return assignments == null;
  }

  private int[] slots(Run from, Entry entry) {
    if (sums.length == 0) {
      return null;
    }
    var slots = new int[sums.length];
    for (int sum = 0; sum < slots.length; sum++) {
      if (entry.keepsSum[sum]) {
        int before = from.slots[sum];
        slots[sum] = sums[sum].takes(entry.label) ? sums[sum].added(before, entry.label) : before;
      }
    }
    return slots;
  }

  private long[] groupStarts(Run from, Take take) {
    if (!take.entry().keepsGroups) {
      return null;
    }
    if (take.opens().length == 0) {
      return from.groupStarts;
    }
    var starts = from.groupStarts == null ? new long[program.groups()] : from.groupStarts.clone();
    for (int group : take.opens()) {
      starts[group] = current.time;
    }
    return starts;
  }

  private void add(Run run) {
    if (partition.alive >= limits.partialMatches()) {
      overflows = true;
    } else if (assignments == null ? met.add(run) : assignments.add(run)) {
      for (int sum = 0; sum < sums.length; sum++) {
        sums[sum].retain(run.slots[sum]);
      }
      append(run);
    }
  }

  private void accept(Node node) {
    if (assignments == null) {
      attempt.complete = true;
      attempt.match = node;
    } else if (!node.given) {
      node.given = true;
      attempt.given = true;
      given.match(partition, attempt, node);
    }
  }

  /**
   * Begins an attempt at the present row.
   *
   * @return null if it has failed, or nothing of it is left to be decided or given
   */
  Attempt start(OrderedPartition itsPartition) {
    Attempt begun = null;
    boolean hadOverflow = overflows;
    overflows = false;
    for (var start : program.starts()) {
      var take = start.take();
      if (start.onlyFirst() && current.position != 0
          || take != null && (isDisturbed(take) || !fits(origin, take))) {
        continue;
      }
      if (begun == null) {
        begun = new Attempt(current.row());
        begin(itsPartition, begun);
      }
      if (take == null) {
        begun.complete = true;
        break;
      }
      if (enter(origin, take)) {
        break;
      }
    }
    if (begun != null) {
      begun.runs = first;
      if (overflows) {
        discard(begun.runs);
        begun = null;
        if (!limits.dropsSilently()) {
          refuse("no match that starts here is looked for");
        }
      }
    }
    overflows = hadOverflow;
    return begun == null || begun.isDecided() && !begun.complete ? null : begun;
  }

  /** Whether something has come too shortly before the present row. */
  private boolean isDisturbed(Take take) {
    int number = take.quietBefore();
    if (number < 0 || current.unwantedTimes == null) {
      return false;
    }
    long last = current.unwantedTimes[number];
    return last != OrderedPartition.NEVER
        && current.time - last <= program.quietBefore().get(number).micros();
  }

  private void refuse(String consequence) {
    errors.failed(
        current.event,
        current.time,
        new RowError(
            "the partition of this row has "
                + limits.partialMatches()
                + " partial matches, as many as 'pattern.max-partial-matches' allows; "
                + consequence));
  }

  // ---- time

  /** When a run that comes into a state with the present row can no longer do anything. */
  private long ends(State state, Node node, long[] groupStarts) {
    long matchEnds = within < 0 ? Partition.NONE : later(attempt.start.time(), within);
    long ends = state.takesRows() ? matchEnds : Partition.NONE;
    if (state.kind == State.Kind.QUIET) {
      return state.micros < 0 ? matchEnds : later(node.row.time(), state.micros);
    }
    if (!state.limited) {
      return ends;
    }
    if (state.micros >= 0) {
      ends = Math.min(ends, later(node.row.time(), state.micros));
    }
    for (int group : state.groups) {
      ends = Math.min(ends, groupEnds(group, groupStarts));
    }
    long lastTake = Long.MIN_VALUE;
    for (var take : state.takes) {
      long takeEnds = Partition.NONE;
      for (int group : take.continues()) {
        takeEnds = Math.min(takeEnds, groupEnds(group, groupStarts));
      }
      lastTake = Math.max(lastTake, takeEnds);
    }
    return Math.min(ends, lastTake);
  }

  private long groupEnds(int group, long[] groupStarts) {
    return later(groupStarts[group], program.groupMicros(group));
  }

  /** A moment so far ahead that it does not fit is never reached. */
  static long later(long time, long micros) {
    long sum = time + micros;
    return sum < time ? Partition.NONE : sum;
  }

  /** Time has gone past a deadline: ends the runs that it ends, or completes them. */
  void expire(OrderedPartition itsPartition, Attempt expired, long deadline) {
    if (expired.ends > deadline) {
      return;
    }
    begin(itsPartition, expired);
    Node ended = null;
    var run = expired.runs;
    while (run != null) {
      var next = run.next;
      partition.alive--;
      if (run.ends > deadline) {
        append(run);
      } else if (run.state.kind == State.Kind.QUIET) {
        accept(run.last);
        release(run);
        if (assignments == null) {
          discard(next);
          break;
        }
      } else {
        ended = ended == null ? run.last : ended;
        release(run);
      }
      run = next;
    }
    expired.runs = first;
    if (timesOut
        && first == null
        && ended != null
        && !expired.complete
        && !expired.given
        && within >= 0
        && later(expired.start.time(), within) <= deadline) {
      expired.complete = true;
      expired.timedOut = true;
      expired.match = ended;
    }
  }

  /** No further row comes, and no more time passes: decides an attempt. */
  void end(OrderedPartition itsPartition, Attempt ended) {
    begin(itsPartition, ended);
    var run = ended.runs;
    while (run != null) {
      var next = run.next;
      partition.alive--;
      boolean completes = !run.state.takesRows();
      if (completes) {
        accept(run.last);
      }
      release(run);
      if (completes && assignments == null) {
        discard(next);
        break;
      }
      run = next;
    }
    ended.runs = null;
  }

  // ---- the list that is made

  private void begin(OrderedPartition itsPartition, Attempt itsAttempt) {
    partition = itsPartition;
    attempt = itsAttempt;
    attempt.ends = Partition.NONE;
    first = null;
    last = null;
    if (!program.mergesAttempts()) {
      met.clear();
    }
  }

  private void append(Run run) {
    if (first == null) {
      first = run;
    } else {
      last.next = run;
    }
    last = run;
    run.next = null;
    partition.alive++;
    partition.reacts |= run.state.reacts;
    attempt.ends = Math.min(attempt.ends, run.ends);
  }

  /** Puts back a run that has been read. */
  void restore(OrderedPartition itsPartition, Attempt itsAttempt, Iterable<Run> runs) {
    begin(itsPartition, itsAttempt);
    runs.forEach(this::append);
    itsAttempt.runs = first;
  }

  /** Ends an attempt whatever it could have become. */
  void discard(OrderedPartition itsPartition, Attempt discarded) {
    partition = itsPartition;
    discard(discarded.runs);
    discarded.runs = null;
  }

  private void discard(Run from) {
    for (var run = from; run != null; run = run.next) {
      partition.alive--;
      release(run);
    }
  }

  private void release(Run run) {
    for (int sum = 0; sum < sums.length; sum++) {
      sums[sum].release(run.slots[sum]);
    }
  }
}
