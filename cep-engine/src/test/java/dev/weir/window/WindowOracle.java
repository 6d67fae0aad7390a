package dev.weir.window;

import dev.weir.operator.OperatorHarness.Row;
import dev.weir.operator.TestEvent;
import dev.weir.plan.WindowSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Windows by their definition, slowly: every window is looked for in all rows. Rows are {@code (key
 * A, id J, value J)} in order of time.
 */
final class WindowOracle {
  private static final long MS = 1_000;

  /** A window of a key with its rows. {@code order}: place among windows of one end. */
  record Pane(Object key, long start, long end, List<Row> rows, long order) {}

  private WindowOracle() {}

  static Object key(Row row) {
    return row.event().getObject(0);
  }

  static List<Pane> panes(WindowSpec spec, List<Row> rows) {
    List<Pane> panes =
        spec instanceof WindowSpec.Grid grid
            ? gridPanes(grid, rows)
            : byKey(
                rows,
                ofKey -> {
                  if (spec instanceof WindowSpec.Session session) {
                    return sessions(ofKey, session.gapMicros());
                  }
                  if (spec instanceof WindowSpec.Slide slide) {
                    return slides(ofKey, slide.sizeMicros());
                  }
                  if (spec instanceof WindowSpec.HopRows hop) {
                    return counts(ofKey, hop.slide(), hop.count());
                  }
                  long count = ((WindowSpec.TumbleRows) spec).count();
                  return counts(ofKey, count, count);
                });
    return panes.stream()
        .sorted(Comparator.comparingLong(Pane::end).thenComparingLong(Pane::order))
        .toList();
  }

  private static List<Pane> byKey(List<Row> rows, Function<List<Row>, List<Pane>> windows) {
    var groups = new LinkedHashMap<Object, List<Row>>();
    rows.forEach(row -> groups.computeIfAbsent(key(row), k -> new ArrayList<>()).add(row));
    var panes = new ArrayList<Pane>();
    groups.values().forEach(group -> panes.addAll(windows.apply(group)));
    return panes;
  }

  private static List<Pane> gridPanes(WindowSpec.Grid spec, List<Row> rows) {
    var bounds =
        new TreeSet<List<Long>>(
            Comparator.<List<Long>>comparingLong(b -> b.get(1)).thenComparingLong(b -> b.get(0)));
    for (var row : rows) {
      bounds.addAll(windowsOf(spec, row.time()));
    }
    var panes = new ArrayList<Pane>();
    // A key takes its place when it comes into a window after one it is not in.
    var places = new LinkedHashSet<Object>();
    boolean hop = spec instanceof WindowSpec.Hop;
    long previousStart = Long.MIN_VALUE;
    for (var bound : bounds) {
      if (hop && bound.get(0) - ((WindowSpec.Hop) spec).slide().micros() != previousStart) {
        places.clear();
      }
      previousStart = bound.get(0);
      var inWindow =
          rows.stream().filter(r -> r.time() >= bound.get(0) && r.time() < bound.get(1)).toList();
      var keys = new LinkedHashMap<Object, List<Row>>();
      inWindow.forEach(r -> keys.computeIfAbsent(key(r), k -> new ArrayList<>()).add(r));
      places.removeIf(key -> !keys.containsKey(key) || !hop);
      places.addAll(keys.keySet());
      long order = 0;
      for (var key : places) {
        panes.add(new Pane(key, bound.get(0), bound.get(1), keys.get(key), order++));
      }
    }
    return panes;
  }

  /** Start and end of each window that a time belongs to, of specifications in plain microseconds. */
  private static List<List<Long>> windowsOf(WindowSpec.Grid spec, long time) {
    var windows = new ArrayList<List<Long>>();
    if (spec instanceof WindowSpec.Tumble tumble) {
      long size = tumble.size().micros();
      long start = Math.floorDiv(time - tumble.offsetMicros(), size) * size + tumble.offsetMicros();
      windows.add(List.of(start, start + size));
    } else if (spec instanceof WindowSpec.Hop hop) {
      long slide = hop.slide().micros();
      long size = hop.size().micros();
      long start = Math.floorDiv(time - hop.offsetMicros(), slide) * slide + hop.offsetMicros();
      for (; start + size > time; start -= slide) {
        windows.add(List.of(start, start + size));
      }
    } else {
      var cumulate = (WindowSpec.Cumulate) spec;
      long size = cumulate.size().micros();
      long start =
          Math.floorDiv(time - cumulate.offsetMicros(), size) * size + cumulate.offsetMicros();
      for (long end = start + cumulate.step().micros(); ; end += cumulate.step().micros()) {
        end = Math.min(end, start + size);
        if (end > time) {
          windows.add(List.of(start, end));
        }
        if (end == start + size) {
          break;
        }
      }
    }
    return windows;
  }

  private static List<Pane> sessions(List<Row> rows, long gap) {
    var panes = new ArrayList<Pane>();
    for (int from = 0, to; from < rows.size(); from = to) {
      to = from + 1;
      while (to < rows.size() && rows.get(to).time() - rows.get(to - 1).time() <= gap) {
        to++;
      }
      var session = rows.subList(from, to);
      panes.add(
          new Pane(
              key(rows.get(0)),
              session.get(0).time(),
              rows.get(to - 1).time() + gap,
              session,
              id(session.get(0))));
    }
    return panes;
  }

