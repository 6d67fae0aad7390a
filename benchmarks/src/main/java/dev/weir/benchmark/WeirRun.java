package dev.weir.benchmark;

import dev.weir.Engine;
import dev.weir.ResultHandler;
import dev.weir.StreamInput;
import dev.weir.diagnostic.Source;
import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.type.Schema;
import java.util.function.ToDoubleFunction;

/** Weir embedded: event objects are sent in batches, results are read by a callback. */
final class WeirRun {
  private static final int BATCH = 1_024;

  static final String STREAM =
      "CREATE STREAM trades (symbol VARCHAR NOT NULL, price DOUBLE NOT NULL, volume INTEGER NOT NULL,"
          + " ts TIMESTAMP(3) NOT NULL, WATERMARK FOR ts AS ts)";

  private final Engine engine = Engine.create();
  private final Event[] events;

  private final String stream;

  /** Makes the event objects, which is not part of what is timed. */
  WeirRun(Trades trades) {
    this(trades, STREAM, false);
  }

  /** @param hasType whether the trades have their type as a last column */
  private WeirRun(Trades trades, String stream, boolean hasType) {
    this.stream = stream;
    execute(stream);
    events = new Event[trades.size()];
    var input = engine.input("trades");
    for (int i = 0; i < events.length; i++) {
      events[i] = event(input, trades, i, trades.timeMicros[i]);
      if (hasType) {
        events[i].setInt(4, trades.type(i));
      }
    }
  }

  /** For queries that read the {@code type} of trades, see {@link Trades#type}. */
  static WeirRun withType(Trades trades) {
    return new WeirRun(
        trades, STREAM.replace(", WATERMARK", ", type INTEGER NOT NULL, WATERMARK"), true);
  }

  /** Executes statements, such as settings. */
  void execute(String statements) {
    engine.execute(Source.of("trades.sql", statements), new Sum(Workload.W1));
  }

  static Event event(StreamInput input, Trades trades, int index, long timeMicros) {
    var event = input.newEvent();
    event.setObject(0, trades.symbol[index]);
    event.setDouble(1, trades.price[index]);
    event.setInt(2, trades.volume[index]);
    event.setLong(3, timeMicros);
    return event;
  }

  /** A fresh stream and query in the same engine, so that generated code is as warm as the loop. */
  Outcome run(Workload workload) {
    return run(workload.sql, workload::checksum);
  }

  /** @param checksum what to sum up of each result row */
  Outcome run(String sql, ToDoubleFunction<Event> checksum) {
    var sum = new Sum(checksum);
    execute("DROP STREAM trades; " + stream);
    try (var query = engine.start("measured", Source.of("query.sql", sql), sum)) {
      var input = engine.input("trades");
      for (int from = 0; from < events.length; from += BATCH) {
        input.sendAll(events, from, Math.min(events.length, from + BATCH));
      }
      input.close();
      return sum.outcome();
    }
  }

  /** Counts result rows and sums up what the loop sums up. */
  static final class Sum implements ResultHandler {
    private final ToDoubleFunction<Event> checksumOf;
    private long rows;
    private double checksum;

    Sum(Workload workload) {
      this(workload::checksum);
    }

    Sum(ToDoubleFunction<Event> checksumOf) {
      this.checksumOf = checksumOf;
    }

    @Override
    public void begin(String label, Schema schema, boolean changelog) {}

    @Override
    public void row(String label, Event row, Change change) {
      rows++;
      checksum += checksumOf.applyAsDouble(row);
    }

    Outcome outcome() {
      return new Outcome(rows, checksum);
    }
  }
}
