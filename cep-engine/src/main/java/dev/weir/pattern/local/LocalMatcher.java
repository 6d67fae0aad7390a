package dev.weir.pattern.local;

import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.operator.RowErrors;
import dev.weir.pattern.automaton.Automaton;
import dev.weir.pattern.automaton.PredicateClasses;
import dev.weir.pattern.match.MatchOutput;
import dev.weir.pattern.match.MatchParts;
import dev.weir.pattern.match.MatchRows;
import dev.weir.pattern.match.Matcher;
import dev.weir.plan.MatchSpec;
import dev.weir.plan.MatchSpec.Skip.Kind;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import dev.weir.type.TimeText;

/**
 * Matches patterns whose rows follow one another and whose conditions are all local. What a row does to
 * the attempts depends then on nothing but the variables that it satisfies, so it is found once and looked up
 * afterwards. Rows are kept from the oldest attempt's first; which row is mapped to which variable is found only
 * when a match is given, by going over its rows once more.
 *
 * <p>A row costs one look-up for all attempts together, or one per attempt, see the two kinds.
 *
 * @param <P> the partition with the states of its attempts
 */
public abstract sealed class LocalMatcher<P extends LocalPartition> implements Matcher<P>
    permits CombinedMatcher, SeparateMatcher {
  final MatchSpec spec;
  final Moves moves;
  final AttemptAutomaton attempts;

  /** Whether a match ends attempts that begin inside it. */
  final boolean pastLast;

  /** Whether an attempt's match waits for those of earlier attempts. */
  final boolean inOrder;

  final boolean givesUnmatched;

  private final boolean numbered;
  private final Event rowPrototype;
  private final RowErrors errors;
  private final MatchOutput output;
  private final MatchRows match = new MatchRows();

  /** The steps of the match that is given. */
  private AttemptAutomaton.Step[] path = new AttemptAutomaton.Step[16];

  LocalMatcher(MatchParts parts, MatchOutput output) {
    this.spec = parts.spec();
    this.moves = new Moves(parts.automaton());
    this.attempts = new AttemptAutomaton(moves);
    this.pastLast = spec.skip().kind() == Kind.PAST_LAST_ROW;
    this.givesUnmatched = spec.rows() == MatchSpec.Rows.ALL_ROWS_WITH_UNMATCHED;
    this.numbered = spec.usesNumber();
    this.inOrder = spec.skip().kind() != Kind.TO_NEXT_ROW || givesUnmatched || numbered;
    this.rowPrototype = parts.rowPrototype();
    this.errors = parts.errors();
    this.output = output;
  }

  /**
   * Whether {@link #of} can match the pattern: it has no gaps, groups and quiet times, and all conditions are local. Nor
   * both WITHIN and {@code $}: what only waits for the end of the partition outlives the attempt that WITHIN ends.
   */
  public static boolean canMatch(MatchSpec spec, Automaton automaton, PredicateClasses classes) {
    return classes.areLocal()
        && spec.skip().kind() != Kind.NONE
        && automaton.groups().isEmpty()
        && automaton.quietBefore().isEmpty()
        && automaton.states().stream()
            .noneMatch(
                s ->
                    s instanceof Automaton.Waiting
                        || s instanceof Automaton.Quiet
                        || s instanceof Automaton.AtEnd && spec.withinMicros() >= 0);
  }

  /** A matcher for a pattern that {@link #canMatch} accepts. @param output where matches are given */
  public static Matcher<?> of(MatchParts parts, MatchOutput output) {
    var spec = parts.spec();
    boolean combined =
        spec.skip().kind() == Kind.PAST_LAST_ROW
            && spec.withinMicros() < 0
            && spec.limits().partialMatches() >= parts.automaton().states().size();
    return combined ? new CombinedMatcher(parts, output) : new SeparateMatcher(parts, output);
  }

  // ---- what is decided

  /**
   * Gives what waits for no earlier attempt any more, and lets go of rows.
   *
   * @param next the first row that has not come yet
   */
  final void settle(P partition, long next, long now) {
    long first = firstAlive(partition, next);
    while (!partition.found.isEmpty() && partition.found.firstStart() < first) {
      long start = partition.found.firstStart();
      long candidate = partition.found.firstCandidate();
      partition.found.removeFirst();
      long resume = give(partition, start, candidate, now);
      partition.found.removeBefore(resume);
      if (removeBefore(partition, resume)) {
        first = firstAlive(partition, next);
      }
    }
    if (givesUnmatched) {
      giveUnmatched(partition, first, now);
    }
    partition.release(first);
  }

  /** The start of the first attempt alive, {@code next} if there is none. */
  abstract long firstAlive(P partition, long next);

  /** Attempts that start before a position are void. @return whether there are any */
  abstract boolean removeBefore(P partition, long start);

  /** @return where the search goes on */
  final long give(P partition, long start, long candidate, long now) {
    if (givesUnmatched) {
      giveUnmatched(partition, start, now);
    }
    long last = Candidate.last(candidate);
    begin(partition, start, last, false);
    if (last >= start) {
      var end = walk(partition, start, last);
      if (Candidate.isAtEnd(candidate)) {
        int thread = end.next().completeAtEnd;
        map(partition, start, end.next().threads[thread], end.origins()[thread]);
      } else {
        map(partition, start, end.accepted(), end.acceptedOrigin());
      }
    }
    long resume = resume(start, last);
    if (resume < 0) {
      return start + 1;
    }
    output.matched(match, now);
    partition.covered = Math.max(partition.covered, Math.max(start, last));
    partition.undecided = resume;
    return resume;
  }

  /** Gives the preferred one of the partial matches of an attempt that WITHIN has ended. */
  final void giveTimedOut(P partition, long start, long now) {
    long last = partition.position() - 1;
    begin(partition, start, last, true);
    var end = walk(partition, start, last);
    map(partition, start, end.next().threads[0], end.origins()[0]);
    output.matched(match, now);
  }

  private void begin(P partition, long start, long last, boolean timedOut) {
    long number = numbered ? partition.nextNumber() : 0;
    match.begin(partition.row(start), number, timedOut);
    match.resize((int) (last - start + 1));
  }

  /** Goes over the rows of a match. @return the last step */
  private AttemptAutomaton.Step walk(P partition, long start, long last) {
    int size = (int) (last - start + 1);
    if (size > path.length) {
      path = new AttemptAutomaton.Step[Math.max(size, 2 * path.length)];
    }
    var state = attempts.start(start == 0);
    for (int i = 0; i < size; i++) {
      path[i] = attempts.step(state, partition.satisfied(start + i));
      state = path[i].next();
    }
    return path[size - 1];
  }

  /** Maps the rows of the match to variables, from the last one back. @param origin the thread before the last row */
  private void map(P partition, long start, int lastState, int origin) {
    int thread = origin;
    int state = lastState;
    for (int i = match.size() - 1; ; i--) {
      match.set(i, partition.row(start + i), moves.label(state), moves.isExcluded(state));
      if (i == 0) {
        break;
      }
      var before = path[i - 1];
      state = before.next().threads[thread];
      thread = before.origins()[thread];
    }
    if (path.length > 1_024) {
      path = new AttemptAutomaton.Step[16];
    }
  }

  private long resume(long start, long last) {
    if (last < start || spec.skip().kind() == Kind.TO_NEXT_ROW) {
      return start + 1;
    } else if (pastLast) {
      return last + 1;
    }
    boolean first = spec.skip().kind() == Kind.TO_FIRST;
    int target = -1;
    for (int i = 0; i < match.size() && (target < 0 || !first); i++) {
      if (spec.skip().target().contains(match.label(i))) {
        target = i;
      }
    }
    if (target <= 0) {
      cannotSkip(target < 0);
      return -1;
    }
    return start + target;
  }

  private void cannotSkip(boolean isMissing) {
    var text = new StringBuilder("cannot skip to ");
    text.append(spec.skip().kind() == Kind.TO_FIRST ? "first " : "last ");
    text.append('"').append(spec.skip().name()).append('"');
    text.append(isMissing ? ", which has no row in" : ", which is the first row of");
    text.append(" the match ");
    if (numbered) {
      text.append("number ").append(match.number()).append(' ');
    }
    text.append("that begins in the partition of this row at ");
    TimeText.appendTimestamp(text, match.start().time());
    errors.failed(match.start().event(), match.start().time(), new RowError(text.toString()));
  }

  private void giveUnmatched(P partition, long before, long now) {
    for (; partition.undecided < before; partition.undecided++) {
      if (partition.undecided > partition.covered) {
        output.unmatched(partition.row(partition.undecided), now);
      }
    }
  }

  final void refuse(Object event, long time) {
    if (!spec.limits().dropsSilently()) {
      errors.failed(
          event,
          time,
          new RowError(
              "the partition of this row has "
                  + spec.limits().partialMatches()
                  + " partial matches, as many as 'pattern.max-partial-matches' allows;"
                  + " no match that starts here is looked for"));
    }
  }

  // ---- what the operator asks

  @Override
  public final long starters() {
    return givesUnmatched || moves.acceptsEmpty(true) || moves.acceptsEmpty(false)
        ? ANY_ROW
        : moves.starters();
  }

  @Override
  public final boolean isIdle(P partition) {
    return partition.alive() == 0 && partition.found.isEmpty();
  }

  @Override
  public final int partialMatches(P partition) {
    return partition.alive() + partition.found.size();
  }

  // ---- state

  @Override
  public final void write(P partition, StateWriter out) {
    partition.writeRows(out);
    partition.found.write(out);
    out.writeLong(partition.undecided);
    out.writeLong(partition.covered);
    writeStates(partition, out);
  }

  @Override
  public final void read(P partition, StateReader in) {
    partition.readRows(in, rowPrototype);
    partition.found.read(in);
    partition.undecided = in.readLong();
    partition.covered = in.readLong();
    readStates(partition, in);
  }

  abstract void writeStates(P partition, StateWriter out);

  abstract void readStates(P partition, StateReader in);

  static void write(int[] threads, StateWriter out) {
    out.writeInt(threads.length);
    for (int thread : threads) {
      out.writeInt(thread);
    }
  }

  static int[] readThreads(StateReader in) {
    var threads = new int[in.readInt()];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = in.readInt();
    }
    return threads;
  }
}
