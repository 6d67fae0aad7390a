package dev.weir.pattern.local;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import java.util.Arrays;

/**
 * Matches that are found but wait for earlier attempts, in order of their starts. They come nearly in that order, and
 * go from the front, or from the back when an earlier match covers them.
 */
final class FoundMatches {
  private static final long[] EMPTY = {};

  private long[] starts = EMPTY;
  private long[] candidates = EMPTY;
  private int first;
  private int end;

  boolean isEmpty() {
    return first == end;
  }

  int size() {
    return end - first;
  }

  long firstStart() {
    return starts[first];
  }

  /** Of the first one, see {@link Candidate}. */
  long firstCandidate() {
    return candidates[first];
  }

  void removeFirst() {
    first++;
    if (first == end) {
      first = 0;
      end = 0;
    }
  }

  /** Those that start before a position are void. */
  void removeBefore(long start) {
    while (first < end && starts[first] < start) {
      removeFirst();
    }
  }

  /** Those that start after a position are void. */
  void removeAfter(long start) {
    while (first < end && starts[end - 1] > start) {
      end--;
    }
  }

  void add(long start, long candidate) {
    if (end == starts.length) {
      makeRoom();
    }
    int at = end++;
    for (; at > first && starts[at - 1] > start; at--) {
      starts[at] = starts[at - 1];
      candidates[at] = candidates[at - 1];
    }
    starts[at] = start;
    candidates[at] = candidate;
  }

  private void makeRoom() {
    int size = end - first;
    int length = 2 * size < starts.length ? starts.length : Math.max(4, 2 * starts.length);
    long[] newStarts = length == starts.length ? starts : new long[length];
    long[] newCandidates = length == candidates.length ? candidates : new long[length];
    System.arraycopy(starts, first, newStarts, 0, size);
    System.arraycopy(candidates, first, newCandidates, 0, size);
    starts = newStarts;
    candidates = newCandidates;
    first = 0;
    end = size;
  }

  void clear() {
    first = 0;
    end = 0;
  }

  void write(StateWriter out) {
    out.writeInt(size());
    for (int i = first; i < end; i++) {
      out.writeLong(starts[i]);
      out.writeLong(candidates[i]);
    }
  }

  void read(StateReader in) {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      long start = in.readLong();
      add(start, in.readLong());
    }
  }

  @Override
  public String toString() {
    return Arrays.toString(Arrays.copyOfRange(starts, first, end));
  }
}
