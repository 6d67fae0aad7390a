package dev.weir.connector;

import java.util.Locale;

/**
 * An option of a connector or format.
 *
 * @param name as written in {@code WITH}; a part {@code <column>} stands for the name of a column
 * @param required whether it must be given
 * @param defaultText what holds if it is not given, for the documentation; may be empty
 * @param description one line
 */
public record Option(String name, boolean required, String defaultText, String description) {
  private static final String COLUMN = "<column>";

  /** Whether a name in a {@code WITH} clause means this option. */
  public boolean matches(String written) {
    var text = written.toLowerCase(Locale.ROOT);
    int hole = name.indexOf(COLUMN);
    if (hole < 0) {
      return text.equals(name);
    }
    var head = name.substring(0, hole);
    var tail = name.substring(hole + COLUMN.length());
    return text.length() > head.length() + tail.length()
        && text.startsWith(head)
        && text.endsWith(tail);
  }
}
