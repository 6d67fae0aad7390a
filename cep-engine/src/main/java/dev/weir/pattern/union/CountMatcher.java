package dev.weir.pattern.union;

import dev.weir.event.RowError;
import dev.weir.pattern.match.MatchOutput;
import dev.weir.pattern.match.MatchParts;
import dev.weir.pattern.match.MatchRow;
import dev.weir.pattern.match.MatchRows;
import dev.weir.pattern.match.Matcher;
import dev.weir.pattern.match.Partition;
import dev.weir.plan.MatchSpec;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/**
 * Counts every match (SKIP NONE) by its closing row and makes none: a row costs time in the number of states of the pattern,
 * whatever the number of matches and the window. What is held is two words for each row in the window that has moved anything,
 * and a vector. See {@link ClosingCounter}.
 */
public final class CountMatcher implements Matcher<CountMatcher.Counted> {
  private final MatchParts parts;
  private final MatchOutput output;
  private final Effects effects;
  private final long relevant;
  private final long starters;
  private final long within;
  private final boolean isRestless;
  private final MatchRows match = new MatchRows();

  /** The partial matches of a partition, by number. */
  public static final class Counted extends Partition {
    private final ClosingCounter counter;

    Counted(ClosingCounter counter) {
      this.counter = counter;
    }

    private long position() {
      return rows;
    }

    private long deadline() {
      return deadline;
    }

    private long deadlineOrder() {
      return deadlineOrder;
    }

    private void expireAt(long time, long order) {
      deadline = time;
      deadlineOrder = order;
    }
  }

  private CountMatcher(MatchParts parts, Subsets subsets, MatchOutput output) {
    this.parts = parts;
    this.output = output;
    this.effects = new Effects(subsets);
    this.relevant = subsets.relevant();
    this.starters = subsets.starters();
    this.within = parts.spec().withinMicros();
    this.isRestless = subsets.isRestless();
  }

  /**
   * The matcher for a counted pattern.
   *
   * @param parts of a pattern that {@link UnionMatcher#canMatch} and that {@link MatchSpec#isCounted}
   */
  public static Matcher<?> of(MatchParts parts, MatchOutput output) {
    var subsets = new Subsets(parts.automaton());
    return subsets.isAtMost(Effects.MAX)
        ? new CountMatcher(parts, subsets, output)
        : new UnionMatcher(parts, output);
  }

  @Override
  public Counted newPartition() {
    return new Counted(new ClosingCounter(effects, within));
  }

  @Override
  public void row(
      Counted partition,
      Object event,
      long time,
      long order,
      Object[] around,
      long satisfied,
      long now) {
    long matters = satisfied & relevant;
    if (matters == 0 && !isRestless) {
      return;
    }
    var effect = effects.of(matters);
    var counter = partition.counter;
    counter.slideTo(time);
    if (effect.closing().length > 0) {
      long count = counter.count(effect);
      if (count > 0) {
        var row = new MatchRow(event, time, partition.position(), order, around);
        give(row, count, match, parts, output, now);
      }
    }
    counter.add(matters, time, effect);
    if (within >= 0 && (matters & starters) != 0) {
      partition.expireAt(time + within, order);
    }
  }

  /** Gives the number of matches that a row completes, or reports that it is too large. */
  static void give(
      MatchRow last, long count, MatchRows match, MatchParts parts, MatchOutput output, long now) {
    if (count == Long.MAX_VALUE) {
      parts
          .errors()
          .failed(
              last.event(),
              last.time(),
              new RowError(
                  "the number of matches that end at this row is out of range for BIGINT"));
      return;
    }
    match.beginCounted(last, count);
    output.matched(match, now);
  }

  @Override
  public void expire(Counted partition, long deadline) {
    // The deadline is that of the latest start.
    clear(partition);
  }

  @Override
  public void end(Counted partition, long now) {
    clear(partition);
  }

  private static void clear(Counted partition) {
    partition.counter.clear();
    partition.expireAt(Partition.NONE, 0);
  }

  @Override
  public boolean isIdle(Counted partition) {
    return partition.counter.isEmpty();
  }

  @Override
  public long starters() {
    return starters;
  }

  @Override
  public long relevant() {
    return isRestless ? ANY_ROW : relevant;
  }

  @Override
  public int partialMatches(Counted partition) {
    return 0;
  }

  @Override
  public void write(Counted partition, StateWriter out) {
    out.writeLong(partition.deadline());
    out.writeLong(partition.deadlineOrder());
    partition.counter.write(out);
  }

  @Override
  public void read(Counted partition, StateReader in) {
    partition.expireAt(in.readLong(), in.readLong());
    partition.counter.read(in);
  }
}
