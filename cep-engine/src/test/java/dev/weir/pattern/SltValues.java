package dev.weir.pattern;

import dev.weir.type.DataType;
import dev.weir.type.Schema;
import dev.weir.type.TypeKind;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Values as test files write them. */
final class SltValues {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private SltValues() {}

  /** The letter of a column. */
  static String type(DataType type) {
    if (type.kind() == TypeKind.TIMESTAMP) {
      return "P";
    }
    return switch (type.storage().code()) {
      case 'I', 'J' -> "I";
      case 'D' -> "R";
      case 'Z' -> "B";
      default -> "T";
    };
  }

  static String row(List<Object> row, Schema schema) {
    var fields = new ArrayList<String>();
    for (int i = 0; i < row.size(); i++) {
      var value = row.get(i);
      if (value == null) {
        fields.add("NULL");
      } else if (schema.type(i).kind() == TypeKind.TIMESTAMP) {
        fields.add(
            LocalDateTime.ofEpochSecond((Long) value / 1_000_000, 0, ZoneOffset.UTC)
                .format(SECONDS));
      } else {
        fields.add(value.toString());
      }
    }
    return String.join("\t", fields);
  }
}
