package dev.weir.pattern.union;

import dev.weir.pattern.union.Effects.Effect;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import java.util.Arrays;

/**
 * Counts, exactly, the matches that a row completes with starts in a sliding window, without looking at
 * matches: in the product of the matrices of the rows in the window, the first row holds how many partial
 * matches there are by state.
 *
 * <p>The window slides by the two-stacks method: of the older rows only the first row of every suffix's
 * product is kept (one vector each), of the younger ones the product alone; when the older ones are used up, the
 * younger ones take their place. With d states a row costs O(d) for each entry in which its matrix differs from
 * the identity, amortised, whatever the window.
 *
 * <p>Numbers above {@link Long#MAX_VALUE} become that. As nothing is ever subtracted, a number that is
 * below it is exact. Not thread-safe.
 */
final class ClosingCounter {
  private static final int CAPACITY_MIN = 16;

  private final Effects effects;

  /** From the row's time to the oldest start that counts; -1: any. */
  private final long within;

  private final int size;

  /** By column: the product of the younger rows. Without a window only its first row, which is all that is asked for. */
  private final long[][] product;

  private final int height;
  private long[][] scratch = new long[0][];

  /** The younger rows in the window. */
  private long[] times = new long[0];

  private long[] rows = new long[0];
  private int young;

  /** The older rows, the oldest at {@code old}, and for each the first row of the product from it on. */
  private long[] oldTimes = new long[0];

  private long[] oldRows = new long[0];
  private long[] vectors = new long[0];
  private int old;
  private int oldEnd;

  ClosingCounter(Effects effects, long within) {
    this.effects = effects;
    this.within = within;
    this.size = effects.size();
    this.height = within < 0 ? 1 : size;
    this.product = new long[size][height];
    setIdentity();
  }

  private void setIdentity() {
    for (int column = 0; column < size; column++) {
      Arrays.fill(product[column], 0);
      if (column < height) {
        product[column][column] = 1;
      }
    }
  }

  /** Drops the rows that are too old at a time. */
  void slideTo(long time) {
    if (within < 0) {
      return;
    }
    long horizon = time - within;
    while (old < oldEnd && oldTimes[old] < horizon) {
      old++;
    }
    if (old == oldEnd && young > 0 && times[0] < horizon) {
      flip(horizon);
    }
  }

  /** How many matches a row completes that comes now. */
  long count(Effect effect) {
    long count = 0;
    for (int i = 0; i < effect.closing().length; i++) {
      count = sum(count, times(alive(effect.closing()[i]), effect.ways()[i]));
    }
    return count;
  }

  /** The number of partial matches in a state; for the start 1. */
  private long alive(int state) {
    var column = product[state];
    if (old == oldEnd) {
      return column[0];
    }
    long alive = 0;
    int vector = old * size;
    for (int i = 0; i < size; i++) {
      long ways = column[i];
      if (ways != 0) {
        alive = sum(alive, times(vectors[vector + i], ways));
      }
    }
    return alive;
  }

  /** Takes a row into the window. */
  void add(long satisfied, long time, Effect effect) {
    if (effect.isIdentity() || satisfied == 0 && endsWithNothing()) {
      return;
    }
    if (within >= 0) {
      if (young == times.length) {
        times = Arrays.copyOf(times, Math.max(CAPACITY_MIN, young * 2));
        rows = Arrays.copyOf(rows, times.length);
      }
      times[young] = time;
      rows[young++] = satisfied;
    }
    multiply(effect);
  }

  /**
   * Whether the latest row satisfies nothing: a second one in a row changes nothing more. Nor does it when
   * the first has left the window, because none before it counts then.
   */
  private boolean endsWithNothing() {
    return young > 0 ? rows[young - 1] == 0 : old < oldEnd && oldRows[oldEnd - 1] == 0;
  }

