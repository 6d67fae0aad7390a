package dev.weir.connector;

import dev.weir.event.Event;
import dev.weir.operator.TestEvent;
import dev.weir.time.VirtualClock;
import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The engine's side of a source or decoder: keeps what comes. */
public class ReadRows implements SourceContext, RowHandler {
  public final List<List<Object>> rows = new ArrayList<>();
  public final List<Bad> bad = new ArrayList<>();
  public final VirtualClock clock = new VirtualClock(0);
  public long skipped;
  public InputStream in = new ByteArrayInputStream(new byte[0]);
  public final CountDownLatch readerEnded = new CountDownLatch(1);
  private final Schema schema;
  private final Options options;

  public record Bad(String location, String text, String reason) {}

  public ReadRows(Schema schema, String... namesAndValues) {
    this.schema = schema;
    this.options = optionsOf(namesAndValues);
  }

  public static Options optionsOf(String... namesAndValues) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Options(map);
  }

  /** Columns as {@code name, type} in turns. */
  public static Schema schema(Object... namesAndTypes) {
    var columns = new ArrayList<Column>();
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      columns.add(new Column((String) namesAndTypes[i], (DataType) namesAndTypes[i + 1]));
    }
    return new Schema(columns);
  }

  public static Column notNull(String name, DataType type) {
    return new Column(name, type, false, Column.Role.PLAIN);
  }

  public List<String> reasons() {
    return bad.stream().map(Bad::reason).toList();
  }

  public List<String> locations() {
    return bad.stream().map(Bad::location).toList();
  }

  public FormatContext format() {
    return FormatContext.reading(schema, options);
  }

  @Override
  public String stream() {
    return "s";
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Options options() {
    return options;
  }

  @Override
  public VirtualClock clock() {
    return clock;
  }

  @Override
  public Event newEvent() {
    return TestEvent.blank(schema.layout());
  }

  @Override
  public void row(Event event) {
    var values = new ArrayList<Object>();
    for (int i = 0; i < event.size(); i++) {
      values.add(event.get(i));
    }
    rows.add(values);
  }

  @Override
  public void badRow(String location, String rawText, String reason) {
    bad.add(new Bad(location, rawText, reason));
  }

  @Override
  public void badRow(byte[] bytes, int from, int to, long line, String reason) {
    var text = new String(bytes, from, to - from, java.nio.charset.StandardCharsets.UTF_8);
    bad.add(new Bad("line " + line, text, reason));
  }

  @Override
  public void skipped() {
    skipped++;
  }

  @Override
  public void skipped(long rows) {
    skipped += rows;
  }

  @Override
  public InputStream standardInput() {
    return in;
  }

  @Override
  public void startReader(String name, Runnable reader) {
    var thread =
        new Thread(
            () -> {
              reader.run();
              readerEnded.countDown();
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }
}
