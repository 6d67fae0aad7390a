package dev.weir.window;

import dev.weir.operator.OperatorHarness.Row;
import dev.weir.operator.TestEvent;
import dev.weir.operator.TestParts;
import dev.weir.plan.OverCall;
import dev.weir.plan.OverCall.Bound;
import dev.weir.plan.OverCall.Frame;
import dev.weir.plan.OverCall.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * Window functions by their definition, slowly: for each row, all rows of its partition are looked
 * at. Rows are {@code (key A, id J, value J, nullable value J)}.
 */
final class OverOracle {
  static final String LAYOUT = "AJJJ";

  /** A call, and how many fields it fills. */
  interface Call {
    OverFunction function(int field);

    String layout();

    /** Values of the fields for a row of a sorted partition; null if they do not fit. */
    List<Object> values(Partition rows, int row);
  }

  /** A sorted partition: its rows, and for each the position that RANGE measures and the peer group. */
  record Partition(List<Row> rows, double[] positions, int[] groups) {
    /** By time; {@code byId}: rows of one time are peers only if half their ids are equal. */
    static Partition byTime(List<Row> rows, boolean byId) {
      var groups = new int[rows.size()];
      for (int i = 1; i < groups.length; i++) {
        boolean peers =
            rows.get(i).time() == rows.get(i - 1).time()
                && (!byId || half(rows.get(i)) == half(rows.get(i - 1)));
        groups[i] = groups[i - 1] + (peers ? 0 : 1);
      }
      return new Partition(rows, rows.stream().mapToDouble(Row::time).toArray(), groups);
    }

    private static long half(Row row) {
      return row.event().getLong(1) / 2;
    }

    /** By a column, ascending, NULLs first; {@code column} -1: all are peers. */
    static Partition byColumn(List<Row> unsorted, int column) {
      var rows = new ArrayList<>(unsorted);
      if (column >= 0) {
        rows.sort((a, b) -> TestParts.order(column).compare(a.event(), b.event()));
      }
      var positions = new double[rows.size()];
      var groups = new int[rows.size()];
      for (int i = 0; i < groups.length; i++) {
        var value = column < 0 ? null : rows.get(i).event().get(column);
        positions[i] = value == null ? Double.NEGATIVE_INFINITY : (Long) value;
        groups[i] = i == 0 ? 0 : groups[i - 1] + (positions[i] == positions[i - 1] ? 0 : 1);
      }
      return new Partition(rows, positions, groups);
    }

    List<Row> frame(Frame frame, int row) {
      var inside = new ArrayList<Row>();
      for (int i = 0; i < rows.size(); i++) {
        if (isAtOrAfter(frame.unit(), frame.start(), frame.startOffset(), i, row)
            && isAtOrBefore(frame.unit(), frame.end(), frame.endOffset(), i, row)) {
          inside.add(rows.get(i));
        }
      }
      return inside;
    }

    private boolean isAtOrAfter(Unit unit, Bound bound, long offset, int i, int row) {
      return switch (bound) {
        case UNBOUNDED_PRECEDING -> true;
        case UNBOUNDED_FOLLOWING -> false;
        case CURRENT_ROW -> unit == Unit.ROWS ? i >= row : groups[i] >= groups[row];
        case PRECEDING -> bothNull(unit, i, row) || distance(unit, i, row) >= -offset;
        case FOLLOWING -> bothNull(unit, i, row) || distance(unit, i, row) >= offset;
      };
    }

    private boolean isAtOrBefore(Unit unit, Bound bound, long offset, int i, int row) {
      return switch (bound) {
        case UNBOUNDED_PRECEDING -> false;
        case UNBOUNDED_FOLLOWING -> true;
        case CURRENT_ROW -> unit == Unit.ROWS ? i <= row : groups[i] <= groups[row];
        case PRECEDING -> bothNull(unit, i, row) || distance(unit, i, row) <= -offset;
        case FOLLOWING -> bothNull(unit, i, row) || distance(unit, i, row) <= offset;
      };
    }

    /** NULLs are in each other's RANGE, however far it is. */
    private boolean bothNull(Unit unit, int i, int row) {
      return unit == Unit.RANGE
          && positions[i] == positions[row]
          && positions[i] == Double.NEGATIVE_INFINITY;
    }

    private double distance(Unit unit, int i, int row) {
      return switch (unit) {
        case ROWS -> i - row;
        case GROUPS -> groups[i] - groups[row];
        case RANGE -> positions[i] - positions[row];
      };
    }
  }

  record Aggregates(Frame frame) implements Call {
    @Override
    public OverFunction function(int field) {
      return new OverFunction.Aggregates(frame, TestParts.aggregator(1, 2), field);
    }

    @Override
    public String layout() {
      return TestParts.RESULTS;
    }

    @Override
    public List<Object> values(Partition rows, int row) {
      return WindowOracle.results(rows.frame(frame, row));
    }
  }

  record Ranking(OverCall.Function function) implements Call {
    private static final long BUCKETS = 3;

