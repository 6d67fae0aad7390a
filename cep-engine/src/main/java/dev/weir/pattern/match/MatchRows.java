package dev.weir.pattern.match;

import java.util.Arrays;

/**
 * One match as it is handed to the output: its rows in order with the variables they are mapped to.
 * Reused from match to match. Not thread-safe.
 */
public final class MatchRows {
  private MatchRow[] rows = new MatchRow[16];
  private int[] labels = new int[16];
  private boolean[] excluded = new boolean[16];
  private int size;
  private int previousSize;
  private long shape;
  private MatchRow start;
  private long number;
  private boolean timedOut;
  private long count;

  /**
   * Begins a match.
   *
   * @param start its first row; of an empty match the row in front of which it stands
   * @param number its number in the partition, from 1; 0 if no measure shows it
   * @param timedOut whether it is a partial match that WITHIN has ended
   */
  public void begin(MatchRow start, long number, boolean timedOut) {
    Arrays.fill(rows, 0, size, null);
    this.previousSize = size;
    this.size = 0;
    this.start = start;
    this.number = number;
    this.timedOut = timedOut;
    this.count = 1;
  }

  /**
   * Begins a match of as many rows as the one before: those that are not {@link #set} stay.
   *
   * @param start its first row
   * @param number as in {@link #begin}
   */
  public void beginLike(MatchRow start, long number) {
    this.start = start;
    this.number = number;
  }

  /**
   * Stands for all matches that a row completes.
   *
   * @param count how many they are
   */
  public void beginCounted(MatchRow last, long count) {
    begin(last, 0, false);
    resize(1);
    set(0, last, 0, false);
    this.count = count;
  }

  /** Makes room for so many rows, which are then {@link #set} in any order. */
  public void resize(int count) {
    if (count > rows.length) {
      int capacity = Math.max(count, rows.length * 2);
      rows = Arrays.copyOf(rows, capacity);
      labels = Arrays.copyOf(labels, capacity);
      excluded = Arrays.copyOf(excluded, capacity);
    }
    if (count != previousSize) {
      shape++;
    }
    size = count;
  }

  /** Maps the row at {@code index} to a variable. */
  public void set(int index, MatchRow row, int label, boolean isExcluded) {
    rows[index] = row;
    if (labels[index] != label) {
      labels[index] = label;
      shape++;
    }
    excluded[index] = isExcluded;
  }

  public int size() {
    return size;
  }

  /** Equal for matches that have as many rows, none of them 0, mapped to the same variables in the same order. */
  public long shape() {
    return shape;
  }

  public MatchRow row(int index) {
    return rows[index];
  }

  public int label(int index) {
    return labels[index];
  }

  public boolean isExcluded(int index) {
    return excluded[index];
  }

  public MatchRow start() {
    return start;
  }

  public long number() {
    return number;
  }

  public boolean isTimedOut() {
    return timedOut;
  }

  /** How many matches these rows stand for: 1, unless they are only counted. */
  public long count() {
    return count;
  }
}
