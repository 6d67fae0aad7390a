package dev.weir.repl;

import dev.weir.Engine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells which rows took no part since it was asked last. */
final class Losses {
  /** What is known at a moment. */
  record Counts(Map<String, Long> deadLetters, Map<String, Long> late) {
    static Counts of(Engine engine) {
      return new Counts(Map.copyOf(engine.deadLetterCounts()), Map.copyOf(engine.lateCounts()));
    }
  }

  private final Map<String, Long> deadLetters = new HashMap<>();
  private final Map<String, Long> late = new HashMap<>();

  /** One line for each stream that has lost rows. */
  List<String> since(Counts now) {
    var lines = new ArrayList<String>();
    now.deadLetters()
        .forEach(
            (stream, count) -> {
              long more = more(deadLetters, stream, count);
              if (more > 0) {
                lines.add(
                    rows(more)
                        + " of stream "
                        + stream
                        + " went to the dead letters (SHOW DEAD LETTERS;)");
              }
            });
    now.late()
        .forEach(
            (stream, count) -> {
              long more = more(late, stream, count);
              if (more > 0) {
                lines.add(
                    rows(more)
                        + " of stream "
                        + stream
                        + " came behind the watermark; LATE("
                        + stream
                        + ") is the stream of them");
              }
            });
    return lines;
  }

  /** Counts begin anew when a stream is made anew. */
  private static long more(Map<String, Long> known, String stream, long count) {
    var before = known.put(stream, count);
    return before == null || count < before ? count : count - before;
  }

  private static String rows(long count) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "row" : "rows");
  }
}
