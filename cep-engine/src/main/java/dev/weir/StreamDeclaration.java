package dev.weir;

import dev.weir.type.DataType;
import dev.weir.type.Intervals;
import dev.weir.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The CREATE STREAM statement that a class stands for. */
final class StreamDeclaration {
  private final String stream;
  private final Class<?> type;
  private final List<Property> properties;

  StreamDeclaration(String stream, Class<?> type) {
    this.stream = stream;
    this.type = type;
    this.properties = Property.of(type).stream().filter(p -> p.getter() != null).toList();
    if (properties.isEmpty()) {
      throw new ConversionException(type.getName() + " has no properties to make columns from");
    }
  }

  /** What the annotations of the class say. */
  StreamOptions options() {
    StreamOptions found = null;
    for (var property : properties) {
      var time = property.annotations().getAnnotation(EventTime.class);
      if (time != null && found != null) {
        throw new ConversionException(type.getName() + " has two components with @EventTime");
      }
      if (time != null) {
        found = StreamOptions.eventTime(property.column(), JavaValues.duration(lateness(time)));
      }
    }
    return found == null ? StreamOptions.arrivalTime() : found;
  }

  private long lateness(EventTime time) {
    try {
      return Intervals.parseDayTime(time.lateness());
    } catch (dev.weir.event.RowError e) {
      throw new ConversionException("@EventTime of " + type.getName() + ": " + e.getMessage(), e);
    }
  }

  String sql(StreamOptions options) {
    var elements = new ArrayList<String>();
    for (var property : properties) {
      elements.add(quoted(property.column()) + " " + columnType(property));
    }
    options
        .timeColumn()
        .ifPresent(
            name -> {
              var names = properties.stream().map(Property::column).toList();
              int at = Names.find(names, name);
              var column = quoted(at < 0 ? name : names.get(at));
              var seconds =
                  java.math.BigDecimal.valueOf(JavaValues.durationMicros(options.lateness()), 6);
              elements.add(
                  "WATERMARK FOR "
                      + column
                      + " AS "
                      + column
                      + (seconds.signum() == 0
                          ? ""
                          : " - INTERVAL '"
                              + seconds.stripTrailingZeros().toPlainString()
                              + "' SECOND"));
            });
    return "CREATE STREAM " + quoted(stream) + " (\n  " + String.join(",\n  ", elements) + "\n)";
  }

  private static String columnType(Property property) {
    var given = property.annotations().getAnnotation(SqlColumn.class);
    if (given != null && !given.type().isEmpty()) {
      return given.type();
    }
    var java = JavaType.of(property.type());
    return text(java.sqlType()) + (java.raw().isPrimitive() ? " NOT NULL" : "");
  }

  /** Names of fields may be words of the language, so they are quoted. */
  private static String text(DataType type) {
    return switch (type.kind()) {
      case ARRAY -> "ARRAY<" + text(type.element()) + ">";
      case MAP -> "MAP<" + text(type.children().get(0)) + ", " + text(type.children().get(1)) + ">";
      case ROW ->
          java.util.stream.IntStream.range(0, type.names().size())
              .mapToObj(i -> quoted(type.names().get(i)) + " " + text(type.children().get(i)))
              .collect(Collectors.joining(", ", "ROW<", ">"));
      default -> type.kind() == TypeKind.NULL ? "VARCHAR" : type.toString();
    };
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