  private void multiply(Effect effect) {
    int[] columns = effect.columns();
    if (columns.length == 1) {
      var sources = effect.sources()[0];
      var column = product[columns[0]];
      if (sources.length == 2 && (sources[0] == columns[0] || sources[1] == columns[0])) {
        addTo(column, product[sources[0] == columns[0] ? sources[1] : sources[0]]);
        return;
      }
    }
    while (scratch.length < columns.length) {
      scratch = Arrays.copyOf(scratch, scratch.length + 1);
      scratch[scratch.length - 1] = new long[height];
    }
    for (int i = 0; i < columns.length; i++) {
      Arrays.fill(scratch[i], 0);
      for (int source : effect.sources()[i]) {
        addTo(scratch[i], product[source]);
      }
    }
    for (int i = 0; i < columns.length; i++) {
      var replaced = product[columns[i]];
      product[columns[i]] = scratch[i];
      scratch[i] = replaced;
    }
  }

  private static void addTo(long[] target, long[] added) {
    for (int i = 0; i < target.length; i++) {
      target[i] = sum(target[i], added[i]);
    }
  }

  /** The younger rows become the older ones. */
  private void flip(long horizon) {
    int from = 0;
    while (from < young && times[from] < horizon) {
      from++;
    }
    int count = young - from;
    if (count > oldTimes.length) {
      oldTimes = new long[times.length];
      oldRows = new long[times.length];
      vectors = new long[Math.multiplyExact(times.length, size)];
    }
    System.arraycopy(times, from, oldTimes, 0, count);
    System.arraycopy(rows, from, oldRows, 0, count);
    old = 0;
    oldEnd = count;
    young = 0;
    fillVectors();
    setIdentity();
  }

  /** From the youngest to the oldest, each matrix times the product so far; that is kept by row here. */
  private void fillVectors() {
    setIdentity();
    for (int i = oldEnd - 1; i >= 0; i--) {
      var effect = effects.of(oldRows[i]);
      multiplyFromLeft(effect);
      System.arraycopy(product[0], 0, vectors, i * size, size);
    }
  }

  private void multiplyFromLeft(Effect effect) {
    int[] changed = effect.rows();
    while (scratch.length < changed.length) {
      scratch = Arrays.copyOf(scratch, scratch.length + 1);
      scratch[scratch.length - 1] = new long[height];
    }
    if (changed.length == 1) {
      var targets = effect.targets()[0];
      if (targets.length == 2 && (targets[0] == changed[0] || targets[1] == changed[0])) {
        addTo(product[changed[0]], product[targets[0] == changed[0] ? targets[1] : targets[0]]);
        return;
      }
    }
    for (int i = 0; i < changed.length; i++) {
      Arrays.fill(scratch[i], 0);
      for (int target : effect.targets()[i]) {
        addTo(scratch[i], product[target]);
      }
    }
    for (int i = 0; i < changed.length; i++) {
      var replaced = product[changed[i]];
      product[changed[i]] = scratch[i];
      scratch[i] = replaced;
    }
  }

  /** Whether there are surely no partial matches. */
  boolean isEmpty() {
    if (within >= 0) {
      return old == oldEnd && young == 0;
    }
    for (int state = 1; state < size; state++) {
      if (product[state][0] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Drops everything. */
  void clear() {
    old = 0;
    oldEnd = 0;
    if (young > 0 || within < 0) {
      young = 0;
      setIdentity();
    }
  }

  // ---- numbers that stop at the largest

  private static long sum(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  private static long times(long a, long b) {
    long product = a * b;
    return (a | b) >>> 31 == 0 || Math.multiplyHigh(a, b) == 0 && product >= 0
        ? product
        : Long.MAX_VALUE;
  }

  // ---- state

  void write(StateWriter out) {
    if (within < 0) {
      for (var column : product) {
        out.writeLong(column[0]);
      }
      return;
    }
    out.writeInt(oldEnd - old + young);
    for (int i = old; i < oldEnd; i++) {
      out.writeLong(oldTimes[i]);
      out.writeLong(oldRows[i]);
    }
    for (int i = 0; i < young; i++) {
      out.writeLong(times[i]);
      out.writeLong(rows[i]);
    }
  }

  /** Reads what {@link #write} wrote into an empty counter. */
  void read(StateReader in) {
    if (within < 0) {
      for (var column : product) {
        column[0] = in.readLong();
      }
      return;
    }
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      long time = in.readLong();
      long satisfied = in.readLong();
      add(satisfied, time, effects.of(satisfied));
    }
  }
}
