package dev.weir.serve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The latest rows of one rule, each encoded once and numbered from 0. Whoever writes never waits: the oldest rows give way, and
 * readers who come too late learn how many they have lost. Any number of readers, each with a position of its own.
 * Thread-safe.
 */
public final class RowBuffer {
  private static final int CAPACITY_FIRST = 64;

  private final int rowsMax;
  private final long bytesMax;

  /** Row n is at n modulo the length, which is a power of two. */
  private byte[][] rows = new byte[CAPACITY_FIRST][];

  private long oldest;
  private long next;
  private long bytes;
  private boolean closed;
  private List<Runnable> waiting = new ArrayList<>();

  /**
   * Rows that follow each other.
   *
   * @param first the number of the first of them
   * @param rows encoded; only read
   * @param lost how many rows before the first are not kept any more though they were asked for
   * @param closed whether the rule is gone and no row follows these
   */
  public record Batch(long first, List<byte[]> rows, long lost, boolean closed) {
    /** The number of the row behind these. */
    public long next() {
      return first + rows.size();
    }
  }

  /**
   * @param rowsMax how many rows are kept, at most; made a power of two
   * @param bytesMax how many bytes they may have together; the latest row is always kept
   */
  RowBuffer(int rowsMax, long bytesMax) {
    this.rowsMax = Math.max(CAPACITY_FIRST, Integer.highestOneBit(rowsMax));
    this.bytesMax = bytesMax;
  }

  /** Takes a row; those who wait for one are called, on this thread. */
  void append(byte[] row) {
    List<Runnable> due;
    synchronized (this) {
      if (closed) {
        return;
      }
      makeRoom();
      rows[index(next)] = row;
      next++;
      bytes += row.length;
      while (bytes > bytesMax && oldest < next - 1) {
        removeOldest();
      }
      due = takeWaiting();
    }
    due.forEach(Runnable::run);
  }

  private void makeRoom() {
    if (next - oldest < rows.length) {
      return;
    }
    if (rows.length == rowsMax) {
      removeOldest();
      return;
    }
    var old = rows;
    rows = new byte[old.length * 2][];
    for (long n = oldest; n < next; n++) {
      rows[index(n)] = old[(int) (n & (old.length - 1))];
    }
  }

  private void removeOldest() {
    int index = index(oldest);
    bytes -= rows[index].length;
    rows[index] = null;
    oldest++;
  }

  private int index(long number) {
    return (int) (number & (rows.length - 1));
  }

  private List<Runnable> takeWaiting() {
    if (waiting.isEmpty()) {
      return List.of();
    }
    var due = waiting;
    waiting = new ArrayList<>();
    return due;
  }

  /**
   * The rows from a number on, as many as fit into a size but at least one if there is one.
   *
   * @param from a number that is not kept any more counts as the oldest; one that is not there yet as the next
   */
  public synchronized Batch read(long from, int sizeMax) {
    long first = Math.min(Math.max(from, oldest), next);
    var taken = new ArrayList<byte[]>();
    long size = 0;
    for (long n = first; n < next; n++) {
      var row = rows[index(n)];
      size += row.length;
      if (size > sizeMax && n > first) {
        break;
      }
      taken.add(row);
    }
    boolean isLast = closed && first + taken.size() == next;
    return new Batch(first, taken, Math.max(0, first - Math.max(0, from)), isLast);
  }

  /**
   * Calls back once, as soon as there is a row of that number or the rule is gone. The callback must be quick: the engine
   * waits for it.
   *
   * @return false if that is so already: then it is not called
   */
  public synchronized boolean await(long number, Runnable callback) {
    if (closed || number < next) {
      return false;
    }
    waiting.add(callback);
    return true;
  }

  /** Takes back what {@link #await} was given. */
  public synchronized void forget(Runnable callback) {
    waiting.remove(callback);
  }

  /** The number of the oldest row that is kept. */
  public synchronized long oldest() {
    return oldest;
  }

  /** The number that the next row will have. */
  public synchronized long next() {
    return next;
  }

  /** Says that no row follows. */
  void close() {
    List<Runnable> due;
    synchronized (this) {
      closed = true;
      due = takeWaiting();
    }
    due.forEach(Runnable::run);
  }

  /** How many rows are kept, for tests. */
  synchronized int size() {
    return (int) Arrays.stream(rows).filter(row -> row != null).count();
  }
}
