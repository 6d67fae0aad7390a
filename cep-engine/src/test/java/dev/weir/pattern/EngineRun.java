package dev.weir.pattern;

import dev.weir.Engine;
import dev.weir.ResultHandler;
import dev.weir.StandingQuery;
import dev.weir.StreamInput;
import dev.weir.diagnostic.Source;
import dev.weir.time.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Runs generated queries on an engine, each over a stream of its own. */
final class EngineRun implements AutoCloseable {
  private static final ResultHandler NOTHING = ResultHandler.ofRows(row -> {});

  private final Engine engine;
  private int streams;

  EngineRun(int batchSize) {
    engine = Engine.builder().clock(new VirtualClock(0)).batchSize(batchSize).build();
  }

  /**
   * What a query gives.
   *
   * @param rows all of them, in order
   * @param counts how many there were after each input row, if the watermark followed each
   * @param errors how many rows were reported as errors
   */
  record Output(List<List<Object>> rows, List<Integer> counts, List<String> errors) {}

  /**
   * Feeds rows in the order of the list, then ends the stream.
   *
   * @param query the text for a stream's name
   * @param stepwise whether after each row the watermark is moved to its time
   */
  Output run(UnaryOperator<String> query, List<PatternCase.Row> rows, boolean stepwise) {
    var stream = "s" + streams++;
    engine.execute(Source.of("stream", PatternCase.createStream(stream)), NOTHING);
    var given = new ArrayList<List<Object>>();
    var counts = new ArrayList<Integer>();
    ResultHandler handler =
        ResultHandler.ofRows(
            row -> {
              var values = new ArrayList<Object>();
              for (int i = 0; i < row.size(); i++) {
                values.add(row.get(i));
              }
              given.add(values);
            });
    long countBefore = letterCount();
    try (StandingQuery running =
            engine.start(stream, Source.of("query", query.apply(stream)), handler);
        StreamInput input = engine.input(stream)) {
      for (var row : rows) {
        send(input, row);
        if (stepwise) {
          input.watermark(row.micros());
          input.flush();
          counts.add(given.size());
        }
      }
      input.flush();
      input.close();
      if (!running.hasEnded()) {
        throw new AssertionError("the query has not ended with its stream");
      }
    }
    var errors = new ArrayList<String>();
    long more = letterCount() - countBefore;
    var letters = engine.deadLetters();
    for (int i = (int) Math.max(0, letters.size() - more); i < letters.size(); i++) {
      errors.add(letters.get(i).reason());
    }
    engine.execute(Source.of("drop", "DROP STREAM " + stream + ";"), NOTHING);
    return new Output(given, counts, errors);
  }

  private long letterCount() {
    return engine.deadLetterCounts().values().stream().mapToLong(Long::longValue).sum();
  }

  private static void send(StreamInput input, PatternCase.Row row) {
    var event = input.newEvent();
    var values = row.values();
    for (int i = 0; i < values.size(); i++) {
      event.set(i, values.get(i));
    }
    input.send(event);
  }

  @Override
  public void close() {
    engine.close();
  }
}
