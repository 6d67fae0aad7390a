package dev.weir.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The answers of samples with patterns over real data, found a second time by loops over the files. */
final class RecountTest {
  private static final Path SAMPLES = Path.of("").toAbsolutePath();

  /** The last price of a minute. */
  private record Close(String minute, BigDecimal price) {}

  /** What the values of some columns are in each expected row, in any order. */
  private static Collection<List<String>> expected(String sample, String... columns)
      throws IOException {
    var rows = new ArrayList<List<String>>();
    for (var line : Files.readAllLines(SAMPLES.resolve(sample).resolve("expected.jsonl"), UTF_8)) {
      var row = new ArrayList<String>();
      for (var column : columns) {
        var value = Pattern.compile("\"" + column + "\":\"?([^\",}]*)").matcher(line);
        assertThat(value.find()).as(line).isTrue();
        row.add(value.group(1));
      }
      rows.add(row);
    }
    return rows;
  }

  @Test
  void breakIns() throws IOException {
    var login =
        Pattern.compile(
            "^(\\w{3} [ \\d]\\d [\\d:]+) \\S+ sshd\\[\\d+\\]: (Failed|Accepted) \\S+ for .*?from (\\S+) port.*");
    var time = DateTimeFormatter.ofPattern("uuuu MMM d HH:mm:ss", Locale.ROOT);
    var failures = new HashMap<String, List<LocalDateTime>>();
    var found = new ArrayList<List<String>>();
    for (var line : Files.readAllLines(SAMPLES.resolve("ssh-logins/ssh_auth.log"), UTF_8)) {
      var parts = login.matcher(line);
      if (!parts.matches()) {
        continue;
      }
      var at = LocalDateTime.parse("2017 " + parts.group(1).replaceAll(" +", " "), time);
      var tries = failures.computeIfAbsent(parts.group(3), address -> new ArrayList<>());
      if (parts.group(2).equals("Failed")) {
        tries.add(at);
        continue;
      }
      tries.removeIf(
          failure -> Duration.between(failure, at).compareTo(Duration.ofMinutes(10)) > 0);
      if (tries.size() >= 5) {
        found.add(List.of(parts.group(3), String.valueOf(tries.size()), stamp(at)));
      }
      tries.clear();
    }
    assertThat(expected("ssh-break-in", "address", "failures", "broken_in"))
        .containsExactlyElementsOf(found);
  }

  @Test
  void silences() throws IOException {
    var lines = Files.readAllLines(SAMPLES.resolve("silent-sensor/ambient_temperature.csv"), UTF_8);
    var found = new ArrayList<List<String>>();
    LocalDateTime last = null;
    for (var line : lines.subList(1, lines.size())) {
      var at = LocalDateTime.parse(line.split(",")[0].replace(' ', 'T'));
      if (last != null && Duration.between(last, at).compareTo(Duration.ofHours(1)) > 0) {
        found.add(List.of(stamp(last)));
      }
      last = at;
    }
    found.add(List.of(stamp(last)));
    assertThat(expected("silent-sensor", "last_reading")).containsExactlyElementsOf(found);
  }

  @Test
  void fallsThatAreMadeUpFor() throws IOException {
    var found = new ArrayList<List<String>>();
    closes()
        .forEach(
            (symbol, closes) -> {
              for (int i = 0; i < closes.size(); ) {
                int bottom = run(closes, i, -1);
                int top = run(closes, bottom, 1);
                if (bottom - i >= 2
                    && top - bottom >= 2
                    && closes.get(top).price().compareTo(closes.get(i).price()) >= 0) {
                  found.add(minutes(symbol, closes, i, bottom, top));
                  i = top + 1;
                } else {
                  i++;
                }
              }
            });
    assertThat(found).hasSize(14);
    assertThat(expected("stock-v", "symbol", "since", "bottom", "until"))
        .containsExactlyInAnyOrderElementsOf(found);
  }

  @Test
  void fallsAndRisesTwice() throws IOException {
    var found = new ArrayList<List<String>>();
    closes()
        .forEach(
            (symbol, closes) -> {
              for (int i = 0; i < closes.size(); ) {
                int first = run(closes, i, -1);
                int middle = run(closes, first, 1);
                int second = run(closes, middle, -1);
                int end = run(closes, second, 1);
                if (first - i >= 2
                    && middle - first >= 2
                    && second - middle >= 2
                    && end - second >= 2) {
                  found.add(minutes(symbol, closes, i, first, second, end));
                  i = end + 1;
                } else {
                  i++;
                }
              }
            });
    assertThat(expected("stock-w", "symbol", "since", "first_bottom", "second_bottom", "until"))
        .containsExactlyInAnyOrderElementsOf(found);
  }

  /** The last index of closes that go on in one direction from a first one. */
  private static int run(List<Close> closes, int from, int direction) {
    int i = from;
    while (i + 1 < closes.size()
        && closes.get(i + 1).price().compareTo(closes.get(i).price()) == direction) {
      i++;
    }
    return i;
  }

  private static List<String> minutes(String symbol, List<Close> closes, int... places) {
    var row = new ArrayList<String>(List.of(symbol));
    for (int place : places) {
      row.add(closes.get(place).minute());
    }
    return row;
  }

  /** By symbol, in order of time. */
  private static Map<String, List<Close>> closes() throws IOException {
    var last = new TreeMap<String, TreeMap<String, BigDecimal>>();
    try (var in =
            Files.newInputStream(SAMPLES.resolve("stock-bars").resolve("us_equity_trades.csv.gz"));
        var lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(in), UTF_8))) {
      lines
          .lines()
          .skip(1)
          .map(line -> line.split(","))
          .forEach(
              trade ->
                  last.computeIfAbsent(trade[0], symbol -> new TreeMap<>())
                      .put(trade[1].substring(0, 16), new BigDecimal(trade[2])));
    }
    return last.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                symbol ->
                    symbol.getValue().entrySet().stream()
                        .map(e -> new Close(stamp(LocalDateTime.parse(e.getKey())), e.getValue()))
                        .toList()));
  }

  private static String stamp(LocalDateTime time) {
    return time.format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT));
  }
}
