package dev.weir.benchmark;

import dev.weir.Engine;
import dev.weir.StreamInput;
import dev.weir.diagnostic.Source;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Is the time of a match linear in the rows, whatever the pattern? Thirty variables in nested loops
 * and alternations that can share the rows out in exponentially many ways, over stretches of rows of
 * which every second one fails at its very end, so that a matcher that backtracks has to try them
 * all. Prints time per row and what the heap holds, for ever more rows.
 *
 * <p>Usage: {@code NestedLoops [ROWS]}
 */
public final class NestedLoops {
  /** A and B are satisfied by the same rows. */
  static final String PATTERN =
      "A B? ((((A|B|A B)* C)+ | ((B|A|B A)* D)+ | (A B|B A)* (A|B)* C D)+"
          + " ((A|B)+ (A|A B|B)* (C|D)?)*)* E F";

  private static final int STEP = 0;
  private static final int C = 1;
  private static final int D = 2;
  private static final int E = 3;
  private static final int F = 4;
  private static final int NONE = 9;

  private NestedLoops() {}

  public static void main(String[] args) {
    int rows = args.length > 0 ? Integer.parseInt(args[0].replace("_", "")) : 1_000_000;
    // Once to warm up.
    run(rows / 4, 1_000, false);
    for (int stretch : new int[] {1_000, 0}) {
      for (int part = 4; part >= 1; part /= 2) {
        run(rows / part, stretch == 0 ? rows / part : stretch, true);
      }
    }
  }

  static void run(int rows, int stretch, boolean prints) {
    var memory = ManagementFactory.getMemoryMXBean();
    var sum = new WeirRun.Sum(row -> row.getLong(0));
    try (var engine = Engine.create()) {
      engine.execute(
          Source.of(
              "CREATE STREAM steps (kind INTEGER NOT NULL, ts TIMESTAMP(3) NOT NULL,"
                  + " WATERMARK FOR ts AS ts)"),
          sum);
      engine.start(
          "measured",
          Source.of(
              "SELECT n, first_ts FROM steps MATCH_RECOGNIZE (ORDER BY ts"
                  + " MEASURES COUNT(*) AS n, FIRST(ts) AS first_ts"
                  + " AFTER MATCH SKIP PAST LAST ROW PATTERN ("
                  + PATTERN
                  + ") DEFINE A AS kind = 0, B AS kind <= 0, C AS kind = 1, D AS kind = 2,"
                  + " E AS kind = 3, F AS kind = 4)"),
          sum);
      var input = engine.input("steps");
      long nanos = 0;
      long heap = 0;
      var random = new SplittableRandom(3);
      for (int i = 0; i < rows; i++) {
        long start = System.nanoTime();
        send(input, i, kind(i, stretch, random));
        nanos += System.nanoTime() - start;
        if (i == rows - rows / 10) {
          System.gc();
          heap = memory.getHeapMemoryUsage().getUsed();
        }
      }
      long start = System.nanoTime();
      input.close();
      nanos += System.nanoTime() - start;
      Throughput.require("nested loops", "Weir", expected(rows, stretch), sum.outcome());
      if (prints) {
        System.out.printf(
            Locale.ROOT,
            "%,d rows in stretches of %,d: %.2f s, %.0f ns per row, %,d matches, heap %d MB%n",
            rows,
            stretch,
            nanos / 1e9,
            (double) nanos / rows,
            sum.outcome().rows(),
            heap >> 20);
      }
    }
  }

  private static void send(StreamInput input, int index, int kind) {
    var event = input.newEvent();
    event.setInt(0, kind);
    event.setLong(1, Trades.FIRST_TIME_MICROS + index * 1_000L);
    input.send(event);
  }

  /**
   * Every stretch begins with steps and has a C and a D; it ends with E F, so that it is one match,
   * or with E and a row that no variable takes, so that it is none.
   */
  private static int kind(int index, int stretch, SplittableRandom random) {
    int place = index % stretch;
    if (place == stretch - 2) {
      return E;
    } else if (place == stretch - 1) {
      return isMatch(index / stretch) ? F : NONE;
    } else if (place < 8) {
      return place == 5 ? C : place == 6 ? D : STEP;
    }
    return switch (random.nextInt(100)) {
      case 0 -> C;
      case 1 -> D;
      default -> STEP;
    };
  }

  private static boolean isMatch(int stretch) {
    return stretch % 2 == 0;
  }

  private static Outcome expected(int rows, int stretch) {
    long matches = 0;
    for (int i = 0; i < rows / stretch; i++) {
      matches += isMatch(i) ? 1 : 0;
    }
    return new Outcome(matches, (double) matches * stretch);
  }
}
