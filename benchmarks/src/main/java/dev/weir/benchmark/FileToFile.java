package dev.weir.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;

/**
 * W14: how many rows a second does a whole process take from a CSV file of trades to W2's rows as
 * json lines, start-up included? {@code bin/weir run} and a JVM with DuckDB (one thread), in turn
 * on the same file.
 *
 * <p>Usage: {@code FileToFile PATH_OF_BIN_WEIR [ROWS [ROUNDS]]}
 */
public final class FileToFile {
  private FileToFile() {}

  public static void main(String[] args) throws Exception {
    if (args.length > 1 && args[0].equals("duckdb")) {
      duckDb(Path.of(args[1]), Path.of(args[2]));
      return;
    }
    int rows = args.length > 1 ? Integer.parseInt(args[1]) : 5_000_000;
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
    var csv = CsvFile.write(new Trades(Math.min(rows, 1_000_000), 42), rows);
    try {
      compare(args[0], csv, rows, rounds);
    } finally {
      Files.delete(csv);
    }
  }

  private static void compare(String weir, Path csv, int rows, int rounds)
      throws IOException, InterruptedException {
    var weirRates = new ArrayList<Double>();
    var duckRates = new ArrayList<Double>();
    for (int round = 0; round < rounds; round++) {
      var weirOut = Files.createTempFile("weir-out", ".jsonl");
      var duckOut = Files.createTempFile("duck-out", ".jsonl");
      weirRates.add(
          timed(List.of(weir, "run", "--output", "json", "-c", script(csv)), weirOut, rows));
      duckRates.add(
          timed(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  FileToFile.class.getName(),
                  "duckdb",
                  csv.toString(),
                  duckOut.toString()),
              null,
              rows));
      long weirLines = lines(weirOut);
      long duckLines = lines(duckOut);
      if (weirLines != duckLines) {
        throw new IllegalStateException(
            "Weir gives " + weirLines + " rows, DuckDB gives " + duckLines);
      }
      Files.delete(weirOut);
      Files.delete(duckOut);
    }
    double weirRate = Throughput.median(weirRates);
    double duckRate = Throughput.median(duckRates);
    System.out.printf(
        "| W14 | CSV of %,d trades to W2's rows as json lines, whole process | - | %s | %.2f x DuckDB | %s | - |%n",
        rows, Throughput.human(weirRate), weirRate / duckRate, Throughput.human(duckRate));
  }

  private static long lines(Path path) throws IOException {
    try (var lines = Files.lines(path)) {
      return lines.count();
    }
  }

  private static double timed(List<String> command, Path outOrNull, int rows)
      throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    if (outOrNull != null) {
      process.redirectOutput(outOrNull.toFile());
    }
    long start = System.nanoTime();
    int code = process.start().waitFor();
    double rate = Throughput.rate(rows, start);
    if (code != 0) {
      throw new IllegalStateException(command.get(0) + " ended with " + code);
    }
    return rate;
  }

  private static String script(Path csv) {
    return "CREATE STREAM trades (symbol VARCHAR, price DOUBLE, volume INTEGER, ts TIMESTAMP(3),"
        + " WATERMARK FOR ts AS ts) WITH ('connector' = 'file', 'path' = '"
        + csv
        + "', 'format' = 'csv'); "
        + Workload.W2.sql
        + ";";
  }

  private static void duckDb(Path csv, Path out) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute("SET threads = 1");
      statement.execute(
          "COPY (SELECT symbol, time_bucket(INTERVAL 10 SECOND, ts) AS window_start, count(*) AS n, sum(volume) AS total,"
              + " avg(price) AS mean, min(price) AS low, max(price) AS high FROM read_csv('"
              + csv
              + "', header = true, columns = {'symbol': 'VARCHAR', 'price': 'DOUBLE', 'volume': 'INTEGER', 'ts': 'TIMESTAMP'})"
              + " GROUP BY ALL) TO '"
              + out
              + "' (FORMAT json)");
    }
  }
}