    @Override
    public OverFunction function(int field) {
      return new OverFunction.Ranking(function, BUCKETS, field);
    }

    @Override
    public String layout() {
      return switch (function) {
        case PERCENT_RANK, CUME_DIST -> "D";
        case NTILE -> "I";
        default -> "J";
      };
    }

    @Override
    public List<Object> values(Partition rows, int row) {
      int size = rows.rows.size();
      var groups = rows.groups;
      long before = Arrays.stream(groups).filter(g -> g < groups[row]).count();
      return List.of(
          switch (function) {
            case ROW_NUMBER -> (Object) (row + 1L);
            case RANK -> before + 1;
            case DENSE_RANK -> groups[row] + 1L;
            case PERCENT_RANK -> size == 1 ? 0.0 : before / (size - 1.0);
            case CUME_DIST ->
                (double) Arrays.stream(groups).filter(g -> g <= groups[row]).count() / size;
            default -> ntile(size, row);
          });
    }

    private static int ntile(int size, int row) {
      int bucket = 0;
      for (long from = 0; from <= row; bucket++) {
        from += size / BUCKETS + (bucket < size % BUCKETS ? 1 : 0);
      }
      return bucket;
    }
  }

  record Shift(int distance, boolean withDefault, boolean ignoreNulls) implements Call {
    @Override
    public OverFunction function(int field) {
      return new OverFunction.Shift(distance, 3, withDefault ? 1 : -1, ignoreNulls, field);
    }

    @Override
    public String layout() {
      return "J";
    }

    @Override
    public List<Object> values(Partition rows, int row) {
      int step = Integer.signum(distance);
      int rest = Math.abs(distance);
      int i = row;
      while (rest > 0) {
        i += step;
        if (i < 0 || i >= rows.rows.size()) {
          return Arrays.asList(withDefault ? rows.rows.get(row).event().get(1) : null);
        }
        if (!ignoreNulls || !rows.rows.get(i).event().isNull(3)) {
          rest--;
        }
      }
      return Arrays.asList(rows.rows.get(i).event().get(3));
    }
  }

  record Pick(Frame frame, long nth, boolean ignoreNulls) implements Call {
    @Override
    public OverFunction function(int field) {
      return new OverFunction.Pick(frame, nth, 3, ignoreNulls, field);
    }

    @Override
    public String layout() {
      return "J";
    }

    @Override
    public List<Object> values(Partition rows, int row) {
      var values =
          rows.frame(frame, row).stream()
              .map(r -> r.event().get(3))
              .filter(v -> !ignoreNulls || v != null)
              .toList();
      int at = nth == OverFunction.Pick.LAST ? values.size() - 1 : (int) nth - 1;
      return Arrays.asList(at < 0 || at >= values.size() ? null : values.get(at));
    }
  }

  private OverOracle() {}

  /** The output row for each row of a partition, in its order; rows that do not fit are left out. */
  static List<Row> evaluate(Partition partition, List<Call> calls) {
    var output = new ArrayList<Row>();
    for (int i = 0; i < partition.rows.size(); i++) {
      int row = i;
      var results = calls.stream().map(call -> call.values(partition, row)).toList();
      if (results.stream().allMatch(Objects::nonNull)) {
        var input = partition.rows.get(i);
        var values = new ArrayList<Object>();
        for (int column = 0; column < LAYOUT.length(); column++) {
          values.add(input.event().get(column));
        }
        results.forEach(values::addAll);
        output.add(new Row(TestEvent.of(LAYOUT + layout(calls), values.toArray()), input.time()));
      }
    }
    return output;
  }

  static String layout(List<Call> calls) {
    return calls.stream().map(Call::layout).reduce("", String::concat);
  }

  static List<OverFunction> functions(List<Call> calls) {
    var functions = new ArrayList<OverFunction>();
    int field = LAYOUT.length();
    for (var call : calls) {
      functions.add(call.function(field));
      field += call.layout().length();
    }
    return functions;
  }

  static List<List<Row>> partitions(List<Row> rows) {
    var partitions = new LinkedHashMap<Object, List<Row>>();
    rows.forEach(
        row -> partitions.computeIfAbsent(WindowOracle.key(row), k -> new ArrayList<>()).add(row));
    return List.copyOf(partitions.values());
  }

  static List<Row> rows(int seed, int count, int keys, boolean ties) {
    var random = new Random(seed + 17);
    return WindowOracle.rows(seed, count, keys, ties).stream()
        .map(
            row -> {
              var event = row.event();
              var nullable = random.nextInt(3) == 0 ? null : (Object) (long) random.nextInt(8);
              return new Row(
                  TestEvent.of(LAYOUT, event.get(0), event.get(1), event.get(2), nullable),
                  row.time());
            })
        .toList();
  }

  static Frame frame(Unit unit, Bound start, long startOffset, Bound end, long endOffset) {
    return new Frame(unit, start, startOffset, end, endOffset);
  }
}
