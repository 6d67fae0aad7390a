package dev.weir.pattern.union;

import dev.weir.event.RowError;
import dev.weir.pattern.automaton.Automaton;
import dev.weir.pattern.automaton.PredicateClasses;
import dev.weir.pattern.match.MatchOutput;
import dev.weir.pattern.match.MatchParts;
import dev.weir.pattern.match.MatchRow;
import dev.weir.pattern.match.MatchRows;
import dev.weir.pattern.match.Matcher;
import dev.weir.pattern.union.SetState.Move;
import dev.weir.plan.MatchSpec;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import java.util.Arrays;

/**
 * Finds every match (SKIP NONE) of a pattern whose conditions are all local. Partial matches that are in
 * the same places of the pattern have the same future, so they are one thing: a list of nodes of a {@link
 * MatchArena}. A row costs time in the number of such lists, at most one per {@link SetState}, whatever the number of
 * partial matches and the window; what it completes is then listed at the cost of the output.
 *
 * <p>Matches of one closing row come with the latest starts first, roughly. Their order is a function of the
 * partition's rows alone.
 */
public final class UnionMatcher implements Matcher<UnionPartition> {
  /** Nodes in a slab of the arena that all partitions share, and of one that belongs to a partition. */
  private static final int SHARED_SLAB_BITS = 13;

  private static final int OWN_SLAB_BITS = 6;

  /** Below this an arena is not searched for what nothing refers to. */
  private static final long COMPACTED_MIN = 4096;

  private final MatchSpec spec;
  private final MatchParts parts;
  private final MatchOutput output;
  private final Subsets subsets;
  private final UnionState state;

  /** Null if matches are not counted, or in the graph. */
  private final Effects effects;

  /** Null if each partition has its own. */
  private final MatchArena shared;

  private final long relevant;
  private final long within;
  private final boolean numbered;
  private final boolean counted;

  // What the current row reaches.
  private long epoch;
  private SetState[] reached = new SetState[8];
  private EntryList[] reachedLists = new EntryList[8];
  private int reachedCount;
  private long[] roots = new long[8];
  private int rootCount;
  private boolean taken;

  private final EntryList beginning = new EntryList();
  private EntryList[] free = new EntryList[16];
  private int freeCount;

  // The walk over what it completes.
  private final MatchRows match = new MatchRows();
  private long[] path = new long[16];
  private long[] branches = new long[16];
  private int[] depths = new int[16];

  /** @param parts of a pattern that {@link #canMatch} */
  public UnionMatcher(MatchParts parts, MatchOutput output) {
    this.parts = parts;
    this.spec = parts.spec();
    this.output = output;
    this.subsets = new Subsets(parts.automaton());
    this.state = new UnionState(subsets, parts.rowPrototype());
    this.effects = counts(spec) && subsets.isAtMost(Effects.MAX) ? new Effects(subsets) : null;
    this.relevant = subsets.relevant();
    this.within = spec.withinMicros();
    this.numbered = spec.usesNumber();
    this.counted = spec.isCounted();
    // Rows that wait for NEXT are matched late, those of some partitions later than others: then
    // there is no
    // common time by which nodes could be dropped.
    this.shared = within >= 0 && spec.reachAhead() == 0 ? new MatchArena(SHARED_SLAB_BITS) : null;
  }

  private static boolean counts(MatchSpec spec) {
    return spec.limits().matchesPerRow() >= 0 && !spec.limits().dropsSilently();
  }

  /** Whether a pattern is one for this matcher. */
  public static boolean canMatch(MatchSpec spec, Automaton automaton, PredicateClasses classes) {
    return spec.skip().kind() == MatchSpec.Skip.Kind.NONE
        && spec.rows() != MatchSpec.Rows.ALL_ROWS_WITH_UNMATCHED
        && spec.rows() != MatchSpec.Rows.ONE_ROW_WITH_TIMED_OUT
        && classes.areLocal()
        && Subsets.canRun(automaton);
  }

  @Override
  public UnionPartition newPartition() {
    return new UnionPartition(
        shared == null ? new MatchArena(OWN_SLAB_BITS) : shared,
        effects == null ? null : new ClosingCounter(effects, within));
  }

  // ---- rows

