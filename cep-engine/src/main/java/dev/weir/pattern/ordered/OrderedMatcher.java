package dev.weir.pattern.ordered;

import dev.weir.pattern.match.MatchOutput;
import dev.weir.pattern.match.MatchParts;
import dev.weir.pattern.match.Matcher;
import dev.weir.pattern.match.Partition;
import dev.weir.plan.MatchSpec;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import java.util.Arrays;

/**
 * Matches every pattern, in one pass: an attempt per start row that is not void, each with its runs in
 * order of preference, all led over a row before the next one is looked at. Runs with the same future
 * are merged, so where conditions are local an attempt has no more runs than the automaton has places;
 * other conditions keep apart the runs that differ in what can still be read of their rows.
 *
 * <p>An attempt is decided when no run is preferred to what is complete. Where the search goes on is
 * known only then, so later attempts run beside earlier ones and are dropped if a match covers their
 * start. Only where a condition reads MATCH_NUMBER do attempts run one after another, over rows held back.
 *
 * <p>A row costs O(1) if no run could react to it, else O(runs of the partition).
 */
public final class OrderedMatcher implements Matcher<OrderedPartition> {
  private final MatchSpec spec;
  private final Program program;
  private final CurrentRow current;
  private final Results results;
  private final Stepper stepper;
  private final OneByOne oneByOne;
  private final PartitionState state;

  private final boolean all;

  /** Whether an attempt's match is given whatever becomes of earlier attempts. */
  private final boolean independent;

  private final boolean pastLast;
  private final boolean keepsOpenRows;
  private final boolean everyRowStarts;
  private final long starters;
  private final long unwantedBefore;

  private OrderedMatcher(MatchParts parts, MatchOutput output) {
    this.spec = parts.spec();
    this.current = new CurrentRow(parts.errors());
    this.results = new Results(spec, output, parts.errors());
    var skip = spec.skip().kind();
    this.all = skip == MatchSpec.Skip.Kind.NONE;
    this.keepsOpenRows = spec.rows() == MatchSpec.Rows.ALL_ROWS_WITH_UNMATCHED;
    this.independent =
        all || skip == MatchSpec.Skip.Kind.TO_NEXT_ROW && !keepsOpenRows && !spec.usesNumber();
    this.pastLast = skip == MatchSpec.Skip.Kind.PAST_LAST_ROW;

    var reads = new ConditionReads(parts);
    var sums =
        parts.aggregates().stream()
            .map(aggregates -> new RunningAggregates(aggregates, spec, current))
            .toArray(RunningAggregates[]::new);
    var context =
        new Condition.Context(
            spec,
            current,
            reads.registers(),
            sums,
            new Object[spec.defineRows().size()],
            parts.given());
    var conditions = new Condition[spec.variables().size()];
    for (int label = 0; label < conditions.length; label++) {
      var general = parts.general().get(label);
      conditions[label] =
          general == null ? null : new Condition(general, label, context, reads.plan(label));
    }
    this.program = new Program(parts, reads, conditions);
    this.stepper =
        new Stepper(
            spec,
            program,
            current,
            reads,
            sums,
            conditions,
            parts.errors(),
            all ? results::giveOneOfAll : null);
    this.oneByOne = spec.numberInDefine() && !all ? new OneByOne(current, stepper, results) : null;
    this.state =
        new PartitionState(program, stepper, reads.registers(), sums, parts.rowPrototype());

    boolean everyRow = keepsOpenRows;
    long first = 0;
    for (var start : program.starts()) {
      everyRow |= start.take() == null;
      first |= start.take() == null ? 0 : start.take().bit();
    }
    long before = 0;
    for (var quiet : program.quietBefore()) {
      before |= quiet.unwanted().bits();
    }
    this.everyRowStarts = everyRow;
    this.unwantedBefore = before;
    this.starters = everyRow ? ANY_ROW : first | before;
  }

  /**
   * A matcher.
   *
   * @param output where matches are given
   */
  public static OrderedMatcher of(MatchParts parts, MatchOutput output) {
    return new OrderedMatcher(parts, output);
  }

  @Override
  public OrderedPartition newPartition() {
    var partition = new OrderedPartition();
    if (keepsOpenRows) {
      partition.open = new OpenRows();
    }
    if (oneByOne != null) {
      partition.replay = new Replay();
    }
    return partition;
  }

