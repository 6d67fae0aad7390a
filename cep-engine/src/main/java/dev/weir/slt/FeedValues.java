package dev.weir.slt;

import dev.weir.event.RowError;
import dev.weir.type.Bytes;
import dev.weir.type.DataType;
import dev.weir.type.NumberText;
import dev.weir.type.TimeText;
import java.math.RoundingMode;
import java.util.HexFormat;

/** Values of a {@code feed} from their text. */
final class FeedValues {
  private FeedValues() {}

  /** @throws RowError if the text is no value of the type, or the type has no text that can be fed */
  static Object parse(String text, DataType type) {
    int end = text.length();
    return switch (type.kind()) {
      case BOOLEAN -> NumberText.parseBoolean(text);
      case TINYINT -> NumberText.parseTinyint(text, 0, end);
      case SMALLINT -> NumberText.parseSmallint(text, 0, end);
      case INTEGER -> NumberText.parseInt(text);
      case BIGINT -> NumberText.parseLong(text);
      case REAL -> NumberText.parseReal(text, 0, end);
      case DOUBLE -> NumberText.parseDouble(text);
      case DECIMAL ->
          NumberText.parseDecimal(text, 0, end).setScale(type.scale(), RoundingMode.HALF_UP);
      case CHAR, VARCHAR, JSON -> text;
      case VARBINARY -> bytes(text);
      case DATE -> TimeText.parseDate(text);
      case TIME -> TimeText.parseTime(text);
      case TIMESTAMP -> TimeText.parseTimestamp(text);
      case TIMESTAMP_LTZ -> TimeText.parseTimestampLtz(text);
      case NULL, INTERVAL_DAY_TIME, INTERVAL_YEAR_MONTH, ARRAY, MAP, ROW ->
          throw new RowError(type + " has no text here: feed the row as a JSON object");
    };
  }

  private static Bytes bytes(String text) {
    try {
      return new Bytes(HexFormat.of().parseHex(text.startsWith("\\x") ? text.substring(2) : text));
    } catch (IllegalArgumentException e) {
      throw new RowError("'" + text + "' is no VARBINARY such as \\x0a1b");
    }
  }
}
