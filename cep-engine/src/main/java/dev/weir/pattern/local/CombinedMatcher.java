package dev.weir.pattern.local;

import dev.weir.pattern.match.MatchOutput;
import dev.weir.pattern.match.MatchParts;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/**
 * AFTER MATCH SKIP PAST LAST ROW without WITHIN: one look-up per row for all attempts, however many
 * have begun, see {@link CombinedAutomaton}.
 */
final class CombinedMatcher extends LocalMatcher<CombinedMatcher.Attempts> {
  /** A partition with all its attempts in one state. */
  static final class Attempts extends LocalPartition {
    CombinedAutomaton.State state;

    Attempts(CombinedAutomaton.State state) {
      this.state = state;
    }
  }

  private final CombinedAutomaton automaton;
  private final CombinedAutomaton.State none;
  private final CombinedAutomaton.State noneAtFirst;

  CombinedMatcher(MatchParts parts, MatchOutput output) {
    super(parts, output);
    this.automaton = new CombinedAutomaton(moves);
    this.none = automaton.none(false);
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
    long position = partition.position();
    var step = automaton.step(partition.state, satisfied);
    if (partition.alive == 0 && step.begun() == CombinedAutomaton.Begun.FAILED && !givesUnmatched) {
      partition.state = step.next();
      return;
    }
    partition.held.add(position, event, time, order, around, satisfied);
    partition.state = step.next();
    accept(partition, step, position);
    end(partition, step);
    keep(partition, step);
    begin(partition, step, position);
    settle(partition, position + 1, now);
  }

  private static void accept(Attempts partition, CombinedAutomaton.Step step, long position) {
    int accepted = step.accepted();
    if (accepted >= 0) {
      partition.candidates[accepted] = Candidate.at(position);
      partition.found.removeAfter(partition.starts[accepted]);
    }
  }

  private static void end(Attempts partition, CombinedAutomaton.Step step) {
    for (int ended : step.ended()) {
      if (partition.candidates[ended] != Candidate.NONE) {
        partition.found.add(partition.starts[ended], partition.candidates[ended]);
      }
    }
  }

  private static void keep(Attempts partition, CombinedAutomaton.Step step) {
    int[] origins = step.origins();
    for (int i = 0; i < origins.length; i++) {
      partition.starts[i] = partition.starts[origins[i]];
      partition.candidates[i] = partition.candidates[origins[i]];
    }
    partition.alive = origins.length;
  }

  private static void begin(Attempts partition, CombinedAutomaton.Step step, long position) {
    switch (step.begun()) {
      case ALIVE -> partition.begin(position, Candidate.NONE);
      case ALIVE_EMPTY -> partition.begin(position, Candidate.empty(position));
      case ALIVE_COMPLETE -> partition.begin(position, Candidate.at(position));
      case EMPTY -> partition.found.add(position, Candidate.empty(position));
      case COMPLETE -> partition.found.add(position, Candidate.at(position));
      case VOID, FAILED -> {}
    }
  }

  @Override
  void removeBefore(Attempts partition, long start) {
    // What a match covers is void since the row that completed it.
  }

  @Override
  public void expire(Attempts partition, long deadline) {
    // No deadline is ever set.
  }

  @Override
  public void end(Attempts partition, long now) {
    long next = partition.position();
    int complete = partition.state.completeAtEnd;
    int kept = partition.alive;
    if (complete >= 0) {
      partition.candidates[complete] = Candidate.atEnd(next - 1);
      partition.found.removeAfter(partition.starts[complete]);
      kept = complete + 1;
    }
    for (int i = 0; i < kept; i++) {
      if (partition.candidates[i] != Candidate.NONE) {
        partition.found.add(partition.starts[i], partition.candidates[i]);
      }
    }
    partition.alive = 0;
    partition.state = none;
    settle(partition, next, now);
  }

  @Override
  void writeStates(Attempts partition, StateWriter out) {
    out.writeBoolean(partition.state == noneAtFirst);
    write(partition.state.threads, out);
  }

  @Override
  void readStates(Attempts partition, StateReader in) {
    boolean atFirst = in.readBoolean();
    int[] threads = readThreads(in);
    partition.state = atFirst ? noneAtFirst : automaton.state(threads);
  }
}