  private static List<Pane> slides(List<Row> rows, long size) {
    var moments = new TreeSet<Long>();
    for (var row : rows) {
      moments.add(row.time());
      moments.add(row.time() + size);
    }
    var panes = new ArrayList<Pane>();
    for (long moment : moments) {
      var inside =
          rows.stream().filter(r -> r.time() > moment - size && r.time() <= moment).toList();
      if (!inside.isEmpty()) {
        // First the windows that rows leave, in the order of those rows; then those that rows
        // enter.
        var entering = rows.stream().filter(r -> r.time() == moment).findFirst();
        var leaving = rows.stream().filter(r -> r.time() == moment - size).findFirst();
        long order = entering.isPresent() ? 1_000_000 + id(entering.get()) : id(leaving.get());
        panes.add(new Pane(key(rows.get(0)), moment - size + MS, moment + MS, inside, order));
      }
    }
    return panes;
  }

  private static List<Pane> counts(List<Row> rows, long slide, long count) {
    var panes = new ArrayList<Pane>();
    for (long from = 0; from + count <= rows.size(); from += slide) {
      var window = rows.subList((int) from, (int) (from + count));
      var last = window.get(window.size() - 1);
      panes.add(new Pane(key(last), window.get(0).time(), last.time() + MS, window, id(last)));
    }
    return panes;
  }

  private static long id(Row row) {
    return row.event().getLong(1);
  }

  /** The result row that an aggregate gives for a pane; null for one that does not fit. */
  static Row aggregate(Pane pane, boolean keyed) {
    var row = new ArrayList<Object>();
    if (keyed) {
      row.add(pane.key);
    }
    var results = results(pane.rows);
    if (results == null) {
      return null;
    }
    row.addAll(results);
    row.addAll(List.of(pane.start, pane.end, pane.end - MS));
    return new Row(TestEvent.of((keyed ? "A" : "") + "JJAAJJJ", row.toArray()), pane.end - MS);
  }

  /** COUNT, SUM, MAX and ids of some rows, as {@code TestParts.aggregator} gives them, or null. */
  static List<Object> results(List<Row> rows) {
    long sum = rows.stream().mapToLong(r -> r.event().getLong(2)).sum();
    if (sum >= 1000) {
      return null;
    }
    var results = new ArrayList<Object>();
    results.add((long) rows.size());
    results.add(sum);
    results.add(
        rows.stream()
            .map(r -> String.format("%06d", r.event().getLong(2)))
            .max(Comparator.naturalOrder())
            .orElse(null));
    results.add(
        rows.isEmpty() ? null : rows.stream().map(r -> id(r) + " ").reduce("", String::concat));
    return results;
  }

  static Map<String, WindowSpec> specs() {
    var specs = new LinkedHashMap<String, WindowSpec>();
    specs.put("tumble", new WindowSpec.Tumble(micros(10 * MS), 0, null));
    specs.put("tumble with offset", new WindowSpec.Tumble(micros(7 * MS), -3 * MS, null));
    specs.put("hop", new WindowSpec.Hop(micros(2 * MS), micros(10 * MS), 0, null));
    specs.put(
        "hop of half a millisecond", new WindowSpec.Hop(micros(MS / 2), micros(6 * MS), MS, null));
    specs.put(
        "hop, size no multiple", new WindowSpec.Hop(micros(3 * MS), micros(10 * MS), 1, null));
    specs.put("hop with gaps", new WindowSpec.Hop(micros(9 * MS), micros(4 * MS), 0, null));
    specs.put("hop, long", new WindowSpec.Hop(micros(2 * MS), micros(120 * MS), 0, null));
    specs.put("cumulate", new WindowSpec.Cumulate(micros(2 * MS), micros(10 * MS), 0, null));
    specs.put("cumulate, odd", new WindowSpec.Cumulate(micros(4 * MS), micros(10 * MS), MS, null));
    specs.put("session", new WindowSpec.Session(3 * MS));
    specs.put("session of equal times", new WindowSpec.Session(0));
    specs.put("slide", new WindowSpec.Slide(5 * MS));
    specs.put("slide, long", new WindowSpec.Slide(100 * MS));
    specs.put("rows", new WindowSpec.TumbleRows(4));
    specs.put("single rows", new WindowSpec.TumbleRows(1));
    specs.put("hop rows", new WindowSpec.HopRows(2, 6));
    specs.put("hop rows, no multiple", new WindowSpec.HopRows(4, 6));
    specs.put("hop rows with gaps", new WindowSpec.HopRows(5, 2));
    return specs;
  }

  static WindowSpec.Length micros(long micros) {
    return new WindowSpec.Length(0, micros);
  }

  /** Random rows in order of time, with ties, gaps, negative times, and some values too large. */
  static List<Row> rows(int seed, int count, int keys, boolean ties) {
    var random = new java.util.Random(seed);
    var rows = new ArrayList<Row>();
    long time = random.nextLong(-100_000, 1_000);
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(20);
      if (kind == 0) {
        time += random.nextInt(60) * MS;
      } else if (!ties || kind < 14) {
        time += 1 + random.nextInt(3) * MS / (1 + random.nextInt(2));
      }
      int skewed = random.nextInt(1 + random.nextInt(keys));
      var key = skewed == 1 ? null : "k" + skewed;
      long value = random.nextInt(40) == 0 ? 1_000 : random.nextInt(30);
      rows.add(new Row(TestEvent.of("AJJ", key, (long) i, value), time));
    }
    return rows;
  }
}
