package dev.weir.pattern.output;

import dev.weir.pattern.match.MatchRows;
import dev.weir.plan.MatchSpec;
import dev.weir.plan.MatchValue;
import dev.weir.plan.RowReference;
import dev.weir.plan.RowReference.Mapped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the rows that measures refer to, for one current row of a match after another.
 *
 * <p>Where a match gives one row, a reference is found by looking from the end of the match that it
 * counts from: most are at that end, and nothing is prepared. Where it gives all its rows, the
 * rows of every set of variables that is referred to are listed once, and counted as the current row
 * moves on; then each reference takes constant time. Not thread-safe.
 */
final class RowFinder {
  private static final int NONE = -1;

  private final boolean lists;
  private final int reachBack;

  /** The sets of variables of which rows are listed, distinct. */
  private final long[] sets;

  /** By set: the indexes of its rows in the match, ascending, and how many. */
  private final int[][] members;

  private final int[] totals;

  /** By set: how many of its rows are not behind the current one. */
  private final int[] counts;

  private MatchRows match;

  /** The index of the current row; -1 in an empty match. */
  private int current;

  RowFinder(MatchSpec spec) {
    this.lists = spec.rows().isAllRows();
    this.reachBack = spec.reachBack();
    this.sets = lists ? sets(spec) : new long[0];
    this.members = new int[sets.length][16];
    this.totals = new int[sets.length];
    this.counts = new int[sets.length];
  }

  private static long[] sets(MatchSpec spec) {
    var references = new ArrayList<>(spec.measureRows());
    for (var value : spec.measureValues()) {
      if (value instanceof MatchValue.Classifier classifier && classifier.row() != null) {
        references.add(classifier.row());
      }
    }
    return references.stream()
        .filter(Mapped.class::isInstance)
        .mapToLong(reference -> ((Mapped) reference).variables().bits())
        .distinct()
        .toArray();
  }

  /** The place of each reference's set in the lists, for {@link #find}; 0 where it has none. */
  int[] places(List<RowReference> references) {
    return references.stream().mapToInt(this::place).toArray();
  }

  int place(RowReference reference) {
    if (reference instanceof Mapped mapped) {
      for (int i = 0; i < sets.length; i++) {
        if (sets[i] == mapped.variables().bits()) {
          return i;
        }
      }
    }
    return 0;
  }

  /** Begins a match, in front of its first row. In time linear in the match if rows are listed. */
  void begin(MatchRows rows) {
    match = rows;
    current = NONE;
    Arrays.fill(counts, 0);
    for (int set = 0; set < sets.length; set++) {
      totals[set] = list(set);
    }
  }

  private int list(int set) {
    long labels = sets[set];
    int count = 0;
    for (int i = 0; i < match.size(); i++) {
      if ((labels >>> match.label(i) & 1) != 0) {
        if (count == members[set].length) {
          members[set] = Arrays.copyOf(members[set], count * 2);
        }
        members[set][count++] = i;
      }
    }
    return count;
  }

  /** Makes the next row the current one. */
  void next() {
    current++;
    int label = match.label(current);
    for (int set = 0; set < sets.length; set++) {
      counts[set] += (int) (sets[set] >>> label & 1);
    }
  }

  /** Makes the last row the current one; only where a match gives one row. */
  void toLast() {
    current = match.size() - 1;
  }

  /** The index of the current row; -1 in an empty match. */
  int current() {
    return current;
  }

  /** The variable that the current row is mapped to, or -1 if there is none. */
  int currentLabel() {
    return current == NONE ? NONE : match.label(current);
  }

  /** Lets go of the match. */
  void release() {
    match = null;
  }

  /** The index of the row that a reference is counted from, or -1 if there is none. @param place see {@link #places} */
  int index(RowReference reference, int place) {
    return reference instanceof Mapped mapped ? find(mapped, place) : current;
  }

  /** How far the row is from that one. */
  static int distance(RowReference reference) {
    return reference instanceof Mapped mapped
        ? mapped.shift()
        : ((RowReference.Neighbour) reference).offset();
  }

  /** The event of a row, or null if there is no such row. @param index see {@link #index} */
  Object event(int index, int distance) {
    if (index == NONE) {
      return null;
    }
    var row = match.row(index);
    return distance == 0 ? row.event() : row.around()[reachBack + distance];
  }

  /** The variable that a row is mapped to, or -1 if there is no such row or it is not in the match. */
  int label(RowReference reference, int place) {
    int index = index(reference, place);
    int distance = distance(reference);
    if (index != NONE && distance != 0) {
      index = indexOf(match.row(index).position() + distance);
    }
    return index == NONE ? NONE : match.label(index);
  }

  /** The index of the row at a position of the partition, or -1. Positions in a match ascend. */
  private int indexOf(long position) {
    int low = 0;
    int high = match.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = match.row(middle).position();
      if (found == position) {
        return middle;
      }
      if (found < position) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return NONE;
  }

  private int find(Mapped reference, int place) {
    if (!lists) {
      return reference.last() ? fromEnd(reference) : fromStart(reference);
    }
    int count = reference.isFinal() ? totals[place] : counts[place];
    int member = reference.last() ? count - 1 - reference.offset() : reference.offset();
    return member < 0 || member >= count ? NONE : members[place][member];
  }

  private int fromEnd(Mapped reference) {
    long labels = reference.variables().bits();
    int skip = reference.offset();
    for (int i = match.size() - 1; i >= 0; i--) {
      if ((labels >>> match.label(i) & 1) != 0 && skip-- == 0) {
        return i;
      }
    }
    return NONE;
  }

  private int fromStart(Mapped reference) {
    long labels = reference.variables().bits();
    int skip = reference.offset();
    for (int i = 0; i < match.size(); i++) {
      if ((labels >>> match.label(i) & 1) != 0 && skip-- == 0) {
        return i;
      }
    }
    return NONE;
  }
}
