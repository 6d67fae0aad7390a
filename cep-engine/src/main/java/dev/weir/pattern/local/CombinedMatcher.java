package dev.weir.pattern.local;

import dev.weir.pattern.match.MatchOutput;
import dev.weir.pattern.match.MatchParts;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/**
 * AFTER MATCH SKIP PAST LAST ROW without WITHIN: one look-up per row for all attempts, however many
 * have begun, see {@link CombinedAutomaton}.
 *
 * <p>Nothing is kept per attempt. Each row that is held bears the step that it was; where an attempt
 * began and where its match ends is found by going back over the steps when it is needed: when a match is given or must wait,
 * or when there seems to be no room for another row. Over all rows that takes time in proportion to the rows.
 */
final class CombinedMatcher extends LocalMatcher<CombinedMatcher.Attempts> {
  /** A partition with all its attempts in one state. */
  static final class Attempts extends LocalPartition {
    CombinedAutomaton.State state;

    /** Whether a match that is found waits for earlier attempts. */
    boolean waits;

    Attempts(CombinedAutomaton.State state) {
      this.state = state;
    }

    @Override
    int alive() {
      return state.attempts;
    }

    CombinedAutomaton.Step step(long position) {
      return (CombinedAutomaton.Step) mark(position);
    }
  }

  private final CombinedAutomaton automaton;
  private final CombinedAutomaton.State noneAtFirst;

  CombinedMatcher(MatchParts parts, MatchOutput output) {
    super(parts, output);
    this.automaton = new CombinedAutomaton(moves);
    this.noneAtFirst = automaton.none(true);
  }

  @Override
  public Attempts newPartition() {
    return new Attempts(noneAtFirst);
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
    var step = automaton.step(partition.state, satisfied);
    partition.state = step.next;
    if (step.isIdle && !givesUnmatched) {
      return;
    }
    long position = partition.position();
    if (partition.isFull()) {
      makeRoom(partition, position - 1);
    }
    partition.add(position, event, time, order, around, satisfied, step);
    if (step.isDecisive || partition.waits || givesUnmatched) {
      decide(partition, step, position, now);
    }
  }

  /** @param last the last row so far */
  private static void makeRoom(Attempts partition, long last) {
    // Found matches that wait begin behind the first attempt.
    boolean isAlive = partition.step(last).next.attempts > 0;
    partition.makeRoom(isAlive ? startOf(partition, 0, last) : last + 1);
  }

  private void decide(Attempts partition, CombinedAutomaton.Step step, long position, long now) {
    if (step.accepted >= 0 && !partition.found.isEmpty()) {
      partition.found.removeAfter(startOf(partition, step.accepted, position - 1));
    }
    for (int attempt : step.decided) {
      long candidate =
          attempt == step.accepted
              ? Candidate.at(position)
              : candidateOf(partition, attempt, position - 1);
      partition.found.add(startOf(partition, attempt, position - 1), candidate);
    }
    if (step.begun == CombinedAutomaton.Begun.COMPLETE) {
      partition.found.add(position, Candidate.at(position));
    } else if (step.begun == CombinedAutomaton.Begun.EMPTY) {
      partition.found.add(position, Candidate.empty(position));
    }
    if (!step.keepsFirst) {
      settle(partition, position + 1, now);
    }
    partition.waits = !partition.found.isEmpty();
  }

  // ---- what the steps tell

  /** Where an attempt began. @param attempt its number behind the row at {@code position} */
  private static long startOf(Attempts partition, int attempt, long position) {
    int number = attempt;
    for (long at = position; ; at--) {
      int[] origins = partition.step(at).origins;
      if (number == origins.length) {
        return at;
      }
      number = origins[number];
    }
  }

  /** The match that an attempt has come to, see {@link Candidate}. */
  private static long candidateOf(Attempts partition, int attempt, long position) {
    int number = attempt;
    for (long at = position; ; at--) {
      var step = partition.step(at);
      if (number == step.origins.length) {
        return step.begun == CombinedAutomaton.Begun.ALIVE_COMPLETE
            ? Candidate.at(at)
            : Candidate.empty(at);
      }
      number = step.origins[number];
      if (number == step.accepted) {
        return Candidate.at(at);
      }
    }
  }

  @Override
  long firstAlive(Attempts partition, long next) {
    return partition.state.attempts > 0 ? startOf(partition, 0, next - 1) : next;
  }

  @Override
  boolean removeBefore(Attempts partition, long start) {
    // What a match covers is void since the row that completed it.
    return false;
  }

  // ---- time

  @Override
  public void expire(Attempts partition, long deadline) {
    // No deadline is ever set.
  }

  @Override
  public void end(Attempts partition, long now) {
    long next = partition.position();
    var state = partition.state;
    int complete = state.completeAtEnd;
    int kept = complete >= 0 ? complete : state.attempts;
    for (int attempt = 0; attempt < kept; attempt++) {
      if (state.found[attempt]) {
        partition.found.add(
            startOf(partition, attempt, next - 1), candidateOf(partition, attempt, next - 1));
      }
    }
    if (complete >= 0) {
      long start = startOf(partition, complete, next - 1);
      partition.found.removeAfter(start);
      partition.found.add(start, Candidate.atEnd(next - 1));
    }
    partition.state = automaton.none(false);
    settle(partition, next, now);
  }

  // ---- state

  @Override
  void writeStates(Attempts partition, StateWriter out) {
    // The steps of the rows follow from the state before the first of them.
    var state =
        partition.holdsNone() ? partition.state : partition.step(partition.firstHeld()).from;
    out.writeBoolean(state == noneAtFirst);
    write(state.threads, out);
  }

  @Override
  void readStates(Attempts partition, StateReader in) {
    boolean atFirst = in.readBoolean();
    int[] threads = readThreads(in);
    var state = atFirst ? noneAtFirst : automaton.state(threads);
    for (long at = partition.firstHeld(); at < partition.heldEnd(); at++) {
      var step = automaton.step(state, partition.satisfied(at));
      partition.mark(at, step);
      state = step.next;
    }
    partition.state = state;
    partition.waits = !partition.found.isEmpty();
  }
}