  @Override
  public void row(
      UnionPartition partition,
      Object event,
      long time,
      long order,
      Object[] around,
      long satisfied,
      long now) {
    long matters = satisfied & relevant;
    if (matters == 0 && !partition.isRestless) {
      return;
    }
    if (within >= 0) {
      partition.releaseBefore(time - within);
      partition.arena.setTime(time, within);
    }
    move(partition, subsets.classOf(matters));
    if (taken) {
      partition.hold(new MatchRow(event, time, partition.position(), order, around));
    }
    long all = count(partition, matters, time);
    if (rootCount > 0) {
      if (counted) {
        giveNumber(partition, now);
      } else {
        giveMatches(partition, event, time, now, all);
      }
    }
    keepReached(partition);
    if (partition.live == 0) {
      clear(partition);
    } else if (within >= 0) {
      setDeadline(partition);
    } else if (partition.arena.size() > 2 * partition.nodesKept + COMPACTED_MIN) {
      UnionState.compact(partition);
    }
  }

  /** Works out what all partial matches, and one that begins here, do at a row. */
  private void move(UnionPartition partition, int rowClass) {
    var arena = partition.arena;
    long number = partition.next();
    long oldest = partition.oldest();
    epoch++;
    reachedCount = 0;
    rootCount = 0;
    taken = false;
    // The latest starts first, so that what joins a list never starts later than its first.
    var first = subsets.move(subsets.start(), rowClass);
    if (first.keys().length > 0) {
      beginning.set(MatchArena.bottom(number), number);
      take(first, beginning, number, arena);
    }
    int live = partition.live;
    for (int i = 0; i < live; i++) {
      var list = partition.lists[i];
      if (list.max() < oldest) {
        release(list); // and so are all behind it
        continue;
      }
      list.dropBefore(oldest);
      var from = partition.states[i];
      var next = subsets.move(from, rowClass);
      if (next.keys().length > 0) {
        take(next, list, number, arena);
      }
      stay(next, list, arena);
    }
  }

  private void take(Move move, EntryList list, long number, MatchArena arena) {
    taken = true;
    long before = list.merged(arena);
    long max = list.max();
    for (int i = 0; i < move.keys().length; i++) {
      long node = arena.output(before, max, number, move.keys()[i]);
      if (move.accepts()[i]) {
        addRoot(node);
      }
      var target = move.targets()[i];
      if (target == null) {
        continue;
      }
      if (target.epoch == epoch) {
        reachedLists[target.slot].insert(node, max, arena);
      } else {
        var added = newList();
        added.set(node, max);
        reach(target, added);
      }
    }
  }

  /** Where the list itself goes, which is used up. */
  private void stay(Move move, EntryList list, MatchArena arena) {
    var target = move.stay();
    if (target == null) {
      release(list);
    } else if (target.epoch == epoch) {
      reachedLists[target.slot].insert(list.merged(arena), list.max(), arena);
      release(list);
    } else {
      reach(target, list);
    }
  }

  private void reach(SetState target, EntryList list) {
    if (reachedCount == reached.length) {
      reached = Arrays.copyOf(reached, reachedCount * 2);
      reachedLists = Arrays.copyOf(reachedLists, reachedCount * 2);
    }
    target.epoch = epoch;
    target.slot = reachedCount;
    reached[reachedCount] = target;
    reachedLists[reachedCount++] = list;
  }

  private void addRoot(long node) {
    if (rootCount == roots.length) {
      roots = Arrays.copyOf(roots, rootCount * 2);
    }
    roots[rootCount++] = node;
  }

  private void keepReached(UnionPartition partition) {
    int before = partition.live;
    partition.live = 0;
    partition.isRestless = false;
    for (int i = 0; i < reachedCount; i++) {
      partition.add(reached[i], reachedLists[i]);
      reachedLists[i] = null;
    }
    for (int i = partition.live; i < before; i++) {
      partition.states[i] = null;
      partition.lists[i] = null;
    }
  }

  private EntryList newList() {
    return freeCount == 0 ? new EntryList() : free[--freeCount];
  }

  private void release(EntryList list) {
    if (freeCount < free.length) {
      free[freeCount++] = list;
    }
  }

  private void clear(UnionPartition partition) {
    partition.clear();
    if (shared == null) {
      partition.arena.clear();
    }
  }

  private void setDeadline(UnionPartition partition) {
    var latest = partition.row(partition.lists[0].max());
    partition.setDeadline(latest.time() + within, latest.order());
  }

  // ---- matches

  /** How many matches a row completes; -1 if that is not counted. Counts the row. */
  private long count(UnionPartition partition, long satisfied, long time) {
    if (effects == null) {
      return -1;
    }
    var effect = effects.of(satisfied);
    var counter = partition.counter;
    counter.slideTo(time);
    long count = rootCount == 0 ? 0 : counter.count(effect);
    counter.add(satisfied, time, effect);
    return count;
  }

