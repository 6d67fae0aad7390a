package dev.weir.connect.datagen;

import dev.weir.connector.ConnectorException;
import dev.weir.connector.Options;
import dev.weir.event.RowError;
import dev.weir.type.Column;
import dev.weir.type.Intervals;
import dev.weir.type.NumberText;
import dev.weir.type.TimeText;
import java.util.Locale;
import java.util.Optional;

/** The options {@code fields.<column>.*} of one column. */
record FieldOptions(Column column, Options options) {

  private String name(String option) {
    return "fields." + column.name().toLowerCase(Locale.ROOT) + "." + option;
  }

  Optional<String> find(String option) {
    return options.find(name(option));
  }

  String get(String option, String otherwise) {
    return options.get(name(option), otherwise);
  }

  double number(String option, double otherwise) {
    return find(option)
        .map(text -> parse(option, text, "a number", NumberText::parseDouble))
        .orElse(otherwise);
  }

  long whole(String option, long otherwise) {
    return find(option)
        .map(text -> parse(option, text, "a whole number", NumberText::parseLong))
        .orElse(otherwise);
  }

  long interval(String option, long otherwise) {
    return find(option)
        .map(text -> parse(option, text, "an interval such as '10 ms'", Intervals::parseDayTime))
        .orElse(otherwise);
  }

  long timestamp(String option, String otherwise) {
    return parse(option, get(option, otherwise), "a timestamp", TimeText::parseTimestamp);
  }

  private interface Parser<T> {
    T parse(String text);
  }

  private <T> T parse(String option, String text, String expected, Parser<T> parser) {
    try {
      return parser.parse(text);
    } catch (RowError e) {
      throw wrong(option, text, expected);
    }
  }

  ConnectorException wrong(String option, String text, String expected) {
    return new ConnectorException(
        "the option '" + name(option) + "' is '" + text + "', it takes " + expected);
  }

  ConnectorException noKindFor(String kind, String kinds) {
    return new ConnectorException(
        "the option '"
            + name("kind")
            + "' is '"
            + kind
            + "', the type "
            + column.type()
            + " takes "
            + kinds);
  }
}
