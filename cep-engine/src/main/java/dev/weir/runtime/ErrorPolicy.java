package dev.weir.runtime;

import dev.weir.connector.ConnectorException;
import java.util.Locale;

/** What happens to a row that cannot be read or evaluated: the option {@code 'on.error'}. */
public enum ErrorPolicy {
  /** Counted and kept for {@code SHOW DEAD LETTERS}. */
  DEAD_LETTER,
  /** Counted. */
  SKIP,
  /** The run stops. */
  FAIL;

  /** Larger for a policy under which less is forgiven. */
  int strictness() {
    return switch (this) {
      case SKIP -> 0;
      case DEAD_LETTER -> 1;
      case FAIL -> 2;
    };
  }

  /** @throws ConnectorException if there is no policy of that name */
  public static ErrorPolicy of(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "dead-letter" -> DEAD_LETTER;
      case "skip" -> SKIP;
      case "fail" -> FAIL;
      default ->
          throw new ConnectorException(
              "the option 'on.error' is '" + text + "', it takes 'dead-letter', 'skip' or 'fail'");
    };
  }
}
