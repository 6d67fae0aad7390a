package dev.weir.time;

/** The conventions of watermark values, in microseconds of the edge's time. */
public final class Watermarks {
  /** Before the first row: nothing is known. */
  public static final long NONE = Long.MIN_VALUE;

  /** The input has ended: nothing is still to come. Closes every window and match. */
  public static final long END = Long.MAX_VALUE;

  private Watermarks() {}
}
