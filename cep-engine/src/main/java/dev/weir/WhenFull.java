package dev.weir;

/** What happens to a row that comes while a buffer of results is full. What is lost is counted. */
public enum WhenFull {
  /** The engine's thread waits until there is room. Only where rows are taken by another thread. */
  BLOCK,
  /** The row is lost. */
  DROP_NEWEST,
  /** The row that has waited longest is lost. */
  DROP_OLDEST,
  /** The call that caused the row throws {@link BufferFullException}; the row is lost. */
  FAIL
}
