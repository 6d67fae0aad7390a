package dev.weir.connector;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The options of a {@code WITH} clause. Names are lower case. Immutable. */
public final class Options {
  private final Map<String, String> values;

  public Options(Map<String, String> values) {
    var copy = new TreeMap<String, String>();
    values.forEach((name, value) -> copy.put(name.toLowerCase(Locale.ROOT), value));
    this.values = java.util.Collections.unmodifiableMap(copy);
  }

  public Map<String, String> asMap() {
    return values;
  }

  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  public String get(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /** @throws ConnectorException if it is missing */
  public String require(String name) {
    return find(name)
        .orElseThrow(() -> new ConnectorException("the option '" + name + "' is missing"));
  }

  /** @throws ConnectorException if it is neither true nor false */
  public boolean getBoolean(String name, boolean otherwise) {
    var value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new ConnectorException(
              "the option '" + name + "' is '" + value + "', it takes 'true' or 'false'");
    };
  }

  /** @throws ConnectorException if it is not a whole number in the range */
  public long getLong(String name, long otherwise, long least, long most) {
    var value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(value.replace("_", ""));
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The message below says what is expected.
    }
    throw new ConnectorException(
        "the option '"
            + name
            + "' is '"
            + value
            + "', it takes a whole number from "
            + least
            + " to "
            + most);
  }
}
