package dev.weir.slt;

import java.util.ArrayList;
import java.util.List;

/**
 * One way to replay a case that must not change its rows.
 *
 * @param batchSize rows handed on at a time
 * @param shuffleSeed seed of another order of arrival, or 0 for the order of the file
 * @param restarts whether the engine is stopped after each feed and another goes on from its checkpoint
 */
record Variant(int batchSize, long shuffleSeed, boolean restarts) {
  /** The one whose rows count as the case's rows. */
  static final Variant PLAIN = new Variant(1024, 0, false);

  /** All variants of a case, {@link #PLAIN} first. A case that feeds nothing has no arrivals to move. */
  static List<Variant> of(SltCase test) {
    var settings = test.settings();
    var variants = new ArrayList<Variant>();
    variants.add(PLAIN);
    if (settings.batches()) {
      variants.add(new Variant(1, 0, false));
      variants.add(new Variant(7, 0, false));
    }
    if (test.hasFeed()) {
      if (settings.shuffle()) {
        variants.add(new Variant(1024, 17, false));
        variants.add(new Variant(1, 4711, false));
      }
      if (settings.restart()) {
        variants.add(new Variant(7, 0, true));
      }
      if (settings.restart() && settings.shuffle()) {
        variants.add(new Variant(1024, 42, true));
      }
    }
    return variants;
  }

  boolean isShuffled() {
    return shuffleSeed != 0;
  }

  /** Such as {@code batches of 7, shuffled with seed 17, restarted after each feed}. */
  @Override
  public String toString() {
    return "batches of "
        + batchSize
        + (isShuffled() ? ", arrivals shuffled with seed " + shuffleSeed : "")
        + (restarts ? ", restarted after each feed" : "");
  }
}