  // ---- rows

  @Override
  public void row(
      OrderedPartition partition,
      Object event,
      long time,
      long order,
      Object[] around,
      long satisfied,
      long now) {
    boolean starts = everyRowStarts || (satisfied & starters) != 0;
    boolean reacts = oneByOne == null ? partition.reactsTo(satisfied) : partition.head != null;
    if (!starts && !reacts) {
      return;
    }
    results.at(now);
    current.set(event, time, partition.position(), order, around, satisfied);
    current.unwantedTimes = partition.unwantedTimes;
    current.number = partition.matches() + 1;
    if (partition.open != null) {
      partition.open.add(current.row());
    }
    if (oneByOne != null) {
      oneByOne.row(partition);
    } else {
      stepper.beginRow();
      match(partition, starts, reacts);
      stepper.endRow();
      results.endOfRow();
    }
    if ((satisfied & unwantedBefore) != 0) {
      noteUnwanted(partition, time, satisfied);
    }
    results.giveUnmatched(partition, partition.position() + 1);
    setDeadline(partition);
    current.release();
  }

  private void match(OrderedPartition partition, boolean starts, boolean reacts) {
    long position = partition.position();
    long resume = 0;
    if (reacts || starts && program.mergesAttempts()) {
      stepAll(partition);
      resume = settle(partition);
    }
    if (starts && position >= resume && !isCovered(partition, position)) {
      results.giveUnmatched(partition, position);
      var attempt = stepper.start(partition);
      if (attempt != null) {
        partition.add(attempt);
        settle(partition);
      }
    }
  }

  private void stepAll(OrderedPartition partition) {
    partition.reacts = 0;
    Attempt before = null;
    for (var attempt = partition.head; attempt != null; attempt = attempt.next) {
      if (!attempt.isDecided()) {
        stepper.step(partition, attempt);
      }
      before = keepUnlessFailed(partition, attempt, before);
    }
  }

  private void expireAll(OrderedPartition partition, long deadline) {
    Attempt before = null;
    for (var attempt = partition.head; attempt != null; attempt = attempt.next) {
      if (program.endsInOrder() && !attempt.isDecided() && attempt.ends > deadline) {
        break;
      }
      stepper.expire(partition, attempt, deadline);
      before = keepUnlessFailed(partition, attempt, before);
    }
  }

  /** @param before the attempt that stays before this one @return the one that stays before the next one */
  private static Attempt keepUnlessFailed(
      OrderedPartition partition, Attempt attempt, Attempt before) {
    if (attempt.isDecided() && !attempt.complete) {
      partition.removeBehind(before);
      return before;
    }
    return attempt;
  }

  // ---- what is decided

  /**
   * Gives what is decided and may be given now.
   *
   * @return the position of the first row with which an attempt may begin
   */
  private long settle(OrderedPartition partition) {
    long resume = 0;
    if (independent) {
      giveDecided(partition);
    } else {
      resume = giveInOrder(partition);
      if (pastLast) {
        dropCovered(partition);
      }
    }
    if (partition.head == null) {
      partition.reacts = 0;
    }
    return resume;
  }

  private void giveDecided(OrderedPartition partition) {
    Attempt before = null;
    for (var attempt = partition.head; attempt != null; attempt = attempt.next) {
      if (!attempt.isDecided()) {
        before = attempt;
        continue;
      }
      partition.removeBehind(before);
      if (attempt.complete) {
        results.give(partition, attempt);
      }
    }
  }

  private long giveInOrder(OrderedPartition partition) {
    long resume = 0;
    while (partition.head != null && partition.head.isDecided()) {
      var attempt = partition.head;
      results.giveUnmatched(partition, attempt.position());
      partition.removeHead();
      if (attempt.complete) {
        resume = results.give(partition, attempt);
        while (partition.head != null && partition.head.position() < resume) {
          stepper.discard(partition, partition.head);
          partition.removeHead();
        }
      }
    }
    return resume;
  }

  /**
   * Where the search goes on behind the last row of a match, drops the attempts that the oldest one is
   * sure to cover: it has a match already, and one that is preferred to that could not end before the
   * last row of the run that it would come from.
   */
  private void dropCovered(OrderedPartition partition) {
    var head = partition.head;
    if (head == null || !head.complete) {
      return;
    }
    long covered = covered(head);
    while (head.next != null && head.next.position() <= covered) {
      stepper.discard(partition, head.next);
      partition.removeBehind(head);
    }
  }

