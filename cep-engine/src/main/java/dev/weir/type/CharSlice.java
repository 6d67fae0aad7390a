package dev.weir.type;

import java.util.Arrays;

/**
 * A view of characters in a buffer that is moved rather than made anew, so that a reader of
 * millions of fields allocates nothing. Not thread-safe.
 */
public final class CharSlice implements CharSequence {
  private char[] buffer = new char[0];
  private int start;
  private int length;

  /** Looks at {@code buffer[from .. to - 1]}; the buffer is not copied. */
  public CharSlice set(char[] buffer, int from, int to) {
    this.buffer = buffer;
    this.start = from;
    this.length = to - from;
    return this;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    return buffer[start + index];
  }

  /** Whether the characters from {@code from} on are exactly these. */
  public boolean matches(int from, char[] expected) {
    int at = start + from;
    return from + expected.length <= length
        && Arrays.equals(buffer, at, at + expected.length, expected, 0, expected.length);
  }

  /** Copies {@code target.length} characters from {@code from} on. */
  public void copy(int from, char[] target) {
    System.arraycopy(buffer, start + from, target, 0, target.length);
  }

  @Override
  public CharSequence subSequence(int from, int to) {
    return new String(buffer, start + from, to - from);
  }

  @Override
  public String toString() {
    return new String(buffer, start, length);
  }
}