  private void giveMatches(UnionPartition partition, Object event, long time, long now, long all) {
    long most = spec.limits().matchesPerRow();
    long left = most < 0 ? Long.MAX_VALUE : most;
    for (int i = 0; i < rootCount && left > 0; i++) {
      left = give(partition, roots[i], left, now);
    }
    if (left == 0 && !spec.limits().dropsSilently()) {
      long count =
          all >= 0
              ? all
              : ReachableNodes.count(partition.arena, partition.oldest(), roots, rootCount);
      if (count > most) {
        parts.errors().failed(event, time, suppressed(count, most));
      }
    }
  }

  /** One row for all matches, where only their number is asked for and {@link CountMatcher} does not do. */
  private void giveNumber(UnionPartition partition, long now) {
    long count = ReachableNodes.count(partition.arena, partition.oldest(), roots, rootCount);
    CountMatcher.give(partition.row(partition.next() - 1), count, match, parts, output, now);
  }

  private static RowError suppressed(long count, long most) {
    long held = count - most;
    return new RowError(
        (count == Long.MAX_VALUE ? "at least " : "")
            + held
            + (held == 1 ? " further match ends" : " further matches end")
            + " at this row, more than 'pattern.max-matches-per-row' = "
            + most);
  }

  /**
   * Gives the matches of a node, depth first. Rows are met from the last to the first, and those behind a branch are
   * shared by what both its sides have.
   *
   * @param most more are not given
   * @return how many more may be given
   */
  private long give(UnionPartition partition, long root, long most, long now) {
    var arena = partition.arena;
    long oldest = partition.oldest();
    long left = most;
    int waiting = 0;
    long node = root;
    int depth = 0;
    int kept = 0;
    while (true) {
      while (!MatchArena.isBottom(node)) {
        var slab = arena.slab(node);
        int at = arena.at(node);
        long rightMax = slab[at + 3];
        if (rightMax == MatchArena.OUTPUT) {
          if (depth == path.length) {
            path = Arrays.copyOf(path, depth * 2);
          }
          path[depth++] = slab[at + 1];
        } else if (rightMax >= oldest) {
          if (waiting == branches.length) {
            branches = Arrays.copyOf(branches, waiting * 2);
            depths = Arrays.copyOf(depths, waiting * 2);
          }
          branches[waiting] = slab[at + 1];
          depths[waiting++] = depth;
        }
        node = slab[at];
      }
      give(partition, arena.max(node), depth, kept, now);
      left--;
      if (waiting == 0 || left == 0) {
        return left;
      }
      node = branches[--waiting];
      depth = depths[waiting];
      kept = depth;
    }
  }

  /** @param kept how many rows, from the last on, the match shares with the one before */
  private void give(UnionPartition partition, long start, int size, int kept, long now) {
    var first = partition.row(start);
    long number = numbered ? partition.nextMatch() : 0;
    int from = kept;
    if (kept > 0 && size == match.size()) {
      match.beginLike(first, number);
    } else {
      match.begin(first, number, false);
      match.resize(size);
      from = 0;
    }
    for (int i = from; i < size; i++) {
      long taken = path[i];
      int key = MatchArena.keyOf(taken);
      match.set(
          size - 1 - i,
          partition.row(MatchArena.rowOf(taken)),
          Subsets.label(key),
          Subsets.isExcluded(key));
    }
    output.matched(match, now);
  }

  // ---- time

  @Override
  public void expire(UnionPartition partition, long deadline) {
    // The deadline is that of the latest start.
    clear(partition);
  }

  @Override
  public void end(UnionPartition partition, long now) {
    clear(partition);
  }

  @Override
  public boolean isIdle(UnionPartition partition) {
    return partition.live == 0;
  }

  @Override
  public long starters() {
    return subsets.starters();
  }

  @Override
  public long relevant() {
    return subsets.isRestless() ? ANY_ROW : relevant;
  }

  @Override
  public int partialMatches(UnionPartition partition) {
    int nodes = 0;
    for (int i = 0; i < partition.live; i++) {
      nodes += partition.lists[i].size;
    }
    return nodes;
  }

  // ---- state

  @Override
  public void write(UnionPartition partition, StateWriter out) {
    state.write(partition, out);
  }

  @Override
  public void read(UnionPartition partition, StateReader in) {
    state.read(partition, in);
  }
}
