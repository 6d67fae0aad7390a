package dev.weir.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.StreamInput;
import dev.weir.connector.Decoder;
import dev.weir.connector.FormatContext;
import dev.weir.connector.Options;
import dev.weir.connector.RowHandler;
import dev.weir.event.Event;
import dev.weir.format.json.JsonFormat;
import dev.weir.type.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rows of a body: one JSON object, an array of them, or one per line. Rows that can't be read are reported one by one, the
 * others are taken; a body that is no JSON at all is refused as a whole.
 */
final class EventBody {
  private static final int ERRORS_MAX = 100;

  private final StreamInput input;
  private final int timeColumn;
  private final List<Event> accepted = new ArrayList<>();
  private final List<RowProblem> problems = new ArrayList<>();
  private long rejected;
  private long rows;

  /** What is wrong with a row. @param row its number in the body, from 1 */
  record RowProblem(long row, String message) {}

  /** @param timeColumn the column that must have a value for the row to have a time, or -1 */
  EventBody(StreamInput input, int timeColumn) {
    this.input = input;
    this.timeColumn = timeColumn;
  }

  List<Event> accepted() {
    return accepted;
  }

  /** The first {@value #ERRORS_MAX} of the rejected rows. */
  List<RowProblem> problems() {
    return problems;
  }

  long rejected() {
    return rejected;
  }

  void read(byte[] body, boolean oneRowPerLine) throws IOException {
    var context = FormatContext.reading(input.schema(), new Options(Map.of()));
    var decoder = new JsonFormat().decoder(context, new Rows());
    if (oneRowPerLine) {
      decode(decoder, body, 0, body.length);
      return;
    }
    try (var json = Answer.JSON.createParser(body)) {
      var first = json.nextToken();
      if (first == JsonToken.START_ARRAY) {
        var pieces = new ArrayList<int[]>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          int from = (int) json.currentTokenLocation().getByteOffset();
          json.skipChildren();
          json.finishToken();
          pieces.add(new int[] {from, (int) json.currentLocation().getByteOffset()});
        }
        if (json.nextToken() != null) {
          throw new Refusal(400, "MALFORMED_JSON", "something follows the array", null);
        }
        pieces.forEach(piece -> decodeOne(decoder, body, piece[0], piece[1]));
      } else if (first != null && isOneValue(body)) {
        decodeOne(decoder, body, 0, body.length);
      } else {
        decode(decoder, body, 0, body.length);
      }
    } catch (JsonProcessingException e) {
      throw Body.malformed(e);
    }
  }

  /** Whether the body is one value over any number of lines, and not one object per line. */
  private static boolean isOneValue(byte[] body) throws IOException {
    try (var json = Answer.JSON.createParser(body)) {
      json.nextToken();
      json.skipChildren();
      json.finishToken();
      for (long at = json.currentLocation().getByteOffset(); at < body.length; at++) {
        if (body[(int) at] > ' ' || body[(int) at] < 0) {
          return false;
        }
      }
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** One row, though it may have line breaks: those can only be between its tokens, and mean nothing there. */
  private static void decodeOne(Decoder decoder, byte[] body, int from, int to) {
    for (int i = from; i < to; i++) {
      if (body[i] == '\n' || body[i] == '\r') {
        body[i] = ' ';
      }
    }
    decode(decoder, body, from, to);
  }

  private static void decode(Decoder decoder, byte[] body, int from, int to) {
    decoder.decode(body, from, to, true, Integer.MAX_VALUE);
  }

  private void reject(String message) {
    rejected++;
    if (problems.size() < ERRORS_MAX) {
      problems.add(new RowProblem(rows, message));
    }
  }

  private final class Rows implements RowHandler {
    private final Schema schema = input.schema();

    @Override
    public Event newEvent() {
      return input.newEvent();
    }

    @Override
    public void row(Event event) {
      rows++;
      for (int i = 0; i < schema.size(); i++) {
        if (event.isNull(i) && (i == timeColumn || !schema.column(i).nullable())) {
          reject("column \"" + schema.column(i).name() + "\" needs a value");
          return;
        }
      }
      accepted.add(event);
    }

    @Override
    public void badRow(byte[] bytes, int from, int to, long line, String reason) {
      rows++;
      reject(reason);
    }

    @Override
    public void skipped() {}
  }
}
