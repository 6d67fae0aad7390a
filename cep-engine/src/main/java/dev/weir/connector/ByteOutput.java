package dev.weir.connector;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes that grow: what an {@link Encoder} writes into. It has no lock and no {@code IOException},
 * and its owner uses it again and again. Not thread-safe.
 */
public final class ByteOutput {
  private byte[] bytes;
  private int size;

  public ByteOutput(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  public int size() {
    return size;
  }

  /** The bytes themselves, of which the first {@link #size} count; replaced when they grow. */
  public byte[] array() {
    return bytes;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  public void clear() {
    size = 0;
  }

  /** Takes back what was appended after the output had that size. */
  public void truncate(int size) {
    this.size = Math.min(this.size, size);
  }

  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  /** Makes room for that many more bytes. Returns the array, which may be a new one. */
  public byte[] ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
    }
    return bytes;
  }

  /** Counts bytes that were put into the array behind {@link #size}, after {@link #ensure}. */
  public void advance(int count) {
    size += count;
  }

  public void append(int oneByte) {
    if (size == bytes.length) {
      ensure(1);
    }
    bytes[size++] = (byte) oneByte;
  }

  public void append(byte[] some) {
    append(some, 0, some.length);
  }

  public void append(byte[] some, int from, int to) {
    ensure(to - from);
    System.arraycopy(some, from, bytes, size, to - from);
    size += to - from;
  }

  /** Appends text of which every character is ASCII. */
  @SuppressWarnings(
      "deprecation") // The only bulk copy from a String to bytes without an allocation.
  public void appendAscii(String text) {
    int length = text.length();
    ensure(length);
    text.getBytes(0, length, bytes, size);
    size += length;
  }

  /** Appends text as UTF-8; an unpaired surrogate becomes {@code ?}. */
  public void appendUtf8(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        append(text.getBytes(StandardCharsets.UTF_8));
        return;
      }
    }
    appendAscii(text);
  }

  /** Appends a number in decimal digits. */
  public void appendLong(long value) {
    if (value == Long.MIN_VALUE) {
      appendAscii("-9223372036854775808");
      return;
    }
    ensure(20);
    if (value < 0) {
      bytes[size++] = '-';
      value = -value;
    }
    int digits = 1;
    for (long bound = 10; digits < 19 && value >= bound; bound *= 10) {
      digits++;
    }
    int at = size + digits;
    size = at;
    while (value >= 10) {
      long rest = value / 10;
      bytes[--at] = (byte) ('0' + (value - rest * 10));
      value = rest;
    }
    bytes[--at] = (byte) ('0' + value);
  }

  /** Appends the last {@code width} digits of a number that is not negative, with leading zeros. */
  public void appendDigits(long value, int width) {
    ensure(width);
    for (int at = size + width - 1; at >= size; at--) {
      bytes[at] = (byte) ('0' + value % 10);
      value /= 10;
    }
    size += width;
  }

  /** The bytes read as UTF-8. */
  @Override
  public String toString() {
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }
}
