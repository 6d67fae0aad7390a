package dev.weir;

import java.util.Optional;

/**
 * A rule as it is now.
 *
 * @param version 1 for the first rule of that name, one more each time it was made anew
 * @param text the statement that makes it
 * @param target the stream that it inserts into, if it does
 * @param eventsIn how many rows it has taken from the streams that it reads, or {@link #UNKNOWN}
 * @param rowsOut how many rows it has given, or {@link #UNKNOWN}
 * @param failure why it has failed, if it has
 */
public record RuleStatus(
    String name,
    State state,
    int version,
    String text,
    Optional<String> target,
    long eventsIn,
    long rowsOut,
    Optional<String> failure) {
  /** A number that is not kept: of the rules of a script that have come to their end. */
  public static final long UNKNOWN = -1;

  /** Whether a rule takes rows. */
  public enum State {
    /** It starts with the next query of the script, or at its end. */
    WAITING,
    RUNNING,
    /** Rows pass it by until it is resumed. */
    PAUSED,
    /** It could not go on; see {@link RuleStatus#failure}. */
    FAILED,
    /** Its inputs have ended. */
    ENDED
  }
}
