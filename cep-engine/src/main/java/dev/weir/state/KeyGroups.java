package dev.weir.state;

/**
 * Keys hash to key groups, and state is written and read by key group: the unit in which state
 * moves between workers, hosts and versions. The number is fixed for the life of a checkpoint.
 */
public final class KeyGroups {
  public static final int COUNT = 128;

  private KeyGroups() {}

  /** The group of a key with this {@link KeyReader#hash}. */
  public static int of(int hash) {
    return (hash >>> 7) % COUNT;
  }
}
