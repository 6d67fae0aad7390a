package dev.weir.type;

import java.util.Arrays;
import java.util.HexFormat;

/** A VARBINARY value: immutable bytes that are equal, and ordered, by content. */
public final class Bytes implements Comparable<Bytes> {
  private final byte[] content;

  /** @param content copied */
  public Bytes(byte[] content) {
    this.content = content.clone();
  }

  public int length() {
    return content.length;
  }

  /** A copy of the bytes. */
  public byte[] toArray() {
    return content.clone();
  }

  /** Unsigned, byte by byte; a prefix comes first. */
  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(content, other.content);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /** Lower-case hexadecimal with a leading {@code \x}, as PostgreSQL prints it. */
  @Override
  public String toString() {
    return "\\x" + HexFormat.of().formatHex(content);
  }
}
