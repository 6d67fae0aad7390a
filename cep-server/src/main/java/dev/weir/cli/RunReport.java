package dev.weir.cli;

import dev.weir.DeadLetter;
import dev.weir.Engine;
import dev.weir.terminal.Console;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Says on stderr, after a run, which rows did not take part in it. Silent if all did. */
final class RunReport {
  private static final int EXAMPLES_MAX = 3;
  private static final int TEXT_MAX = 80;

  private RunReport() {}

  static void print(Engine engine, Console console) {
    deadLetters(new TreeMap<>(engine.deadLetterCounts()), engine.deadLetters(), console);
    late(new TreeMap<>(engine.lateCounts()), console);
  }

  private static void deadLetters(
      Map<String, Long> counts, List<DeadLetter> letters, Console console) {
    boolean any = false;
    for (var entry : counts.entrySet()) {
      if (entry.getValue() == 0) {
        continue;
      }
      var stream = entry.getKey();
      var examples =
          letters.stream()
              .filter(letter -> letter.stream().equals(stream))
              .limit(EXAMPLES_MAX)
              .toList();
      if (examples.isEmpty()) {
        console.say(rows(entry.getValue()) + " of stream " + stream + " left out as bad");
        continue;
      }
      any = true;
      console.say(
          rows(entry.getValue()) + " of stream " + stream + " went to the dead letters, such as");
      examples.forEach(letter -> console.err().println("  " + line(letter)));
    }
    if (any) {
      console.say("see them all with SHOW DEAD LETTERS at the end of the script");
    }
  }

  private static String line(DeadLetter letter) {
    var raw = letter.rawText() == null ? "" : letter.rawText().strip();
    var shown = raw.length() > TEXT_MAX ? raw.substring(0, TEXT_MAX) + "..." : raw;
    return letter.location()
        + ": "
        + letter.reason()
        + (shown.isEmpty() ? "" : ": " + shown.replaceAll("[\\r\\n]+", " "));
  }

  private static void late(Map<String, Long> counts, Console console) {
    counts.forEach(
        (stream, count) -> {
          if (count > 0) {
            console.say(
                rows(count)
                    + " of stream "
                    + stream
                    + " came behind the watermark and took no part; LATE("
                    + stream
                    + ") is the stream of them");
          }
        });
  }

  private static String rows(long count) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "row" : "rows");
  }
}
