package dev.weir.benchmark;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The generated input of all throughput figures: trades of 100 symbols, one a millisecond in order
 * of time, the price of each symbol a random walk around 100, the volume uniform from 1 to 1000.
 */
final class Trades {
  static final int SYMBOLS = 100;
  static final long FIRST_TIME_MICROS = 1_767_312_000_000_000L;

  final String[] symbol;
  final double[] price;
  final int[] volume;
  final long[] timeMicros;

  Trades(int count, long seed) {
    symbol = new String[count];
    price = new double[count];
    volume = new int[count];
    timeMicros = new long[count];
    var random = new SplittableRandom(seed);
    var names = new String[SYMBOLS];
    var last = new double[SYMBOLS];
    for (int i = 0; i < SYMBOLS; i++) {
      names[i] = "SYM" + i;
      last[i] = 100;
    }
    for (int i = 0; i < count; i++) {
      int which = random.nextInt(SYMBOLS);
      double step = (random.nextDouble() - 0.5) * 0.2 + (100 - last[which]) * 0.0001;
      last[which] += step;
      symbol[i] = names[which];
      price[i] = Math.round(last[which] * 10_000) / 10_000.0;
      volume[i] = 1 + random.nextInt(1_000);
      timeMicros[i] = FIRST_TIME_MICROS + i * 1_000L;
    }
  }

  private Trades(String[] symbol, double[] price, int[] volume, long[] timeMicros) {
    this.symbol = symbol;
    this.price = price;
    this.volume = volume;
    this.timeMicros = timeMicros;
  }

  int size() {
    return symbol.length;
  }

  /** The first trades of these. */
  Trades first(int count) {
    return new Trades(
        Arrays.copyOf(symbol, count),
        Arrays.copyOf(price, count),
        Arrays.copyOf(volume, count),
        Arrays.copyOf(timeMicros, count));
  }

  /** The kind of a trade: the number of its symbol, modulo 20. */
  int type(int index) {
    return Integer.parseInt(symbol[index].substring(3)) % 20;
  }
}
