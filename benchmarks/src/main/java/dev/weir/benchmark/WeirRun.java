package dev.weir.benchmark;

import dev.weir.Engine;
import dev.weir.ResultHandler;
import dev.weir.StreamInput;
import dev.weir.diagnostic.Source;
import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.type.Schema;

/** Weir embedded: event objects are sent in batches, results are read by a callback. */
final class WeirRun {
  private static final int BATCH = 1_024;

  private static final String STREAM =
      "CREATE STREAM trades (symbol VARCHAR NOT NULL, price DOUBLE NOT NULL, volume INTEGER NOT NULL,"
          + " ts TIMESTAMP(3) NOT NULL, WATERMARK FOR ts AS ts)";

  private final Engine engine = Engine.create();
  private final Event[] events;

  /** Makes the event objects, which is not part of what is timed. */
  WeirRun(Trades trades) {
    engine.execute(Source.of("trades.sql", STREAM), new Sum(Workload.W1));
    events = new Event[trades.size()];
    var input = engine.input("trades");
    for (int i = 0; i < events.length; i++) {
      events[i] = event(input, trades, i, trades.timeMicros[i]);
    }
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
    engine.execute(Source.of("again.sql", "DROP STREAM trades; " + STREAM), new Sum(workload));
    var sum = new Sum(workload);
    try (var query = engine.start("measured", Source.of("query.sql", workload.sql), sum)) {
      var input = engine.input("trades");
      for (int from = 0; from < events.length; from += BATCH) {
        input.sendAll(events, from, Math.min(events.length, from + BATCH));
      }
      input.close();
      return sum.outcome();
    }
  }

  /** Reads what the loop sums up from each row. */
  static final class Sum implements ResultHandler {
    private final Workload workload;
    private long rows;
    private double checksum;

    Sum(Workload workload) {
      this.workload = workload;
    }

    @Override
    public void begin(String label, Schema schema, boolean changelog) {}

    @Override
    public void row(String label, Event row, Change change) {
      rows++;
      checksum +=
          switch (workload) {
            case W1 -> row.getDouble(1);
            case W2 -> row.getDouble(4) + row.getLong(3) + row.getDouble(5) + row.getDouble(6);
            case W3, W4 -> row.getDouble(3) + row.getDouble(4);
            case W5 -> row.getLong(4);
          };
    }

    Outcome outcome() {
      return new Outcome(rows, checksum);
    }
  }
}
