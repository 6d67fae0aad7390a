package dev.weir.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The trades as a CSV file with a header: {@code symbol,price,volume,ts}. */
final class CsvFile {
  private CsvFile() {}

  /** Writes the first {@code count} trades (the series repeats in time if there are fewer). */
  static Path write(Trades trades, int count) throws IOException {
    var path = Files.createTempFile("weir-trades", ".csv");
    try (var out = Files.newBufferedWriter(path, StandardCharsets.US_ASCII)) {
      out.write("symbol,price,volume,ts\n");
      for (int i = 0; i < count; i++) {
        int from = i % trades.size();
        out.write(trades.symbol[from]);
        out.write(',');
        out.write(Double.toString(trades.price[from]));
        out.write(',');
        out.write(Integer.toString(trades.volume[from]));
        out.write(',');
        out.write(text(Trades.FIRST_TIME_MICROS + i * 1_000L));
        out.write('\n');
      }
    }
    return path;
  }

  private static String text(long micros) {
    var time =
        java.time.LocalDateTime.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L),
            (int) Math.floorMod(micros, 1_000_000L) * 1_000,
            java.time.ZoneOffset.UTC);
    var base = time.toString().replace('T', ' ');
    return switch (base.length()) {
      case 16 -> base + ":00.000";
      case 19 -> base + ".000";
      default -> base;
    };
  }
}