  private boolean isCovered(OrderedPartition partition, long position) {
    var head = partition.head;
    return pastLast && head != null && head.complete && position <= covered(head);
  }

  /** The position up to which a match of the attempt reaches, whichever it will be. */
  private static long covered(Attempt attempt) {
    long covered = attempt.match == null ? attempt.position() : attempt.match.position();
    for (var run = attempt.runs; run != null; run = run.next) {
      if (!run.state.takesRows()) {
        covered = Math.min(covered, run.last.position());
      }
    }
    return covered;
  }

  // ---- time

  private void noteUnwanted(OrderedPartition partition, long time, long satisfied) {
    var quiet = program.quietBefore();
    if (partition.unwantedTimes == null) {
      partition.unwantedTimes = new long[quiet.size()];
      Arrays.fill(partition.unwantedTimes, OrderedPartition.NEVER);
    }
    for (int i = 0; i < quiet.size(); i++) {
      if ((satisfied & quiet.get(i).unwanted().bits()) != 0) {
        partition.unwantedTimes[i] = time;
      }
    }
  }

  private void forgetUnwanted(OrderedPartition partition, long deadline) {
    if (partition.unwantedTimes != null && unwantedEnds(partition) <= deadline) {
      partition.unwantedTimes = null;
    }
  }

  /** When none of the unwanted rows that have come matters any more. */
  private long unwantedEnds(OrderedPartition partition) {
    long ends = Long.MIN_VALUE;
    for (int i = 0; i < partition.unwantedTimes.length; i++) {
      long time = partition.unwantedTimes[i];
      if (time != OrderedPartition.NEVER) {
        ends = Math.max(ends, Stepper.later(time, program.quietBefore().get(i).micros()));
      }
    }
    return ends;
  }

  private void setDeadline(OrderedPartition partition) {
    if (!program.isTimed()) {
      return;
    }
    long deadline = Partition.NONE;
    long order = 0;
    for (var attempt = partition.head; attempt != null; attempt = attempt.next) {
      if (attempt.ends < deadline) {
        deadline = attempt.ends;
        order = attempt.start.order();
        if (program.endsInOrder()) {
          break;
        }
      }
    }
    if (partition.unwantedTimes != null) {
      deadline = Math.min(deadline, unwantedEnds(partition));
    }
    partition.setDeadline(deadline, order);
  }

  @Override
  public void expire(OrderedPartition partition, long deadline) {
    results.at(deadline);
    if (oneByOne != null) {
      oneByOne.expire(partition, deadline);
    } else {
      expireAll(partition, deadline);
      settle(partition);
      results.endOfRow();
    }
    forgetUnwanted(partition, deadline);
    results.giveUnmatched(partition, partition.position());
    setDeadline(partition);
  }

  @Override
  public void end(OrderedPartition partition, long now) {
    results.at(now);
    if (oneByOne != null) {
      oneByOne.end(partition);
    } else {
      for (var attempt = partition.head; attempt != null; attempt = attempt.next) {
        stepper.end(partition, attempt);
      }
      settle(partition);
      results.endOfRow();
    }
    results.giveUnmatched(partition, partition.position());
    partition.unwantedTimes = null;
    setDeadline(partition);
  }

  // ---- what the operator asks

  @Override
  public boolean isIdle(OrderedPartition partition) {
    return partition.head == null
        && partition.unwantedTimes == null
        && (partition.open == null || partition.open.isEmpty())
        && (partition.replay == null || partition.replay.isEmpty());
  }

  @Override
  public long starters() {
    return starters;
  }

  @Override
  public long relevant() {
    return oneByOne == null ? starters | program.reacts() : ANY_ROW;
  }

  @Override
  public int partialMatches(OrderedPartition partition) {
    return partition.alive;
  }

  // ---- state

  @Override
  public void write(OrderedPartition partition, StateWriter out) {
    state.write(partition, out);
  }

  @Override
  public void read(OrderedPartition partition, StateReader in) {
    state.read(partition, in);
    setDeadline(partition);
  }
}
