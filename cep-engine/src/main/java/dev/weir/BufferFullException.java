package dev.weir;

/** A buffer of results is full and was told to {@link WhenFull#FAIL fail}: rows are not taken quickly enough. */
public final class BufferFullException extends WeirException {
  private static final long serialVersionUID = 1L;

  BufferFullException(int capacity) {
    super("the buffer of " + capacity + " rows is full", null);
  }
}
