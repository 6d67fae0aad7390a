package dev.weir.slt;

import java.util.List;

/** One test: the blocks before the file's first {@code # case:}, then its own, run on a fresh engine. */
public final class SltCase {
  private final String name;
  private final int line;
  private final List<Block> blocks;
  private final Settings settings;

  /**
   * What comment lines settle for a case.
   *
   * @param unordered rows are compared as multisets everywhere
   * @param batches whether it is replayed with other batch sizes; likewise the others
   */
  record Settings(boolean unordered, boolean batches, boolean shuffle, boolean restart) {
    static final Settings DEFAULT = new Settings(false, true, true, true);
  }

  SltCase(String name, int line, List<Block> blocks, Settings settings) {
    this.name = name;
    this.line = line;
    this.blocks = List.copyOf(blocks);
    this.settings = settings;
  }

  /** The words after {@code # case:}; the file's name without {@code .slt} if the file is one case. */
  public String name() {
    return name;
  }

  /** The line where the case begins, from 1. */
  public int line() {
    return line;
  }

  List<Block> blocks() {
    return blocks;
  }

  Settings settings() {
    return settings;
  }

  boolean hasFeed() {
    return blocks.stream().anyMatch(block -> block instanceof Block.Feed);
  }

  @Override
  public String toString() {
    return name;
  }
}
