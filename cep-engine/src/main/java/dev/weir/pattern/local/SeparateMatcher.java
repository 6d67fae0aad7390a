package dev.weir.pattern.local;

import dev.weir.pattern.match.MatchOutput;
import dev.weir.pattern.match.MatchParts;
import dev.weir.pattern.match.Partition;
import dev.weir.plan.MatchSpec;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import java.util.Arrays;

/**
 * Attempts side by side, in order of their starts: for WITHIN, whose end is each attempt's own, and for skips into a
 * match, where an attempt may begin inside another's match. One look-up per row and attempt alive.
 */
final class SeparateMatcher extends LocalMatcher<SeparateMatcher.Attempts> {
  /** A partition with the state of each of its attempts. */
  static final class Attempts extends LocalPartition {
    /** By attempt: its first row's position, ascending, its {@link Candidate} and its threads. */
    long[] starts = new long[2];

    long[] candidates = new long[2];
    AttemptAutomaton.State[] states = new AttemptAutomaton.State[2];
    int alive;

    @Override
    int alive() {
      return alive;
    }

    void begin(long start, long candidate, AttemptAutomaton.State state) {
      if (alive == starts.length) {
        starts = Arrays.copyOf(starts, 2 * alive);
        candidates = Arrays.copyOf(candidates, 2 * alive);
        states = Arrays.copyOf(states, 2 * alive);
      }
      starts[alive] = start;
      candidates[alive] = candidate;
      states[alive++] = state;
    }

    void removeFirst(int count) {
      alive -= count;
      System.arraycopy(starts, count, starts, 0, alive);
      System.arraycopy(candidates, count, candidates, 0, alive);
      System.arraycopy(states, count, states, 0, alive);
    }
  }

  private final boolean limitsTime;
  private final boolean givesTimedOut;

  SeparateMatcher(MatchParts parts, MatchOutput output) {
    super(parts, output);
    this.limitsTime = spec.withinMicros() >= 0;
    this.givesTimedOut = limitsTime && spec.rows() == MatchSpec.Rows.ONE_ROW_WITH_TIMED_OUT;
  }

  @Override
  public Attempts newPartition() {
    return new Attempts();
  }

  @Override
  public void row(
      Attempts partition,
      Object event,
      long time,
      long order,
      Object[] around,
      long satisfied,
      long now) {
    long position = partition.position();
    var first = attempts.step(attempts.start(position == 0), satisfied);
    boolean isEmptyMatch = !first.accepts() && moves.acceptsEmpty(position == 0);
    boolean begins = first.next().isAlive() || first.accepts() || isEmptyMatch;
    if (partition.alive == 0 && !begins && !givesUnmatched) {
      return;
    }
    partition.add(position, event, time, order, around, satisfied, null);
    boolean isVoid = advance(partition, position, satisfied, now);
    if (begins && !isVoid) {
      begin(partition, first, isEmptyMatch, event, time, now);
    }
    settle(partition, position + 1, now);
    setDeadline(partition);
  }

  /** Takes all attempts one step on. @return whether the row is inside a match */
  private boolean advance(Attempts partition, long position, long satisfied, long now) {
    int alive = partition.alive;
    int kept = 0;
    boolean isVoid = false;
    for (int i = 0; i < alive && !isVoid; i++) {
      long start = partition.starts[i];
      long candidate = partition.candidates[i];
      var step = attempts.step(partition.states[i], satisfied);
      if (step.accepts()) {
        candidate = Candidate.at(position);
        if (pastLast) {
          partition.found.removeAfter(start);
          isVoid = true;
        }
      }
      if (step.next().isAlive()) {
        partition.starts[kept] = start;
        partition.candidates[kept] = candidate;
        partition.states[kept++] = step.next();
      } else if (candidate != Candidate.NONE) {
        decide(partition, start, candidate, now);
      }
    }
    partition.alive = kept;
    return isVoid;
  }

  private void begin(
      Attempts partition,
      AttemptAutomaton.Step first,
      boolean isEmptyMatch,
      Object event,
      long time,
      long now) {
    long start = partition.position();
    long candidate =
        first.accepts()
            ? Candidate.at(start)
            : isEmptyMatch ? Candidate.empty(start) : Candidate.NONE;
    if (!first.next().isAlive()) {
      decide(partition, start, candidate, now);
    } else if (partition.alive >= spec.limits().partialMatches()) {
      refuse(event, time);
    } else {
      partition.begin(start, candidate, first.next());
    }
  }

  private void decide(Attempts partition, long start, long candidate, long now) {
    if (inOrder) {
      partition.found.add(start, candidate);
    } else {
      give(partition, start, candidate, now);
    }
  }

  @Override
  long firstAlive(Attempts partition, long next) {
    return partition.alive > 0 ? partition.starts[0] : next;
  }

  @Override
  boolean removeBefore(Attempts partition, long start) {
    int count = 0;
    while (count < partition.alive && partition.starts[count] < start) {
      count++;
    }
    if (count > 0) {
      partition.removeFirst(count);
    }
    return count > 0;
  }

  // ---- time

  @Override
  public void expire(Attempts partition, long deadline) {
    while (partition.alive > 0 && deadline(partition) <= deadline) {
      endFirst(partition, deadline);
    }
    setDeadline(partition);
  }

  /** No row can be taken by the first attempt any more. */
  private void endFirst(Attempts partition, long now) {
    long start = partition.starts[0];
    long candidate = partition.candidates[0];
    partition.removeFirst(1);
    if (candidate != Candidate.NONE) {
      decide(partition, start, candidate, now);
    } else if (givesTimedOut) {
      giveTimedOut(partition, start, now);
    }
    settle(partition, partition.position(), now);
  }

  private long deadline(Attempts partition) {
    long start = partition.time(partition.starts[0]);
    long sum = start + spec.withinMicros();
    return sum < start ? Partition.NONE : sum;
  }

  private void setDeadline(Attempts partition) {
    if (limitsTime && partition.alive > 0) {
      partition.setDeadline(deadline(partition), partition.order(partition.starts[0]));
    } else {
      partition.setDeadline(Partition.NONE, 0);
    }
  }

  @Override
  public void end(Attempts partition, long now) {
    long next = partition.position();
    while (partition.alive > 0) {
      if (partition.states[0].completeAtEnd >= 0) {
        partition.candidates[0] = Candidate.atEnd(next - 1);
        if (pastLast) {
          partition.found.removeAfter(partition.starts[0]);
          partition.alive = 1;
        }
      }
      endFirst(partition, now);
    }
    settle(partition, next, now);
    setDeadline(partition);
  }

  // ---- state

  @Override
  void writeStates(Attempts partition, StateWriter out) {
    out.writeInt(partition.alive);
    for (int i = 0; i < partition.alive; i++) {
      out.writeLong(partition.starts[i]);
      out.writeLong(partition.candidates[i]);
      write(partition.states[i].threads, out);
    }
  }

  @Override
  void readStates(Attempts partition, StateReader in) {
    int alive = in.readInt();
    for (int i = 0; i < alive; i++) {
      long start = in.readLong();
      long candidate = in.readLong();
      partition.begin(start, candidate, attempts.state(readThreads(in)));
    }
    setDeadline(partition);
  }
}
