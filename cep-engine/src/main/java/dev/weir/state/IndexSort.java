package dev.weir.state;

import java.util.Arrays;

/** Sorts indexes by the values that they stand for. Stable, nothing is boxed. */
public final class IndexSort {
  private static final int RUN = 12;

  private IndexSort() {}

  /**
   * Sorts {@code indexes[0 .. count - 1]} by {@code first[index]}, then {@code second[index]}. Takes
   * linear time when they are sorted already, O(n log n) otherwise.
   */
  public static void sort(int[] indexes, int count, long[] first, long[] second) {
    if (isSorted(indexes, count, first, second)) {
      return;
    }
    for (int from = 0; from < count; from += RUN) {
      insertionSort(indexes, from, Math.min(from + RUN, count), first, second);
    }
    if (count <= RUN) {
      return;
    }
    var source = indexes;
    var target = Arrays.copyOf(indexes, count);
    for (int width = RUN; width < count; width *= 2) {
      for (int from = 0; from < count; from += 2 * width) {
        int middle = Math.min(from + width, count);
        merge(source, target, from, middle, Math.min(middle + width, count), first, second);
      }
      var swap = source;
      source = target;
      target = swap;
    }
    if (source != indexes) {
      System.arraycopy(source, 0, indexes, 0, count);
    }
  }

  private static boolean isSorted(int[] indexes, int count, long[] first, long[] second) {
    for (int i = 1; i < count; i++) {
      if (isAfter(indexes[i - 1], indexes[i], first, second)) {
        return false;
      }
    }
    return true;
  }

  private static void insertionSort(int[] indexes, int from, int to, long[] first, long[] second) {
    for (int i = from + 1; i < to; i++) {
      int moving = indexes[i];
      int j = i;
      for (; j > from && isAfter(indexes[j - 1], moving, first, second); j--) {
        indexes[j] = indexes[j - 1];
      }
      indexes[j] = moving;
    }
  }

  private static void merge(
      int[] source, int[] target, int from, int middle, int to, long[] first, long[] second) {
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      boolean takeRight =
          left == middle || right < to && isAfter(source[left], source[right], first, second);
      target[i] = takeRight ? source[right++] : source[left++];
    }
  }

  private static boolean isAfter(int left, int right, long[] first, long[] second) {
    return first[left] != first[right] ? first[left] > first[right] : second[left] > second[right];
  }
}
