package dev.weir.format.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.weir.connector.FormatContext;
import dev.weir.connector.RowHandler;
import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.format.JsonField;
import dev.weir.format.LineDecoder;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads one object per line. A key belongs to the column of exactly its spelling, or else to the
 * one that differs in case only; if both kinds are there, the exact one counts. Of a key that comes
 * twice the last counts. Keys without a column are passed over.
 *
 * <p>Lines of one stream mostly have the same keys in the same order, so the columns of the last
 * line's keys are tried first, by place.
 */
final class JsonDecoder extends LineDecoder {
  private static final int NO_COLUMN = -1;
  private static final int PLACES = 256;
  private static final int UNKNOWN_KEYS_MAX = 4096;

  private final RowHandler rows;
  private final JsonField[] fields;
  private final JsonFactory factory = JsonField.newFactory();
  private final Map<String, Integer> exact = new HashMap<>();
  private final Map<String, Integer> ignoringCase = new HashMap<>();

  /** Columns of the keys seen so far: an index, its complement if case differs, or NO_COLUMN. */
  private final Map<String, Integer> resolved = new HashMap<>();

  private final String[] keyAtPlace = new String[PLACES];
  private final int[] columnAtPlace = new int[PLACES];

  /** Per column, in which row it was last read: twice the row's number, plus one by its exact key. */
  private final long[] readIn;

  private long row;

  JsonDecoder(FormatContext context, RowHandler rows) {
    super(rows);
    this.rows = rows;
    this.fields = JsonField.of(context.schema(), context.options());
    this.readIn = new long[fields.length];
    for (int i = 0; i < fields.length; i++) {
      var name = fields[i].column().name();
      exact.putIfAbsent(name, i);
      ignoringCase.putIfAbsent(name.toLowerCase(Locale.ROOT), i);
    }
  }

  @Override
  protected boolean readLine(byte[] bytes, int from, int to, long line) {
    int start = from;
    while (start < to && bytes[start] >= 0 && bytes[start] <= ' ') {
      start++;
    }
    if (start == to) {
      return false;
    }
    if (bytes[start] != '{') {
      rows.badRow(bytes, from, to, line, "the line is not a JSON object");
      return true;
    }
    Event event;
    try (var parser = factory.createParser(bytes, start, to - start)) {
      event = readObject(parser);
    } catch (JsonProcessingException e) {
      rows.badRow(
          bytes, from, to, line, "the line is not JSON" + place(e, start - from, to - from));
      return true;
    } catch (RowError e) {
      rows.badRow(bytes, from, to, line, e.getMessage());
      return true;
    } catch (IOException e) {
      // Text that is no UTF-8; memory itself does not fail.
      rows.badRow(bytes, from, to, line, "the line is not text in UTF-8");
      return true;
    }
    rows.row(event);
    return true;
  }

  private static String place(JsonProcessingException e, int indent, int length) {
    var location = e.getLocation();
    long at = location == null ? -1 : Math.max(location.getByteOffset(), location.getCharOffset());
    if (at < 0) {
      return "";
    }
    return at + indent >= length
        ? ": it ends too early"
        : ": it goes wrong at byte " + (at + indent + 1) + " of the line";
  }

  private Event readObject(JsonParser parser) throws IOException {
    var event = rows.newEvent();
    row++;
    parser.nextToken();
    int place = 0;
    for (var key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      int column = column(key, place++);
      parser.nextToken();
      if (column == NO_COLUMN) {
        parser.skipChildren();
      } else {
        readField(parser, event, column);
      }
    }
    if (parser.nextToken() != null) {
      throw new RowError("the line has more than one JSON object");
    }
    for (int i = 0; i < fields.length; i++) {
      if (readIn[i] >> 1 != row) {
        fields[i].readNull(event);
      }
    }
    return event;
  }

  private void readField(JsonParser parser, Event event, int column) throws IOException {
    boolean isExact = column >= 0;
    int index = isExact ? column : -2 - column;
    if (!isExact && readIn[index] == row * 2 + 1) {
      parser.skipChildren();
      return;
    }
    fields[index].read(parser, event);
    readIn[index] = row * 2 + (isExact ? 1 : 0);
  }

  /** The column of a key: its index, or -2 - index if only case differs, or NO_COLUMN. */
  private int column(String key, int place) {
    if (place >= PLACES) {
      return resolve(key);
    }
    if (key.equals(keyAtPlace[place])) {
      return columnAtPlace[place];
    }
    int column = resolve(key);
    keyAtPlace[place] = key;
    columnAtPlace[place] = column;
    return column;
  }

  private int resolve(String key) {
    Integer known = resolved.get(key);
    if (known != null) {
      return known;
    }
    Integer column = exact.get(key);
    if (column == null) {
      Integer near = ignoringCase.get(key.toLowerCase(Locale.ROOT));
      column = near == null ? NO_COLUMN : -2 - near;
    }
    if (resolved.size() >= UNKNOWN_KEYS_MAX) {
      // Keys that are data, not names: nothing is gained by keeping them.
      resolved.clear();
      Arrays.fill(keyAtPlace, null);
    }
    resolved.put(key, column);
    return column;
  }
}
